"""Who is of which delivery partner, and the enrolments that are with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from waymark.ground.cohorts.enrolments.models import EnrolmentChange
from waymark.ground.cohorts.enrolments.queries import active_on, today_of
from waymark.ground.cohorts.models import Enrolment
from waymark.ground.cohorts.partners.models import PartnerMember
from waymark.ground.cohorts.partners.rules import Period, is_same_partner, periods_with
from waymark.ground.people.queries import by_name
from waymark.ground.programmes.queries import list_published_for, programme_of
from waymark.kit.folding import fold

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

DELIVERY_PARTNER = "delivery partner"


@dataclass(frozen=True, kw_only=True)
class PartnerEnrolment:
    """An enrolment that is with a delivery partner now, and when it is or was."""

    enrolment: Enrolment
    periods: tuple[Period, ...]


def partners_of(*, person: Person) -> tuple[str, ...]:
    """The delivery partners whose participants the person sees now, by name."""
    rows = PartnerMember.objects.filter(person=person, ended_at=None)
    return tuple(rows.order_by("partner", "id").values_list("partner", flat=True))


def list_partner_enrolments(*, for_: Person, at: datetime) -> list[PartnerEnrolment]:
    """Enrolments that are with a partner of the viewer today and on the programme, by name; three statements.

    Of these, the name, the reference and the cohort are meant for the viewer, and nothing else of the person.
    """
    own = partners_of(person=for_)
    today = today_of(at)
    changes = _changes_until(today, provider_id=for_.provider_id) if own else {}
    periods = {pk: periods_with(own, rows) for pk, rows in changes.items()}
    current = [pk for pk, rows in periods.items() if rows and rows[-1].until_on is None]
    if not current:
        return []
    rows = active_on(Enrolment.objects.filter(pk__in=current), on=today)
    rows = rows.select_related("person", "cohort__programme", "cohort__provider")
    ordered = rows.order_by(*by_name("person"), "cohort__name", "id")
    return [PartnerEnrolment(enrolment=row, periods=periods[row.pk]) for row in ordered]


def find_partner_enrolment(*, for_: Person, reference: str, at: datetime) -> PartnerEnrolment | None:
    """One of `list_partner_enrolments`."""
    rows = list_partner_enrolments(for_=for_, at=at)
    return next((row for row in rows if row.enrolment.reference == reference), None)


def _changes_until(day: date, *, provider_id: int) -> dict[int, list[tuple[date, str]]]:
    """Day and name of each delivery partner that has taken effect, by the enrolment's id."""
    rows = EnrolmentChange.objects.filter(
        kind=EnrolmentChange.Kind.PARTNER,
        undone_by=None,
        effective_on__lte=day,
        enrolment__cohort__provider_id=provider_id,
    )
    changes: dict[int, list[tuple[date, str]]] = defaultdict(list)
    columns = rows.order_by("effective_on", "id").values_list("enrolment_id", "effective_on", "elsewhere")
    for enrolment_id, effective_on, name in columns:
        changes[enrolment_id].append((effective_on, name))
    return changes


def list_own_partners(*, person: Person, at: datetime) -> dict[int, str]:
    """The delivery partner that each of the person’s enrolments is with today, by its id; one statement.

    Its people see the attendance and hours of that enrolment, so its person is told on their own pages.
    """
    today = today_of(at)
    rows = EnrolmentChange.objects.filter(
        kind=EnrolmentChange.Kind.PARTNER,
        undone_by=None,
        effective_on__lte=today,
        enrolment__in=active_on(Enrolment.objects.filter(person=person), on=today).values("pk"),
    )
    last = dict(rows.order_by("effective_on", "id").values_list("enrolment_id", "elsewhere"))
    return {pk: name for pk, name in last.items() if name}


def list_partner_members_for(*, for_: Person) -> list[PartnerMember]:
    """Everyone at the viewer's provider who sees a partner's participants now, by partner and name."""
    rows = PartnerMember.objects.filter(person__provider_id=for_.provider_id, ended_at=None)
    rows = rows.select_related("person__provider", "person__account", "by")
    return list(rows.order_by("partner", *by_name("person"), "id"))


def count_partner_members(*, for_: Person, partner: str) -> int:
    """How many people at the viewer's provider see the participants of a delivery partner."""
    members = list_partner_members_for(for_=for_)
    return len({member.person_id for member in members if is_same_partner(member.partner, partner)})


def get_partner_member_for(*, for_: Person, member_id: int) -> PartnerMember | None:
    """One row of `list_partner_members_for`, also one that has ended."""
    rows = PartnerMember.objects.filter(person__provider_id=for_.provider_id, pk=member_id)
    return rows.select_related("person__provider").first()


def list_partner_names_for(*, for_: Person) -> list[str]:
    """Delivery partners that the provider's packs or enrolments name, in alphabetical order, each once."""
    names: dict[str, str] = {}
    for published in list_published_for(for_=for_):
        programme = programme_of(published)
        partners = [row.name for row in programme.provider.partners if DELIVERY_PARTNER in row.part.lower()]
        for name in (*partners, *(row.name for row in programme.international_partners)):
            names.setdefault(fold(name), name)
    rows = EnrolmentChange.objects.filter(
        kind=EnrolmentChange.Kind.PARTNER, enrolment__cohort__provider_id=for_.provider_id
    )
    for name in rows.exclude(elsewhere="").order_by("-id").values_list("elsewhere", flat=True):
        names.setdefault(fold(name), name)
    return [names[key] for key in sorted(names)]
