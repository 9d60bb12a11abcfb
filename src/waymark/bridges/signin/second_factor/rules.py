"""Who must have a second factor, and how a code of an authenticator app is checked.

| Clause                | Rule                                                           | Here                  |
|-----------------------|----------------------------------------------------------------|-----------------------|
| guarantees T8         | in production everyone with a staff role has a second factor   | `needs_second_factor` |
| docs/rules/signing-in | participants have one if their provider says so                | `needs_second_factor` |
| docs/rules/signing-in | who needs one cannot remove the last                           | `may_remove`          |
| RFC 6238              | six digits of HMAC-SHA1 over the number of 30-second steps     | `code_at`             |
| RFC 6238, 5.2         | one step before and after counts too, and no step counts twice | `matching_step`       |
| docs/rules/signing-in | a sensitive change needs a confirmation within ten minutes     | `is_recent`           |

Times are real ones, as on a phone, also where a demonstration has moved its own.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from waymark.ground.people.roles import NOT_STAFF, Role

STEP_SECONDS, DIGITS, DRIFT = 30, 6, 1
RECENT = timedelta(minutes=10)
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Of recovery codes: no sign that looks like another. Ten of them are 49 bits."""
NUMBER_OF_CODES, CODE_LENGTH = 10, 10


class ForParticipants(StrEnum):
    """What a provider says about a second factor for its participants."""

    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


def needs_second_factor(
    roles: Iterable[Role], *, of_staff: bool, participants: Iterable[ForParticipants] = ()
) -> bool:
    """For all roles of one account. `of_staff` holds in production; `participants` are its providers' settings."""
    held = frozenset(roles)
    if of_staff and held - NOT_STAFF:
        return True
    return Role.PARTICIPANT in held and ForParticipants.REQUIRED in participants


def may_have_second_factor(roles: Iterable[Role], *, participants: Iterable[ForParticipants]) -> bool:
    """Staff always may; someone who only takes part may where a provider of theirs has not switched it off."""
    settings = frozenset(participants) or {ForParticipants.OPTIONAL}
    return bool(frozenset(roles) - NOT_STAFF) or settings != {ForParticipants.OFF}


def may_remove(*, factors: int, is_needed: bool) -> bool:
    """Whether one of so many factors can be removed."""
    return factors > 1 or not is_needed


def is_recent(confirmed_at: float, *, now: datetime) -> bool:
    """Whether someone proved who they are within the last ten minutes; `confirmed_at` is a POSIX time."""
    return 0 <= now.timestamp() - confirmed_at <= RECENT.total_seconds()


def step_of(at: datetime) -> int:
    return int(at.timestamp()) // STEP_SECONDS


def code_at(step: int, *, secret: bytes) -> str:
    """Six digits."""
    digest = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def matching_step(code: str, *, secret: bytes, now: datetime) -> int | None:
    """The step whose code was entered, the newest first; None if it is not one of now, just before or just after."""
    step = step_of(now)
    steps = range(step + DRIFT, step - DRIFT - 1, -1)
    return next((s for s in steps if hmac.compare_digest(code_at(s, secret=secret), digits_of(code))), None)


def digits_of(code: str) -> str:
    """What was entered without spaces, if it is digits alone."""
    text = re.sub(r"\s", "", code)
    return text if re.fullmatch(r"[0-9]{6}", text) else ""


def recovery_code_of(text: str) -> str:
    """What was entered without spaces and hyphens, in lower case, if it can be a recovery code; else empty."""
    code = re.sub(r"[\s\-\u2010-\u2015]", "", text).lower()
    return code if len(code) == CODE_LENGTH and not set(code) - set(LETTERS) else ""


def shown_code(code: str) -> str:
    """In two halves: `abcde-fghjk`."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"
