"""How marks become a result: double blind marking of every script, scheme D of the assessment design.

| Clause              | Says                                                                 | Here           |
|---------------------|----------------------------------------------------------------------|----------------|
| scheme D            | every script has two blind markers; same side of the pass mark: mean | `settle`       |
| scheme D            | a split goes to a third blind marker; the median of three decides    | `settle`       |
| omissions           | an omission fails a script only where 2 of 2, or 2 of 3, found none  | `_omitted`     |
| omissions           | two marks that disagree on an omission are a split                   | `_splits`      |
| pack: pass mark     | the locked paper's pass mark, as an exact fraction of full marks     | `verdict_of`   |
| pack: borderline    | within the programme's band, on either side of the pass mark         | `is_borderline`|
| fails               | a fail stands when a senior who did not mark the script confirms it  | `settle`       |
| positive marking    | points start at zero and only rise; each is a level of the scheme    | `faults_of`    |
| evidence            | an omission is answered by a passage of the script, or by a reason   | `faults_of`    |
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from waymark.ground.papers.values import Scheme
from waymark.kit.words import composed, count_words

PASSAGE_WORDS = 3
"""A passage of fewer words would be found in any script."""


class Route(StrEnum):
    """By which way a script fails."""

    BELOW = "below_the_mark"
    OMISSION = "omission"


class State(StrEnum):
    WAITING = "waiting"
    NEEDS_THIRD = "needs_third"
    PASS = "pass"
    FAIL_UNCONFIRMED = "fail_unconfirmed"
    FAIL = "fail"


class Why(StrEnum):
    """What led to where a script stands, in the order in which it happened."""

    MARKS_MISSING = "marks_missing"
    SPLIT_ON_POINTS = "split_on_points"
    SPLIT_ON_OMISSION = "split_on_omission"
    MEAN = "mean"
    MEDIAN = "median"
    BELOW = "below"
    OMITTED = "omitted"
    SENIOR_MISSING = "senior_missing"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What decides: full marks, the points that pass, and half the width of the borderline band."""

    most: int
    pass_points: Fraction
    band: Fraction


@dataclass(frozen=True, kw_only=True)
class Given:
    """One marker's mark: points, and the omissions of which nothing was found."""

    marker: int
    points: int
    nowhere: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Verdict:
    passed: bool
    routes: tuple[Route, ...]
    """Every way by which it fails; none for a pass."""


@dataclass(frozen=True, kw_only=True)
class Settled:
    """Where a script stands. Without a result there is no verdict either."""

    state: State
    result: Fraction | None = None
    verdict: Verdict | None = None
    borderline: bool = False
    omitted: tuple[str, ...] = ()
    marks: int = 0
    reasons: tuple[Why, ...] = ()

    @property
    def is_final(self) -> bool:
        return self.state in (State.PASS, State.FAIL)


def terms_of(scheme: Scheme, *, band: Fraction) -> Terms:
    """The terms of a locked scheme, with the programme's band as a share of full marks."""
    return Terms(most=scheme.most, pass_points=scheme.pass_points, band=band * scheme.most)


def verdict_of(points: Fraction | int, omissions: Collection[str], terms: Terms) -> Verdict:
    """Pass or fail, and by which routes: below the mark, an omission, or both."""
    below = [Route.BELOW] if points < terms.pass_points else []
    omitted = [Route.OMISSION] if omissions else []
    return Verdict(passed=not below and not omitted, routes=(*below, *omitted))


def is_borderline(points: Fraction, terms: Terms) -> bool:
    """Whether the points lie within the band, its edges included."""
    return abs(points - terms.pass_points) <= terms.band


def settle(marks: Iterable[Given], terms: Terms, *, confirmed_by: int | None = None) -> Settled:
    """Where a script stands; each marker counts once, a confirmation only from someone who did not mark."""
    given = tuple({mark.marker: mark for mark in marks}.values())[:3]
    if len(given) < 2:
        return Settled(state=State.WAITING, marks=len(given), reasons=(Why.MARKS_MISSING,))
    splits = _splits(given[:2], terms)
    if len(given) == 2 and splits:
        return Settled(state=State.NEEDS_THIRD, marks=2, reasons=splits)
    points = sorted(mark.points for mark in given)
    result = Fraction(points[1]) if len(given) == 3 else Fraction(sum(points), 2)
    omitted = _omitted(given)
    verdict = verdict_of(result, omitted, terms)
    confirmed = confirmed_by is not None and confirmed_by not in {mark.marker for mark in given}
    state, ending = _ending(verdict, confirmed=confirmed)
    return Settled(
        state=state,
        result=result,
        verdict=verdict,
        borderline=is_borderline(result, terms),
        omitted=omitted,
        marks=len(given),
        reasons=(*splits, Why.MEDIAN if len(given) == 3 else Why.MEAN, *ending),
    )


