"""Questions about coaching. Who may see lives here: private notes are given to the coach who wrote them alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet, Sum

from waymark.ground.cohorts.queries import list_calendar
from waymark.ground.hours import queries as hours
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Item, Programme, Way
from waymark.journey.coach.models import AgreedAction, CoachingSession, Pairing, Triangulation
from waymark.kit.progress import Step

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Cohort, Enrolment
    from waymark.ground.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Coachee:
    """One participant of a coach: what was held, and what comes next."""

    pairing: Pairing
    held: int
    of: int
    item: Item | None
    """The next coaching that is not recorded; None when all are."""
    dated: CalendarItem | None
    place: int
    """Which of the coachings it is, from 1."""
    is_due: bool
    """Whether its time has passed."""


@dataclass(frozen=True, kw_only=True)
class Happened:
    """That sessions were held, and for how long; never what was said."""

    enrolment: Enrolment
    coach: str
    held: int
    minutes: int


def coached_items(programme: Programme) -> list[Item]:
    return [item for item in programme.items if item.way is Way.COACHED]


def _pairings(for_: Person) -> QuerySet[Pairing]:
    rows = Pairing.objects.filter(coach=for_, enrolment__cohort__provider_id=for_.provider_id)
    return rows.select_related(
        "enrolment__person__organisation",
        "enrolment__cohort__programme",
        "enrolment__cohort__provider",
        "coach",
    )


def get_pairing_for(*, for_: Person, reference: str) -> Pairing | None:
    """The pairing of a participant whom the viewer coaches now."""
    return _pairings(for_).filter(enrolment__reference=reference).first()


def list_coachees(*, for_: Person, at: datetime) -> list[Coachee]:
    """Everyone the viewer coaches; whose next session is earliest first, and who has no more last."""
    pairings = list(_pairings(for_))
    calendars = {
        cohort_id: list_calendar(cohort_id=cohort_id)
        for cohort_id in {one.enrolment.cohort_id for one in pairings}
    }
    rows = CoachingSession.objects.filter(pairing__in=pairings).values_list("pairing_id", "item_id")
    held: dict[int, set[str]] = {}
    for pairing_id, item_id in rows:
        held.setdefault(pairing_id, set()).add(item_id)
    found = [
        _coachee(one, held.get(one.pk, set()), calendars[one.enrolment.cohort_id], at=at) for one in pairings
    ]
    return sorted(found, key=_soonest)


def coachee_of(*, pairing: Pairing, at: datetime) -> Coachee:
    held = set(CoachingSession.objects.filter(pairing=pairing).values_list("item_id", flat=True))
    return _coachee(pairing, held, list_calendar(cohort_id=pairing.enrolment.cohort_id), at=at)


def _coachee(pairing: Pairing, held: set[str], calendar: list[CalendarItem], *, at: datetime) -> Coachee:
    items = {item.id: item for item in coached_items(programme_of(pairing.enrolment.cohort.programme))}
    coached = [one for one in calendar if one.item_id in items]
    dated = next((one for one in coached if one.item_id not in held), None)
    return Coachee(
        pairing=pairing,
        held=len(held),
        of=len(items),
        item=items[dated.item_id] if dated else None,
        dated=dated,
        place=coached.index(dated) + 1 if dated else len(coached),
        is_due=dated is not None and dated.ends_at <= at,
    )


def _soonest(one: Coachee) -> tuple[bool, datetime, str]:
    when = one.dated.ends_at if one.dated else one.pairing.at
    return one.dated is None, when, one.pairing.enrolment.person.family_name


def _sessions() -> QuerySet[CoachingSession]:
    """Sessions without the private notes: no reader has them by accident."""
    rows = CoachingSession.objects.defer("private_notes")
    return rows.prefetch_related("triangulations__evidence__entry", "actions")


def list_sessions(*, enrolment: Enrolment) -> list[CoachingSession]:
    """A participant's sessions, newest first; for the participant and their coach."""
    rows = _sessions().filter(pairing__enrolment=enrolment).select_related("by", "pairing")
    return list(rows.order_by("-held_on", "-id"))


