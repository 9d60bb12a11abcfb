"""Questions about coaching. A coach sees their own coachees; a participant never sees private notes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Sum

from waymark.ground.cohorts.queries import list_calendar
from waymark.ground.hours import queries as hours
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Item, Way
from waymark.journey.coach.models import AgreedAction, CoachingSession, Pairing, Triangulation
from waymark.kit.progress import Step

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Cohort, Enrolment
    from waymark.ground.people.models import Person

PERSONS = ("enrolment__person__organisation", "enrolment__cohort__programme", "enrolment__cohort__provider")


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One coached item of a participant, its date, and the session if it was held."""

    item: Item
    dated: CalendarItem
    session: CoachingSession | None


@dataclass(frozen=True, kw_only=True)
class Met:
    """That a pair has met, how often and for how long; what programme staff may know."""

    coach: Person
    sessions: int
    minutes: int


def list_pairings_of(*, coach: Person) -> list[Pairing]:
    """A coach's own coachees, by name, with how often they met."""
    rows = Pairing.objects.filter(coach=coach).select_related(*PERSONS).annotate(held=Count("sessions"))
    return list(rows.order_by("enrolment__person__family_name", "enrolment__person__given_name"))


def get_pairing_for(*, for_: Person, reference: str) -> Pairing | None:
    """The pair of this coach with that participant; nothing for anybody else."""
    rows = Pairing.objects.filter(coach=for_, enrolment__reference=reference)
    return rows.select_related("coach", *PERSONS).first()


def find_pairing(*, enrolment: Enrolment) -> Pairing | None:
    """A participant's own pair."""
    return Pairing.objects.filter(enrolment=enrolment).select_related("coach", *PERSONS).first()


def list_sessions_for_coach(*, pairing: Pairing) -> list[CoachingSession]:
    """The sessions of a pair with everything the coach wrote, newest first."""
    rows = CoachingSession.objects.filter(pairing=pairing).prefetch_related("triangulations", "actions")
    return list(rows.order_by("-held_on", "-id"))


def list_sessions_for_participant(*, enrolment: Enrolment) -> list[CoachingSession]:
    """The participant's own sessions, newest first. Private notes are not selected."""
    rows = CoachingSession.objects.filter(pairing__enrolment=enrolment).defer("private_notes")
    rows = rows.select_related("pairing__coach").prefetch_related("triangulations__evidence", "actions")
    return list(rows.order_by("-held_on", "-id"))


def list_planned(*, enrolment: Enrolment, sessions: Collection[CoachingSession]) -> list[Planned]:
    """Every coached item of the programme, in order of time, with its session."""
    programme = programme_of(enrolment.cohort.programme)
    items = {item.id: item for item in programme.items if item.way is Way.COACHED}
    held = {one.item_id: one for one in sessions}
    return [
        Planned(item=items[one.item_id], dated=one, session=held.get(one.item_id))
        for one in list_calendar(cohort_id=enrolment.cohort_id)
        if one.item_id in items
    ]


def list_next_items(*, pairings: Collection[Pairing]) -> dict[int, CalendarItem]:
    """The next coached item of each pair, by its id; in two queries and one for each cohort."""
    held: dict[int, set[str]] = {one.pk: set() for one in pairings}
    rows = CoachingSession.objects.filter(pairing__in=[one.pk for one in pairings])
    for pairing_id, item_id in rows.values_list("pairing_id", "item_id"):
        held[pairing_id].add(item_id)
    calendars = {key: list_calendar(cohort_id=key) for key in {one.enrolment.cohort_id for one in pairings}}
    found = {}
    for one in pairings:
        programme = programme_of(one.enrolment.cohort.programme)
        coached = {item.id for item in programme.items if item.way is Way.COACHED} - held[one.pk]
        rest = [dated for dated in calendars[one.enrolment.cohort_id] if dated.item_id in coached]
        if rest:
            found[one.pk] = rest[0]
    return found


def met_in_cohort(*, cohort: Cohort) -> dict[int, Met]:
    """Who coaches whom, and that they met, by enrolment id. No notes are selected."""
    rows = Pairing.objects.filter(enrolment__cohort=cohort).select_related("coach")
    rows = rows.annotate(held=Count("sessions"), spent=Sum("sessions__minutes"))
    return {one.enrolment_id: Met(coach=one.coach, sessions=one.held, minutes=one.spent or 0) for one in rows}


def list_coached_by(*, person: Person) -> frozenset[int]:
    """Ids of the enrolments the person coaches: whose scripts they must never mark."""
    return frozenset(Pairing.objects.filter(coach=person).values_list("enrolment_id", flat=True))


def list_triangulations(*, enrolment: Enrolment) -> list[Triangulation]:
    """Every statement weighed with a participant, newest first."""
    rows = Triangulation.objects.filter(session__pairing__enrolment=enrolment)
    rows = rows.select_related("session").defer("session__private_notes", "session__shared_notes")
    return list(rows.order_by("-session__held_on", "-id"))


def progress_of(*, enrolment: Enrolment, at: datetime) -> tuple[Step, ...]:
    return hours.steps_of(enrolment=enrolment, ways=(Way.COACHED,), at=at)


def papers_of(*, person: Person) -> list[dict[str, object]]:
    """The person's own sessions, weighed statements and actions. A coach's private notes are not theirs."""
    mine = {"session__pairing__enrolment__person": person}
    held = CoachingSession.objects.filter(pairing__enrolment__person=person).order_by("id")
    given = CoachingSession.objects.filter(pairing__coach=person).order_by("id")
    weighed = Triangulation.objects.filter(**mine).order_by("id")
    agreed = AgreedAction.objects.filter(**mine).order_by("id")
    return [
        *(
            {"paper": "coaching session", **row}
            for row in held.values("item_id", "held_on", "minutes", "shared_notes")
        ),
        *(
            {"paper": "statement weighed", **row}
            for row in weighed.values("statement", "self_view", "judgement", "reflection")
        ),
        *({"paper": "agreed action", **row} for row in agreed.values("what", "owner", "due_on", "shown_by")),
        *({"paper": "session given", **row} for row in given.values("item_id", "held_on", "minutes")),
    ]
