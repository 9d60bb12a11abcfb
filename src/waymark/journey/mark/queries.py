"""Questions about scripts and marks. A marker sees their own part of a script and nothing of any person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from waymark.ground.people.queries import by_name
from waymark.ground.people.roles import Role
from waymark.ground.people.rules import full_name
from waymark.journey.mark.allocated_scripts import (
    AllocatedScript,
    ListPosition,
    RecordedMark,
    ScriptListItem,
    get_allocated_script,
    get_list_position,
    list_allocated_scripts,
    list_recorded_marks,
)
from waymark.journey.mark.conflicts import scripts_in_conflict
from waymark.journey.mark.hand_over import UnmarkedScripts, list_unmarked_scripts
from waymark.journey.mark.models import Allocation, Script
from waymark.journey.mark.personal_data import DATA
from waymark.journey.mark.results import (
    ScriptResult,
    all_results_by_enrolment,
    get_script_result,
    list_results_of,
    list_script_results,
    results_of,
)
from waymark.journey.mark.rules import MarkingState
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person

__all__ = [
    "AllocatedScript",
    "Fail",
    "ListPosition",
    "MarkerWorkload",
    "MarkingState",
    "RecordedMark",
    "ScriptListItem",
    "ScriptResult",
    "UnmarkedScripts",
    "all_results_by_enrolment",
    "count_scripts",
    "count_unallocated",
    "get_allocated_script",
    "get_fail_for",
    "get_list_position",
    "get_script_result",
    "list_allocated_scripts",
    "list_fails_for",
    "list_marker_workloads",
    "list_recorded_marks",
    "list_results_of",
    "list_script_results",
    "list_scripts_with_third",
    "list_unconfirmed_fails_for",
    "list_unmarked_scripts",
    "personal_data_of",
]  # fmt: skip

FAILS = (MarkingState.FAIL_UNCONFIRMED, MarkingState.FAIL)


# What a senior marker sees.


def _scripts_of_senior(person: Person) -> QuerySet[Script]:
    return Script.objects.filter(
        cohort__provider_id=person.provider_id,
        cohort__staff__person=person,
        cohort__staff__role=Role.SENIOR.value,
        cohort__staff__is_current=True,
    )


def list_fails_for(*, for_: Person) -> list[ScriptResult]:
    """Fails, confirmed or not, of cohorts where the viewer is the senior marker, in the order of their random codes.

    Not those that the viewer marked or has a conflict of interest about.
    """
    scripts = results_of(_scripts_of_senior(for_))
    excluded = scripts_in_conflict(person_id=for_.pk, role=Role.SENIOR.value)
    fails = [script for script in scripts if script.marking.state in FAILS]
    judged = [
        script for script in fails if for_.pk not in script.markers and script.script_id not in excluded
    ]
    return sorted(judged, key=lambda script: script.code)


def list_unconfirmed_fails_for(*, for_: Person) -> list[ScriptResult]:
    """Those of `list_fails_for` that no senior marker has confirmed."""
    fails = list_fails_for(for_=for_)
    return [script for script in fails if script.marking.state is MarkingState.FAIL_UNCONFIRMED]


@dataclass(frozen=True, kw_only=True)
class Fail:
    """A fail with everything a senior marker decides on."""

    script: Script
    result: ScriptResult
    marks: list[RecordedMark]


def get_fail_for(*, for_: Person, code: str) -> Fail | None:
    """A fail of `list_fails_for`, with its text and its marks."""
    rows = _scripts_of_senior(for_).filter(code=code)
    script = rows.select_related("reading", "fail_confirmation").first()
    if script is None:
        return None
    [result] = results_of(Script.objects.filter(pk=script.pk))
    if result.marking.state not in FAILS or for_.pk in result.markers:
        return None
    if script.pk in scripts_in_conflict(person_id=for_.pk, role=Role.SENIOR.value):
        return None
    return Fail(script=script, result=result, marks=list_recorded_marks(script_id=script.pk))


# What a lead sees: counts.


@dataclass(frozen=True, kw_only=True)
class MarkerWorkload:
    name: str
    marked: int
    allocated: int


def list_marker_workloads(*, cohort: Cohort) -> list[MarkerWorkload]:
    """How many scripts each marker of the cohort has, and has marked, by name."""
    rows = Allocation.objects.filter(script__cohort=cohort, withdrawn_at=None).values(
        "marker_id", "marker__given_name", "marker__family_name"
    )
    rows = rows.annotate(allocated=Count("id"), marked=Count("mark"))
    return [
        MarkerWorkload(
            name=full_name(row["marker__given_name"], row["marker__family_name"]),
            marked=row["marked"],
            allocated=row["allocated"],
        )
        for row in rows.order_by(*by_name("marker"))
    ]


def count_scripts(*, cohort: Cohort) -> int:
    return Script.objects.filter(cohort=cohort).count()


def count_unallocated(*, cohort: Cohort) -> int:
    """Scripts that lack one of their two markers."""
    in_force = Q(allocations__withdrawn_at=None) & ~Q(allocations__part=Allocation.Part.THIRD)
    parts = Count("allocations", filter=in_force)
    return Script.objects.filter(cohort=cohort).annotate(parts=parts).filter(parts__lt=2).count()


def list_scripts_with_third(*, cohort: Cohort) -> set[int]:
    """Ids of the scripts that have a third marker."""
    rows = Allocation.objects.filter(script__cohort=cohort, part=Allocation.Part.THIRD, withdrawn_at=None)
    return set(rows.values_list("script_id", flat=True))


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
