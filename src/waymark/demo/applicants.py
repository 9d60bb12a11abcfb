"""Applications in every state, for the lead to decide."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from waymark.demo.world import DemoProvider, Names
from waymark.ground.schools.queries import search_schools
from waymark.journey.apply import actions as apply
from waymark.journey.apply.queries import version_of_answers

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person
    from waymark.journey.apply.models import Application

REASONS = (
    "I lead two schools, and a third joins us in September. I want to learn to stop things, not only to start them.",
    "My trust has asked me to act as chief executive for a term. I’d rather do it well than quickly.",
    "Our schools share a name and little else. I want to know how others have built one culture without one rule book.",
    "I’ve led one school for nine years. My next post is a group of four, and I’ve never led people I don’t see daily.",
)
JOBS = (
    "Executive headteacher",
    "Deputy chief executive",
    "Director of education",
    "Headteacher",
    "Deputy headteacher",
)
ROLES = ("executive_head", "trust_leader", "trust_leader", "headteacher", "senior_leader")
SPONSORS = ("chair_trustees", "chair_trustees", "chair_trustees", "chair_governors", "headteacher")
PLACES = 24


def apply_some(demo: DemoProvider, cohort: Cohort, names: Names, *, at: datetime) -> None:
    """One is supported and reviewed, and applied twice; one has an offer, one waits, one is new, one withdrew.

    Who waits has corrected an answer.
    """
    lead, board = demo.staff["lead"], demo.staff["board"]
    apply.set_places(cohort=cohort, places=PLACES, by=lead, at=at)
    supported, offered, waiting, _, withdrawn = (
        _apply(cohort, names.next(), number, at=at + timedelta(days=number, hours=number))
        for number in range(5)
    )
    _support(supported, at=at + timedelta(days=2))
    _review(
        supported, lead, apply.Recommendation.SUITABLE, "Leads two schools well.", at=at + timedelta(days=3)
    )
    _review(
        supported, board, apply.Recommendation.NOT_SURE, "Is there time enough?", at=at + timedelta(days=4)
    )
    now = at + timedelta(days=5)
    for reviewer in (lead, board):
        _review(offered, reviewer, apply.Recommendation.SUITABLE, "Ready for a trust.", at=now)
    until = (now + timedelta(days=14)).date()
    apply.offer_place(application=offered, until=until, site=settings.SITE, by=lead, at=now)
    apply.put_on_waiting_list(application=waiting, site=settings.SITE, by=lead, at=now)
    _correct(waiting, at=now)
    apply.withdraw_application(application=withdrawn, why="I have another post.", by=None, at=now)
    again = (supported.given_name, supported.family_name, supported.organisation)
    _apply(cohort, again, 0, address="second", at=now)


def _apply(
    cohort: Cohort, person: tuple[str, str, str], number: int, *, at: datetime, address: str = ""
) -> Application:
    given_name, family, school = person
    address = address or f"{given_name}.{family}".lower().replace(" ", "-")
    schools = search_schools(text=school)
    answers = apply.ApplicationAnswers(
        given_name=given_name,
        family_name=family,
        email=f"{address}@school.example",
        trn="",
        trn_answer="not_known",
        job=JOBS[number],
        role=ROLES[number],
        headteacher_status="yes_over_five_years" if number == 3 else "no",
        organisation=school,
        workplace="listed" if schools else "not_listed",
        urn=schools[0].urn if schools else "",
        experience_years=9 + number,
        sponsor_role=SPONSORS[number],
        sponsor_name=f"The sponsor of {given_name} {family}",
        sponsor_email=f"chair.{family}@school.example".lower().replace(" ", "-"),
        funding_choice="trust",
        access_answer="not_said",
        consents=("privacy", "dfe"),
        reason=REASONS[number % len(REASONS)],
    )
    key = f"demonstration:{cohort.pk}:{address}"[:32]
    return apply.submit_application(cohort=cohort, answers=answers, idempotency_key=key, at=at)


def _correct(application: Application, *, at: datetime) -> None:
    """The applicant corrects the years they have worked in schools, by their link."""
    years = str((application.experience_years or 0) + 1)
    apply.keep_changes(application=application, answers={"experience_years": years}, by=None, at=at)
    apply.correct_answers(
        application=application,
        version=version_of_answers(application=application),
        reason="",
        by=None,
        site=settings.SITE,
        client_address=None,
        at=at,
    )


def _support(application: Application, *, at: datetime) -> None:
    first = application.cohort.starts_on
    counts = [first.year * 12 + first.month - 1 + number for number in range(6)]
    months = [date(count // 12, count % 12 + 1, 1) for count in counts]
    apply.endorse(
        application=application,
        endorses=True,
        comment="We have wanted this for a year.",
        cover="The deputy leads the school on workshop days, and we pay for a supply teacher.",
        hours_by_month=dict.fromkeys(months, 6),
        at=at,
    )


def _review(
    application: Application, by: Person, recommendation: apply.Recommendation, reason: str, *, at: datetime
) -> None:
    apply.review_application(
        application=application, recommendation=recommendation, reason=reason, by=by, at=at
    )
