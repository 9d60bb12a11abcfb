"""From an application back to the answers that its questions take, and what differs between two sets of answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from waymark.journey.apply.applications import words
from waymark.journey.apply.applications.answers import answers_of
from waymark.journey.apply.applications.rules import TrnAnswer, Workplace
from waymark.journey.apply.applications.steps import STEPS, Answering, Step, list_steps
from waymark.journey.apply.applications.steps.work import NOT_LISTED

if TYPE_CHECKING:
    from waymark.journey.apply.applications.models import Application

NOT_CORRECTED = ("consents",)
"""Questions that aren’t among the answers: what someone agreed to has a page of its own (`consents`)."""
PLAIN = (
    "given_name", "family_name", "email", "trn", "role", "headteacher_status", "organisation", "experience_years",
    "sponsor_name", "sponsor_email", "mentor_name", "mentor_email", "mentor_from", "mentor_until", "funding_choice",
    "order_name", "order_email", "reason",
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    field: str
    before: str
    after: str


def current_answers(application: Application) -> dict[str, str]:
    """The answers that hold now, as text by the name of their field. Its access needs are read too."""
    needs = application.access_needs
    answers = {name: text_of(getattr(application, name)) for name in PLAIN}
    return answers | {
        "job": "" if application.job == words.ROLES.get(application.role) else application.job,
        "one_name": text_of(not (application.given_name and application.family_name)),
        "trn_answer": application.trn_answer or (TrnAnswer.GIVEN.value if application.trn else ""),
        "printed-name_confirmed": application.name,
        "trn-check_confirmed": application.trn,
        "access_answer": needs.answer if needs else "",
        "access_needs": needs.needs if needs else "",
        **_workplace(application),
        **{kind: text_of(row.is_given) for kind, row in application.current_consents.items()},
    }


def _workplace(application: Application) -> dict[str, str]:
    place = application.workplace
    if place not in (Workplace.LISTED, Workplace.NOT_LISTED):
        return {"workplace": place}
    urn = application.urn if place == Workplace.LISTED else NOT_LISTED
    return {"workplace": "school", "urn": urn, "school_search": application.organisation}


def text_of(value: object) -> str:
    """As an answer is kept: a day as 2026-11-30, nothing as nothing."""
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def answering_with(application: Application, changes: Mapping[str, str]) -> Answering:
    """The questions with what is changed about their answers."""
    return Answering(application.cohort, current_answers(application) | dict(changes))


def differences(application: Application, changes: Mapping[str, str]) -> list[Difference]:
    """What the changes make of the application, by column; of access needs, `access_answer` and `access_needs`."""
    before = asdict(answers_of(answering_with(application, {})))
    after = asdict(answers_of(answering_with(application, changes)))
    return [
        Difference(name, text_of(before[name]), text_of(value))
        for name, value in after.items()
        if name not in NOT_CORRECTED and text_of(before[name]) != text_of(value)
    ]


def still_open(application: Application, changes: Mapping[str, str]) -> Step | None:
    """The first question that the changes leave without an answer. What was open before is not asked now."""
    before, after = answering_with(application, {}), answering_with(application, changes)
    open_before = {step.slug for step in list_steps(before) if not step.is_answered(before)}
    return next(
        (step for step in list_steps(after) if step.slug not in open_before and not step.is_answered(after)),
        None,
    )


def correctable_steps(answering: Answering) -> list[Step]:
    """The questions whose answers can be corrected, as far as these answers lead to them."""
    return [step for step in STEPS if step.applies(answering) and step.slug not in NOT_CORRECTED]
