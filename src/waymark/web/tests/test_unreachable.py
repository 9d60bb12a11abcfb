"""Without a database nothing is saved, and pages and the writing page say so."""

from typing import Any

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from tests.cast import Cast
from waymark.web import access


@pytest.mark.parametrize("problem", [OperationalError("database or disk is full"), InterfaceError("closed")])
def test_pages_and_saves_answer_503_without_a_database(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise problem

    monkeypatch.setattr(access, "effective_time", fails)
    browser = Client(raise_request_exception=False)
    desk = browser.post("/", headers={"x-waymark-desk": "1"})
    assert (desk.status_code, desk.json()["code"], desk["retry-after"]) == (503, "unreachable", "5")
    page = browser.get("/")
    assert page.status_code == 503
    assert "hasn’t been saved" in page.content.decode()


def test_other_errors_answer_500(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(access, "effective_time", fails)
    assert Client(raise_request_exception=False).get("/").status_code == 500
