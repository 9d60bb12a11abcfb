"""Questions about coaching, limited to what the viewer may see. Only their writer is given private notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet, Sum

from waymark.ground.cohorts.queries import list_calendar
from waymark.ground.people.queries import by_name
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Item, Programme, Way
from waymark.journey.coach import words
from waymark.journey.coach.models import CoachChange, CoachingSession, Pairing
from waymark.journey.coach.personal_data import DATA
from waymark.journey.coach.rules import Placed, propose_coaches
from waymark.kit.corrections import CorrectableQuerySet, earlier_records
from waymark.kit.formatting import counted
from waymark.kit.personal_data import PersonalData, read_personal_data
from waymark.kit.refusals import Reason

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Cohort, CohortStaff, Enrolment
    from waymark.ground.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Coachee:
    """A participant as their coach sees them: how many sessions were held, and which comes next."""

    pairing: Pairing
    sessions_held: int
    sessions_planned: int
    next_item: Item | None
    """The next session that has not been recorded; None when all have been."""
    next_date: CalendarItem | None
    """When the next session is planned."""
    next_number: int
    """Which of the planned sessions comes next, from 1."""
    is_due: bool
    """Whether the time of the next session has passed."""


@dataclass(frozen=True, kw_only=True)
class CoachingSummary:
    """How many sessions a participant had, and for how long; never what was said."""

    enrolment: Enrolment
    coach: str
    sessions_held: int
    minutes: int


def list_coaching_items(*, programme: Programme) -> list[Item]:
    """The coaching sessions of a programme, in order."""
    return [item for item in programme.items if item.way is Way.COACHED]


def _pairings(for_: Person) -> QuerySet[Pairing]:
    pairings = Pairing.objects.filter(coach=for_, enrolment__cohort__provider_id=for_.provider_id)
    return pairings.select_related(
        "enrolment__person__organisation",
        "enrolment__cohort__programme",
        "enrolment__cohort__provider",
        "coach",
    )


def get_pairing_for(*, for_: Person, reference: str) -> Pairing | None:
    """The pairing of a participant whom the viewer coaches now."""
    return _pairings(for_).filter(enrolment__reference=reference).first()


def list_coachees(*, for_: Person, at: datetime) -> list[Coachee]:
    """Everyone the viewer coaches: the one with the earliest next session first, those without one last."""
    pairings = list(_pairings(for_))
    cohort_ids = {pairing.enrolment.cohort_id for pairing in pairings}
    calendars = {cohort_id: list_calendar(cohort_id=cohort_id) for cohort_id in cohort_ids}
    sessions = (
        CoachingSession.objects.current().filter(pairing__in=pairings).values_list("pairing_id", "item_id")
    )
    recorded: dict[int, set[str]] = {}
    for pairing_id, item_id in sessions:
        recorded.setdefault(pairing_id, set()).add(item_id)
    coachees = [
        _coachee(pairing, recorded.get(pairing.pk, set()), calendars[pairing.enrolment.cohort_id], at=at)
        for pairing in pairings
    ]
    return sorted(coachees, key=_earliest_session_first)


def coachee_of(*, pairing: Pairing, at: datetime) -> Coachee:
    """The participant of a pairing that was found for its coach."""
    recorded = set(
        CoachingSession.objects.current().filter(pairing=pairing).values_list("item_id", flat=True)
    )
    return _coachee(pairing, recorded, list_calendar(cohort_id=pairing.enrolment.cohort_id), at=at)


def _coachee(pairing: Pairing, recorded: set[str], calendar: list[CalendarItem], *, at: datetime) -> Coachee:
    """`held` are the ids of the items whose session was recorded."""
    programme = programme_of(pairing.enrolment.cohort.programme)
    items = {item.id: item for item in list_coaching_items(programme=programme)}
    dates = [calendar_item for calendar_item in calendar if calendar_item.item_id in items]
    next_date = next((date for date in dates if date.item_id not in recorded), None)
    return Coachee(
        pairing=pairing,
        sessions_held=len(recorded),
        sessions_planned=len(items),
        next_item=items[next_date.item_id] if next_date else None,
        next_date=next_date,
        next_number=dates.index(next_date) + 1 if next_date else len(dates),
        is_due=next_date is not None and next_date.ends_at <= at,
    )


def _earliest_session_first(coachee: Coachee) -> tuple[bool, datetime, str]:
    date = coachee.next_date
    when = date.ends_at if date else coachee.pairing.at
    return date is None, when, coachee.pairing.enrolment.person.sort_name


def _sessions() -> CorrectableQuerySet:
    """Current records without the private notes, so that no reader is given them by accident."""
    return _all_records().current()


def _all_records() -> CorrectableQuerySet:
    sessions = CoachingSession.objects.defer("private_notes")
    return sessions.prefetch_related("triangulations__evidence__entry", "actions")


def list_sessions(*, enrolment: Enrolment) -> list[CoachingSession]:
    """A participant's sessions, newest first; for the participant and their coach."""
    sessions = _sessions().filter(pairing__enrolment=enrolment).select_related("by", "pairing")
    return list(sessions.order_by("-held_on", "-id"))


