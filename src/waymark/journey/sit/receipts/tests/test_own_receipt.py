"""A participant's own receipt, and the public page that checks it."""

from __future__ import annotations

import json

from django.test import Client

from waymark.journey.sit.tests.makers import make_sitting, save
from waymark.journey.sit.tests.pages import seal, url


def test_public_page_checks_a_typed_code_and_shows_no_answer(cast):
    sitting = make_sitting(cast)
    save(sitting, "My secret answer", at=cast.at)
    browser = cast.browser("amina")
    seal(browser, sitting)
    members = json.loads(browser.get(url("receipt_file", sitting)).content)
    assert json.loads(members["payload"])["answers"]["q1"] == "My secret answer"
    typed = members["receipt"].lower().replace("-", " ")
    page = Client().get("/sit/receipts/", {"code": typed}).content.decode()
    assert "This receipt is valid" in page
    assert "Demonstration" in page
    assert "secret" not in page
    assert "Amina" not in page
    assert "This receipt is not valid" in Client().get("/sit/receipts/?code=AAAA").content.decode()
    assert Client().get("/sit/receipts/").status_code == 200
