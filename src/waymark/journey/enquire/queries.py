"""What visitors may ask this room: the queries of its subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark.journey.enquire.enquiries.queries import (
    clock_of,
    get_enquiry_for,
    list_handlers_for,
    list_waiting_for,
    list_waiting_of,
    promise_of,
    waiting_for,
)
from waymark.journey.enquire.personal_data import DATA
from waymark.journey.enquire.quotes.models import ConsentHow
from waymark.journey.enquire.quotes.queries import find_quote, list_shown
from waymark.journey.enquire.scholarships.queries import check_scholarship, funding_of
from waymark.journey.enquire.webinars.queries import find_place, list_coming
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

__all__ = [
    "CONSENT_BY_EMAIL",
    "check_scholarship",
    "clock_of",
    "find_place",
    "find_quote",
    "funding_of",
    "get_enquiry_for",
    "list_coming",
    "list_handlers_for",
    "list_shown",
    "list_waiting_for",
    "list_waiting_of",
    "personal_data_of",
    "promise_of",
    "waiting_for",
]

CONSENT_BY_EMAIL = ConsentHow.EMAIL
"""How someone agreed, for callers that record consent."""


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
