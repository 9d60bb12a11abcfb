"""Questions about sponsors' answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from waymark.ground.programmes.queries import programme_of
from waymark.journey.apply.sponsors.models import Endorsement

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person
    from waymark.journey.apply.applications.models import Application


def newest_endorsement(*, application: Application) -> Endorsement | None:
    """Of the sponsor whom the application names now; an earlier sponsor’s answer doesn’t count."""
    rows = Endorsement.objects.filter(application=application).prefetch_related("protected_time")
    if changed_at := application.changed_at({"sponsor_email"}):
        rows = rows.filter(at__gte=changed_at)
    return rows.order_by("-id").first()


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


def list_own_protected_time(*, for_: Person) -> list[Endorsement]:
    """What the sponsors of the viewer's own applications agreed, for those by which they were enrolled."""
    rows = Endorsement.objects.filter(application__decisions__enrolment__person=for_)
    rows = rows.select_related("application__cohort").prefetch_related("protected_time").order_by("-id")
    newest: dict[int, Endorsement] = {}
    for endorsement in rows:
        newest.setdefault(endorsement.application_id, endorsement)
    return list(newest.values())
