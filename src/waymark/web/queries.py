"""What other floors may ask: whether the background worker is running and emails are being sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark.kit.personal_data import PersonalData, read_personal_data
from waymark.web.personal_data import DATA
from waymark.web.privacy.erasure import Plan, plan_erasure
from waymark.web.privacy.record import HEADING, dpia, list_processing, record_of_processing
from waymark.web.privacy.subject_access import find_subject
from waymark.web.running import Running, running

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


__all__ = [
    "HEADING",
    "Plan",
    "Running",
    "dpia",
    "find_subject",
    "list_processing",
    "personal_data_of",
    "plan_erasure",
    "record_of_processing",
    "running",
]


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
