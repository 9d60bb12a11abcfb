"""Questions about groups and meetings. The caller has found cohort or enrolment for the viewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from waymark.ground.cohorts.queries import list_calendar
from waymark.ground.hours import queries as hours
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Item, Way
from waymark.journey.gather.models import Meeting, Membership, PeerGroup, Presence
from waymark.kit.progress import Step

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Cohort, Enrolment
    from waymark.ground.people.models import Person

MEMBERS = Prefetch(
    "memberships",
    Membership.objects.select_related("enrolment__person__organisation").order_by(
        "enrolment__person__family_name", "enrolment__person__given_name"
    ),
)


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """One item that is met, its date, and the meeting if it was recorded."""

    item: Item
    dated: CalendarItem
    meeting: Meeting | None


def find_group(*, enrolment: Enrolment) -> PeerGroup | None:
    """A participant's own group, with its members."""
    rows = PeerGroup.objects.filter(memberships__enrolment=enrolment).select_related("cohort__programme")
    return rows.prefetch_related(MEMBERS).first()


def list_members(*, group: PeerGroup) -> list[Enrolment]:
    return [one.enrolment for one in group.memberships.all()]


def list_gatherings(*, enrolment: Enrolment, group: PeerGroup | None) -> list[Gathering]:
    """Every item of the programme that is met, in order of time, with the group's meetings."""
    items = {item.id: item for item in programme_of(enrolment.cohort.programme).items if item.way is Way.MET}
    rows = Meeting.objects.filter(group=group).select_related("by").prefetch_related("presences")
    held = {one.item_id: one for one in rows} if group else {}
    return [
        Gathering(item=items[one.item_id], dated=one, meeting=held.get(one.item_id))
        for one in list_calendar(cohort_id=enrolment.cohort_id)
        if one.item_id in items
    ]


def list_groups(*, cohort: Cohort) -> list[PeerGroup]:
    """The groups of a cohort in the order in which they were made, with members and meetings."""
    rows = PeerGroup.objects.filter(cohort=cohort).prefetch_related(MEMBERS, "meetings")
    return list(rows.order_by("id"))


def progress_of(*, enrolment: Enrolment, at: datetime) -> tuple[Step, ...]:
    return hours.steps_of(enrolment=enrolment, ways=(Way.MET,), at=at)


def papers_of(*, person: Person) -> list[dict[str, object]]:
    """The groups the person belongs to, and the meetings they were at or recorded."""
    groups = Membership.objects.filter(enrolment__person=person).order_by("id")
    there = Presence.objects.filter(enrolment__person=person).order_by("id")
    told = Meeting.objects.filter(by=person).order_by("id")
    return [
        *({"paper": "peer group", **row} for row in groups.values("group__name", "group__cohort__name")),
        *(
            {"paper": "meeting attended", **row}
            for row in there.values("meeting__item_id", "meeting__held_on", "meeting__minutes")
        ),
        *({"paper": "meeting recorded", **row} for row in told.values("item_id", "held_on", "learned", "at")),
    ]
