"""Questions about scripts and marks. A marker sees their own part of a script and nothing of any person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from waymark.ground.people.roles import Role
from waymark.journey.mark.bench import (
    Bench,
    ListLine,
    PlaceInList,
    WholeMark,
    get_bench_for,
    list_scripts_of,
    place_in_list,
    whole_marks_of,
)
from waymark.journey.mark.models import Allocation, Mark, Script
from waymark.journey.mark.rules import State
from waymark.journey.mark.standings import (
    ScriptStanding,
    list_standings_of,
    settled_of,
    settled_of_cohort,
    standings_of,
)
from waymark.kit.progress import Step

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person

__all__ = [
    "Bench", "Fail", "ListLine", "MarkerLine", "PlaceInList", "ScriptStanding", "State", "WholeMark",
    "count_scripts", "count_unallocated", "get_bench_for", "get_fail_for", "list_fails_for", "list_marker_lines",
    "list_scripts_of",
    "list_standings_of", "papers_of", "place_in_list", "progress_of", "scripts_with_third", "settled_of",
    "settled_of_cohort", "whole_marks_of",
]  # fmt: skip

FAILS = (State.FAIL_UNCONFIRMED, State.FAIL)


# What a senior marker sees.


def _scripts_of_senior(person: Person) -> QuerySet[Script]:
    return Script.objects.filter(
        cohort__provider_id=person.provider_id,
        cohort__staff__person=person,
        cohort__staff__role=Role.SENIOR.value,
    )


def list_fails_for(*, for_: Person) -> list[ScriptStanding]:
    """Fails that stand or wait, of cohorts where the viewer is the senior marker and which they did not mark."""
    found = standings_of(_scripts_of_senior(for_))
    return [one for one in found if one.settled.state in FAILS and for_.pk not in one.markers]


@dataclass(frozen=True, kw_only=True)
class Fail:
    """A fail with all that a senior weighs."""

    script: Script
    standing: ScriptStanding
    marks: list[WholeMark]


def get_fail_for(*, for_: Person, code: str) -> Fail | None:
    """A fail of `list_fails_for`, with its text and its marks."""
    rows = _scripts_of_senior(for_).filter(code=code)
    script = rows.select_related("reading", "fail_confirmation").first()
    if script is None:
        return None
    [standing] = standings_of(Script.objects.filter(pk=script.pk))
    if standing.settled.state not in FAILS or for_.pk in standing.markers:
        return None
    return Fail(script=script, standing=standing, marks=whole_marks_of(script_id=script.pk))


# What a lead sees: counts.


@dataclass(frozen=True, kw_only=True)
class MarkerLine:
    name: str
    marked: int
    of: int


def list_marker_lines(*, cohort: Cohort) -> list[MarkerLine]:
    """How many scripts each marker of the cohort has, and has marked, by name."""
    rows = Allocation.objects.filter(script__cohort=cohort).values(
        "marker_id", "marker__given_name", "marker__family_name"
    )
    counted = rows.annotate(of=Count("id"), marked=Count("mark"))
    return [
        MarkerLine(
            name=f"{row['marker__given_name']} {row['marker__family_name']}",
            marked=row["marked"],
            of=row["of"],
        )
        for row in counted.order_by("marker__family_name", "marker__given_name")
    ]


def count_scripts(*, cohort: Cohort) -> int:
    return Script.objects.filter(cohort=cohort).count()


def count_unallocated(*, cohort: Cohort) -> int:
    """Scripts that lack one of their two markers."""
    two = Count("allocations", filter=~Q(allocations__part=Allocation.Part.THIRD))
    return Script.objects.filter(cohort=cohort).annotate(parts=two).filter(parts__lt=2).count()


def scripts_with_third(*, cohort: Cohort) -> set[int]:
    """Scripts that a third marker has."""
    rows = Allocation.objects.filter(script__cohort=cohort, part=Allocation.Part.THIRD)
    return set(rows.values_list("script_id", flat=True))


# What every room answers.


def progress_of(*, enrolment: Enrolment, at: datetime) -> tuple[Step, ...]:
    """Nothing: marking is not the participant's to do, and is not shown before the release."""
    return ()


def papers_of(*, person: Person) -> list[dict[str, object]]:
    """Scripts made of the person's writing, without marks: a result belongs to its release; and marks given."""
    scripts = Script.objects.filter(submission__sitting__enrolment__person=person)
    given = Mark.objects.filter(by=person).select_related("allocation__script")
    return [
        *({"what": "script", "words": script.words, "at": script.at} for script in scripts),
        *(
            {"what": "mark given", "script": mark.allocation.script.code, "total": mark.total, "at": mark.at}
            for mark in given
        ),
    ]