def find_session(*, pairing: Pairing, item_id: str) -> CoachingSession | None:
    """The session that was recorded for an item."""
    return _sessions().filter(pairing=pairing, item_id=item_id).select_related("by").first()


def list_earlier_records(*, session: CoachingSession) -> list[CoachingSession]:
    """The records that this one replaced, the newest first, without anyone’s private notes."""
    return earlier_records(session, rows=_all_records().select_related("by"))


def private_notes_of(*, session: CoachingSession, for_: Person) -> str | None:
    """A coach’s own private notes, also after someone else has corrected the record; None for anyone without any."""
    records = CoachingSession.objects.filter(pairing_id=session.pairing_id, item_id=session.item_id)
    own = records.filter(by=for_, pk__lte=session.pk).order_by("-pk")
    return own.values_list("private_notes", flat=True).first()


def find_coach_of(*, enrolment: Enrolment) -> Person | None:
    """Who coaches the participant now."""
    pairing = Pairing.objects.filter(enrolment=enrolment).select_related("coach").first()
    return pairing.coach if pairing else None


def list_coaching_summaries(*, enrolments: Iterable[Enrolment]) -> list[CoachingSummary]:
    """For each participant who coaches them, how many sessions were held, and their minutes."""
    enrolments = list(enrolments)
    pairings = Pairing.objects.filter(enrolment__in=enrolments).select_related("coach")
    coach_names = {pairing.enrolment_id: pairing.coach.name for pairing in pairings}
    sessions = CoachingSession.objects.current().filter(pairing__enrolment__in=enrolments)
    sums = sessions.values_list("pairing__enrolment_id").annotate(Count("id"), Sum("minutes")).order_by()
    sums_by_enrolment = {enrolment_id: (count, minutes) for enrolment_id, count, minutes in sums}
    summaries = []
    for enrolment in enrolments:
        held, minutes = sums_by_enrolment.get(enrolment.pk, (0, 0))
        coach = coach_names.get(enrolment.pk, "")
        summaries.append(
            CoachingSummary(enrolment=enrolment, coach=coach, sessions_held=held, minutes=minutes)
        )
    return summaries


def list_coach_changes(
    *, cohort: Cohort | None = None, enrolment: Enrolment | None = None
) -> list[CoachChange]:
    """Who moved from one coach to another, the newest first; a first coach is no move. The caller found either."""
    rows = CoachChange.objects.filter(before__isnull=False).select_related(
        "enrolment__person", "before", "coach", "by", "undone_by", "undoes"
    )
    rows = rows.filter(enrolment=enrolment) if enrolment else rows.filter(enrolment__cohort=cohort)
    return list(rows.order_by("-id"))


