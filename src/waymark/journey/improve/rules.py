"""May this finding be written down, and this action be decided?

| Clause          | Says                                                             | Here         |
|-----------------|------------------------------------------------------------------|--------------|
| house: finding  | it says something, and what it rests on                          | `may_find`   |
| house: action   | it is due today or later                                         | `may_decide` |
| house: owner    | its owner works for the provider of the cohort, not as a learner | `may_decide` |
| house: one      | a finding has one action; another one is refused                 | `may_decide` |
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Why(StrEnum):
    NOTHING_SAID = "nothing_said"
    RESTS_ON_NOTHING = "rests_on_nothing"
    NOTHING_TO_DO = "nothing_to_do"
    DUE_BEFORE_TODAY = "due_before_today"
    NOT_STAFF = "not_staff"
    DECIDED = "decided"


def may_find(*, says: str, rests_on: str) -> tuple[Why, ...]:
    """Every reason against it; none when it may."""
    against = {Why.NOTHING_SAID: not says.strip(), Why.RESTS_ON_NOTHING: not rests_on.strip()}
    return tuple(why for why, holds in against.items() if holds)


def may_decide(
    *, what: str, due_on: date, today: date, owner_is_staff: bool, is_decided: bool
) -> tuple[Why, ...]:
    """Every reason against it; `is_decided` is whether another action stands already."""
    against = {
        Why.DECIDED: is_decided,
        Why.NOTHING_TO_DO: not what.strip(),
        Why.DUE_BEFORE_TODAY: due_on < today,
        Why.NOT_STAFF: not owner_is_staff,
    }
    return tuple(why for why, holds in against.items() if holds)
