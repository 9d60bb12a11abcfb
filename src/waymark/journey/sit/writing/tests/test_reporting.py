"""What a desk says afterwards about itself: kept once a stretch, and never in the way of a save."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from waymark.journey.sit.models import Answer, DeskReport
from waymark.journey.sit.tests.makers import make_sitting
from waymark.journey.sit.tests.pages import statements, url
from waymark.journey.sit.writing.reporting import LONGEST


def send(client, sitting, text, *, base=0, window="window1", **more):
    body = {"text": text, "base": base, "client": window} | more
    return client.post(
        url("revisions", sitting, question="q1"),
        json.dumps(body),
        content_type="application/json",
        headers={"x-waymark-desk": "1", "sec-fetch-site": "same-origin"},
    )


def reports():
    return list(DeskReport.objects.order_by("id").values_list("kind", "seconds", "client"))


def test_a_stretch_without_the_server_is_kept_once(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    for _ in range(2):
        assert send(browser, sitting, "Back again", offline=5400).status_code == 200
    assert reports() == [("offline", 5400, "window1")]
    send(browser, sitting, "Back again", base=1, window="window2", offline=5400)
    assert reports()[1:] == [("offline", 5400, "window2")]


def test_both_kinds_may_come_at_once_and_with_a_conflict_too(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    send(browser, sitting, "One", window="window2")
    answer = send(browser, sitting, "Two", offline=60, signed_out=30)
    assert answer.json()["code"] == "conflict"
    assert {(kind, seconds) for kind, seconds, _ in reports()} == {("offline", 60), ("signed_out", 30)}


@pytest.mark.parametrize("report", [0, -1, LONGEST + 1, 1.5, True, None, "60", [60], {"s": 60}, 10**30])
@pytest.mark.parametrize("kind", ["offline", "signed_out"])
def test_a_report_that_is_not_understood_is_left_out_and_the_text_is_saved(cast, kind, report):
    sitting = make_sitting(cast)
    answer = send(cast.browser("amina"), sitting, "Kept", **{kind: report})
    assert answer.status_code == 200
    assert reports() == []
    assert Answer.objects.get(sitting=sitting, question_id="q1").text == "Kept"


def test_the_longest_that_is_believed_is_ten_days(cast):
    sitting = make_sitting(cast)
    send(cast.browser("amina"), sitting, "Kept", offline=LONGEST)
    assert reports() == [("offline", 864_000, "window1")]


def test_an_ordinary_save_pays_nothing_for_it_and_a_report_one_statement(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    send(browser, sitting, "One")
    with CaptureQueriesContext(connection) as ordinary:
        send(browser, sitting, "Two", base=1)
    with CaptureQueriesContext(connection) as reported:
        send(browser, sitting, "Three", base=2, offline=60)
    assert not [sql for sql in statements(ordinary) if "deskreport" in sql]
    assert len(statements(reported)) == len(statements(ordinary)) + 1


def test_nobody_else_reports_for_a_desk(cast):
    sitting = make_sitting(cast)
    assert send(cast.browser("ben"), sitting, "x", offline=60).status_code == 404
    assert reports() == []
