"""May someone apply for this cohort, and may this application be decided?

| Clause             | Says                                                        | Here         |
|--------------------|-------------------------------------------------------------|--------------|
| house: application | applications close at the end of the day before the first day | `may_apply`  |
| house: decision    | an application is decided once                              | `may_decide` |
| house: decision    | a rejection gives one of the known reasons                  | `may_reject` |

Reasons are codes; their sentences are in `words.py`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from waymark.kit.decisions import Decision


class ApplicationReason(StrEnum):
    NOT_OPEN = "not_open"
    ALREADY_DECIDED = "decided"
    NO_REASON = "no_reason"


def may_apply(*, starts_on: date, today: date) -> Decision[ApplicationReason]:
    return Decision() if today < starts_on else Decision((ApplicationReason.NOT_OPEN,))


def may_decide(*, is_decided: bool) -> Decision[ApplicationReason]:
    return Decision((ApplicationReason.ALREADY_DECIDED,)) if is_decided else Decision()


def may_reject(*, reason: str, known: Collection[str]) -> Decision[ApplicationReason]:
    return Decision() if reason in known else Decision((ApplicationReason.NO_REASON,))