def _ending(verdict: Verdict, *, confirmed: bool) -> tuple[State, tuple[Why, ...]]:
    if verdict.passed:
        return State.PASS, ()
    routes = tuple(Why.BELOW if route is Route.BELOW else Why.OMITTED for route in verdict.routes)
    if confirmed:
        return State.FAIL, (*routes, Why.CONFIRMED)
    return State.FAIL_UNCONFIRMED, (*routes, Why.SENIOR_MISSING)


def _splits(two: tuple[Given, ...], terms: Terms) -> tuple[Why, ...]:
    first, second = two
    sides = {mark.points >= terms.pass_points for mark in two}
    points = (Why.SPLIT_ON_POINTS,) if len(sides) == 2 else ()
    return (*points, Why.SPLIT_ON_OMISSION) if first.nowhere != second.nowhere else points


def _omitted(given: tuple[Given, ...]) -> tuple[str, ...]:
    """Omissions that at least two markers agree on; two marks reach this only where they agree."""
    named = sorted({one for mark in given for one in mark.nowhere})
    return tuple(one for one in named if sum(one in mark.nowhere for mark in given) >= 2)


def level_from(points: Collection[int]) -> int:
    """The level that feedback speaks of: the lower of two markers' levels, the middle of three."""
    ordered = sorted(points)
    return ordered[(len(ordered) - 1) // 2]


def shown_points(points: Fraction) -> str:
    """9, 8.5 or 8.4: exact where two decimals are, else floored to them."""
    whole, rest = divmod(points.numerator * 100 // points.denominator, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


# What a marker hands in.


@dataclass(frozen=True, kw_only=True)
class Omitted:
    """An omission answered: met by a passage, or nowhere, with a reason. None: not answered."""

    met: bool | None
    passage: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A whole mark as handed in: a level for each criterion, an answer for each omission."""

    criteria: Mapping[str, int]
    omissions: Mapping[str, Omitted]


@dataclass(frozen=True)
class Fault:
    """What keeps a mark from being recorded: at which field, and why (see `words.FAULTS`)."""

    field: str
    code: str


def faults_of(draft: Draft, scheme: Scheme, answers: Iterable[str]) -> tuple[Fault, ...]:
    """Every fault at once, omissions first; none means that the mark can be recorded."""
    texts = [plain(answer) for answer in answers]
    faults: list[Fault] = []
    for omission in scheme.omissions:
        said = draft.omissions.get(omission.id, Omitted(met=None))
        faults += [Fault(f"{omission.id}-{part}", code) for part, code in _omission_faults(said, texts)]
    for criterion in scheme.criteria:
        if draft.criteria.get(criterion.id) not in {level.points for level in criterion.levels}:
            faults.append(Fault(criterion.id, "no_level"))
    return tuple(faults)


def _omission_faults(said: Omitted, texts: list[str]) -> list[tuple[str, str]]:
    if said.met is None:
        return [("found", "not_answered")]
    if not said.met:
        return [] if said.reason.strip() else [("reason", "no_reason")]
    if not said.passage.strip():
        return [("passage", "no_passage")]
    if count_words(said.passage) < PASSAGE_WORDS:
        return [("passage", "short_passage")]
    wanted = plain(said.passage)
    return [] if any(wanted in text for text in texts) else [("passage", "not_in_script")]


_ALIKE = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00ad": ""}
_UNLIKE = re.compile(f"[{''.join(_ALIKE)}]")
_SIGN = re.compile(r"^[^\S\n]*(?:#{1,4}|[-*•])[^\S\n]+", re.MULTILINE)


@lru_cache(maxsize=16)
def plain(text: str) -> str:
    """Text for comparing: one form of each character, quotation mark and dash, single spaces, and without
    the signs that a reader does not see (see `reading.py`). Kept for a moment: form and action ask the same."""
    text = _UNLIKE.sub(lambda found: _ALIKE[found.group()], composed(text))
    return " ".join(_SIGN.sub("", text).replace("*", "").split())
