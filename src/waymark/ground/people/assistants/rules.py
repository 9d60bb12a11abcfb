"""Who can be named as an assistant, and who can assist.

| Rule                                                                  | Here               |
|-----------------------------------------------------------------------|--------------------|
| house: another person, and only a few at a time                       | `may_name`         |
| model: coach, mentor or assistant of someone does not judge their work | `may_assist`      |
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from waymark.ground.people.roles import Role
from waymark.kit.decisions import Decision

MOST_ASSISTANTS = 3
"""At a time, those who have not accepted yet among them."""
MOST_NAMED = 6
"""Within a day, so that no one's address is used to email others."""
JUDGE_OR_DECIDE = frozenset({Role.SETTER, Role.MARKER, Role.SENIOR, Role.LEAD, Role.BOARD})


class AssistantReason(StrEnum):
    ONESELF = "oneself"
    NAMED_ALREADY = "named_already"
    TOO_MANY = "too_many"
    TOO_OFTEN = "too_often"
    JUDGES = "judges"


def may_name(
    *, is_oneself: bool, is_named: bool, current: int, named_within_a_day: int
) -> Decision[AssistantReason]:
    """Whether a head may name this person; `current` counts their assistants without this one."""
    reasons = []
    if is_oneself:
        reasons.append(AssistantReason.ONESELF)
    if is_named:
        reasons.append(AssistantReason.NAMED_ALREADY)
    elif current >= MOST_ASSISTANTS:
        reasons.append(AssistantReason.TOO_MANY)
    elif named_within_a_day >= MOST_NAMED:
        reasons.append(AssistantReason.TOO_OFTEN)
    return Decision(tuple(reasons))


def may_assist(roles: Collection[Role]) -> Decision[AssistantReason]:
    """Whoever judges participants' work, writes papers or decides awards assists none of them."""
    return Decision((AssistantReason.JUDGES,) if JUDGE_OR_DECIDE & frozenset(roles) else ())
