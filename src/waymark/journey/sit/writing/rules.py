"""Who may start to write, which text becomes the answer, and how large a draft may be.

| Clause           | Says                                                                   | Here             |
|------------------|------------------------------------------------------------------------|------------------|
| pack: engagement | where the rule is asked at the sitting, it is a gate, with its reasons | `may_open_sitting`  |
| house            | what arrives after the close is kept as another version, never lost    | `may_save`       |
| house            | a save is never refused for its number of words, up to a draft's cap   | `may_keep`       |
"""

from __future__ import annotations

from datetime import datetime

from waymark.journey.sit.reasons import SittingReason
from waymark.journey.sit.windows.rules import Window, time_reasons
from waymark.kit.decisions import Decision

DRAFT_WORDS = 5_000
DRAFT_CHARACTERS = 200_000
"""The most that one answer may hold while it is written."""


def may_open_sitting(
    window: Window, *, gate_satisfied: bool, declared: bool, at: datetime
) -> Decision[SittingReason]:
    """Whether a participant may start to write, with every reason why not."""
    reasons = time_reasons(window, at=at)
    if not gate_satisfied:
        reasons.append(SittingReason.GATE)
    if not declared:
        reasons.append(SittingReason.NOT_DECLARED)
    return Decision(tuple(reasons))


def may_save(window: Window, *, sealed: bool, at: datetime) -> Decision[SittingReason]:
    """Whether a text becomes the answer; if not, it is kept as another version."""
    reasons = time_reasons(window, at=at)
    if sealed:
        reasons.append(SittingReason.SEALED)
    return Decision(tuple(reasons))


def may_keep(*, words: int, characters: int) -> Decision[SittingReason]:
    """Whether a draft of one answer is of a size that can be kept."""
    too_long = words > DRAFT_WORDS or characters > DRAFT_CHARACTERS
    return Decision((SittingReason.DRAFT_TOO_LONG,) if too_long else ())
