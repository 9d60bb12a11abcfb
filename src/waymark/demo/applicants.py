"""Applications for the lead to decide."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from waymark.demo.world import DemoProvider, Names
from waymark.journey.apply import actions as apply

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort

REASONS = (
    "I lead two schools, and a third joins us in September. I want to learn to stop things, not only to start them.",
    "My trust has asked me to act as chief executive for a term. I’d rather do it well than quickly.",
    "Our schools share a name and little else. I want to know how others have built one culture without one rule book.",
    "I’ve led one school for nine years. My next post is a group of four, and I’ve never led people I don’t see daily.",
)
JOBS = ("Executive headteacher", "Deputy chief executive", "Director of education", "Headteacher")


def apply_some(demo: DemoProvider, cohort: Cohort, names: Names, *, at: datetime) -> None:
    for number in range(4):
        given_name, family, school = names.next()
        address = f"{given_name}.{family}".lower().replace(" ", "-")
        answers = apply.ApplicationAnswers(
            given_name=given_name,
            family_name=family,
            email=f"{address}@school.example",
            trn="",
            job=JOBS[number],
            organisation=school,
            sponsor_name="The chair of trustees",
            sponsor_email=f"chair.{family}@school.example".lower(),
            reason=REASONS[number],
        )
        when = at + timedelta(days=number, hours=number)
        apply.submit_application(
            cohort=cohort, answers=answers, idempotency_key=f"demonstration:{cohort.slug}:{number}", at=when
        )
