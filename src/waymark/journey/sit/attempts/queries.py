"""A person's attempts, and whom a window asks to sit. Results come from the room that releases them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.module_loading import import_string

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.queries import by_name
from waymark.ground.programmes.queries import programme_of
from waymark.journey.sit.attempts.rules import AttemptReason, AttemptResult, EarlierSitting, may_sit
from waymark.journey.sit.windows.models import SittingWindow, WindowEntry
from waymark.journey.sit.writing.models import Sitting
from waymark.kit.decisions import Decision

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One attempt at the assessment: the first is number 1."""

    number: int
    sitting_id: int
    enrolment_id: int
    window_id: int
    paper_id: int
    began_at: datetime
    result: AttemptResult | None
    """None until it is released."""


def windows_open_to(rows: QuerySet[SittingWindow], *, enrolment: Enrolment) -> QuerySet[SittingWindow]:
    """The windows of the cohort for everyone, and those for named people in which this one is entered.

    While someone's assessment is deferred, only those in which they have begun.
    """
    if cohorts.defers_assessment(enrolment):
        rows = rows.filter(Exists(Sitting.objects.filter(window=OuterRef("pk"), enrolment=enrolment)))
    entered = WindowEntry.objects.filter(window=OuterRef("pk"), enrolment=enrolment)
    return rows.filter(Q(for_named=False) | Exists(entered), cohort_id=enrolment.cohort_id, is_practice=False)


def list_attempts(*, enrolment: Enrolment) -> list[Attempt]:
    """The attempts of an enrolment in order, each with its released result; two statements."""
    rows = [row for row in _sittings(Q(enrolment=enrolment)) if row["submitted"]]
    results = _results_of(row["pk"] for row in rows)
    return [
        Attempt(
            number=number,
            sitting_id=row["pk"],
            enrolment_id=row["enrolment_id"],
            window_id=row["window_id"],
            paper_id=row["paper"],
            began_at=row["at"],
            result=results.get(row["pk"]),
        )
        for number, row in enumerate(rows, start=1)
    ]


def first_sitting_id(*, enrolment_id: int) -> int | None:
    """The sitting of the first attempt."""
    rows = _sittings(Q(enrolment_id=enrolment_id))
    return next((row["pk"] for row in rows if row["submitted"]), None)


def reasons_not_to_sit(
    *, window: SittingWindow, enrolment: Enrolment, at: datetime
) -> Decision[AttemptReason]:
    """Why this person is not asked to sit in a window in which they have not begun."""
    return decide_for(window=window, persons={enrolment.pk: enrolment.person_id}, at=at)[enrolment.pk]


def decide_for(
    *, window: SittingWindow, persons: Mapping[int, int], at: datetime, entered: bool = False
) -> dict[int, Decision[AttemptReason]]:
    """For each enrolment in `persons`, with its person, whether the window asks them to sit.

    The same few statements however many there are.
    `entered`: as if each of them was entered for the window, to say before the act what stands in its way.
    """
    rows = _sittings(Q(enrolment__person__in=set(persons.values())))
    rows = [row for row in rows if row["window_id"] != window.pk]
    results = _results_of(row["pk"] for row in rows)
    earlier: dict[int, list[EarlierSitting]] = defaultdict(list)
    for row in rows:
        earlier[row["person"]].append(
            EarlierSitting(
                window_id=row["window_id"],
                paper_id=row["paper"],
                is_submitted=row["submitted"] is not None,
                result=results.get(row["pk"]),
            )
        )
    entries = None if entered or not window.for_named else entered_ids(window=window)
    stopped = cohorts.list_stopped(enrolment_ids=list(persons), at=at)
    programme = programme_of(window.cohort.programme)
    return {
        enrolment_id: may_sit(
            earlier=[] if window.is_practice else earlier[person_id],
            paper_id=window.paper_id,
            max_attempts=programme.assessment.max_attempts,
            is_entered=entries is None or enrolment_id in entries,
            is_active=enrolment_id not in stopped.programme,
            is_assessment_deferred=enrolment_id in stopped.assessment,
        )
        for enrolment_id, person_id in persons.items()
    }


def list_candidates(*, cohort: Cohort, at: datetime) -> list[Enrolment]:
    """Who of a cohort can be entered for a window by name, whichever its paper is, by name."""
    window = SittingWindow(cohort=cohort, for_named=True)
    rows = list(cohort.enrolments.select_related("person").order_by(*by_name("person")))
    persons = {row.pk: row.person_id for row in rows}
    decisions = decide_for(window=window, persons=persons, at=at, entered=True)
    return [row for row in rows if decisions[row.pk].allowed]


def entered_ids(*, window: SittingWindow) -> set[int]:
    """The enrolments that are entered for a window for named people."""
    return set(window.entries.values_list("enrolment_id", flat=True))


def not_asked_ids(*, window: SittingWindow, at: datetime) -> set[int]:
    """The enrolments of the cohort that a window doesn't ask to sit; those who have begun in it may be among them.

    One statement where no one has sat before, no one's enrolment has changed and the window is for the whole cohort.
    """
    rows = window.cohort.enrolments.order_by()
    if not window.for_named:
        sat = Sitting.objects.filter(enrolment__person=OuterRef("person"), window__is_practice=False)
        elsewhere = Exists(sat.exclude(window=window))
        rows = rows.filter(Q(elsewhere) | Q(pk__in=cohorts.ids_of_changed_enrolments()))
    persons = dict(rows.values_list("pk", "person_id"))
    if not persons:
        return set()
    decisions = decide_for(window=window, persons=persons, at=at)
    return {pk for pk, decision in decisions.items() if not decision.allowed}


def _sittings(which: Q) -> list[dict[str, Any]]:
    """Sittings of real windows, the oldest first."""
    rows = Sitting.objects.filter(which, window__is_practice=False).order_by("window__opens_at", "id")
    values = rows.values(
        "pk", "enrolment_id", "window_id", "at",
        paper=F("window__paper_id"), person=F("enrolment__person_id"), submitted=F("submission__id"),
    )  # fmt: skip
    return [dict(row) for row in values]


def _results_of(sitting_ids: Iterable[int]) -> dict[int, AttemptResult]:
    """The released results by sitting; nothing is asked where there are no sittings."""
    ids = list(sitting_ids)
    if not ids:
        return {}
    results: dict[int, AttemptResult] = import_string(settings.ATTEMPT_RESULTS)(sitting_ids=ids)
    return results
