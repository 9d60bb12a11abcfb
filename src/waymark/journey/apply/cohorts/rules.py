"""May this person join the staff of a cohort?

| Clause       | Says                                              | Here             |
|--------------|---------------------------------------------------|------------------|
| house: staff | no one works with a cohort in which they take part | `may_join_staff` |
"""

from __future__ import annotations

from enum import StrEnum

from waymark.kit.decisions import Decision


class StaffReason(StrEnum):
    TAKES_PART = "takes_part"


def may_join_staff(*, takes_part: bool) -> Decision[StaffReason]:
    return Decision((StaffReason.TAKES_PART,)) if takes_part else Decision()
