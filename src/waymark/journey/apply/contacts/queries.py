"""Who sponsors and mentors someone. The caller has found the enrolment for the viewer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waymark.journey.apply.applications.models import ApplicationLink
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


def is_current_sponsor(enrolment: Enrolment, *, email: str) -> bool:
    """Whether that is the address of the sponsor of now; an earlier sponsor’s link opens nothing."""
    current = current_contact(enrolment=enrolment, kind=EnrolmentContact.Kind.SPONSOR)
    return current is not None and current.email.lower() == email.lower()


def list_earlier_contacts(*, contact: EnrolmentContact) -> list[EnrolmentContact]:
    """The rows that this one replaces, the newest first."""
    return earlier_records(contact, rows=EnrolmentContact.objects.select_related("by"))


def contacts_of_kind(kind: str) -> QuerySet[Any]:
    """Current rows of a kind that name someone, for a subquery by enrolment."""
    return EnrolmentContact.objects.current().filter(kind=kind).exclude(email="")


def list_askings(*, enrolment: Enrolment) -> list[ApplicationLink]:
    """Which sponsors were asked about an enrolment, and when; the newest first."""
    return list(ApplicationLink.objects.filter(contact__enrolment=enrolment).order_by("-id"))
