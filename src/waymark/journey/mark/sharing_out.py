"""Sharing scripts out among markers: two for each, a third after a split, nobody with a conflict of interest."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from secrets import SystemRandom
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.ledger import actions as ledger
from waymark.ground.people.roles import Role
from waymark.journey.coach import queries as coach
from waymark.journey.mark import standings, words
from waymark.journey.mark.models import Allocation, Script
from waymark.journey.mark.rules import State
from waymark.journey.mark.sharing import ToShare, share_out
from waymark.kit.refusals import Reason, Refusal
from waymark.kit.show import counted

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person

LAST_PLACE = 2**31 - 1
dice = SystemRandom()


class CannotAllocate(Refusal):
    """Too few markers are free of a conflict of interest."""


@transaction.atomic
def allocate(*, cohort: Cohort, by: Person | None, at: datetime) -> int:
    """Give every script its two blind markers, and a third where one is waited for; how many were given."""
    scripts = list(Script.objects.select_for_update().filter(cohort=cohort).order_by("id"))
    if not scripts:
        raise CannotAllocate(Reason("no_scripts", words.NO_SCRIPTS))
    asked = _thirds_awaited(cohort)
    return give_markers(cohort, scripts, thirds=asked, whole=True, by=by, at=at)


def _thirds_awaited(cohort: Cohort) -> set[int]:
    found = standings.list_standings_of(cohort=cohort)
    return {one.script_id for one in found if one.settled.state is State.NEEDS_THIRD}


def give_markers(
    cohort: Cohort, scripts: list[Script], *, thirds: set[int], whole: bool, by: Person | None, at: datetime
) -> int:
    """Fill the empty parts of these scripts. `whole` refuses when two markers are wanted and not there."""
    markers = [person.pk for person in cohorts.list_staff_of(cohort_id=cohort.pk, role=Role.MARKER)]
    taken = list(
        Allocation.objects.filter(script__cohort=cohort).values_list("script_id", "marker_id", "part")
    )
    wants = {script.pk: _empty_parts(script.pk, taken, third=script.pk in thirds) for script in scripts}
    barred = _barred(cohort, taken)
    to_share = [
        ToShare(script=pk, needs=len(parts), barred=barred[pk]) for pk, parts in wants.items() if parts
    ]
    dice.shuffle(to_share)
    dice.shuffle(markers)
    shares = share_out(to_share, markers, Counter(marker for _, marker, _ in taken))
    lacking = {pk: short for pk, short in shares.short if Allocation.Part.THIRD not in wants[pk]}
    if lacking and whole:
        raise CannotAllocate(_too_few(lacking, markers))
    new = [
        Allocation(
            script_id=pk, marker_id=marker, part=part, place=1 + dice.randrange(LAST_PLACE), by=by, at=at
        )
        for pk, chosen in shares.given
        for part, marker in zip(wants[pk], chosen, strict=False)
    ]
    Allocation.objects.bulk_create(new)
    if new:
        facts = {"allocations": len(new)}
        ledger.note("mark.allocated", about=cohort, provider_id=cohort.provider_id, by=by, at=at, facts=facts)
    return len(new)


def _empty_parts(script: int, taken: list[tuple[int, int, str]], *, third: bool) -> list[Allocation.Part]:
    has = {part for pk, _, part in taken if pk == script}
    wanted = [Allocation.Part.FIRST, Allocation.Part.SECOND, *([Allocation.Part.THIRD] if third else [])]
    return [part for part in wanted if part not in has]


def _too_few(lacking: dict[int, int], markers: list[int]) -> Reason:
    if not markers:
        return Reason("no_markers", words.NO_MARKERS)
    scripts = counted(len(lacking), "script", "scripts")
    more = counted(max(lacking.values()), "more person", "more people")
    return Reason("too_few_markers", words.SHORT.format(scripts=scripts, more=more))


def _barred(cohort: Cohort, taken: list[tuple[int, int, str]]) -> dict[int, frozenset[int]]:
    """Who may not mark each script of the cohort: a conflict of interest, or another part of it already."""
    facilitators = {person.pk for person in cohorts.list_staff_of(cohort_id=cohort.pk, role=Role.FACILITATOR)}
    colleagues = _markers_by_organisation(cohort)
    rows = Script.objects.filter(cohort=cohort).values_list(
        "id",
        "submission__sitting__enrolment_id",
        "submission__sitting__enrolment__person_id",
        "submission__sitting__enrolment__person__organisation_id",
    )
    coaches = coach.past_and_present_coach_ids(enrolment_ids=[enrolment for _, enrolment, _, _ in rows])
    found: dict[int, frozenset[int]] = {}
    for script, enrolment, person, organisation in rows:
        marks = {marker for pk, marker, _ in taken if pk == script}
        own = {person, *coaches.get(enrolment, ())} | colleagues.get(organisation, set())
        found[script] = frozenset(facilitators | own | marks)
    return found


def _markers_by_organisation(cohort: Cohort) -> dict[int | None, set[int]]:
    found: dict[int | None, set[int]] = {}
    for person in cohorts.list_staff_of(cohort_id=cohort.pk, role=Role.MARKER):
        if person.organisation_id is not None:
            found.setdefault(person.organisation_id, set()).add(person.pk)
    return found
