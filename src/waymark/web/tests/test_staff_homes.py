"""What staff homes list, in which order, and how much of it."""

from __future__ import annotations

from datetime import timedelta

from tests.cast import Cast
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.enrolments.reasons import DeferralReason
from waymark.journey.coach.actions import pair_coaches
from waymark.journey.learn.actions import take_register
from waymark.journey.learn.queries import list_sessions
from waymark.journey.reflect.tests.makers import AFTER_WORKSHOP, make_answers, make_many_answers
from waymark.journey.sit.tests.makers import make_paper
from waymark.web.homes.coach import coach
from waymark.web.homes.facilitator import facilitator
from waymark.web.homes.lead import deferrals_to_decide, lead
from waymark.web.homes.marking import board, marker, senior
from waymark.web.homes.setter import setter


def test_a_coach_sees_twelve_coachees_and_how_many_there_are(cast: Cast) -> None:
    many = [cast.enrolled(f"many{number}", "Many", f"Number{number}") for number in range(12)]
    pair_coaches(coaches=dict.fromkeys(many, cast.hugo), by=cast.grace, at=cast.at)
    [section] = coach(person=cast.hugo, at=cast.at).sections
    assert len(section.rows) == 12
    assert all("sessions held" in row.text for row in section.rows)
    pair_coaches(coaches={cast.amina: cast.hugo}, by=cast.grace, at=cast.at)
    [section] = coach(person=cast.hugo, at=cast.at).sections
    assert len(section.rows) == 13
    assert section.rows[-1].title == "All 13 coachees"


def test_a_coach_prepares_the_next_session_and_records_one_that_is_over(cast: Cast) -> None:
    pair_coaches(coaches={cast.amina: cast.hugo}, by=cast.grace, at=cast.at)
    over = coach(person=cast.hugo, at=cast.at)
    assert over.title.startswith("Record ")
    assert over.title.endswith(" with Amina Castellane")
    assert over.label == "Record the session"
    early = coach(person=cast.hugo, at=cast.at - timedelta(days=700))
    assert early.title.startswith("Prepare ")
    assert "three-minute read" in early.text
    assert " Next: " in early.sections[0].rows[0].text


def registers_taken(cast: Cast, *, but: int = 0) -> None:
    ended = [row for row in list_sessions(cohort=cast.cohort) if row.calendar_item.ends_at <= cast.at]
    ended.sort(key=lambda row: row.calendar_item.ends_at)
    for session in ended[: len(ended) - but]:
        take_register(
            calendar_item=session.calendar_item, minutes={cast.amina.pk: 60}, by=cast.fay, at=cast.at
        )


def test_a_facilitator_finds_the_last_six_registers_and_begins_with_the_oldest(cast: Cast) -> None:
    sessions = [row for row in list_sessions(cohort=cast.cohort) if row.calendar_item.ends_at <= cast.at]
    sessions.sort(key=lambda row: row.calendar_item.ends_at)
    assert len(sessions) > 6
    page = facilitator(person=cast.fay, at=cast.at)
    assert page.title == f"Take the register for {sessions[0].item.title}"
    assert [row.title for row in page.sections[0].rows] == [row.item.title for row in sessions[-6:]]
    registers_taken(cast, but=1)
    page = facilitator(person=cast.fay, at=cast.at)
    assert [row.title for row in page.sections[0].rows] == [sessions[-1].item.title]
    registers_taken(cast)
    page = facilitator(person=cast.fay, at=cast.at)
    assert (page.title, page.sections[0].rows) == ("You’re up to date", [])
    assert [row.title for row in page.sections[2].rows] == [cast.cohort.name]


def test_a_register_is_due_from_the_moment_its_session_ends(cast: Cast) -> None:
    first = min(list_sessions(cohort=cast.cohort), key=lambda row: row.calendar_item.ends_at)
    ends_at = first.calendar_item.ends_at
    assert facilitator(person=cast.fay, at=ends_at).label == "Take the register"
    assert facilitator(person=cast.fay, at=ends_at - timedelta(seconds=1)).label == ""


def test_a_facilitator_sees_results_that_someone_has_given(cast: Cast) -> None:
    assert facilitator(person=cast.fay, at=AFTER_WORKSHOP).sections[1].rows == []
    make_many_answers(cast)
    [row] = facilitator(person=cast.fay, at=AFTER_WORKSHOP).sections[1].rows
    assert "or more answers. LLSE spring 2025." in row.text
    make_answers(cast, cast.amina)
    assert facilitator(person=cast.hugo, at=AFTER_WORKSHOP).sections[1].rows == []


def test_a_setter_opens_the_first_paper_that_is_not_locked(cast: Cast) -> None:
    assert setter(person=cast.petra, at=cast.at).label == "Write a paper"
    locked = make_paper(cast)
    page = setter(person=cast.petra, at=cast.at)
    assert page.title == "All your papers are locked"
    assert page.sections[0].rows[0].text == f"Locked. Fingerprint {locked.lock.fingerprint[:16]}…"
    make_paper(cast, code="B", locked=False)
    page = setter(person=cast.petra, at=cast.at)
    assert (page.title, page.label) == ("1 paper is not locked yet", "Open B")
    assert {row.text[:6] for row in page.sections[0].rows} == {"Locked", "Not lo"}


def test_a_deferral_is_decided_by_someone_else_of_the_provider(cast: Cast) -> None:
    cohorts.request_deferral(
        enrolment=cast.amina,
        reason=DeferralReason.BEREAVEMENT,
        is_assessment=False,
        effective_on=cast.at.date(),
        review_on=cast.at.date() + timedelta(days=30),
        expected_return_on=cast.at.date() + timedelta(days=90),
        by=cast.grace,
        at=cast.at,
    )
    assert list(deferrals_to_decide(cast.grace)) == []
    assert list(deferrals_to_decide(cast.finn)) == []
    [decision] = deferrals_to_decide(cast.jonas)
    assert (decision.since, decision.cohort) == (cast.at, "LLSE spring 2025")
    page = board(person=cast.jonas, at=cast.at)
    assert [section.title for section in page.sections][-1] == "Deferrals to decide"
    assert lead(person=cast.grace, at=cast.at).decisions == []


def test_homes_without_anything_to_do_have_no_section_for_it(cast: Cast) -> None:
    page = board(person=cast.jonas, at=cast.at)
    assert (page.title, page.url) == ("There are no results to release", "")
    assert [section.rows for section in page.sections] == [[]]
    assert marker(person=cast.chioma, at=cast.at).title == "You have no scripts to mark yet"
    assert senior(person=cast.simi, at=cast.at).url == ""
