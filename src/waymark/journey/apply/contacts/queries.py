"""Who sponsors and mentors someone. The caller has found the enrolment for the viewer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waymark.journey.apply.contacts.models import EnrolmentContact
from waymark.kit.corrections import earlier_records

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from waymark.ground.cohorts.models import Enrolment


def current_contact(*, enrolment: Enrolment, kind: str) -> EnrolmentContact | None:
    """What is known now, which may be that there is no one; None if nothing was ever entered."""
    rows = EnrolmentContact.objects.current().filter(enrolment=enrolment, kind=kind)
    contact: EnrolmentContact | None = rows.select_related("by").first()
    return contact


def list_earlier_contacts(*, contact: EnrolmentContact) -> list[EnrolmentContact]:
    """The rows that this one replaces, the newest first."""
    return earlier_records(contact, rows=EnrolmentContact.objects.select_related("by"))


def contacts_of_kind(kind: str) -> QuerySet[Any]:
    """Current rows of a kind that name someone, for a subquery by enrolment."""
    return EnrolmentContact.objects.current().filter(kind=kind).exclude(email="")
