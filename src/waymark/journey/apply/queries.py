"""What visitors may ask this room: the queries of its subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark.journey.apply.applications.links import find_link
from waymark.journey.apply.applications.queries import (
    count_waiting_by_cohort,
    find_cohort_to_apply_for,
    find_submitted_application,
    get_application_for,
    list_applications_for,
    list_applications_of,
    list_cohorts_to_apply_for,
    waiting_since_by_cohort,
    was_acknowledged,
)
from waymark.journey.apply.cohorts.queries import STAFF_ROLES, StaffCandidate, list_staff_candidates
from waymark.journey.apply.contacts.queries import contacts_of_kind, current_contact
from waymark.journey.apply.corrections.queries import version_of as version_of_answers
from waymark.journey.apply.enrolment_files.queries import (
    get_file_for,
    list_files_for,
    list_readings,
    progress_by_confirmation,
    progress_of,
    rows_of,
)
from waymark.journey.apply.personal_data import DATA
from waymark.journey.apply.selection import words as selection_words
from waymark.journey.apply.selection.queries import state_of
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from datetime import datetime

    from waymark.ground.people.models import Person
    from waymark.journey.apply.applications.models import Application


__all__ = [
    "STAFF_ROLES",
    "StaffCandidate",
    "contacts_of_kind",
    "count_waiting_by_cohort",
    "current_contact",
    "find_cohort_to_apply_for",
    "find_link",
    "find_submitted_application",
    "get_application_for",
    "get_file_for",
    "list_applications_for",
    "list_applications_of",
    "list_cohorts_to_apply_for",
    "list_files_for",
    "list_readings",
    "list_staff_candidates",
    "personal_data_of",
    "progress_by_confirmation",
    "progress_of",
    "rows_of",
    "state_in_words",
    "version_of_answers",
    "waiting_since_by_cohort",
    "was_acknowledged",
]


def state_in_words(*, application: Application, at: datetime) -> str:
    """Where the application stands now."""
    return selection_words.STATES[state_of(application=application, at=at)]


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
