"""The timed writing: who may open the desk, save, submit; what is late; what a marker reads.

| Clause             | Says                                                                     | Here                 |
|--------------------|--------------------------------------------------------------------------|----------------------|
| pack: assessment   | a window of calendar days; the named closing minute counts whole         | `effective_deadline` |
| pack: engagement   | where the rule is asked at the sitting, it is a gate, with its reasons   | `may_open_desk`      |
| pack: assessment   | an absolute maximum of words                                             | `may_submit`         |
| house              | a save is never refused for its number of words, up to a draft's cap     | `may_keep`           |
| house              | what arrives after the close is kept beside, never taken, never lost     | `may_save`           |
| window             | a declared tolerance: within it a person decides which text stands       | `is_within_tolerance`|
| house              | more time asked for in time and not decided keeps the desk open          | `is_open`, `is_over` |
| house              | more time is decided by another person                                   | `may_decide`         |
| window             | what was handed in may be taken back until the close, if the window says | `may_take_back`      |
| house              | collected: a marker reads the first words up to the maximum, in order    | `first_words`        |

Pure: `at` is the instant of arrival, given by the caller; all instants are UTC.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from waymark.kit.words import count_words, cut_after

DRAFT_WORDS = 5_000
DRAFT_CHARACTERS = 200_000
"""The most that one answer may hold while it is written."""
SETTLES = timedelta(seconds=20)
"""How long after a close a text that arrived before it may still be on its way into the database."""


class Why(StrEnum):
    """Codes of reasons; the sentences stand in `words.py`."""

    NOT_OPEN = "not_open"
    CLOSED = "closed"
    GATE = "gate"
    NOT_DECLARED = "not_declared"
    SEALED = "sealed"
    TOO_MANY_WORDS = "too_many_words"
    NOTHING_WRITTEN = "nothing_written"
    CHANGED = "changed"
    DRAFT_TOO_LONG = "draft_too_long"
    PENDING = "pending"
    NOT_SUBMITTED = "not_submitted"
    STAYS_HANDED_IN = "stays_handed_in"
    NOT_LATER = "not_later"
    OWN_REQUEST = "own_request"


@dataclass(frozen=True)
class Decision:
    reasons: tuple[Why, ...] = ()

    @property
    def allowed(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, kw_only=True)
class Window:
    """A window as one participant has it: `closes_before` is the latest that a decision allows."""

    opens_at: datetime
    closes_before: datetime
    max_words: int
    tolerance_seconds: int = 0
    may_take_back: bool = True
    is_pending: bool = False
    """An extension was asked before the close and is not decided: the desk stays open."""


@dataclass(frozen=True)
class Cut:
    """One answer as a marker reads it, and what lies past the limit."""

    question_id: str
    read: str
    beyond: str


def effective_deadline(window: Window) -> datetime:
    """The one instant before which a text must arrive. Nothing else works out a deadline."""
    return window.closes_before


def is_open(window: Window, *, at: datetime) -> bool:
    """Whether the desk takes texts: until the close, and while more time is asked for and not decided."""
    return window.opens_at <= at and not is_over(window, at=at)


def is_late(window: Window, *, at: datetime) -> bool:
    """Whether this instant is past the close, decided or not."""
    return at >= effective_deadline(window)


def is_over(window: Window, *, at: datetime) -> bool:
    """Whether the desk is closed: past the close with nothing left to decide about it."""
    return is_late(window, at=at) and not window.is_pending


def is_within_tolerance(window: Window, *, at: datetime) -> bool:
    """Late, but by so little that a person decides."""
    until = effective_deadline(window) + timedelta(seconds=window.tolerance_seconds)
    return is_late(window, at=at) and at < until


def seconds_late(window: Window, *, at: datetime) -> int:
    """Whole seconds past the close, floored; 0 when it is not late."""
    return max(0, int((at - effective_deadline(window)).total_seconds()))


def is_settled(window: Window, *, at: datetime) -> bool:
    """Whether nothing more can come that a person would have to decide about: the tolerance is over too."""
    until = effective_deadline(window) + timedelta(seconds=window.tolerance_seconds) + SETTLES
    return at >= until and not window.is_pending


def may_open_desk(window: Window, *, gate_satisfied: bool, declared: bool, at: datetime) -> Decision:
    """Whether a participant may sit down to write, with every reason why not."""
    reasons = _time_reasons(window, at=at)
    if not gate_satisfied:
        reasons.append(Why.GATE)
    if not declared:
        reasons.append(Why.NOT_DECLARED)
    return Decision(tuple(reasons))


def may_save(window: Window, *, sealed: bool, at: datetime) -> Decision:
    """Whether a text becomes the answer; if not, it is kept beside it."""
    reasons = _time_reasons(window, at=at)
    if sealed:
        reasons.append(Why.SEALED)
    return Decision(tuple(reasons))


def may_keep(*, words: int, characters: int) -> Decision:
    """Whether a draft of one answer is of a size that can be kept."""
    too_long = words > DRAFT_WORDS or characters > DRAFT_CHARACTERS
    return Decision((Why.DRAFT_TOO_LONG,) if too_long else ())


def may_submit(
    window: Window, *, words: int, declared: bool, unchanged: bool, sealed: bool, at: datetime
) -> Decision:
    """Whether a script may be handed in. `unchanged`: the texts are those that were checked.

    After the close nothing is handed in, not even while an extension waits for its decision.
    """
    reasons = _time_reasons(window, at=at)
    if not reasons and is_late(window, at=at):
        reasons.append(Why.PENDING)
    if sealed:
        reasons.append(Why.SEALED)
    if words > window.max_words:
        reasons.append(Why.TOO_MANY_WORDS)
    if words == 0:
        reasons.append(Why.NOTHING_WRITTEN)
    if not declared:
        reasons.append(Why.NOT_DECLARED)
    if not unchanged:
        reasons.append(Why.CHANGED)
    return Decision(tuple(reasons))


def may_take_back(window: Window, *, submitted: bool, at: datetime) -> Decision:
    """Whether a script may be taken back: one that was handed in, before the close, if the window says so."""
    reasons = _time_reasons(window, at=at)
    if not reasons and is_late(window, at=at):
        reasons.append(Why.CLOSED)
    if not submitted:
        reasons.append(Why.NOT_SUBMITTED)
    if not window.may_take_back:
        reasons.append(Why.STAYS_HANDED_IN)
    return Decision(tuple(reasons))


def may_ask_for_time(window: Window, *, until: datetime, handed_in: bool, at: datetime) -> Decision:
    """Whether an extension may be asked: before the close, for a later one, once at a time."""
    reasons = []
    if is_late(window, at=at):
        reasons.append(Why.CLOSED)
    if window.is_pending:
        reasons.append(Why.PENDING)
    if handed_in:
        reasons.append(Why.SEALED)
    if until <= effective_deadline(window):
        reasons.append(Why.NOT_LATER)
    return Decision(tuple(reasons))


def may_decide(*, asked_by: int, writer: int, decider: int) -> Decision:
    """An extension is decided by somebody who neither asked for it nor writes; ids of persons."""
    return Decision((Why.OWN_REQUEST,) if decider in (asked_by, writer) else ())


def may_collect(window: Window, *, texts: Iterable[str], at: datetime) -> bool:
    """At the close a desk with text is collected; one never written in is not."""
    return is_over(window, at=at) and any(texts)


def first_words(answers: Iterable[tuple[str, str]], *, max_words: int) -> tuple[Cut, ...]:
    """`answers` are (question id, text) in question order; the limit runs through all of them together."""
    cuts, left = [], max_words
    for question_id, text in answers:
        words = count_words(text)
        place = len(text) if words < left else cut_after(text, left)
        cuts.append(Cut(question_id, text[:place], text[place:]))
        left -= min(words, left)
    return tuple(cuts)


def _time_reasons(window: Window, *, at: datetime) -> list[Why]:
    if at < window.opens_at:
        return [Why.NOT_OPEN]
    return [Why.CLOSED] if is_over(window, at=at) else []
