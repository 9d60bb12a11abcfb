"""Who may submit, withdraw a submission, and what is collected; and how much of it a marker reads.

| Clause           | Says                                                                      | Here            |
|------------------|---------------------------------------------------------------------------|-----------------|
| pack: assessment | an absolute maximum of words                                              | `may_submit`    |
| window           | a submission may be withdrawn until the close, if the window says so      | `may_withdraw`  |
| house            | at the close, what was written and not submitted is collected             | `may_collect`   |
| house            | a marker reads the first words up to the maximum, in question order       | `first_words`   |
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from waymark.journey.sit.reasons import SittingReason
from waymark.journey.sit.windows.rules import Window, is_late, is_over, time_reasons
from waymark.kit.decisions import Decision
from waymark.kit.words import count_words, cut_after


@dataclass(frozen=True)
class Cut:
    """One answer as a marker reads it, and what lies past the limit."""

    question_id: str
    read: str
    beyond: str


def may_submit(
    window: Window, *, words: int, declared: bool, unchanged: bool, sealed: bool, at: datetime
) -> Decision[SittingReason]:
    """Whether answers may be submitted. `unchanged`: the texts are those that were checked.

    After the close nothing is submitted, not even while an extension waits for its decision. Once the window is over,
    that is the only reason: nothing else could be corrected.
    """
    reasons = time_reasons(window, at=at)
    if is_over(window, at=at):
        return Decision(tuple(reasons))
    if not reasons and is_late(window, at=at):
        reasons.append(SittingReason.PENDING)
    if sealed:
        reasons.append(SittingReason.SEALED)
    if words > window.max_words:
        reasons.append(SittingReason.TOO_MANY_WORDS)
    if words == 0:
        reasons.append(SittingReason.NOTHING_WRITTEN)
    if not declared:
        reasons.append(SittingReason.NOT_DECLARED)
    if not unchanged:
        reasons.append(SittingReason.CHANGED)
    return Decision(tuple(reasons))


def may_withdraw(window: Window, *, submitted: bool, at: datetime) -> Decision[SittingReason]:
    """Whether a submission may be withdrawn: before the close, if the window says so."""
    reasons = time_reasons(window, at=at)
    if not reasons and is_late(window, at=at):
        reasons.append(SittingReason.CLOSED)
    if not submitted:
        reasons.append(SittingReason.NOT_SUBMITTED)
    if not window.may_take_back:
        reasons.append(SittingReason.STAYS_SUBMITTED)
    return Decision(tuple(reasons))


def may_collect(window: Window, *, texts: Iterable[str], at: datetime) -> bool:
    """At the close an assessment with text is collected; one never written in is not."""
    return is_over(window, at=at) and any(texts)


def first_words(answers: Iterable[tuple[str, str]], *, max_words: int) -> tuple[Cut, ...]:
    """`answers` are (question id, text) in question order; the limit runs through all of them together."""
    cuts, left = [], max_words
    for question_id, text in answers:
        words = count_words(text)
        end = len(text) if words < left else cut_after(text, left)
        cuts.append(Cut(question_id, text[:end], text[end:]))
        left -= min(words, left)
    return tuple(cuts)
