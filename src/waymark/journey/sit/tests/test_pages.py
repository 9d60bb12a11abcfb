"""Who may enter, and what the pages do with good and bad input."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from waymark.ground.people.models import Account
from waymark.journey.sit.models import (
    Answer,
    KeptBeside,
    Receipt,
    Revision,
    Sitting,
    SittingWindow,
    Submission,
)
from waymark.journey.sit.tests.makers import make_paper, make_sitting, make_window, save, words

CLOSES = datetime(2026, 10, 27, 0, 0, tzinfo=UTC)
DECLARED = {"own_work": "on", "sources": "on", "ai_use": "on"}
BEGINNINGS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def url(name, sitting, **more):
    return reverse(f"sit:{name}", kwargs={"code": sitting.code, **more})


def autosave(client, sitting, text, *, base=0, question="q1", window="window1", **headers):
    return client.post(
        url("revisions", sitting, question=question),
        json.dumps({"text": text, "base": base, "client": window}),
        content_type="application/json",
        headers={"x-waymark-desk": "1", **headers},
    )


def form_of(sitting, **texts):
    said = {"client": "page1"}
    for answer in Answer.objects.filter(sitting=sitting):
        said |= {f"base-{answer.question_id}": answer.rev, f"text-{answer.question_id}": answer.text}
    return said | {f"text-{question}": text for question, text in texts.items()}


def text_of(sitting, question="q1"):
    return Answer.objects.get(sitting=sitting, question_id=question).text


def statements(captured):
    return [one["sql"] for one in captured if not one["sql"].startswith(BEGINNINGS)]


# --- before --------------------------------------------------------------------------------------------------


def test_the_page_before_says_times_in_full_and_opens_the_desk(cast):
    make_window(cast)
    browser = cast.browser("amina")
    page = browser.get("/sit/").content.decode()
    assert "Monday 19 October 2026, 00:01" in page
    assert "Monday 26 October 2026, 23:59" in page
    assert "well-being" in page
    answer = browser.post("/sit/", DECLARED)
    sitting = Sitting.objects.get()
    assert answer.headers["location"] == url("desk", sitting)
    browser.post("/sit/", DECLARED)
    assert Sitting.objects.count() == 1


def test_without_the_whole_declaration_the_desk_stays_closed(cast):
    make_window(cast)
    answer = cast.browser("amina").post("/sit/", {"own_work": "on"})
    assert answer.status_code == 422
    assert "To open the desk, tick" in answer.content.decode()
    assert not Sitting.objects.exists()


def test_the_gate_is_asked_again_at_every_look(cast):
    make_window(cast, cohort=cast.ucl_cohort)
    browser = cast.browser("uma")
    assert "66 h 36 m" in browser.get("/sit/").content.decode()
    assert browser.post("/sit/", DECLARED).status_code == 422


def test_without_a_window_or_an_enrolment_the_page_says_so(cast):
    assert "not fixed yet" in cast.browser("amina").get("/sit/").content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("amina", 200), ("ben", 404), ("uma", 404), ("grace", 403), ("chioma", 403), ("finn", 403)],
)
@pytest.mark.parametrize("name", ["desk", "kept", "submission"])
def test_only_the_writer_sees_the_desk(cast, who, status, name):
    sitting = make_sitting(cast)
    assert cast.browser(who).get(url(name, sitting)).status_code == status


@pytest.mark.parametrize("name", ["desk", "kept", "submission", "receipt", "receipt_file"])
def test_a_visitor_is_asked_to_sign_in(cast, name):
    sitting = make_sitting(cast)
    assert Client().get(url(name, sitting)).status_code == 302


# --- the desk ------------------------------------------------------------------------------------------------


def test_the_desk_shows_case_questions_and_answers_in_few_statements(cast):
    sitting = make_sitting(cast)
    save(sitting, "My own words", at=cast.at)
    browser = cast.browser("amina")
    browser.get(url("desk", sitting))
    with CaptureQueriesContext(
        connection,
    ) as captured:
        page = browser.get(url("desk", sitting)).content.decode()
    assert len([one for one in statements(captured) if "pretenddate" not in one]) <= 5, statements(captured)
    assert "My own words</textarea>" in page
    assert "&lt;b&gt;tags" in page
    assert "<h2>The Trust" not in page
    assert "Monday 26 October 2026, 23:59" in page
    assert "1,497 words left" in page
    assert "style=" not in page


def test_an_autosave_takes_four_statements(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    autosave(browser, sitting, "One")
    with CaptureQueriesContext(connection) as captured:
        answer = autosave(browser, sitting, words(1500), base=1)
    assert answer.json()["code"] == "saved"
    assert len(answer.content) < 1000
    assert len(statements(captured)) <= (3 if connection.vendor == "postgresql" else 4), statements(captured)


def test_an_autosave_says_when_and_how_many(cast):
    sitting = make_sitting(cast)
    said = autosave(cast.browser("amina"), sitting, "One\r\ntwo\rthree").json()
    assert (said["rev"], said["words"]) == (1, 3)
    assert re.fullmatch(r"Saved 10:00:\d\d on the server", said["says"])
    assert text_of(sitting) == "One\ntwo\nthree"


def test_a_stale_autosave_keeps_both(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    autosave(browser, sitting, "From the laptop", window="laptop")
    answer = autosave(browser, sitting, "From the phone", window="phone")
    assert answer.status_code == 409
    assert answer.json()["text"] == "From the laptop"
    assert "Question 1 was also changed" in answer.json()["says"]
    page = browser.get(answer.json()["kept"]).content.decode()
    assert "From the laptop" in page
    assert "From the <mark>phone</mark>" in page


def test_choosing_a_kept_text(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    autosave(browser, sitting, "From the laptop", window="laptop")
    autosave(browser, sitting, "From the phone", window="phone")
    kept = KeptBeside.objects.get()
    where = url("choice", sitting, text=kept.pk)
    assert cast.browser("ben").post(where, {"base": 1}).status_code == 404
    assert browser.post(where, {"base": "x"}).status_code == 302
    assert text_of(sitting) == "From the laptop"
    browser.post(where, {"base": 1})
    assert text_of(sitting) == "From the phone"


@pytest.mark.parametrize("who", ["ben", "uma", "grace", "chioma", "finn"])
def test_nobody_else_saves(cast, who):
    sitting = make_sitting(cast)
    assert autosave(cast.browser(who), sitting, "Not mine").status_code == 404
    assert not Revision.objects.exists()


def test_signed_out_is_said_in_json(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    for end in (
        lambda: Session.objects.update(expire_date=datetime(2020, 1, 1, tzinfo=UTC)),
        lambda: Session.objects.all().delete(),
    ):
        end()
        answer = autosave(browser, sitting, "Text")
        assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")
    assert autosave(Client(), sitting, "Text").status_code == 401


def test_a_changed_password_or_a_closed_account_ends_the_session_here_too(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    account = cast.people["amina"].account
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert autosave(browser, sitting, "Text").status_code == 401
    account.set_password("eighteen grey herons")
    account.save()
    assert autosave(browser, sitting, "Text").status_code == 401


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe\x00", b'{"text": 1, "base": 0, "client": "window1"}',
     b'{"text": "a", "base": true, "client": "window1"}', b'{"text": "a", "base": 1e309, "client": "window1"}',
     b'{"text": "a", "base": -1, "client": "window1"}', b'{"text": "a", "base": 0, "client": ""}',
     b'{"text": "a", "base": 0, "client": "\\u0000aaaa"}', b"[" * 100_000,
     b'{"text": "a", "base": ' + b"9" * 5000 + b', "client": "window1"}'],
)  # fmt: skip
def test_a_save_that_is_not_understood_changes_nothing(cast, body):
    sitting = make_sitting(cast)
    where = url("revisions", sitting, question="q1")
    answer = cast.browser("amina").post(
        where, body, content_type="application/json", headers={"x-waymark-desk": "1"}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "not_understood")
    assert not Revision.objects.exists()


@pytest.mark.parametrize("base", ["", "-1", "9" * 5000, "\u0663", "x"])
def test_a_form_that_does_not_know_its_revision_loses_nothing(cast, base):
    sitting = make_sitting(cast)
    save(sitting, "What stands", at=cast.at)
    said = form_of(sitting, q1="What was typed") | {"base-q1": base}
    assert cast.browser("amina").post(url("answers", sitting), said).status_code == 302
    assert text_of(sitting) == "What stands"
    assert KeptBeside.objects.get().text == "What was typed"


def test_characters_that_cannot_be_kept_are_named_and_saving_goes_on(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    said = autosave(browser, sitting, "ab\x00c\ud800d", question="q2").json()
    assert said["code"] == "saved"
    assert "Characters 3, 5 of question 2" in said["replaced"]
    assert text_of(sitting, "q2") == "ab�c�d"
    assert "Characters 3, 5 of question 2" in browser.get(url("desk", sitting)).content.decode()


@pytest.mark.parametrize("text", ["a" * 5_000_000, "a " * 6_000, "a" * 200_001])
def test_a_draft_too_long_is_said_and_the_text_before_is_safe(cast, text):
    sitting = make_sitting(cast)
    save(sitting, "Safe", at=cast.at)
    browser = cast.browser("amina")
    answer = autosave(browser, sitting, text, base=1)
    assert (answer.status_code, answer.json()["code"]) == (422, "draft_too_long")
    page = browser.post(url("answers", sitting), form_of(sitting, q1=text, q2="Second"))
    assert page.status_code == 422
    assert text in page.content.decode()
    assert "too long to keep" in page.content.decode()
    assert (text_of(sitting), text_of(sitting, "q2")) == ("Safe", "Second")


def test_an_autosave_from_another_site_is_refused(cast):
    sitting = make_sitting(cast)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.people["amina"].account)
    assert autosave(browser, sitting, "Forged").status_code == 403
    assert autosave(browser, sitting, "Forged", origin="https://elsewhere.example").status_code == 403
    assert autosave(browser, sitting, "Forged", **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert autosave(browser, sitting, "Mine", origin="http://testserver").status_code == 200
    assert text_of(sitting) == "Mine"


# --- the plain form ------------------------------------------------------------------------------------------


def test_the_plain_form_saves_every_answer(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    said = form_of(sitting, q1="One", q3="Three")
    for _ in range(2):
        assert browser.post(url("answers", sitting), said).headers["location"] == url("desk", sitting)
    assert [text_of(sitting, one) for one in ("q1", "q2", "q3")] == ["One", "", "Three"]
    assert Revision.objects.count() == 2
    check = browser.post(url("answers", sitting), form_of(sitting) | {"then": "check"})
    assert check.headers["location"] == url("submission", sitting)


def test_a_stale_form_keeps_both(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    stale = form_of(sitting, q1="Mine")
    save(sitting, "Newer", at=cast.at, client="other")
    page = browser.post(url("answers", sitting), stale, follow=True).content.decode()
    assert "Question 1 was also changed" in page
    assert "Mine" in page
    assert "Newer" in page
    assert text_of(sitting) == "Newer"


def test_signed_out_the_plain_form_comes_back_with_the_text(cast):
    sitting = make_sitting(cast)
    page = Client().post(url("answers", sitting), form_of(sitting, q1="An hour of <writing>"))
    assert page.status_code == 401
    said = page.content.decode()
    assert "An hour of &lt;writing&gt;</textarea>" in said
    assert f'action="{url("answers", sitting)}"' in said
    assert 'name="base-q1" value="0"' in said


def test_a_form_with_an_old_token_comes_back_with_the_text(cast):
    sitting = make_sitting(cast)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.people["amina"].account)
    said = form_of(sitting, q1="An hour of writing")
    page = browser.post(url("answers", sitting), said)
    assert page.status_code == 403
    assert "An hour of writing</textarea>" in page.content.decode()
    assert not Revision.objects.exists()
    browser.post(url("answers", sitting), said, headers={"sec-fetch-site": "same-origin"})
    assert text_of(sitting) == "An hour of writing"


def test_a_form_from_another_site_is_refused(cast):
    sitting = make_sitting(cast)
    page = cast.browser("amina").post(
        url("answers", sitting),
        form_of(sitting, q1="Forged"),
        headers={"origin": "https://elsewhere.example"},
    )
    assert page.status_code == 403
    assert "Forged" not in page.content.decode()


@pytest.mark.parametrize("who", ["ben", "uma", "grace", "finn"])
def test_nobody_else_saves_by_the_form(cast, who):
    sitting = make_sitting(cast)
    assert cast.browser(who).post(url("answers", sitting), form_of(sitting, q1="x")).status_code == 404
    assert text_of(sitting) == ""


def test_nul_in_the_plain_form(cast):
    sitting = make_sitting(cast)
    page = cast.browser("amina").post(url("answers", sitting), form_of(sitting, q1="a\x00b"), follow=True)
    assert "Character 2 of question 1" in page.content.decode()
    assert text_of(sitting) == "a�b"


# --- handing in ----------------------------------------------------------------------------------------------


def confirmation(sitting):
    revs = {f"rev-{one.question_id}": one.rev for one in Answer.objects.filter(sitting=sitting)}
    return {"declared": "on"} | revs


def hand_in(browser, sitting, **more):
    return browser.post(url("submission", sitting), confirmation(sitting) | more)


def test_handing_in_twice_gives_the_same_receipt_in_few_statements(cast):
    sitting = make_sitting(cast)
    save(sitting, "My answer", at=cast.at)
    browser = cast.browser("amina")
    assert "My answer" in browser.get(url("submission", sitting)).content.decode()
    said = confirmation(sitting)
    with CaptureQueriesContext(connection) as captured:
        first = browser.post(url("submission", sitting), said)
    made = [one for one in statements(captured) if "pretenddate" not in one]
    assert len(made) <= (8 if connection.vendor == "postgresql" else 10), made
    writes = [one for one in made if one.startswith(("INSERT", "UPDATE", "WITH"))]
    assert len(writes) <= (3 if connection.vendor == "postgresql" else 5), writes
    receipt = url("receipt", sitting)
    assert (first.status_code, first.headers["content-location"]) == (200, receipt)
    assert hand_in(browser, sitting).headers["location"] == receipt
    assert Submission.objects.count() == 1
    with CaptureQueriesContext(connection) as captured:
        page = browser.get(receipt).content.decode()
    assert len([one for one in statements(captured) if "pretenddate" not in one]) <= 4, statements(captured)
    assert "Submitted: 2 words" in page
    assert Receipt.objects.get().code in first.content.decode()
    assert "Demonstration" in page
    assert browser.get(url("desk", sitting)).headers["location"] == url("receipt", sitting)


def test_one_word_too_many_is_said_and_nothing_is_lost(cast):
    sitting = make_sitting(cast)
    save(sitting, words(1501), at=cast.at)
    browser = cast.browser("amina")
    page = hand_in(browser, sitting)
    assert page.status_code == 422
    assert "You have 1 word too many" in page.content.decode()
    assert "take out 1 word or more" in page.content.decode()
    assert text_of(sitting) == words(1501)


def test_without_the_confirmation_nothing_is_handed_in(cast):
    sitting = make_sitting(cast)
    save(sitting, "My answer", at=cast.at)
    assert hand_in(cast.browser("amina"), sitting, declared="").status_code == 422
    assert hand_in(cast.browser("amina"), sitting, **{"rev-q1": "nine"}).status_code == 422
    assert not Submission.objects.exists()


def test_the_receipts_file_and_the_public_page(cast):
    sitting = make_sitting(cast)
    save(sitting, "My secret answer", at=cast.at)
    browser = cast.browser("amina")
    hand_in(browser, sitting)
    said = json.loads(browser.get(url("receipt_file", sitting)).content)
    assert json.loads(said["payload"])["answers"]["q1"] == "My secret answer"
    typed = said["receipt"].lower().replace("-", " ")
    page = Client().get("/sit/receipts/", {"code": typed}).content.decode()
    assert "This receipt is valid" in page
    assert "Demonstration" in page
    assert "secret" not in page
    assert "Amina" not in page
    assert "This receipt is not valid" in Client().get("/sit/receipts/?code=AAAA").content.decode()
    assert Client().get("/sit/receipts/").status_code == 200


def test_only_the_writer_reads_the_receipt(cast):
    sitting = make_sitting(cast)
    save(sitting, "My answer", at=cast.at)
    assert cast.browser("amina").get(url("receipt", sitting)).status_code == 404
    hand_in(cast.browser("amina"), sitting)
    assert cast.browser("ben").get(url("receipt", sitting)).status_code == 404
    assert cast.browser("grace").get(url("receipt_file", sitting)).status_code == 403


def test_after_the_close_the_desk_no_longer_saves(cast):
    sitting = make_sitting(cast)
    save(sitting, "In time", at=cast.at)
    cast.set_time(CLOSES + timedelta(seconds=30))
    browser = cast.browser("amina")
    answer = autosave(browser, sitting, "Too late", base=1)
    assert (answer.status_code, answer.json()["code"]) == (409, "late")
    assert "after the close" in answer.json()["says"]
    page = browser.get(url("desk", sitting)).content.decode()
    assert "The window closed on Monday 26 October 2026, 23:59" in page
    assert "desk.js" not in page
    assert "In time" in page


# --- the lead ------------------------------------------------------------------------------------------------


def test_a_lead_sets_a_window(cast):
    paper = make_paper(cast)
    browser = cast.browser("grace")
    where = reverse("sit:new_window", kwargs={"cohort": cast.cohort.slug})
    page = browser.get(where).content.decode()
    assert 'value="23:59"' in page
    assert 'value="Europe/London"' in page
    said = {"paper": paper.pk, "opens_on": "2026-10-19", "opens_time": "00:01", "days": "8",
            "closes_time": "23:59", "zone": "Europe/London"}  # fmt: skip
    bad = browser.post(where, said | {"zone": "Europe/Atlantis"})
    assert bad.status_code == 422
    assert "Europe/Atlantis" in bad.content.decode()
    assert browser.post(where, said).status_code == 302
    assert SittingWindow.objects.get().closes_before == CLOSES
    assert browser.post(where, said).status_code == 422
    assert "8 calendar days" in browser.get(
        reverse("sit:window", args=[cast.cohort.slug, SittingWindow.objects.get().pk])
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize("name", ["windows", "new_window", "window"])
@pytest.mark.parametrize(("who", "status"), [("grace", 200), ("finn", 404), ("amina", 403), ("jonas", 403)])
def test_only_the_lead_of_the_provider_sees_windows(cast, name, who, status):
    window = make_window(cast)
    more = {"window": window.pk} if name == "window" else {}
    where = reverse(f"sit:{name}", kwargs={"cohort": cast.cohort.slug, **more})
    assert cast.browser(who).get(where).status_code == status
