"""Questions about groups and meetings. The caller has found cohort or enrolment for the viewer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from waymark.ground.cohorts.queries import list_calendar
from waymark.ground.people.queries import by_name
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Item, Way
from waymark.journey.gather.models import Meeting, Membership, PeerGroup
from waymark.journey.gather.personal_data import DATA
from waymark.kit.corrections import earlier_records
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Cohort, Enrolment
    from waymark.ground.people.models import Person

MEMBERS = Prefetch(
    "memberships",
    Membership.objects.select_related("enrolment__person__organisation").order_by(
        *by_name("enrolment__person")
    ),
)
RECORDED = Prefetch("meetings", Meeting.objects.current())


@dataclass(frozen=True, kw_only=True)
class PlannedMeeting:
    """One group meeting of the programme, its date, and the group's record of it if there is one."""

    item: Item
    calendar_item: CalendarItem
    meeting: Meeting | None


def find_group(*, enrolment: Enrolment) -> PeerGroup | None:
    """A participant's own group, with its members."""
    groups = PeerGroup.objects.filter(memberships__enrolment=enrolment).select_related("cohort__programme")
    return groups.prefetch_related(MEMBERS).first()


def list_members(*, group: PeerGroup) -> list[Enrolment]:
    return [membership.enrolment for membership in group.memberships.all()]


def list_planned_meetings(*, enrolment: Enrolment, group: PeerGroup | None) -> list[PlannedMeeting]:
    """Every group meeting of the programme, in order of time, with the group's records."""
    items = {item.id: item for item in programme_of(enrolment.cohort.programme).items if item.way is Way.MET}
    recorded = _meetings_by_item(group) if group else {}
    return [
        PlannedMeeting(
            item=items[calendar_item.item_id],
            calendar_item=calendar_item,
            meeting=recorded.get(calendar_item.item_id),
        )
        for calendar_item in list_calendar(cohort_id=enrolment.cohort_id)
        if calendar_item.item_id in items
    ]


def _meetings_by_item(group: PeerGroup) -> dict[str, Meeting]:
    meetings = Meeting.objects.current().filter(group=group).select_related("by")
    return {meeting.item_id: meeting for meeting in meetings.prefetch_related("presences")}


def find_meeting(*, group: PeerGroup, item_id: str) -> Meeting | None:
    """The current record of a group's meeting for an item."""
    return Meeting.objects.current().filter(group=group, item_id=item_id).select_related("by").first()


def list_earlier_records(*, meeting: Meeting) -> list[Meeting]:
    """The records that this one replaced, the newest first."""
    rows = Meeting.objects.select_related("by").prefetch_related("presences__enrolment__person")
    return earlier_records(meeting, rows=rows)


def list_groups(*, cohort: Cohort) -> list[PeerGroup]:
    """The groups of a cohort in the order in which they were created, with members and meetings."""
    groups = PeerGroup.objects.filter(cohort=cohort).prefetch_related(MEMBERS, RECORDED)
    return list(groups.order_by("id"))


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
