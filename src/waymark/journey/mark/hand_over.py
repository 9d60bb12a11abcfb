"""Scripts that a marker who leaves has not marked go to another marker; recorded marks stay as they are.

| Clause     | Says                                                                                        |
|------------|---------------------------------------------------------------------------------------------|
| unmarked   | only scripts without this marker's mark move, each in the same part                           |
| conflict   | never to someone with a conflict of interest, or who has or had a part of the script          |
| the rest   | what the named marker may not have goes to other markers who are free, or waits for the lead  |
| back       | on an undo, what isn't marked goes back in the same part; what is marked stays where it is    |
| anonymous  | the lead learns how many scripts a marker may not have, never which and never why             |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from secrets import SystemRandom
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.ledger import actions as ledger
from waymark.ground.people.roles import Role
from waymark.journey.mark.allocation import (
    LAST_PLACE,
    excluded_markers,
    fill_allocations,
    scripts_that_need_a_third,
)
from waymark.journey.mark.conflicts import conflicts_by_script
from waymark.journey.mark.models import Allocation, Script

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person

dice = SystemRandom()


@dataclass(frozen=True, kw_only=True)
class UnmarkedScripts:
    """What a marker has still to mark in a cohort, and who may take it over."""

    cohort: Cohort
    number: int
    possible: dict[int, int]
    """How many of them each other marker of the cohort may have, by person id."""
    markers: tuple[Person, ...]


@dataclass(frozen=True, kw_only=True)
class ScriptsHandedOver:
    given: int
    """To the named marker."""
    elsewhere: int
    """To other markers, because the named one may not have them."""
    waiting: int
    """Parts that no one of the cohort's markers may have now."""
    taken: tuple[int, ...] = ()
    """Ids of the allocations that were taken from the marker."""


@dataclass(frozen=True, kw_only=True)
class ScriptsGivenBack:
    returned: tuple[int, ...]
    """Ids of the allocations that were taken and whose scripts the marker has again."""
    kept: int
    """Scripts that stay with others."""


def list_unmarked_scripts(*, marker: Person) -> list[UnmarkedScripts]:
    """By cohort, what the marker has and has not marked."""
    rows = _unmarked(marker).select_related("script__cohort__provider", "script__cohort__programme")
    by_cohort: dict[Cohort, list[Allocation]] = {}
    for allocation in rows.order_by("script__cohort_id", "id"):
        by_cohort.setdefault(allocation.script.cohort, []).append(allocation)
    return [_unmarked_in(cohort, allocations, marker) for cohort, allocations in by_cohort.items()]


def _unmarked(marker: Person) -> QuerySet[Allocation]:
    return Allocation.objects.filter(marker=marker, withdrawn_at=None, mark=None)


def _unmarked_in(cohort: Cohort, allocations: list[Allocation], marker: Person) -> UnmarkedScripts:
    markers = [
        person for person in cohorts.list_staff_of(cohort_id=cohort.pk, role=Role.MARKER) if person != marker
    ]
    excluded = excluded_markers(cohort)
    possible = Counter(
        person.pk
        for person in markers
        for allocation in allocations
        if person.pk not in excluded[allocation.script_id]
    )
    return UnmarkedScripts(
        cohort=cohort, number=len(allocations), possible=dict(possible), markers=tuple(markers)
    )


@transaction.atomic
def hand_over_scripts(
    *, cohort: Cohort, marker: Person, to: Person, by: Person, at: datetime
) -> ScriptsHandedOver:
    """Take every script that `marker` has not marked in the cohort, and give it to `to` where the rules allow it."""
    scripts = {
        script.pk: script
        for script in Script.objects.select_for_update(of=("self",)).filter(cohort=cohort).order_by("id")
    }
    allocations = list(_unmarked(marker).filter(script__in=scripts))
    if not allocations:
        return ScriptsHandedOver(given=0, elsewhere=0, waiting=0)
    excluded = excluded_markers(cohort)
    markers = cohorts.list_staff_of(cohort_id=cohort.pk, role=Role.MARKER)
    Allocation.objects.filter(pk__in=[allocation.pk for allocation in allocations]).update(withdrawn_at=at)
    given = [
        Allocation(
            script_id=allocation.script_id,
            marker=to,
            part=allocation.part,
            place=1 + dice.randrange(LAST_PLACE),
            by=by,
            at=at,
        )
        for allocation in allocations
        if to in markers and to.pk not in excluded[allocation.script_id]
    ]
    Allocation.objects.bulk_create(given)
    affected = [scripts[script_id] for script_id in {allocation.script_id for allocation in allocations}]
    thirds = scripts_that_need_a_third(cohort)
    elsewhere = fill_allocations(cohort, affected, thirds=thirds, all_or_none=False, by=by, at=at)
    waiting = max(0, len(allocations) - len(given) - elsewhere)
    facts = {"from": marker.pk, "to": to.pk, "given": len(given), "elsewhere": elsewhere, "waiting": waiting}
    ledger.record("mark.handed_over", about=cohort, provider_id=cohort.provider_id, by=by, at=at, facts=facts)
    taken = tuple(allocation.pk for allocation in allocations)
    return ScriptsHandedOver(given=len(given), elsewhere=elsewhere, waiting=waiting, taken=taken)


@transaction.atomic
def give_scripts_back(*, taken: Collection[int], by: Person, at: datetime) -> dict[Cohort, ScriptsGivenBack]:
    """Give a marker the scripts back that were taken from them; `taken` are ids of those allocations.

    A part that has been marked since stays, and so does one that the rules no longer allow the marker.
    """
    allocations = list(
        Allocation.objects.filter(pk__in=taken)
        .select_related("script__cohort__provider", "marker")
        .order_by("script__cohort_id", "id")
    )
    by_cohort: dict[Cohort, list[Allocation]] = {}
    for allocation in allocations:
        by_cohort.setdefault(allocation.script.cohort, []).append(allocation)
    return {cohort: _give_back_in(cohort, rows, by=by, at=at) for cohort, rows in by_cohort.items()}


def _give_back_in(
    cohort: Cohort, allocations: list[Allocation], *, by: Person, at: datetime
) -> ScriptsGivenBack:
    list(Script.objects.select_for_update(of=("self",)).filter(cohort=cohort).order_by("id"))
    excluded = conflicts_by_script(cohort_id=cohort.pk, role=Role.MARKER.value)
    in_force = Allocation.objects.filter(script__cohort=cohort, withdrawn_at=None)
    current = {(row.script_id, row.part): row for row in in_force.select_related("mark")}
    others = {(row.script_id, row.marker_id) for row in current.values()}
    returned = [
        allocation
        for allocation in allocations
        if not hasattr(current.get((allocation.script_id, allocation.part)), "mark")
        and (allocation.script_id, allocation.marker_id) not in others
        and allocation.marker_id not in excluded.get(allocation.script_id, ())
    ]
    replaced = [current.get((allocation.script_id, allocation.part)) for allocation in returned]
    Allocation.objects.filter(pk__in=[row.pk for row in replaced if row]).update(withdrawn_at=at)
    Allocation.objects.bulk_create(
        Allocation(
            script_id=allocation.script_id,
            marker_id=allocation.marker_id,
            part=allocation.part,
            place=allocation.place,
            by=by,
            at=at,
        )
        for allocation in returned
    )
    facts = {"returned": len(returned), "kept": len(allocations) - len(returned)}
    ledger.record("mark.given_back", about=cohort, provider_id=cohort.provider_id, by=by, at=at, facts=facts)
    return ScriptsGivenBack(
        returned=tuple(allocation.pk for allocation in returned), kept=len(allocations) - len(returned)
    )
