"""A fail is resat with another paper in a window for named people, passed, and awarded; both attempts are kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast
from tests.locked import lock_as_it_is
from waymark.ground.papers import actions as papers
from waymark.journey.award import actions, queries
from waymark.journey.award.models import Outcome
from waymark.journey.award.tests.makers import LATER, NEXT, decide, give_minutes, make_ready, release
from waymark.journey.mark import actions as mark
from waymark.journey.mark.models import Script
from waymark.journey.mark.tests.makers import BODY, make_marks, make_submission
from waymark.journey.sit import actions as sit
from waymark.journey.sit import queries as sittings
from waymark.journey.sit.models import SittingWindow
from waymark.journey.sit.reminders.sending import send_reminders
from waymark.journey.sit.rules import AttemptResult
from waymark.kit.forms import ChangedSince

JANUARY = date(2027, 1, 18)
OPEN = datetime(2027, 1, 19, 9, 0, tzinfo=UTC)
OVER = datetime(2027, 1, 27, 9, 0, tzinfo=UTC)
MARCH = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


def second_window(cast: Cast, *entered: object, code: str = "T-B") -> SittingWindow:
    paper = papers.write_paper(
        provider=cast.llse,
        programme_slug=cast.cohort.programme.slug,
        body=BODY.model_copy(update={"code": code}),
        case=f"Another case for {code}.",
        by=None,
        at=cast.at,
    )
    lock_as_it_is(paper, at=cast.at)
    return sit.open_window(
        cohort=cast.cohort,
        paper=paper,
        opens_on=JANUARY,
        opens_time=time(0, 1),
        days=8,
        closes_time=time(23, 59),
        zone="Europe/London",
        by=cast.grace,
        at=cast.at,
        entered=entered,  # type: ignore[arg-type]
    )


@pytest.fixture
def results(cast: Cast) -> Cast:
    """Amina has failed, Ben is awarded; both results are released."""
    make_ready(cast, cast.amina, (6, "o1"), (6, "o1"))
    make_ready(cast, cast.ben, 12, 12)
    release(cast, decide(cast, cast.amina), decide(cast, cast.ben))
    return cast


def sit_and_pass(cast: Cast, window: SittingWindow, *marks: int | tuple[int, str]) -> None:
    make_submission(window, cast.amina, at=OPEN)
    mark.prepare_scripts(cohort=cast.cohort, by=cast.grace, at=OVER)
    mark.allocate_scripts(cohort=cast.cohort, by=cast.grace, at=OVER)
    script = Script.objects.get(submission__sitting__window=window)
    make_marks(script, *(marks or (12, 12)))
    mark.confirm_fail(code=script.code, reason="I read all of it.", by=cast.simi, at=OVER)


def test_a_resit_that_is_passed_is_awarded_and_both_attempts_are_kept(results: Cast) -> None:
    cast = results
    window = second_window(cast, cast.amina)
    sit_and_pass(cast, window)
    status = queries.get_award_status(enrolment=cast.amina, at=MARCH)
    assert (status.outcome, status.can_decide, status.decision.awarded) == (None, True, True)
    assert status.earlier is not None
    outcome = actions.decide_award(enrolment=cast.amina, by=cast.grace, at=MARCH)
    assert (outcome.awarded, outcome.sitting.window) == (True, window)
    assert outcome.replaces == status.earlier
    rows = queries.list_outcomes_for(for_=cast.jonas, ids=[outcome.pk])
    [released] = actions.release_outcomes(outcomes=rows, link="https://x/", by=cast.jonas, at=MARCH)
    assert released.outcome == outcome
    assert [row.awarded for row in Outcome.objects.filter(enrolment=cast.amina).order_by("id")] == [
        False,
        True,
    ]
    assert queries.released_outcome_of(enrolment=cast.amina) == outcome
    attempts = sittings.list_attempts(enrolment=cast.amina)
    assert [(attempt.number, attempt.result) for attempt in attempts] == [
        (1, AttemptResult.FAILED),
        (2, AttemptResult.AWARDED),
    ]


def test_the_lead_can_approve_a_resit_together_with_others(results: Cast) -> None:
    cast = results
    sit_and_pass(cast, second_window(cast, cast.amina))
    [approved] = actions.approve_awards(cohort=cast.cohort, by=cast.grace, at=MARCH)
    assert (approved.enrolment, approved.awarded) == (cast.amina, True)
    assert actions.approve_awards(cohort=cast.cohort, by=cast.grace, at=MARCH) == []


def test_a_second_fail_is_an_outcome_of_its_own(results: Cast) -> None:
    cast = results
    sit_and_pass(cast, second_window(cast, cast.amina), (6, "o1"), (6, "o1"))
    steps = NEXT | {"next_on": date(2027, 6, 1)}
    actions.decide_award(enrolment=cast.amina, by=cast.grace, at=MARCH, **steps)
    assert Outcome.objects.filter(enrolment=cast.amina, awarded=False).count() == 2
    assert Outcome.objects.filter(enrolment=cast.amina, replaced_by=None).count() == 1


def test_nothing_is_decided_about_a_resit_before_its_marks(results: Cast) -> None:
    cast = results
    make_submission(second_window(cast, cast.amina), cast.amina, at=OPEN)
    status = queries.get_award_status(enrolment=cast.amina, at=MARCH)
    assert not status.can_decide
    assert not status.decision.ready


def test_an_award_stays_whatever_comes(results: Cast) -> None:
    cast = results
    outcome = Outcome.objects.get(enrolment=cast.ben)
    assert actions.decide_award(enrolment=cast.ben, by=cast.grace, at=MARCH) == outcome
    assert not queries.get_award_status(enrolment=cast.ben, at=MARCH).can_decide


def test_a_failed_outcome_is_decided_once_before_another_attempt(results: Cast) -> None:
    cast = results
    with pytest.raises(ChangedSince):
        actions.decide_award(
            enrolment=cast.amina, by=cast.grace, at=MARCH, next_steps="Other words.", next_on=date(2027, 9, 1)
        )
    assert Outcome.objects.filter(enrolment=cast.amina).count() == 1


def test_hours_that_were_short_at_the_first_decision_lead_to_the_award_later(cast: Cast) -> None:
    make_ready(cast, cast.amina, 12, 12, minutes=1_000)
    release(cast, decide(cast, cast.amina))
    assert not queries.get_award_status(enrolment=cast.amina, at=MARCH).can_decide
    give_minutes(cast.amina, 4_000)
    status = queries.get_award_status(enrolment=cast.amina, at=MARCH)
    assert status.can_approve
    assert actions.decide_award(enrolment=cast.amina, by=cast.grace, at=MARCH).awarded


def test_an_enrolment_has_one_current_outcome(results: Cast) -> None:
    first = Outcome.objects.get(enrolment=results.ben)
    with pytest.raises(IntegrityError), transaction.atomic():
        Outcome.objects.create(
            enrolment=results.ben, awarded=False, facts={}, feedback="none", by=results.grace, at=LATER
        )
    assert first.replaces is None


def test_a_later_window_does_not_ask_who_is_awarded(results: Cast) -> None:
    cast = results
    first = SittingWindow.objects.get()
    later = second_window(cast)
    cast.set_time(OPEN)
    assert sittings.current_window_of(enrolment=cast.ben, at=OPEN) == first
    assert sittings.current_window_of(enrolment=cast.amina, at=OPEN) == later
    own = sittings.own_window_of(enrolment=cast.ben, at=OPEN)
    assert (own.window_id, own.is_over) == (first.pk, True)
    with pytest.raises(sit.CannotOpenSitting) as refused:
        sit.open_sitting(window=later, enrolment=cast.ben, declared=True, by=cast.ben.person, at=OPEN)
    assert refused.value.codes == ("awarded",)
    send_reminders(at=later.closes_before - timedelta(days=1))
    cast.set_time(OPEN)
    page = cast.browser("ben").get("/").content.decode()
    assert "Your assessment is open" not in page
    assert "Your result is here" in page


def test_who_failed_is_reminded_of_the_next_window_and_who_passed_is_not(results: Cast) -> None:
    from waymark.ground.people.models import Email

    cast = results
    later = second_window(cast)
    send_reminders(at=later.closes_before - timedelta(hours=20))
    reminders = Email.objects.filter(once__startswith=f"sit.reminder:{later.pk}:")
    assert [email.to for email in reminders] == [cast.amina.person.email]


def test_a_window_for_named_people_is_for_them_alone(results: Cast) -> None:
    cast = results
    other = cast.enrolled("nia", "Nia", "Corrigan")
    later = second_window(cast, cast.amina)
    assert sittings.current_window_of(enrolment=cast.amina, at=OPEN) == later
    assert sittings.current_window_of(enrolment=other, at=OPEN) != later
    with pytest.raises(sit.CannotOpenSitting) as refused:
        sit.open_sitting(window=later, enrolment=other, declared=True, by=other.person, at=OPEN)
    assert "not_entered" in refused.value.codes
    listed = sittings.list_participants_for(for_=cast.grace, role="lead", window=later, at=OPEN)
    assert [row.participant.name for row in listed] == ["Amina Castellane"]


@pytest.mark.parametrize(("who", "code"), [("ben", "awarded"), ("uma", "other_cohort")])
def test_who_cannot_sit_is_not_entered(results: Cast, who: str, code: str) -> None:
    with pytest.raises(sit.CannotOpenWindow) as refused:
        second_window(results, getattr(results, who))
    assert code in refused.value.codes


def test_the_lead_enters_someone_in_the_browser(results: Cast) -> None:
    cast = results
    page = cast.browser("grace").get(f"/sit/cohorts/{cast.cohort.slug}/windows/new/").content.decode()
    assert "Only for some participants" in page
    assert cast.amina.reference in page
    assert cast.ben.reference not in page
