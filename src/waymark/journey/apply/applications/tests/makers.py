"""An applicant's answers, and an application submitted through the pages."""

from __future__ import annotations

from django.test import Client

from waymark.journey.apply import actions
from waymark.journey.apply.applications.models import Application

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

ANSWERS_BY_STEP = {
    "name": {"given_name": "Ottoline", "family_name": "Pebbleworth"},
    "email": {"email": "Ottoline@pebbleworth.example"},
    "trn": {"trn": "99901"},
    "job": {"job": "Executive headteacher"},
    "organisation": {"organisation": "Pebbleworth Trust"},
    "sponsor": {"sponsor_name": "Rosalind Quill", "sponsor_email": "chair@pebbleworth.example"},
    "reason": {"reason": "Two schools are joining us."},
}


def answer_every_question(client: Client) -> None:
    for step, answers in ANSWERS_BY_STEP.items():
        assert client.post(f"{APPLY}{step}/", answers).status_code == 302


def apply(client: Client) -> Application:
    answer_every_question(client)
    client.post(f"{APPLY}check/")
    return Application.objects.latest("id")
