"""The practice sitting: the same desk, and nowhere else to be seen."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from waymark.ground.ledger.models import Entry
from waymark.ground.papers import actions as setting
from waymark.ground.papers import queries as papers
from waymark.ground.papers.models import Paper
from waymark.ground.people.models import Letter
from waymark.ground.people.roles import Role
from waymark.journey.sit import actions, jobs, queries
from waymark.journey.sit.control_room import control
from waymark.journey.sit.history.chain import list_versions
from waymark.journey.sit.models import (
    Answer,
    Receipt,
    Reminder,
    Sitting,
    SittingWindow,
    Submission,
    TakenBack,
)
from waymark.journey.sit.practice import practice_sitting
from waymark.journey.sit.practice.practice_sitting import shipped
from waymark.journey.sit.tests.makers import make_body, make_window, save, words
from waymark.journey.sit.tests.test_pages import DECLARED, url
from waymark.journey.sit.windows import status
from waymark.kit.progress import Status
from waymark.kit.words import count_words

WHERE = "/sit/practice/"
ANEW = "/sit/practice/beginning/"
YEARS = timedelta(days=9 * 365)


def practise(cast, who="amina"):
    enrolment = getattr(cast, who)
    opened = practice_sitting.open_practice(
        enrolment=enrolment, declared=True, by=enrolment.person, at=cast.at
    )
    return queries.get_sitting_for(for_=enrolment.person, code=opened.code)


def hand_in(cast, sitting, text="My practice words"):
    save(sitting, text, at=cast.at)
    return actions.submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)


# --- the same desk -------------------------------------------------------------------------------------------


def test_one_tick_opens_the_desk_and_again_is_the_same_desk(cast):
    browser = cast.browser("amina")
    assert browser.post(WHERE, {}).status_code == 422
    assert not SittingWindow.objects.exists()
    for _ in range(2):
        answer = browser.post(WHERE, {"declared": "on"})
        sitting = Sitting.objects.get()
        assert answer.headers["location"] == url("desk", sitting)
    page = browser.get(url("desk", sitting)).content.decode()
    assert "<h1>PRACTICE</h1>" in page
    assert "Fennimore Road" in page
    assert "of 150 words" in page
    assert "Go on practising" in browser.get(WHERE).content.decode()


def test_it_needs_no_window_no_gate_and_stays_open_for_years(cast):
    sitting = practise(cast, "uma")
    assert not queries.current_window_of(enrolment=cast.uma, at=cast.at)
    assert save(sitting, "late", at=cast.at + YEARS).became == "saved"


def test_too_many_words_are_refused_and_a_practice_receipt_says_practice(cast):
    sitting = practise(cast)
    save(sitting, words(151), at=cast.at)
    browser = cast.browser("amina")
    assert "1 word" in browser.get(url("submission", sitting)).content.decode()
    with pytest.raises(actions.CannotSubmit):
        actions.submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)
    hand_in(cast, sitting, words(150))
    assert json.loads(Receipt.objects.get().payload)["practice"] is True
    assert "Practice" in browser.get(url("receipt", sitting)).content.decode()
    assert "practice" in Letter.objects.get(once__startswith="sit.receipt").subject


def test_the_check_page_names_the_one_sentence_that_was_ticked(cast):
    sitting = practise(cast)
    save(sitting, "Some", at=cast.at)
    page = cast.browser("amina").get(url("submission", sitting)).content.decode()
    assert "it counts for nothing" in page
    assert "AI tool" not in page
    assert "The window closes" not in page


def test_begun_anew_the_fields_are_empty_and_the_versions_are_there(cast):
    sitting = practise(cast)
    hand_in(cast, sitting)
    browser = cast.browser("amina")
    for _ in range(2):
        assert browser.post(ANEW).headers["location"] == url("desk", sitting)
    assert set(Answer.objects.filter(sitting=sitting).values_list("text", "words", "sealed")) == {
        ("", 0, False)
    }
    answer = Answer.objects.get(sitting=sitting, question_id="q1")
    assert [one.rev for one in list_versions(answer_id=answer.pk)] == [2, 1]
    assert TakenBack.objects.count() == 1
    hand_in(cast, queries.get_sitting_for(for_=cast.people["amina"], code=sitting.code), "Second time")
    assert Receipt.objects.count() == 2


def test_beginning_anew_is_for_practice_alone(cast):
    make_window(cast)
    browser = cast.browser("amina")
    browser.post("/sit/", DECLARED)
    assert browser.post(ANEW).status_code == 404
    real = queries.get_sitting_for(for_=cast.people["amina"], code=Sitting.objects.get().code)
    save(real, "Real", at=cast.at)
    with pytest.raises(practice_sitting.CannotPractise):
        practice_sitting.begin_anew(sitting=real, by=cast.people["amina"], at=cast.at)
    assert Answer.objects.get(sitting=real, question_id="q1").text == "Real"


@pytest.mark.parametrize(("who", "status"), [("ben", 404), ("uma", 404), ("grace", 403), ("chioma", 403)])
def test_nobody_else_enters_a_practice_desk(cast, who, status):
    sitting = practise(cast)
    assert cast.browser(who).get(url("desk", sitting)).status_code == status


def test_somebody_who_is_not_enrolled_is_told_so(cast):
    cast.person("nora", "Nora", "New", Role.PARTICIPANT)
    browser = cast.browser("nora")
    assert "not enrolled" in browser.get(WHERE).content.decode()
    assert browser.post(ANEW).status_code == 404


# --- window and paper ----------------------------------------------------------------------------------------


def test_one_window_for_a_cohort_and_one_paper_for_a_providers_programme(cast):
    practise(cast)
    practise(cast, "ben")
    practise(cast, "uma")
    assert SittingWindow.objects.count() == 2
    assert sorted(Paper.objects.values_list("code", "is_practice")) == [
        ("PRACTICE-llse-npqel", True),
        ("PRACTICE-ucl-npqel-2025", True),
    ]


def test_a_providers_own_practice_paper_is_taken_instead(cast):
    paper = setting.write_paper(
        provider=cast.llse, programme_slug="llse-npqel", body=make_body("OWN"), case="## A case\n", by=None,
        at=cast.at, is_practice=True,
    )  # fmt: skip
    setting.lock_paper(paper=paper, by=None, at=cast.at)
    window = practise(cast).window
    assert window.paper_id == paper.pk
    assert window.max_words == 1500


def test_what_is_shipped_is_short_and_names_nobody(cast):
    body, case = shipped()
    assert 250 <= count_words(case) <= 350
    assert sum(one.guidance_words for one in body.questions) == 150
    assert len(body.questions) == 2
    text = f"{case} {body.model_dump_json()}"
    assert not [one for one in ("LLSE", "Winchester", "UCL", "Waymark") if one in text]


def test_links_stand_before_the_window_and_on_the_home(cast):
    browser = cast.browser("amina")
    assert WHERE in browser.get("/").content.decode()
    make_window(cast)
    assert WHERE in browser.get("/").content.decode()
    assert WHERE in browser.get("/sit/").content.decode()


# --- nowhere else --------------------------------------------------------------------------------------------


@pytest.fixture
def practised(cast):
    """Amina has practised and handed in; Ben's practice desk holds words."""
    sitting = practise(cast)
    hand_in(cast, sitting)
    save(practise(cast, "ben"), "Words in practice", at=cast.at)
    return sitting


