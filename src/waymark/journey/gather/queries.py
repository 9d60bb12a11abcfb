"""Questions about groups and meetings. The caller has found cohort or enrolment for the viewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from waymark.ground.cohorts.queries import list_calendar, list_staff_of
from waymark.ground.people.queries import by_name
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Item, Way
from waymark.journey.gather import rules, words
from waymark.journey.gather.models import GroupChange, Meeting, Membership, PeerGroup
from waymark.journey.gather.personal_data import DATA
from waymark.journey.gather.rules import OWNING_ROLES, OwnerReason
from waymark.kit.corrections import earlier_records
from waymark.kit.formatting import counted
from waymark.kit.personal_data import PersonalData, read_personal_data
from waymark.kit.refusals import Reason, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Cohort, CohortStaff, Enrolment
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
    groups = PeerGroup.objects.filter(memberships__enrolment=enrolment).select_related(
        "cohort__programme", "owner"
    )
    return groups.prefetch_related(MEMBERS).first()


def list_group_changes(
    *, cohort: Cohort | None = None, enrolment: Enrolment | None = None
) -> list[GroupChange]:
    """Who moved from one group to another, the newest first; joining a first group is no move."""
    rows = GroupChange.objects.filter(before__isnull=False).select_related(
        "enrolment__person", "before", "group", "by", "undone_by", "undoes"
    )
    rows = rows.filter(enrolment=enrolment) if enrolment else rows.filter(enrolment__cohort=cohort)
    return list(rows.order_by("-id"))


def find_group_change(*, cohort: Cohort, pk: int) -> GroupChange | None:
    """A move in a cohort that was found for the viewer."""
    rows = GroupChange.objects.filter(pk=pk, enrolment__cohort=cohort)
    return rows.select_related("enrolment__cohort__provider", "enrolment__person", "before", "group").first()


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
    """The groups of a cohort in the order in which they were created: members, meetings, who looks after them."""
    groups = PeerGroup.objects.filter(cohort=cohort).prefetch_related(MEMBERS, RECORDED)
    return list(groups.select_related("owner").order_by("id"))


def list_possible_owners(*, cohort: Cohort) -> list[Person]:
    """Facilitators of the cohort by name, then its coaches: who may look after a group today."""
    staff = [person for role in OWNING_ROLES for person in list_staff_of(cohort_id=cohort.pk, role=role)]
    return list(dict.fromkeys(staff))


def propose_owners(*, cohort: Cohort, groups: Sequence[PeerGroup]) -> dict[int, int]:
    """For each group that no one looks after: a facilitator of the cohort, or a coach where it has none.

    Person id by group id, in even numbers.
    """
    staff = (list_staff_of(cohort_id=cohort.pk, role=role) for role in OWNING_ROLES)
    people = next((people for people in staff if people), [])
    possible = {person.pk for person in list_possible_owners(cohort=cohort)}
    return rules.propose(
        [group.pk for group in groups if group.owner_id not in possible],
        [person.pk for person in people],
        load=Counter(group.owner_id for group in groups if group.owner_id),
    )


def list_groups_of(*, owner: Person) -> list[PeerGroup]:
    """Every group that someone looks after, cohort by cohort, in the order in which they were created."""
    groups = PeerGroup.objects.filter(owner=owner).select_related("cohort__provider", "cohort__programme")
    return list(groups.order_by("-cohort__starts_on", "cohort_id", "id"))


def list_own_groups(*, for_: Person) -> list[PeerGroup]:
    """The groups that the viewer looks after in cohorts in whose staff they are today, newest cohort first."""
    groups = PeerGroup.objects.filter(
        owner=for_,
        cohort__staff__person=for_,
        cohort__staff__role__in=[role.value for role in OWNING_ROLES],
        cohort__staff__is_current=True,
    )
    groups = groups.select_related("cohort").prefetch_related(MEMBERS, RECORDED).distinct()
    return list(groups.order_by("-cohort__starts_on", "id"))


def reasons_against_taking_role(*, member: CohortStaff) -> tuple[Reason, ...]:
    """Why a member of staff keeps their role for now: they look after groups, and have no other role to do it in."""
    if member.role not in OWNING_ROLES:
        return ()
    others = [role for role in OWNING_ROLES if role.value != member.role]
    if any(member.person in list_staff_of(cohort_id=member.cohort_id, role=role) for role in others):
        return ()
    groups = [group for group in list_groups_of(owner=member.person) if group.cohort_id == member.cohort_id]
    if not groups:
        return ()
    facts = {"name": member.person.name, "groups": counted(len(groups), "peer group", "peer groups")}
    return reasons_for((OwnerReason.STILL_LOOKS_AFTER,), words.OWNER_SENTENCES, **facts)


def enrolment_ids_by_group(*, cohort: Cohort) -> dict[str, list[int]]:
    """By the name of the group. The caller has checked that the viewer may see the cohort."""
    rows = Membership.objects.filter(group__cohort=cohort).order_by("group__name", "id")
    parts: dict[str, list[int]] = {}
    for name, enrolment_id in rows.values_list("group__name", "enrolment_id"):
        parts.setdefault(name, []).append(enrolment_id)
    return parts


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