def find_coach_change(*, cohort: Cohort, pk: int) -> CoachChange | None:
    """A move in a cohort that was found for the viewer."""
    rows = CoachChange.objects.filter(pk=pk, enrolment__cohort=cohort)
    return rows.select_related("enrolment__cohort__provider", "enrolment__person", "before", "coach").first()


def list_pairings_in(*, coach: Person, cohort: Cohort) -> list[Pairing]:
    """Whom a person coaches in a cohort now. The caller has checked that the viewer may see the cohort."""
    rows = Pairing.objects.filter(coach=coach, enrolment__cohort=cohort)
    return list(
        rows.select_related(
            "enrolment__person__organisation", "enrolment__cohort__provider", "coach"
        ).order_by("enrolment_id")
    )


def list_pairings_of(*, enrolment_ids: Collection[int]) -> list[Pairing]:
    """Who coaches these participants now, in the order of the enrolments."""
    rows = Pairing.objects.filter(enrolment_id__in=enrolment_ids)
    rows = rows.select_related("enrolment__person", "enrolment__cohort__provider", "coach")
    return list(rows.order_by("enrolment_id"))


def coached_since(*, enrolment_ids: Collection[int], since: datetime) -> set[int]:
    """Ids of those enrolments with whom a session was recorded at or after that moment."""
    rows = CoachingSession.objects.filter(pairing__enrolment_id__in=enrolment_ids, at__gte=since)
    return set(rows.values_list("pairing__enrolment_id", flat=True))


def propose_coaches_for(
    *, enrolments: Iterable[Enrolment], coaches: Iterable[Person], coach_ids: Mapping[int, int]
) -> dict[int, int]:
    """A coach for each of these participants who has none: even numbers, and no conflict of interest."""
    present = [Placed(coach.pk, coach.organisation_id) for coach in coaches]
    current = {coach.person for coach in present}
    participants = {
        enrolment.pk: Placed(enrolment.person_id, enrolment.person.organisation_id)
        for enrolment in enrolments
        if coach_ids.get(enrolment.pk) not in current
    }
    return propose_coaches(participants, present, load=Counter(coach_ids.values()))


def reasons_against_taking_role(*, member: CohortStaff) -> tuple[Reason, ...]:
    """Why a member of staff keeps their role for now: they coach participants who need another coach first."""
    if member.role != Role.COACH.value:
        return ()
    number = len(list_pairings_in(coach=member.person, cohort=member.cohort))
    if not number:
        return ()
    participants = counted(number, "participant", "participants")
    sentence = words.STILL_COACHES.format(coach=member.person.name, participants=participants)
    return (Reason("still_coaches", sentence),)


def coach_ids_by_enrolment(*, cohort: Cohort) -> dict[int, int]:
    """Person id of the present coach, by enrolment id."""
    return dict(Pairing.objects.filter(enrolment__cohort=cohort).values_list("enrolment_id", "coach_id"))


def past_and_present_coach_ids(*, enrolment_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Person ids of everyone who coaches or has coached each enrolment: none of them may mark its script."""
    enrolment_ids = list(enrolment_ids)
    present = Pairing.objects.filter(enrolment_id__in=enrolment_ids).values_list("enrolment_id", "coach_id")
    sessions = CoachingSession.objects.filter(pairing__enrolment_id__in=enrolment_ids)
    coach_ids: dict[int, set[int]] = {}
    for enrolment_id, coach_id in [*present, *sessions.values_list("pairing__enrolment_id", "by_id")]:
        coach_ids.setdefault(enrolment_id, set()).add(coach_id)
    return {enrolment_id: frozenset(ids) for enrolment_id, ids in coach_ids.items()}


def enrolment_ids_by_coach(*, cohort: Cohort) -> dict[str, list[int]]:
    """By the name of the coach. The caller has checked that the viewer may see the cohort."""
    rows = Pairing.objects.filter(enrolment__cohort=cohort).select_related("coach")
    parts: dict[str, list[int]] = {}
    for pairing in rows.order_by(*by_name("coach")):
        parts.setdefault(pairing.coach.name, []).append(pairing.enrolment_id)
    return parts


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
