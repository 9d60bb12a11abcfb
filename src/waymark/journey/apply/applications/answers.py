"""From the answers of a draft to those of an application."""

from __future__ import annotations

from datetime import date

from waymark.journey.apply.applications import words
from waymark.journey.apply.applications.actions import ApplicationAnswers
from waymark.journey.apply.applications.steps import Answering
from waymark.journey.apply.applications.steps.support import MentorStep, sponsor_role_of
from waymark.journey.apply.applications.steps.work import job_of, workplace_of


def answers_of(answering: Answering) -> ApplicationAnswers:
    """What is submitted; answers to questions that no longer apply are left out."""
    workplace, organisation, urn = workplace_of(answering)
    has_mentor = MentorStep().applies(answering)
    plain = (
        "given_name", "family_name", "email", "trn", "trn_answer", "role", "headteacher_status", "sponsor_name",
        "sponsor_email", "funding_choice", "order_name", "order_email", "access_answer", "access_needs", "reason",
    )  # fmt: skip
    mentor = ("mentor_name", "mentor_email")
    return ApplicationAnswers(
        **{name: answering.get(name) for name in (*plain, *(mentor if has_mentor else ()))},
        job=job_of(answering),
        organisation=organisation,
        urn=urn,
        workplace=workplace.value if workplace else "",
        experience_years=int(answering.get("experience_years"))
        if answering.get("experience_years")
        else None,
        sponsor_role=sponsor_role_of(answering).value,
        mentor_from=_day(answering.get("mentor_from")) if has_mentor else None,
        mentor_until=_day(answering.get("mentor_until")) if has_mentor else None,
        consents=tuple(kind for kind in words.CONSENTS if answering.get(kind) == "True"),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
