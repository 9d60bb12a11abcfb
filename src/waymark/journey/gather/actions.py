"""Making groups, and recording their meetings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.hours.actions import credit
from waymark.ground.ledger import actions as ledger
from waymark.ground.programmes.queries import programme_of
from waymark.journey.gather import queries, rules, words
from waymark.journey.gather.models import Meeting, Membership, PeerGroup, Presence
from waymark.kit.clock import local_day
from waymark.kit.refusals import Refusal
from waymark.kit.show import long_date
from waymark.kit.turns import hold

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Item


class CannotRecord(Refusal):
    """The meeting cannot be recorded so."""


@transaction.atomic
def deal_groups(*, cohort: Cohort, by: Person, at: datetime) -> dict[str, int]:
    """Give a group to everybody of the cohort who has none; how many joined each group, by its name."""
    hold(cohort)
    groups = queries.list_groups(cohort=cohort)
    placed = {one.enrolment_id for group in groups for one in group.memberships.all()}
    enrolments = cohort.enrolments.select_related("person")
    waiting = {one.pk: one for one in enrolments if one.pk not in placed}
    cards = [rules.Waiting(key, str(one.person.organisation_id or "")) for key, one in waiting.items()]
    joined: dict[str, int] = {}
    for number, people in rules.deal(cards, sizes=[len(group.memberships.all()) for group in groups]):
        group = groups[number] if number < len(groups) else _new_group(cohort, number, by=by, at=at)
        Membership.objects.bulk_create(Membership(group=group, enrolment=waiting[one]) for one in people)
        joined[group.name] = len(people)
    if joined:
        ledger.note(
            "gather.groups_dealt", about=cohort, provider_id=cohort.provider_id, by=by, at=at, facts=joined
        )
    return joined


def _new_group(cohort: Cohort, number: int, *, by: Person, at: datetime) -> PeerGroup:
    return PeerGroup.objects.create(cohort=cohort, name=f"Group {number + 1}", by=by, at=at)


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
    """Record the group's meeting for an item, once; its minutes are credited to those who were there."""
    _refuse(group, item, held_on, minutes, present, at=at)
    meeting, is_new = Meeting.objects.get_or_create(
        group=group,
        item_id=item.id,
        defaults={"held_on": held_on, "minutes": minutes, "learned": learned, "by": by, "at": at},
    )
    if not is_new:
        if (meeting.by_id, meeting.learned, meeting.held_on) == (by.pk, learned, held_on):
            return meeting
        facts = {"by": meeting.by.name, "on": long_date(local_day(meeting.at))}
        raise CannotRecord(*words.reasons((rules.Why.RECORDED,), **facts))
    for enrolment in present:
        presence = Presence.objects.create(meeting=meeting, enrolment=enrolment)
        credit(
            enrolment=enrolment,
            item_id=item.id,
            minutes=minutes,
            source="gather.presence",
            because=presence,
            by=by,
            at=at,
        )
    note = {"item": item.id, "present": len(present), "minutes": minutes}
    provider = group.cohort.provider_id
    ledger.note("gather.met", about=meeting, provider_id=provider, by=by, at=at, facts=note)
    return meeting


def _refuse(
    group: PeerGroup, item: Item, held_on: date, minutes: int, present: Sequence[Enrolment], *, at: datetime
) -> None:
    zone = programme_of(group.cohort.programme).assessment.zone
    whys = rules.may_record(
        held_on=held_on,
        today=local_day(at, zone),
        starts_on=group.cohort.starts_on,
        minutes=minutes,
        planned=item.minutes,
        present=[one.pk for one in present],
        members=[one.pk for one in queries.list_members(group=group)],
    )
    if whys:
        facts = {"starts": long_date(group.cohort.starts_on), "planned": item.minutes}
        raise CannotRecord(*words.reasons(whys, **facts))
