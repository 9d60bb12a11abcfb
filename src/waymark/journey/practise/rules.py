"""May this entry be added to the workbook?

| Clause           | Says                                                            | Here       |
|------------------|-----------------------------------------------------------------|------------|
| house            | one entry is at most eight hours of work                        | `may_add`  |
| pack: framework  | evidence speaks to a statement of the programme's framework     | `may_add`  |
| pack: minutes    | work earns minutes only where its item has some                 | `earns`    |
"""

from __future__ import annotations

from collections.abc import Container
from enum import StrEnum

LONGEST_MINUTES = 480


class Why(StrEnum):
    TOO_LONG = "too_long"
    UNKNOWN_STATEMENT = "unknown_statement"


def may_add(*, minutes: int, statement: str, known: Container[str]) -> tuple[Why, ...]:
    """Every reason against it; none when it may."""
    against = {
        Why.TOO_LONG: not 0 <= minutes <= LONGEST_MINUTES,
        Why.UNKNOWN_STATEMENT: statement not in known,
    }
    return tuple(why for why, holds in against.items() if holds)


def earns(*, minutes: int, planned: int) -> int:
    """Minutes to credit. The hours book never counts more than the item is planned for."""
    return minutes if planned else 0
