"""An applicant's answers, and an application submitted through the pages."""

from __future__ import annotations

from dataclasses import replace

from django.test import Client

from tests.cast import Cast
from waymark.journey.apply import actions
from waymark.journey.apply.applications.models import Application
from waymark.journey.apply.selection.rules import Recommendation

APPLY = "/programmes/llse-npqel/applications/spring-2027/"

ANSWERS = actions.ApplicationAnswers(
    given_name="Ottoline",
    family_name="Pebbleworth",
    email="ottoline@pebbleworth.example",
    trn="9999001",
    job="Executive headteacher",
    organisation="Pebbleworth Trust",
    sponsor_name="Rosalind Quill",
    sponsor_email="chair@pebbleworth.example",
    reason="Two schools are joining us.",
)

FULL_ANSWERS = replace(
    ANSWERS,
    role="executive_head",
    trn_answer="given",
    sponsor_role="chair_trustees",
    access_answer="yes",
    access_needs="A room without steps",
)
"""With a sponsor who is asked."""

ANSWERS_BY_STEP: dict[str, dict[str, str]] = {
    "name": {"given_name": "Ottoline", "family_name": "Pebbleworth"},
    "printed-name": {"is_right": "yes"},
    "email": {"email": "Ottoline@pebbleworth.example"},
    "trn": {"trn": "99901"},
    "trn-check": {"is_right": "yes"},
    "role": {"role": "executive_head", "job": "Executive headteacher"},
    "headteacher": {"headteacher_status": "yes_over_five_years"},
    "workplace": {"workplace": "other_england"},
    "organisation": {"organisation": "Pebbleworth Trust"},
    "experience": {"experience_years": "21"},
    "sponsor": {"sponsor_name": "Rosalind Quill", "sponsor_email": "chair@pebbleworth.example"},
    "mentor": {"mentor_name": "Basil Thorne", "mentor_email": "basil@pebbleworth.example"},
    "funding": {"funding_choice": "trust"},
    "access-needs": {"access_answer": "yes", "access_needs": "A room without steps"},
    "reason": {"reason": "Two schools are joining us."},
    "consents": {"privacy": "on", "dfe": "on"},
}


def answer_every_question(client: Client) -> None:
    for step, answers in ANSWERS_BY_STEP.items():
        assert client.post(f"{APPLY}{step}/", answers).status_code == 302, step


def apply(client: Client) -> Application:
    answer_every_question(client)
    client.post(f"{APPLY}check/")
    return Application.objects.latest("id")


def review_twice(
    cast: Cast,
    application: Application,
    grace: Recommendation = Recommendation.SUITABLE,
    jonas: Recommendation = Recommendation.SUITABLE,
) -> Application:
    """The lead and a member of the board review it."""
    for name, recommendation in (("grace", grace), ("jonas", jonas)):
        actions.review_application(
            application=application,
            recommendation=recommendation,
            reason="Read it",
            by=cast.people[name],
            at=cast.at,
        )
    return application
