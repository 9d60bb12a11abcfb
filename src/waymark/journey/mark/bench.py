"""What a marker is shown: the own list, a script, the own mark. No person is ever selected here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from waymark.ground.papers.queries import body_of_locked
from waymark.ground.papers.values import Body
from waymark.journey.mark.models import Allocation, Mark, OmissionAnswer

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


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


def get_bench_for(*, for_: Person, code: str, lock: bool = False) -> Bench | None:
    """The script, if it was allocated to this marker; one query and what was read of the paper before.

    `lock` holds the script until the caller's transaction is over, so that two marks are recorded one by one.
    """
    rows = Allocation.objects.filter(marker=for_, script__code=code)
    if lock:
        rows = rows.select_for_update(of=("script",))
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