def find_session(*, pairing: Pairing, item_id: str) -> CoachingSession | None:
    return _sessions().filter(pairing=pairing, item_id=item_id).select_related("by").first()


def private_notes_of(*, session: CoachingSession, for_: Person) -> str | None:
    """The private notes, for the coach who wrote them; None for anybody else, a later coach too."""
    rows = CoachingSession.objects.filter(pk=session.pk, by=for_)
    return rows.values_list("private_notes", flat=True).first()


def find_coach_of(*, enrolment: Enrolment) -> Person | None:
    pairing = Pairing.objects.filter(enrolment=enrolment).select_related("coach").first()
    return pairing.coach if pairing else None


def list_happened(*, enrolments: Iterable[Enrolment]) -> list[Happened]:
    """For each of these participants who coaches them, how many sessions were held, and their minutes."""
    given = list(enrolments)
    pairings = Pairing.objects.filter(enrolment__in=given).select_related("coach")
    coaches = {one.enrolment_id: one.coach.name for one in pairings}
    rows = CoachingSession.objects.filter(pairing__enrolment__in=given).values_list("pairing__enrolment_id")
    sums = rows.annotate(n=Count("id"), spent=Sum("minutes")).order_by()
    counts = {enrolment_id: (n, spent) for enrolment_id, n, spent in sums}
    return [
        Happened(
            enrolment=one,
            coach=coaches.get(one.pk, ""),
            held=counts.get(one.pk, (0, 0))[0],
            minutes=counts.get(one.pk, (0, 0))[1],
        )
        for one in given
    ]


def coaches_of(*, cohort: Cohort) -> dict[int, int]:
    """Person id of the coach by enrolment id."""
    return dict(Pairing.objects.filter(enrolment__cohort=cohort).values_list("enrolment_id", "coach_id"))


def list_coach_ids(*, enrolment_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Person ids of everyone who coaches or has coached each enrolment: none of them may mark its script."""
    wanted = list(enrolment_ids)
    now = Pairing.objects.filter(enrolment_id__in=wanted).values_list("enrolment_id", "coach_id")
    before = CoachingSession.objects.filter(pairing__enrolment_id__in=wanted)
    found: dict[int, set[int]] = {}
    for enrolment_id, coach_id in [*now, *before.values_list("pairing__enrolment_id", "by_id")]:
        found.setdefault(enrolment_id, set()).add(coach_id)
    return {enrolment_id: frozenset(coaches) for enrolment_id, coaches in found.items()}


def progress_of(*, enrolment: Enrolment, at: datetime) -> tuple[Step, ...]:
    return hours.steps_of(enrolment=enrolment, ways=(Way.COACHED,), at=at)


def papers_of(*, person: Person) -> list[dict[str, object]]:
    """A participant's sessions, what was weighed and agreed; a coach's own private notes."""
    own = {"session__pairing__enrolment__person": person}
    held = CoachingSession.objects.filter(pairing__enrolment__person=person).order_by("id")
    weighed = Triangulation.objects.filter(**own).order_by("id")
    agreed = AgreedAction.objects.filter(**own).order_by("id")
    written = CoachingSession.objects.filter(by=person).exclude(private_notes="").order_by("id")
    answers = ("session__item_id", "statement", "self_view", "judgement", "reflection")
    return [
        *(
            {"kind": "coaching session", **row}
            for row in held.values("item_id", "held_on", "minutes", "shared_notes", "at")
        ),
        *({"kind": "statement weighed", **row} for row in weighed.values(*answers)),
        *(
            {"kind": "agreed action", **row}
            for row in agreed.values("session__item_id", "what", "owner", "due_on", "shown_by")
        ),
        *({"kind": "private notes", **row} for row in written.values("item_id", "private_notes", "at")),
    ]
