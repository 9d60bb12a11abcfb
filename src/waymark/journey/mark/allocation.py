"""Allocating scripts to markers: two for each, a third after a split, nobody with a conflict of interest."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from secrets import SystemRandom
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.ledger import actions as ledger
from waymark.ground.people.actions import Message, queue_messages
from waymark.ground.people.roles import Role
from waymark.journey.mark import emails, results, words
from waymark.journey.mark.allocation_rules import ScriptToAllocate, plan_allocation
from waymark.journey.mark.conflicts import conflicts_by_script
from waymark.journey.mark.models import Allocation, Script
from waymark.journey.mark.rules import MarkingState
from waymark.kit.addresses import site_address
from waymark.kit.formatting import counted
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person

Allocated = list[tuple[int, int, str]]
"""Script, marker and part of each allocation there is."""

LAST_PLACE = 2**31 - 1
dice = SystemRandom()


class CannotAllocate(Refusal):
    """Too few markers are free of a conflict of interest."""


@transaction.atomic
def allocate_scripts(*, cohort: Cohort, by: Person | None, at: datetime) -> int:
    """Give every script two blind markers, and a third after a split; returns how many allocations were made."""
    scripts = list(Script.objects.select_for_update().filter(cohort=cohort).order_by("id"))
    if not scripts:
        raise CannotAllocate(Reason("no_scripts", words.NO_SCRIPTS))
    thirds = scripts_that_need_a_third(cohort)
    newest = Allocation.objects.order_by("-id").values_list("id", flat=True).first() or 0
    made = fill_allocations(cohort, scripts, thirds=thirds, all_or_none=True, by=by, at=at)
    if made:
        _email_markers(cohort, since=newest, at=at)
    return made


def _email_markers(cohort: Cohort, *, since: int, at: datetime) -> None:
    """Each marker, once, how many scripts are new; no email says which."""
    new = Allocation.objects.filter(script__cohort=cohort, id__gt=since).values_list("marker_id", flat=True)
    numbers = Counter(new)
    markers = cohorts.list_staff_of(cohort_id=cohort.pk, role=Role.MARKER)
    messages = [
        Message(
            emails.ALLOCATED,
            marker.email,
            {
                "greeting": marker.greeting,
                "scripts": counted(numbers[marker.pk], "script", "scripts"),
                "link": site_address("mark:list"),
            },
            once=f"mark.allocated:{cohort.pk}:{since}:{marker.pk}",
            cohort_id=cohort.pk,
        )
        for marker in markers
        if numbers[marker.pk]
    ]
    queue_messages(messages, provider=cohort.provider, at=at)


def scripts_that_need_a_third(cohort: Cohort) -> set[int]:
    return {
        script.script_id
        for script in results.list_script_results(cohort=cohort)
        if script.marking.state is MarkingState.NEEDS_THIRD
    }


def fill_allocations(
    cohort: Cohort,
    scripts: list[Script],
    *,
    thirds: set[int],
    all_or_none: bool,
    by: Person | None,
    at: datetime,
) -> int:
    """Fill the empty parts of these scripts. `all_or_none` refuses when a first or second marker is lacking."""
    markers = [person.pk for person in cohorts.list_staff_of(cohort_id=cohort.pk, role=Role.MARKER)]
    rows = Allocation.objects.filter(script__cohort=cohort)
    current: Allocated = list(rows.filter(withdrawn_at=None).values_list("script_id", "marker_id", "part"))
    empty = {script.pk: _empty_parts(script.pk, current, third=script.pk in thirds) for script in scripts}
    excluded = excluded_markers(cohort)
    to_allocate = [
        ScriptToAllocate(script=script, needs=len(parts), excluded=frozenset(excluded[script]))
        for script, parts in empty.items()
        if parts
    ]
    dice.shuffle(to_allocate)
    dice.shuffle(markers)
    plan = plan_allocation(to_allocate, markers, Counter(marker for _, marker, _ in current))
    lacking = {script: number for script, number in plan.short if Allocation.Part.THIRD not in empty[script]}
    if lacking and all_or_none:
        raise CannotAllocate(_too_few_markers(lacking, markers))
    new = [
        Allocation(
            script_id=script,
            marker_id=marker,
            part=part,
            place=1 + dice.randrange(LAST_PLACE),
            by=by,
            at=at,
        )
        for script, chosen in plan.allocated
        for part, marker in zip(empty[script], chosen, strict=False)
    ]
    Allocation.objects.bulk_create(new)
    if new:
        facts = {"allocations": len(new)}
        ledger.record(
            "mark.allocated", about=cohort, provider_id=cohort.provider_id, by=by, at=at, facts=facts
        )
    return len(new)


def _empty_parts(script: int, current: Allocated, *, third: bool) -> list[Allocation.Part]:
    filled = {part for script_id, _, part in current if script_id == script}
    wanted = [Allocation.Part.FIRST, Allocation.Part.SECOND, *([Allocation.Part.THIRD] if third else [])]
    return [part for part in wanted if part not in filled]


def _too_few_markers(lacking: dict[int, int], markers: list[int]) -> Reason:
    if not markers:
        return Reason("no_markers", words.NO_MARKERS)
    scripts = counted(len(lacking), "script", "scripts")
    more = counted(max(lacking.values()), "more person", "more people")
    return Reason("too_few_markers", words.TOO_FEW_MARKERS.format(scripts=scripts, more=more))


def excluded_markers(cohort: Cohort) -> dict[int, set[int]]:
    """Who may not mark each script: those in conflict, and those who have or had a part of it already."""
    excluded: dict[int, set[int]] = defaultdict(set)
    for script, in_conflict in conflicts_by_script(cohort_id=cohort.pk, role=Role.MARKER.value).items():
        excluded[script] |= in_conflict
    allocated = Allocation.objects.filter(script__cohort=cohort).values_list("script_id", "marker_id")
    for script, marker in allocated:
        excluded[script].add(marker)
    return excluded
