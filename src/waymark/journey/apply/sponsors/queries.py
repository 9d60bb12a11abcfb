"""Questions about sponsors' answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Coalesce

from waymark.ground.cohorts.queries import zone_of
from waymark.ground.programmes.queries import programme_of
from waymark.journey.apply.applications.models import Application
from waymark.journey.apply.applications.queries import apply_corrections, first_corrected
from waymark.journey.apply.contacts.models import EnrolmentContact
from waymark.journey.apply.contacts.queries import current_contact
from waymark.journey.apply.sponsors.models import Endorsement
from waymark.kit.clock import local_day

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person


def newest_endorsement(*, application: Application) -> Endorsement | None:
    """Of the sponsor whom the application names now; an earlier sponsor’s answer doesn’t count."""
    rows = Endorsement.objects.filter(application=application).prefetch_related("protected_time")
    if changed_at := application.changed_at({"sponsor_email"}):
        rows = rows.filter(at__gte=changed_at)
    return rows.order_by("-id").first()


def current_sponsor(*, enrolment: Enrolment) -> EnrolmentContact | None:
    """With the enrolment that was given, so that nothing is read twice."""
    contact = current_contact(enrolment=enrolment, kind=EnrolmentContact.Kind.SPONSOR)
    if contact is not None:
        contact.enrolment = enrolment
    return contact


def newest_endorsement_of_enrolment(*, contact: EnrolmentContact) -> Endorsement | None:
    """Of the sponsor of an enrolment, by their address: a correction of their name alone keeps their answer."""
    rows = Endorsement.objects.filter(
        contact__enrolment=contact.enrolment, contact__email__iexact=contact.email
    )
    return rows.prefetch_related("protected_time").order_by("-id").first()


def answer_of_sponsor(*, contact: EnrolmentContact) -> Endorsement | None:
    """What the sponsor of now answered about the enrolment or, before it, about the application."""
    if own := newest_endorsement_of_enrolment(contact=contact):
        return own
    rows = Application.objects.filter(decisions__enrolment=contact.enrolment)
    application = first_corrected(rows)
    if application is None or application.sponsor_email.lower() != contact.email.lower():
        return None
    return newest_endorsement(application=application)


def list_endorsements(*, application: Application) -> list[Endorsement]:
    """Newest first: the first holds, the others were corrected."""
    rows = Endorsement.objects.filter(application=application).prefetch_related("protected_time")
    return list(rows.order_by("-id"))


def answer_of(endorsement: Endorsement) -> tuple[bool, str, str, dict[date, int]]:
    """All that was answered, to be compared with another answer."""
    hours = {row.month: row.hours for row in endorsement.protected_time.all()}
    return endorsement.endorses, endorsement.comment, endorsement.cover, hours


def months_of(cohort: Cohort) -> list[date]:
    """The first day of each month of the programme."""
    first, count = cohort.starts_on, programme_of(cohort.programme).months
    months = [first.year * 12 + first.month - 1 + number for number in range(count)]
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def months_left(cohort: Cohort, *, at: datetime) -> list[date]:
    """The months of the programme from that of `at` on; all of them once the last has begun before."""
    months = months_of(cohort)
    this_month = local_day(at, zone_of(cohort=cohort)).replace(day=1)
    return [month for month in months if month >= this_month] or months


@dataclass(frozen=True)
class AgreedTime:
    """What a participant reads about the time that was agreed for one of their enrolments."""

    cohort: Cohort
    sponsor: str
    endorsement: Endorsement | None
    """The newest answer; empty while no one has answered."""
    asked: str
    """The name of the sponsor of now, if someone else has answered last or no one has."""


def list_own_protected_time(*, for_: Person) -> list[AgreedTime]:
    """What the sponsors of the viewer's own enrolments agreed, now or when they applied; the newest enrolment first."""
    by_application = Q(application__decisions__enrolment__person=for_)
    rows = Endorsement.objects.filter(by_application | Q(contact__enrolment__person=for_)).annotate(
        enrolment_id=Coalesce("contact__enrolment", "application__decisions__enrolment")
    )
    rows = rows.select_related("application__cohort", "contact__enrolment__cohort").order_by("-id")
    newest: dict[int, Endorsement] = {}
    for endorsement in rows.prefetch_related("protected_time", "application__corrections"):
        newest.setdefault(vars(endorsement)["enrolment_id"], endorsement)
    sponsors = EnrolmentContact.objects.current().filter(kind=EnrolmentContact.Kind.SPONSOR)
    sponsors = (
        sponsors.filter(enrolment__person=for_).select_related("enrolment__cohort").order_by("enrolment_id")
    )
    current = {contact.enrolment_id: contact for contact in sponsors}
    return [_agreed_time(newest.get(pk), current.get(pk)) for pk in sorted({*newest, *current}, reverse=True)]


def _agreed_time(endorsement: Endorsement | None, current: EnrolmentContact | None) -> AgreedTime:
    name, email, cohort = _sponsor_of(endorsement) if endorsement else ("", "", None)
    is_other = current is not None and current.email.lower() != email.lower()
    asked = current.name if current is not None and is_other else ""
    cohort = cohort or (current.enrolment.cohort if current else None)
    assert cohort is not None
    return AgreedTime(cohort, name, endorsement, asked)


def _sponsor_of(endorsement: Endorsement) -> tuple[str, str, Cohort]:
    """The name and address of who answered, and about which cohort."""
    if (contact := endorsement.contact) is not None:
        return contact.name, contact.email, contact.enrolment.cohort
    assert endorsement.application is not None
    application = apply_corrections(endorsement.application)
    return application.sponsor_name, application.sponsor_email, application.cohort
