"""The sentences of corrected answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from waymark.journey.apply.applications import words
from waymark.kit.formatting import long_date, long_moment

LABELS = {
    "given_name": "Given name",
    "family_name": "Family name",
    "email": "Email address",
    "trn": "TRN",
    "trn_answer": "Whether there is a TRN",
    "job": "Job title",
    "role": "Role",
    "headteacher_status": "Headteacher",
    "workplace": "Kind of workplace",
    "organisation": "School or trust",
    "urn": "URN of the school",
    "experience_years": "Years in schools",
    "sponsor_role": "Who the sponsor is",
    "sponsor_name": "Sponsor’s name",
    "sponsor_email": "Sponsor’s email address",
    "mentor_name": "Mentor’s name",
    "mentor_email": "Mentor’s email address",
    "mentor_from": "Mentor from",
    "mentor_until": "Mentor until",
    "funding_choice": "Who pays without a scholarship",
    "order_name": "Who provides a purchase order",
    "order_email": "Their email address",
    "reason": "Why they are applying now",
    "access_needs": "Access needs",
}
"""Each answer that can be corrected, in the order of the questions."""
NAMES: dict[str, Mapping[Any, str]] = {
    "trn_answer": words.TRN_ANSWERS | {"given": "Given"},
    "role": words.ROLES,
    "headteacher_status": words.HEADTEACHER_STATUSES,
    "workplace": words.WORKPLACES,
    "sponsor_role": words.SPONSOR_ROLES,
    "funding_choice": words.FUNDING_CHOICES_OF_APPLICANT,
}
HIDDEN_FROM_REVIEWERS = frozenset({"trn", "trn_answer", "access_needs"})
NO_REASON = "Enter why you’re correcting these answers"
NOTHING_CHANGED = "These are the same as the answers we have. Change an answer first, or go back."
LOOK_AGAIN = "Check what you changed, then save it."
BY_APPLICANT = "the applicant"


def shown(field: str, text: str) -> str:
    """A stored answer as a page shows it."""
    if not text:
        return "no answer"
    names = NAMES.get(field, {})
    if field in ("mentor_from", "mentor_until"):
        return long_date(date.fromisoformat(text))
    return names.get(text, text)


def changed_meanwhile(*, by: str, at: datetime) -> str:
    return (
        f"{by} corrected an answer on {long_moment(at)}, after you opened this page. We’ve kept your "
        "changes and compared them with the current answers. Check them, then save."
    )


def still_open(question: str) -> str:
    return f"Because of what you changed, you also need to answer “{question}”."