def test_no_lead_finds_it_in_a_list_of_windows_papers_or_the_ledger(cast, practised):
    found = queries.list_windows_for(for_=cast.grace, role=Role.LEAD, cohort_slug=cast.cohort.slug)
    assert found == []
    assert queries.list_windows_of(cohort_id=cast.cohort.pk) == []
    assert papers.list_locked_for(for_=cast.grace, programme_slug="llse-npqel") == []
    window = practised.window
    where = reverse("sit:window", args=[cast.cohort.slug, window.pk])
    assert cast.browser("grace").get(where).status_code == 404
    assert cast.browser("grace").get(f"{where}desks.csv").status_code == 404
    assert cast.browser("grace").post(f"{where}incidents/", {"what": "x"}).status_code == 404
    assert not Entry.objects.filter(verb__startswith="sit.").exists()
    practice_sitting.begin_anew(sitting=practised, by=cast.people["amina"], at=cast.at)
    assert not Entry.objects.filter(verb__startswith="sit.").exists()


def test_the_control_room_counts_the_real_sitting_alone(cast, practised):
    window = make_window(cast)
    lines = control.list_lines(for_=cast.grace, role=Role.LEAD, window=window, at=cast.at)
    assert {line.state for line in lines} == {control.State.NOT_OPENED}
    assert {line.words for line in lines} == {0}


def test_it_is_no_progress(cast, practised):
    (step,) = queries.progress_of(enrolment=cast.amina, at=cast.at)
    assert step.status is Status.CANNOT_START
    assert status.own_window_of(enrolment=cast.amina, at=cast.at) is None
    make_window(cast)
    (step,) = queries.progress_of(enrolment=cast.amina, at=cast.at)
    assert step.status is Status.NOT_STARTED


def test_the_worker_collects_nothing_of_it_and_reminds_nobody(cast, practised):
    ends = practised.times.closes_before
    for before in (timedelta(days=7), timedelta(days=1), timedelta(hours=6), -timedelta(days=1)):
        jobs.run(at=ends - before)
    assert list(Submission.objects.values_list("how", flat=True)) == ["submitted"]
    assert not Letter.objects.filter(once__startswith="sit.reminder").exists()
    assert not Reminder.objects.exists()


def test_the_persons_own_copy_says_that_it_was_practice(cast, practised):
    (paper,) = queries.papers_of(person=cast.people["amina"])
    assert paper["practice"] is True
    assert paper["answers"]["q1"] == "My practice words"
