"""Which entries may be added to the workbook, and the minutes they earn.

| Clause           | Says                                                            | Here                |
|------------------|-----------------------------------------------------------------|---------------------|
| house            | one entry is at most eight hours of work                        | `may_add_entry`     |
| pack: framework  | evidence is about a statement of the programme's framework      | `may_add_entry`     |
| pack: minutes    | work earns minutes only where its item has some                 | `minutes_to_credit` |
"""

from __future__ import annotations

from collections.abc import Container
from enum import StrEnum

from waymark.kit.decisions import Decision

MAX_ENTRY_MINUTES = 480


class WorkbookReason(StrEnum):
    """Why an entry cannot be added to the workbook."""

    TOO_LONG = "too_long"
    UNKNOWN_STATEMENT = "unknown_statement"


def may_add_entry(
    *, minutes: int, statement: str, framework_codes: Container[str]
) -> Decision[WorkbookReason]:
    """Whether an entry may be added; `statement` is the code its evidence is about."""
    checks = {
        WorkbookReason.TOO_LONG: not 0 <= minutes <= MAX_ENTRY_MINUTES,
        WorkbookReason.UNKNOWN_STATEMENT: statement not in framework_codes,
    }
    return Decision(tuple(reason for reason, applies in checks.items() if applies))


def minutes_to_credit(*, minutes: int, planned: int) -> int:
    """The minutes an entry earns. The hours record never counts more than its item is planned for."""
    return minutes if planned else 0
