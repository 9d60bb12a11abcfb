"""The practice sitting: it works like the assessment, and appears nowhere else."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from waymark.ground.ledger.models import Entry
from waymark.ground.papers import actions as setting
from waymark.ground.papers import queries as papers
from waymark.ground.papers.models import Paper
from waymark.ground.people.models import Email
from waymark.ground.people.roles import Role
from waymark.journey.sit import actions, jobs, queries
from waymark.journey.sit.control_room.queries import ParticipantState, list_participants_for
from waymark.journey.sit.history.chain import list_versions
from waymark.journey.sit.models import (
    Answer,
    Receipt,
    Reminder,
    Sitting,
    SittingWindow,
    Submission,
    SubmissionWithdrawal,
)
from waymark.journey.sit.practice.papers import default_paper
from waymark.journey.sit.practice.sittings import CannotPractise, open_practice_sitting, restart_practice
from waymark.journey.sit.tests.makers import make_body, make_window, save, words
from waymark.journey.sit.tests.pages import DECLARED, url
from waymark.journey.sit.windows.queries import list_windows_for
from waymark.kit.words import count_words

PRACTICE = "/sit/practice/"
RESTART = "/sit/practice/restart/"
YEARS = timedelta(days=9 * 365)


def practise(cast, who="amina"):
    enrolment = getattr(cast, who)
    sitting = open_practice_sitting(enrolment=enrolment, declared=True, by=enrolment.person, at=cast.at)
    return queries.get_sitting_for(for_=enrolment.person, code=sitting.code)


def submit(cast, sitting, text="My practice words"):
    save(sitting, text, at=cast.at)
    return actions.submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)


# --- practising ---------------------------------------------------------------------------------------------


def test_one_tick_opens_the_practice_and_a_second_time_the_same_one(cast):
    browser = cast.browser("amina")
    assert browser.post(PRACTICE, {}).status_code == 422
    assert not SittingWindow.objects.exists()
    for _ in range(2):
        response = browser.post(PRACTICE, {"declared": "on"})
        sitting = Sitting.objects.get()
        assert response.headers["location"] == url("desk", sitting)
    page = browser.get(url("desk", sitting)).content.decode()
    assert "<h1>PRACTICE</h1>" in page
    assert "Fennimore Road" in page
    assert "of 150 words" in page
    assert "Continue practising" in browser.get(PRACTICE).content.decode()


def test_practice_needs_no_window_and_no_gate_and_stays_open_for_years(cast):
    sitting = practise(cast, "uma")
    assert not queries.current_window_of(enrolment=cast.uma, at=cast.at)
    assert save(sitting, "late", at=cast.at + YEARS).outcome == "saved"


def test_too_many_words_are_refused_and_the_receipt_says_practice(cast):
    sitting = practise(cast)
    save(sitting, words(151), at=cast.at)
    browser = cast.browser("amina")
    assert "1 word" in browser.get(url("submission", sitting)).content.decode()
    with pytest.raises(actions.CannotSubmit):
        actions.submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)
    submit(cast, sitting, words(150))
    assert json.loads(Receipt.objects.get().payload)["practice"] is True
    assert "Practice" in browser.get(url("receipt", sitting)).content.decode()
    assert "practice" in Email.objects.get(once__startswith="sit.receipt").subject


def test_check_page_shows_the_practice_declaration(cast):
    sitting = practise(cast)
    save(sitting, "Some", at=cast.at)
    page = cast.browser("amina").get(url("submission", sitting)).content.decode()
    assert "it doesn’t count towards my result" in page
    assert "AI tool" not in page
    assert "The window closes" not in page


def test_restart_empties_the_answers_and_keeps_the_versions(cast):
    sitting = practise(cast)
    submit(cast, sitting)
    browser = cast.browser("amina")
    for _ in range(2):
        assert browser.post(RESTART).headers["location"] == url("desk", sitting)
    assert set(Answer.objects.filter(sitting=sitting).values_list("text", "words", "sealed")) == {
        ("", 0, False)
    }
    answer = Answer.objects.get(sitting=sitting, question_id="q1")
    assert [version.rev for version in list_versions(answer_id=answer.pk)] == [2, 1]
    assert SubmissionWithdrawal.objects.count() == 1
    submit(cast, queries.get_sitting_for(for_=cast.people["amina"], code=sitting.code), "Second time")
    assert Receipt.objects.count() == 2


def test_restart_is_only_for_practice(cast):
    make_window(cast)
    browser = cast.browser("amina")
    browser.post("/sit/", DECLARED)
    assert browser.post(RESTART).status_code == 404
    real = queries.get_sitting_for(for_=cast.people["amina"], code=Sitting.objects.get().code)
    save(real, "Real", at=cast.at)
    with pytest.raises(CannotPractise):
        restart_practice(sitting=real, by=cast.people["amina"], at=cast.at)
    assert Answer.objects.get(sitting=real, question_id="q1").text == "Real"


@pytest.mark.parametrize(("who", "status"), [("ben", 404), ("uma", 404), ("grace", 403), ("chioma", 403)])
def test_no_one_else_may_open_a_practice_sitting(cast, who, status):
    sitting = practise(cast)
    assert cast.browser(who).get(url("desk", sitting)).status_code == status


def test_person_who_is_not_enrolled_sees_why_they_cannot_practise(cast):
    cast.person("nora", "Nora", "New", Role.PARTICIPANT)
    browser = cast.browser("nora")
    assert "not enrolled in a cohort" in browser.get(PRACTICE).content.decode()
    assert browser.post(RESTART).status_code == 404


# --- window and paper ----------------------------------------------------------------------------------------


def test_one_window_per_cohort_and_one_paper_per_provider_and_programme(cast):
    practise(cast)
    practise(cast, "ben")
    practise(cast, "uma")
    assert SittingWindow.objects.count() == 2
    assert sorted(Paper.objects.values_list("code", "is_practice")) == [
        ("PRACTICE-llse-npqel", True),
        ("PRACTICE-ucl-npqel-2025", True),
    ]


def test_providers_own_practice_paper_is_preferred(cast):
    paper = setting.write_paper(
        provider=cast.llse, programme_slug="llse-npqel", body=make_body("OWN"), case="## A case\n", by=None,
        at=cast.at, is_practice=True,
    )  # fmt: skip
    setting.lock_paper(paper=paper, by=None, at=cast.at)
    window = practise(cast).window
    assert window.paper_id == paper.pk
    assert window.max_words == 1500


def test_default_paper_is_short_and_names_no_provider(cast):
    body, case = default_paper()
    assert 250 <= count_words(case) <= 350
    assert sum(question.guidance_words for question in body.questions) == 150
    assert len(body.questions) == 2
    text = f"{case} {body.model_dump_json()}"
    assert not [name for name in ("LLSE", "Winchester", "UCL", "Waymark") if name in text]


def test_home_and_assessment_pages_link_to_practice(cast):
    browser = cast.browser("amina")
    assert PRACTICE in browser.get("/").content.decode()
    make_window(cast)
    assert PRACTICE in browser.get("/").content.decode()
    assert PRACTICE in browser.get("/sit/").content.decode()


# --- appears nowhere else --------------------------------------------------------------------------------------------


@pytest.fixture
def practised(cast):
    """Amina has practised and submitted; Ben has written something in his practice."""
    sitting = practise(cast)
    submit(cast, sitting)
    save(practise(cast, "ben"), "Words in practice", at=cast.at)
    return sitting


def test_leads_find_practice_in_no_list_of_windows_or_papers_and_not_in_the_audit_log(cast, practised):
    windows = list_windows_for(for_=cast.grace, role=Role.LEAD, cohort_slug=cast.cohort.slug)
    assert windows == []
    assert queries.list_windows_of(cohort_id=cast.cohort.pk) == []
    assert papers.list_locked_for(for_=cast.grace, programme_slug="llse-npqel") == []
    window = practised.window
    address = reverse("sit:window", args=[cast.cohort.slug, window.pk])
    assert cast.browser("grace").get(address).status_code == 404
    assert cast.browser("grace").get(f"{address}participants.csv").status_code == 404
    assert cast.browser("grace").post(f"{address}incidents/", {"what": "x"}).status_code == 404
    assert not Entry.objects.filter(verb__startswith="sit.").exists()
    restart_practice(sitting=practised, by=cast.people["amina"], at=cast.at)
    assert not Entry.objects.filter(verb__startswith="sit.").exists()


def test_control_room_does_not_count_practice(cast, practised):
    window = make_window(cast)
    participants = list_participants_for(for_=cast.grace, role=Role.LEAD, window=window, at=cast.at)
    assert {progress.state for progress in participants} == {ParticipantState.NOT_OPENED}
    assert {progress.words for progress in participants} == {0}


def test_practice_is_not_shown_as_the_assessment(cast, practised):
    assert queries.own_window_of(enrolment=cast.amina, at=cast.at) is None
    make_window(cast)
    own = queries.own_window_of(enrolment=cast.amina, at=cast.at)
    assert (own.code, own.words, own.how) == ("", 0, "")


def test_worker_neither_collects_practice_nor_sends_reminders_about_it(cast, practised):
    ends = practised.times.closes_before
    for before in (timedelta(days=7), timedelta(days=1), timedelta(hours=6), -timedelta(days=1)):
        jobs.run(at=ends - before)
    assert list(Submission.objects.values_list("how", flat=True)) == ["submitted"]
    assert not Email.objects.filter(once__startswith="sit.reminder").exists()
    assert not Reminder.objects.exists()
