"""Create peer groups, choose who looks after them, and record their meetings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts.queries import active_on, list_stopped_by_day, today_of, zone_of
from waymark.ground.hours.actions import credit, credit_new_rows
from waymark.ground.ledger import actions as ledger
from waymark.ground.ledger import queries as ledger_queries
from waymark.ground.people.actions import Message, queue_messages
from waymark.journey.gather import emails, queries, rules, words
from waymark.journey.gather.models import GroupChange, Meeting, Membership, PeerGroup, Presence
from waymark.journey.gather.moving import CannotMoveGroup, move_to_group, undo_group_change
from waymark.journey.gather.rules import MeetingReason, OwnerReason, UngroupedParticipant
from waymark.journey.gather.telling import message_of
from waymark.kit.addresses import site_address
from waymark.kit.clock import local_day
from waymark.kit.corrections import refuse_if_replaced
from waymark.kit.formatting import listed, long_date
from waymark.kit.forms import ChangedSince
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Item

__all__ = [
    "CannotMoveGroup", "CannotRecordMeeting", "correct_meeting", "create_groups", "move_to_group", "record_meeting",
    "undo_group_change",
]  # fmt: skip


class CannotRecordMeeting(Refusal):
    """The meeting cannot be recorded as given."""


class CannotLookAfter(Refusal):
    """Someone cannot look after a group of this cohort."""


@transaction.atomic
def create_groups(*, cohort: Cohort, by: Person, at: datetime) -> dict[str, int]:
    """Add every participant without a group to one. Returns how many joined each group, by its name."""
    lock_row(cohort)
    groups = queries.list_groups(cohort=cohort)
    grouped = {membership.enrolment_id for group in groups for membership in group.memberships.all()}
    enrolments = {
        enrolment.pk: enrolment
        for enrolment in active_on(cohort.enrolments.select_related("person"), on=today_of(at))
        if enrolment.pk not in grouped
    }
    participants = [
        UngroupedParticipant(enrolment_id, str(enrolment.person.organisation_id or ""))
        for enrolment_id, enrolment in enrolments.items()
    ]
    stopped = list_stopped_by_day(cohort=cohort, days=[today_of(at)])[today_of(at)]
    sizes = [
        sum(membership.enrolment_id not in stopped for membership in group.memberships.all())
        for group in groups
    ]
    joined: dict[str, int] = {}
    messages: list[Message] = []
    changes: list[GroupChange] = []
    today = local_day(at, zone_of(cohort=cohort))
    for number, enrolment_ids in rules.allocate(participants, sizes=sizes):
        group = groups[number] if number < len(groups) else _new_group(cohort, number, by=by, at=at)
        Membership.objects.bulk_create(
            Membership(group=group, enrolment=enrolments[enrolment_id]) for enrolment_id in enrolment_ids
        )
        joined[group.name] = len(enrolment_ids)
        messages += [message_of(group, enrolments[enrolment_id], cohort) for enrolment_id in enrolment_ids]
        changes += [
            GroupChange(enrolment=enrolments[pk], group=group, from_on=today, by=by, at=at)
            for pk in enrolment_ids
        ]
    GroupChange.objects.bulk_create(changes)
    if joined:
        queue_messages(messages, provider=cohort.provider, at=at)
        ledger.record(
            "gather.groups_dealt", about=cohort, provider_id=cohort.provider_id, by=by, at=at, facts=joined
        )
    return joined


def _new_group(cohort: Cohort, number: int, *, by: Person, at: datetime) -> PeerGroup:
    return PeerGroup.objects.create(cohort=cohort, name=f"Group {number + 1}", by=by, at=at)


@transaction.atomic
def choose_owners(
    *,
    cohort: Cohort,
    owners: Mapping[PeerGroup, Person],
    by: Person,
    at: datetime,
    made_from: Mapping[int, int] | None = None,
    tell: bool = True,
) -> list[PeerGroup]:
    """Say who looks after each of these groups of the cohort: all, or none. Returns the groups that changed hands.

    `made_from` are the owners that the form showed, person id by group id: a group sent as shown is left as it is now,
    and where someone else has chosen since, `ChangedSince` is raised. `tell`: email the new owners.
    """
    lock_row(cohort)
    current = {group.pk: group for group in queries.list_groups(cohort=cohort)}
    chosen = {current[group.pk]: person for group, person in owners.items()}
    if made_from is not None:
        chosen = {group: person for group, person in chosen.items() if made_from.get(group.pk) != person.pk}
        _refuse_if_chosen_since(chosen, made_from)
    changed = {group: person for group, person in chosen.items() if group.owner_id != person.pk}
    _refuse_owners(cohort, changed.values())
    for group, person in changed.items():
        facts = {"owner": person.pk, "before": group.owner_id}
        group.owner = person
        group.save(update_fields=["owner"])
        ledger.record(
            "gather.owner_chosen", about=group, provider_id=cohort.provider_id, by=by, at=at, facts=facts
        )
    if tell:
        queue_messages(_owner_messages(cohort, changed, at=at), provider=cohort.provider, at=at)
    return list(changed)


def _refuse_if_chosen_since(chosen: Mapping[PeerGroup, Person], made_from: Mapping[int, int]) -> None:
    for group, person in chosen.items():
        if group.owner_id not in (made_from.get(group.pk), person.pk):
            entry = ledger_queries.list_entries(provider_id=group.cohort.provider_id, about=group, limit=1)[0]
            raise ChangedSince(by=entry.by.name if entry.by else "", at=entry.at)


def _refuse_owners(cohort: Cohort, people: Iterable[Person]) -> None:
    possible = queries.list_possible_owners(cohort=cohort)
    reasons = [
        reason
        for person in dict.fromkeys(people)
        if person not in possible
        for reason in reasons_for(
            (OwnerReason.NOT_WITH_COHORT,), words.OWNER_SENTENCES, name=person.name, cohort=cohort.name
        )
    ]
    if reasons:
        raise CannotLookAfter(*reasons)


def _owner_messages(cohort: Cohort, changed: Mapping[PeerGroup, Person], *, at: datetime) -> list[Message]:
    """Each new owner once, about all the groups that are new to them."""
    by_owner: dict[Person, list[PeerGroup]] = {}
    for group, person in changed.items():
        by_owner.setdefault(person, []).append(group)
    return [
        Message(
            emails.LOOKS_AFTER,
            person.email,
            {
                "greeting": person.greeting,
                "groups": ", ".join(group.name for group in groups),
                "cohort": cohort.name,
                "link": site_address("gather:own_groups"),
            },
            once=f"gather.looks_after:{groups[0].pk}:{person.pk}:{at.timestamp():.6f}",
            cohort_id=cohort.pk,
        )
        for person, groups in by_owner.items()
    ]


@transaction.atomic
def record_meeting(
    *,
    group: PeerGroup,
    item: Item,
    held_on: date,
    minutes: int,
    present: Sequence[Enrolment],
    learned: str,
    by: Person,
    at: datetime,
) -> Meeting:
    """Record the group's meeting for an item, once, and credit its minutes to those who were present.

    The same meeting sent again is the one that is recorded; a different one raises `ChangedSince`.
    """
    _check(group, item, held_on, minutes, present, at=at)
    lock_row(group)
    recorded = queries.find_meeting(group=group, item_id=item.id)
    if recorded is not None:
        if _is_same(recorded, held_on, minutes, present, learned):
            return recorded
        raise ChangedSince(
            by=recorded.by.name,
            at=recorded.at,
            reasons=reasons_for((MeetingReason.RECORDED,), words.SENTENCES),
        )
    meeting = Meeting.objects.create(
        group=group, item_id=item.id, held_on=held_on, minutes=minutes, learned=learned, by=by, at=at
    )
    for enrolment in present:
        _credit_presence(meeting, enrolment, by=by, at=at)
    ledger.record(
        "gather.met",
        about=meeting,
        provider_id=group.cohort.provider_id,
        by=by,
        at=at,
        facts={"item": item.id, "present": len(present), "minutes": minutes},
    )
    return meeting


@transaction.atomic
def correct_meeting(
    *,
    meeting: Meeting,
    item: Item,
    held_on: date,
    minutes: int,
    present: Sequence[Enrolment],
    learned: str,
    reason: str,
    by: Person,
    at: datetime,
) -> Meeting:
    """Replace the record of a meeting by a new one, and correct the hours of everyone by the difference.

    The earlier record stays. Raises `ChangedSince` if someone else has corrected `meeting` already, and
    `CannotRecordMeeting` if nothing differs.
    """
    group = meeting.group
    before = set(meeting.presences.values_list("enrolment_id", flat=True))
    _check(group, item, held_on, minutes, present, at=at, recorded=before)
    lock_row(group)
    current = queries.find_meeting(group=group, item_id=item.id)
    refuse_if_replaced(current, meeting)
    if _is_same(meeting, held_on, minutes, present, learned):
        raise CannotRecordMeeting(*reasons_for((MeetingReason.NOTHING_DIFFERS,), words.SENTENCES))
    corrected = Meeting.objects.create(
        group=group,
        item_id=item.id,
        held_on=held_on,
        minutes=minutes,
        learned=learned,
        replaces=meeting,
        reason=reason,
        by=by,
        at=at,
    )
    Presence.objects.bulk_create(Presence(meeting=corrected, enrolment=enrolment) for enrolment in present)
    _credit_differences(meeting, corrected, by=by, at=at)
    ledger.record(
        "gather.meeting_corrected",
        about=corrected,
        provider_id=group.cohort.provider_id,
        by=by,
        at=at,
        facts={"item": item.id, "present": len(present), "minutes": minutes},
    )
    return corrected


def _credit_differences(before: Meeting, after: Meeting, *, by: Person, at: datetime) -> None:
    minutes = {presence.enrolment_id: -before.minutes for presence in before.presences.all()}
    for presence in after.presences.all():
        minutes[presence.enrolment_id] = minutes.get(presence.enrolment_id, 0) + after.minutes
    credit_new_rows(
        [(enrolment_id, after.pk, difference) for enrolment_id, difference in minutes.items()],
        item_id=after.item_id,
        source="gather.correction",
        by=by,
        at=at,
    )


def _is_same(
    meeting: Meeting, held_on: date, minutes: int, present: Sequence[Enrolment], learned: str
) -> bool:
    recorded = set(meeting.presences.values_list("enrolment_id", flat=True))
    return (meeting.held_on, meeting.minutes, meeting.learned, recorded) == (
        held_on, minutes, learned, {enrolment.pk for enrolment in present},
    )  # fmt: skip


def _credit_presence(meeting: Meeting, enrolment: Enrolment, *, by: Person, at: datetime) -> None:
    presence = Presence.objects.create(meeting=meeting, enrolment=enrolment)
    credit(
        enrolment=enrolment,
        item_id=meeting.item_id,
        minutes=meeting.minutes,
        source="gather.presence",
        because=presence,
        by=by,
        at=at,
    )


def _check(
    group: PeerGroup,
    item: Item,
    held_on: date,
    minutes: int,
    present: Sequence[Enrolment],
    *,
    at: datetime,
    recorded: Collection[int] = (),
) -> None:
    """Refuse a meeting that breaks a rule. Who is `recorded` as present, by enrolment id, may stay so."""
    cohort = group.cohort
    absent = list_stopped_by_day(cohort=cohort, days=[held_on])[held_on] - set(recorded)
    decision = rules.may_record(
        held_on=held_on,
        today=local_day(at, zone_of(cohort=cohort)),
        starts_on=cohort.starts_on,
        minutes=minutes,
        planned=item.minutes,
        present=[enrolment.pk for enrolment in present],
        members=[member.pk for member in queries.list_members(group=group)],
        stopped=absent,
    )
    if not decision.allowed:
        stopped = listed([enrolment.person.name for enrolment in present if enrolment.pk in absent])
        facts = {"starts": long_date(cohort.starts_on), "planned": item.minutes, "stopped": stopped}
        raise CannotRecordMeeting(*reasons_for(decision.reasons, words.SENTENCES, **facts))
