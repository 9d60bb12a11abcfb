"""Taking a script back: one page that says what it means, until the own close, where the window allows it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from waymark.journey.sit import actions
from waymark.journey.sit.extra_time.tests.makers import grant_access_time
from waymark.journey.sit.models import Answer, Receipt, SittingWindow, Submission, SubmissionWithdrawal
from waymark.journey.sit.tests.makers import make_paper, make_sitting, make_window, save
from waymark.journey.sit.tests.pages import url

LINK = "Take your answers back and keep writing"


@pytest.fixture
def handed_in(cast):
    return seal(cast, make_sitting(cast))


def seal(cast, sitting):
    save(sitting, "My own words", at=cast.at)
    actions.submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)
    return sitting


def looked_at(sitting):
    receipt = Receipt.objects.filter(submission__sitting=sitting).first()
    return {"receipt": receipt.code if receipt else ""}


def test_from_the_receipt_back_to_the_desk_and_in_again_with_a_new_receipt(cast, handed_in):
    browser = cast.browser("amina")
    first = Receipt.objects.get()
    assert LINK in browser.get(url("receipt", handed_in)).content.decode()
    page = browser.get(url("withdrawal", handed_in)).content.decode()
    assert "Monday 26 October 2026, 23:59" in page
    assert "Your receipt stays valid" in page
    assert not SubmissionWithdrawal.objects.exists()
    answer = browser.post(url("withdrawal", handed_in), looked_at(handed_in))
    assert answer.headers["location"] == url("desk", handed_in)
    assert "My own words" in browser.get(url("desk", handed_in)).content.decode()
    assert not Answer.objects.filter(sitting=handed_in, sealed=True).exists()
    revs = {f"rev-{answer.question_id}": answer.rev for answer in Answer.objects.filter(sitting=handed_in)}
    again = browser.post(url("submission", handed_in), revs | {"declared": "on"})
    assert again.status_code == 200
    assert LINK in again.content.decode()
    assert Receipt.objects.exclude(pk=first.pk).count() == 1
    public = browser.get(reverse("sit:receipts"), {"code": first.code}).content.decode()
    assert "Thursday 22 October 2026" in public


def test_a_second_click_finds_the_desk_open(cast, handed_in):
    browser = cast.browser("amina")
    for _ in range(2):
        assert browser.post(url("withdrawal", handed_in), looked_at(handed_in)).headers["location"] == url(
            "desk", handed_in
        )
    assert SubmissionWithdrawal.objects.count() == 1


def test_a_click_that_comes_late_takes_no_newer_script_back(cast, handed_in):
    browser, old = cast.browser("amina"), looked_at(handed_in)
    browser.post(url("withdrawal", handed_in), old)
    revs = {f"rev-{answer.question_id}": answer.rev for answer in Answer.objects.filter(sitting=handed_in)}
    assert browser.post(url("submission", handed_in), revs | {"declared": "on"}).status_code == 200
    answer = browser.post(url("withdrawal", handed_in), old)
    assert answer.status_code == 422
    assert "You have submitted again since you opened this page" in answer.content.decode()
    assert browser.post(url("withdrawal", handed_in)).status_code == 422
    assert SubmissionWithdrawal.objects.count() == 1
    assert Submission.objects.filter(sitting=handed_in).exists()


def test_after_the_own_close_it_stays_handed_in(cast, handed_in):
    cast.set_time(handed_in.times.closes_before)
    browser = cast.browser("amina")
    assert LINK not in browser.get(url("receipt", handed_in)).content.decode()
    page = browser.get(url("withdrawal", handed_in)).content.decode()
    assert "The window closed on Monday 26 October 2026, 23:59" in page
    assert "<button" not in page[page.index("<main") :]
    assert browser.post(url("withdrawal", handed_in), looked_at(handed_in)).status_code == 422
    assert Submission.objects.get().sitting_id == handed_in.pk


def test_a_later_close_of_ones_own_counts(cast, handed_in):
    grant_access_time(enrolment=cast.amina, extra_days=1, arrangement="x", by=cast.grace, at=cast.at)
    cast.set_time(handed_in.times.closes_before + timedelta(hours=23))
    assert LINK in cast.browser("amina").get(url("receipt", handed_in)).content.decode()
    assert cast.browser("amina").post(url("withdrawal", handed_in), looked_at(handed_in)).status_code == 302


def test_where_the_window_says_no_every_page_says_so(cast):
    window = make_window(cast, may_take_back=False)
    browser = cast.browser("amina")
    assert "You can’t change your answers after you submit them" in browser.get("/sit/").content.decode()
    sitting = make_sitting(cast, window=window)
    save(sitting, "My own words", at=cast.at)
    assert (
        "You can’t change your answers after you submit"
        in browser.get(url("submission", sitting)).content.decode()
    )
    actions.submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)
    assert LINK not in browser.get(url("receipt", sitting)).content.decode()
    assert "you can’t take your answers back" in browser.get(url("withdrawal", sitting)).content.decode()
    assert browser.post(url("withdrawal", sitting), looked_at(sitting)).status_code == 422


def test_where_the_window_says_yes_the_pages_say_so(cast):
    window = make_window(cast)
    browser = cast.browser("amina")
    page = browser.get("/sit/").content.decode()
    assert "you can take your answers back" in page
    assert "You can’t change your answers after you submit them" not in page
    sitting = make_sitting(cast, window=window)
    save(sitting, "My own words", at=cast.at)
    assert "final" not in browser.get(url("submission", sitting)).content.decode()


@pytest.mark.parametrize(("who", "status"), [("ben", 404), ("uma", 404), ("grace", 403), ("chioma", 403)])
def test_nobody_else_takes_it_back(cast, handed_in, who, status):
    assert cast.browser(who).post(url("withdrawal", handed_in), looked_at(handed_in)).status_code == status
    assert not SubmissionWithdrawal.objects.exists()


# --- the lead's choice ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("tick", "may"), [({"may_take_back": "on"}, True), ({}, False)])
def test_the_lead_chooses_for_a_new_window(cast, tick, may):
    paper = make_paper(cast)
    where = reverse("sit:new_window", args=[cast.cohort.slug])
    browser = cast.browser("grace")
    assert 'name="may_take_back"' in browser.get(where).content.decode()
    form = {"paper": paper.pk, "opens_on": "2026-11-02", "opens_time": "00:01", "days": "8"}
    browser.post(where, form | {"closes_time": "23:59", "zone": "Europe/London"} | tick)
    assert SittingWindow.objects.get().may_take_back is may


def test_without_a_word_it_is_as_the_programme_says(cast):
    assert make_window(cast).may_take_back is True
