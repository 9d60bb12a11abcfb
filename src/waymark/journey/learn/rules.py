"""May this register be saved? May this study be completed?

| Clause         | Says                                                                  | Here                |
|----------------|-----------------------------------------------------------------------|---------------------|
| house          | a register is taken once the session has started                      | `may_take_register` |
| pack: minutes  | no one attends longer than the session is planned                     | `may_take_register` |
| house          | study can be completed from the day on which it opens                 | `may_complete`      |
| pack: pages    | a page earns its own minutes, the remainder of an item what is left   | `remaining_minutes` |
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from waymark.kit.decisions import Decision

REMAINDER = "whole"
"""The page id of what a study item asks beyond its pages, such as a course in a VLE."""


class RegisterReason(StrEnum):
    NOT_STARTED = "not_started"
    TOO_LONG = "too_long"


class StudyReason(StrEnum):
    NOT_OPEN = "not_open"


def may_take_register(
    *, starts_at: datetime, at: datetime, minutes: Iterable[int], planned: int
) -> Decision[RegisterReason]:
    """`minutes` are those of each participant."""
    reasons = []
    if at < starts_at:
        reasons.append(RegisterReason.NOT_STARTED)
    if any(not 0 <= attended <= planned for attended in minutes):
        reasons.append(RegisterReason.TOO_LONG)
    return Decision(tuple(reasons))


def may_complete(*, opens_at: datetime, at: datetime) -> Decision[StudyReason]:
    return Decision((StudyReason.NOT_OPEN,)) if at < opens_at else Decision()


def remaining_minutes(*, planned: int, pages: Iterable[int]) -> int:
    """Minutes of a study item beyond those of its pages; all of them if it has no pages."""
    return max(planned - sum(pages), 0)
