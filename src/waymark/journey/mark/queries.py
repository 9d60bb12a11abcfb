"""Questions about scripts and marks. A marker sees their own part of a script and nothing of any person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from waymark.ground.papers.queries import body_of_locked
from waymark.ground.papers.values import Body
from waymark.ground.programmes.queries import programme_by_digest
from waymark.journey.mark.models import Allocation, CriterionMark, Mark, OmissionAnswer, Script
from waymark.journey.mark.rules import Given, Settled, State, Terms, settle, terms_of
from waymark.kit.progress import Step

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person


# What a marker sees.


@dataclass(frozen=True, kw_only=True)
class ListLine:
    """One script in a marker's own list."""

    place: int
    code: str
    words: int
    marked: bool


def list_scripts_of(*, for_: Person) -> list[ListLine]:
    """The marker's scripts in their own fixed, random order; no person is selected."""
    rows = Allocation.objects.filter(marker=for_).order_by("place", "id")
    found = rows.values_list("script__code", "script__words", "mark__id")
    return [
        ListLine(place=place, code=code, words=words, marked=mark is not None)
        for place, (code, words, mark) in enumerate(found, start=1)
    ]


@dataclass(frozen=True, kw_only=True)
class Bench:
    """A script as its marker reads it, with the locked paper."""

    allocation: Allocation
    code: str
    words: int
    answers: dict[str, str]
    body: Body
    next_code: str
    """The next script of the list that waits for this marker; empty when there is none."""

    @property
    def is_marked(self) -> bool:
        return hasattr(self.allocation, "mark")


def get_bench_for(*, for_: Person, code: str) -> Bench | None:
    """The script, if it was allocated to this marker; one query and what was read of the paper before."""
    rows = Allocation.objects.filter(marker=for_, script__code=code)
    waiting = Allocation.objects.filter(marker=for_, mark__isnull=True).exclude(pk=OuterRef("pk"))
    codes = waiting.order_by("place", "id").values("script__code")
    after = Subquery(codes.filter(place__gte=OuterRef("place"))[:1])
    related = ("script__reading", "script__paper__lock", "script__cohort__programme", "mark")
    found = rows.select_related(*related).annotate(next_code=Coalesce(after, Subquery(codes[:1])))
    one = found.only(
        "place", "marker", "script__code", "script__words", "script__reading__answers", "script__cohort__provider",
        "script__cohort__programme__pack", "script__paper__lock__fingerprint", "mark__total",
    ).first()  # fmt: skip
    if one is None:
        return None
    return Bench(
        allocation=one,
        code=one.script.code,
        words=one.script.words,
        answers=one.script.reading.answers,
        body=body_of_locked(fingerprint=one.script.paper.lock.fingerprint),
        next_code=getattr(one, "next_code", None) or "",
    )


@dataclass(frozen=True)
class PlaceInList:
    place: int
    of: int
    marked: int


def place_in_list(*, allocation: Allocation) -> PlaceInList:
    """Where a script stands in its marker's list."""
    before = Q(place__lt=allocation.place) | Q(place=allocation.place, id__lte=allocation.pk)
    found = Allocation.objects.filter(marker_id=allocation.marker_id).aggregate(
        place=Count("id", filter=before), of=Count("id"), marked=Count("mark")
    )
    return PlaceInList(place=found["place"], of=found["of"], marked=found["marked"])


@dataclass(frozen=True, kw_only=True)
class WholeMark:
    """One recorded mark with everything in it."""

    total: int
    points: dict[str, int]
    omissions: dict[str, OmissionAnswer]


def whole_marks_of(*, script_id: int, marker: Person | None = None) -> list[WholeMark]:
    """Marks of a script in the order of their parts, or one marker's own."""
    rows = Mark.objects.filter(allocation__script_id=script_id)
    if marker is not None:
        rows = rows.filter(allocation__marker=marker)
    rows = rows.prefetch_related("criteria", "omissions").order_by("allocation__part")
    return [
        WholeMark(
            total=mark.total,
            points={one.criterion_id: one.points for one in mark.criteria.all()},
            omissions={one.omission_id: one for one in mark.omissions.all()},
        )
        for mark in rows
    ]


# Where scripts stand.


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
    found = _standings(Script.objects.filter(submission__sitting__enrolment=enrolment))
    return found[-1] if found else None


def settled_of_cohort(*, cohort: Cohort) -> dict[int, ScriptStanding]:
    """By enrolment id, where everyone's newest script stands; four queries, whatever the cohort."""
    return {one.enrolment_id: one for one in _standings(Script.objects.filter(cohort=cohort))}


def list_standings_of(*, cohort: Cohort) -> list[ScriptStanding]:
    """Every script of a cohort that the caller may see."""
    return _standings(Script.objects.filter(cohort=cohort))


def _standings(scripts: QuerySet[Script]) -> list[ScriptStanding]:
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


# What a senior marker sees.


def list_fails_for(*, for_: Person) -> list[ScriptStanding]:
    """Fails that stand or wait, of cohorts where the viewer is the senior marker and which they did not mark."""
    rows = Script.objects.filter(
        cohort__provider_id=for_.provider_id, cohort__staff__person=for_, cohort__staff__role="senior"
    )
    fails = (State.FAIL_UNCONFIRMED, State.FAIL)
    return [one for one in _standings(rows) if one.settled.state in fails and for_.pk not in one.markers]


@dataclass(frozen=True, kw_only=True)
class Fail:
    """A fail with all that a senior weighs."""

    script: Script
    standing: ScriptStanding
    marks: list[WholeMark]


def get_fail_for(*, for_: Person, code: str) -> Fail | None:
    """A fail of `list_fails_for`, with its text and its marks."""
    rows = Script.objects.filter(
        code=code,
        cohort__provider_id=for_.provider_id,
        cohort__staff__person=for_,
        cohort__staff__role="senior",
    )
    script = rows.select_related("reading", "fail_confirmation").first()
    found = _standings(Script.objects.filter(pk=script.pk)) if script else []
    fails = (State.FAIL_UNCONFIRMED, State.FAIL)
    if script is None or found[0].settled.state not in fails or for_.pk in found[0].markers:
        return None
    return Fail(script=script, standing=found[0], marks=whole_marks_of(script_id=script.pk))


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


def count_unallocated(*, cohort: Cohort) -> int:
    """Scripts that lack one of their two markers."""
    two = Count("allocations", filter=~Q(allocations__part=Allocation.Part.THIRD))
    return Script.objects.filter(cohort=cohort).annotate(parts=two).filter(parts__lt=2).count()


def scripts_with_third(*, cohort: Cohort) -> set[int]:
    """Scripts that a third marker has."""
    rows = Allocation.objects.filter(script__cohort=cohort, part=Allocation.Part.THIRD)
    return set(rows.values_list("script_id", flat=True))


def count_scripts(*, cohort: Cohort) -> int:
    return Script.objects.filter(cohort=cohort).count()


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
