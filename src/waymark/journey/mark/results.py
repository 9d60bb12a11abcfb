"""The results of scripts: what their marks come to, for whole cohorts in a constant number of statements."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import F, QuerySet

from waymark.ground.papers.queries import body_of_locked
from waymark.ground.papers.values import Body
from waymark.ground.programmes.queries import programme_by_digest
from waymark.journey.mark.models import CriterionMark, Mark, OmissionAnswer, Script
from waymark.journey.mark.rules import BlindMark, MarkingResult, Thresholds, resolve_marks, thresholds_of

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment


@dataclass(frozen=True, kw_only=True)
class ScriptResult:
    """A script and what its marks come to."""

    script_id: int
    code: str
    words: int
    cohort_id: int
    enrolment_id: int
    sitting_id: int
    fingerprint: str
    """Of the locked paper."""
    thresholds: Thresholds
    marking: MarkingResult
    markers: frozenset[int]
    criteria: dict[str, tuple[int, ...]]
    """Points of each criterion, one for each mark."""

    @property
    def body(self) -> Body:
        return body_of_locked(fingerprint=self.fingerprint)


def get_script_result(*, enrolment: Enrolment) -> ScriptResult | None:
    """The result of the participant's newest script; None while there is no script."""
    scripts = results_of(Script.objects.filter(submission__sitting__enrolment=enrolment))
    return scripts[-1] if scripts else None


def list_results_of(*, enrolment: Enrolment) -> list[ScriptResult]:
    """The results of a participant's attempts, the first one first."""
    return results_of(Script.objects.filter(submission__sitting__enrolment=enrolment))


def all_results_by_enrolment(*, cohort: Cohort) -> dict[int, list[ScriptResult]]:
    """The results of everyone's attempts in their order, by enrolment id; four queries, whatever the cohort."""
    by_enrolment: dict[int, list[ScriptResult]] = defaultdict(list)
    for script in list_script_results(cohort=cohort):
        by_enrolment[script.enrolment_id].append(script)
    return by_enrolment


def list_script_results(*, cohort: Cohort) -> list[ScriptResult]:
    """Every script of a cohort that the caller may see, oldest submission first."""
    return results_of(Script.objects.filter(cohort=cohort))


def results_of(scripts: QuerySet[Script]) -> list[ScriptResult]:
    rows = list(
        scripts.order_by("submission__at", "id").values(
            "id", "code", "words", "cohort_id",
            enrolment_id=F("submission__sitting__enrolment_id"),
            sitting_id=F("submission__sitting_id"),
            fingerprint=F("paper__lock__fingerprint"),
            pack=F("cohort__programme__pack_id"),
            confirmed_by=F("fail_confirmation__by_id"),
        )
    )  # fmt: skip
    marks, criteria = _marks_by_script([row["id"] for row in rows])
    return [
        _result(dict(row), marks[row["id"]], {key: tuple(each) for key, each in criteria[row["id"]].items()})
        for row in rows
    ]


def _marks_by_script(
    script_ids: list[int],
) -> tuple[dict[int, list[BlindMark]], dict[int, dict[str, list[int]]]]:
    """The marks of each script, and the points of each criterion, both in the order of the parts."""
    rows = Mark.objects.filter(allocation__script_id__in=script_ids).order_by("allocation__part")
    missing: dict[int, set[str]] = defaultdict(set)
    answers = OmissionAnswer.objects.filter(mark__in=rows.order_by(), met=False)
    for mark_id, omission_id in answers.values_list("mark_id", "omission_id"):
        missing[mark_id].add(omission_id)
    marks: dict[int, list[BlindMark]] = defaultdict(list)
    columns = rows.values_list("id", "allocation__script_id", "allocation__marker_id", "total")
    for mark_id, script_id, marker, total in columns:
        marks[script_id].append(
            BlindMark(marker=marker, points=total, missing_omissions=frozenset(missing[mark_id]))
        )
    criteria: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    levels = CriterionMark.objects.filter(mark__in=rows.order_by()).order_by("mark_id")
    for script_id, criterion, points in levels.values_list(
        "mark__allocation__script_id", "criterion_id", "points"
    ):
        criteria[script_id][criterion].append(points)
    return marks, criteria


def _result(
    row: dict[str, object], marks: list[BlindMark], criteria: dict[str, tuple[int, ...]]
) -> ScriptResult:
    thresholds = thresholds_for(fingerprint=str(row["fingerprint"]), pack=str(row["pack"]))
    confirmed_by = row["confirmed_by"] if isinstance(row["confirmed_by"], int) else None
    return ScriptResult(
        script_id=int(str(row["id"])),
        code=str(row["code"]),
        words=int(str(row["words"])),
        cohort_id=int(str(row["cohort_id"])),
        enrolment_id=int(str(row["enrolment_id"])),
        sitting_id=int(str(row["sitting_id"])),
        fingerprint=str(row["fingerprint"]),
        thresholds=thresholds,
        marking=resolve_marks(marks, thresholds, confirmed_by=confirmed_by),
        markers=frozenset(mark.marker for mark in marks),
        criteria=criteria,
    )


def thresholds_for(*, fingerprint: str, pack: str) -> Thresholds:
    """The thresholds of a locked paper on a pinned programme; both are read once."""
    assessment = programme_by_digest(pack).assessment
    band = Fraction(assessment.borderline_numerator, assessment.borderline_denominator)
    return thresholds_of(body_of_locked(fingerprint=fingerprint).scheme, band=band)
