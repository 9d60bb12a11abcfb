"""Where scripts stand: what their marks come to, for whole cohorts in a constant number of statements."""

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
from waymark.journey.mark.rules import Given, Settled, Terms, settle, terms_of

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment


@dataclass(frozen=True, kw_only=True)
class ScriptStanding:
    """A script with what its marks come to."""

    script_id: int
    code: str
    words: int
    cohort_id: int
    enrolment_id: int
    fingerprint: str
    """Of the locked paper."""
    terms: Terms
    settled: Settled
    markers: frozenset[int]
    criteria: dict[str, tuple[int, ...]]
    """Points of each criterion, one for each mark."""

    @property
    def body(self) -> Body:
        return body_of_locked(fingerprint=self.fingerprint)


def settled_of(*, enrolment: Enrolment) -> ScriptStanding | None:
    """Where the participant's newest script stands; None while there is none."""
    found = standings_of(Script.objects.filter(submission__sitting__enrolment=enrolment))
    return found[-1] if found else None


def settled_of_cohort(*, cohort: Cohort) -> dict[int, ScriptStanding]:
    """By enrolment id, where everyone's newest script stands; four queries, whatever the cohort."""
    return {one.enrolment_id: one for one in standings_of(Script.objects.filter(cohort=cohort))}


def list_standings_of(*, cohort: Cohort) -> list[ScriptStanding]:
    """Every script of a cohort that the caller may see."""
    return standings_of(Script.objects.filter(cohort=cohort))


def standings_of(scripts: QuerySet[Script]) -> list[ScriptStanding]:
    rows = scripts.order_by("submission__at", "id").values(
        "id", "code", "words", "cohort_id",
        enrolment_id=F("submission__sitting__enrolment_id"),
        fingerprint=F("paper__lock__fingerprint"),
        pack=F("cohort__programme__pack_id"),
        confirmed_by=F("fail_confirmation__by_id"),
    )  # fmt: skip
    found = list(rows)
    given, criteria = _given_by_script([row["id"] for row in found])
    return [
        _standing(
            dict(row), given[row["id"]], {key: tuple(each) for key, each in criteria[row["id"]].items()}
        )
        for row in found
    ]


def _given_by_script(
    ids: list[int],
) -> tuple[dict[int, list[Given]], dict[int, dict[str, list[int]]]]:
    marks = Mark.objects.filter(allocation__script_id__in=ids).order_by("allocation__part")
    nowhere: dict[int, set[str]] = defaultdict(set)
    answers = OmissionAnswer.objects.filter(mark__in=marks.order_by(), met=False)
    for mark_id, omission_id in answers.values_list("mark_id", "omission_id"):
        nowhere[mark_id].add(omission_id)
    given: dict[int, list[Given]] = defaultdict(list)
    rows = marks.values_list("id", "allocation__script_id", "allocation__marker_id", "total")
    for mark_id, script_id, marker, total in rows:
        given[script_id].append(Given(marker=marker, points=total, nowhere=frozenset(nowhere[mark_id])))
    criteria: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    points = CriterionMark.objects.filter(mark__in=marks.order_by()).order_by("mark_id")
    for script_id, criterion, value in points.values_list(
        "mark__allocation__script_id", "criterion_id", "points"
    ):
        criteria[script_id][criterion].append(value)
    return given, criteria


def _standing(
    row: dict[str, object], given: list[Given], criteria: dict[str, tuple[int, ...]]
) -> ScriptStanding:
    terms = terms_for(fingerprint=str(row["fingerprint"]), pack=str(row["pack"]))
    confirmed_by = row["confirmed_by"]
    return ScriptStanding(
        script_id=int(str(row["id"])),
        code=str(row["code"]),
        words=int(str(row["words"])),
        cohort_id=int(str(row["cohort_id"])),
        enrolment_id=int(str(row["enrolment_id"])),
        fingerprint=str(row["fingerprint"]),
        terms=terms,
        settled=settle(given, terms, confirmed_by=confirmed_by if isinstance(confirmed_by, int) else None),
        markers=frozenset(one.marker for one in given),
        criteria=criteria,
    )


def terms_for(*, fingerprint: str, pack: str) -> Terms:
    """The terms of a locked paper on a pinned programme; both are read once."""
    says = programme_by_digest(pack).assessment
    band = Fraction(says.borderline_numerator, says.borderline_denominator)
    return terms_of(body_of_locked(fingerprint=fingerprint).scheme, band=band)
