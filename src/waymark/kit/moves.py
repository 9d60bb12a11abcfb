"""Moving someone from one coach or group to another: an act with a reason, a day and an author, and its undoing.

| Clause | Says                                                                              | Here            |
|--------|-----------------------------------------------------------------------------------|-----------------|
| house  | who has a coach or a group already is moved with a reason                         | `check_move`    |
| house  | from a day between the cohort's first and today                                   | `check_move`    |
| house  | undone on the same local day, if nothing rests on it and nothing came after it    | `may_undo_move` |

A history belongs to each room; its rows are only added. Whom someone has now is a row of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from django.db import models

from waymark.kit.clock import local_day
from waymark.kit.corrections import LONGEST_REASON
from waymark.kit.decisions import Decision
from waymark.kit.formatting import long_date
from waymark.kit.refusals import Reason, reasons_for


class MoveReason(StrEnum):
    """Why a move, or its undoing, is refused. The first two are fields of a form."""

    NO_REASON = "reason"
    IN_THE_FUTURE = "from_on"
    BEFORE_START = "before_start"
    SAME = "same"
    STOPPED = "stopped"
    FIRST = "first"
    UNDONE = "undone"
    ANOTHER_DAY = "another_day"
    SOMETHING_SINCE = "something_since"
    IN_USE = "in_use"


SENTENCES = {
    MoveReason.NO_REASON: "Enter the reason for the move",
    MoveReason.IN_THE_FUTURE: "The day of the move must be today or in the past",
    MoveReason.BEFORE_START: "Enter a day that is {starts} or later, when the cohort began",
    MoveReason.SAME: "Select another one than they have now",
    MoveReason.STOPPED: "They aren’t on the programme at the moment. Bring them back first",
    MoveReason.FIRST: "This was their first one, so there is nothing to go back to. Move them instead.",
    MoveReason.UNDONE: "This move has been undone already.",
    MoveReason.ANOTHER_DAY: "A move can only be undone on the day it was made. Move them again instead.",
    MoveReason.SOMETHING_SINCE: "They have been moved again since. Undo the later move first.",
    MoveReason.IN_USE: "Something has been recorded since the move. Move them again instead.",
}


class Move(models.Model):
    """One move, or the first time: from which day, why and by whom. The rooms add from where and to where."""

    from_on = models.DateField()
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    """Empty for the first one, and where the act itself says why, such as a leaving."""
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    can_undo = False
    """Worked out for a page by `with_undo`."""

    class Meta:
        abstract = True


def check_move(*, reason: str, from_on: date, starts_on: date, today: date) -> tuple[MoveReason, ...]:
    """What is wrong with a move of someone who has a coach or a group."""
    reasons = [] if reason.strip() else [MoveReason.NO_REASON]
    if from_on > today:
        reasons.append(MoveReason.IN_THE_FUTURE)
    elif from_on < min(starts_on, today):
        reasons.append(MoveReason.BEFORE_START)
    return tuple(reasons)


def may_undo_move(
    *, is_first: bool, is_undone: bool, is_last: bool, is_used: bool, made_on: date, today: date
) -> Decision[MoveReason]:
    """`is_used`: whether something was recorded since that rests on it. An undoing is itself not undone."""
    checks = {
        MoveReason.FIRST: is_first,
        MoveReason.UNDONE: is_undone,
        MoveReason.ANOTHER_DAY: made_on != today,
        MoveReason.SOMETHING_SINCE: not is_last and not is_undone,
        MoveReason.IN_USE: is_used,
    }
    return Decision(tuple(reason for reason, holds in checks.items() if holds))


def with_undo[Row: Move](moves: list[Row], *, today: date, zone: str) -> list[Row]:
    """Moves, the newest first, each with whether a page offers to undo it: the last one of someone, made today."""
    seen: set[int] = set()
    for move in moves:
        enrolment_id = vars(move)["enrolment_id"]
        move.can_undo = (
            enrolment_id not in seen and vars(move)["undoes_id"] is None and local_day(move.at, zone) == today
        )
        seen.add(enrolment_id)
    return moves


def move_reasons(reasons: Iterable[MoveReason], *, starts_on: date) -> tuple[Reason, ...]:
    return reasons_for(tuple(reasons), SENTENCES, starts=long_date(starts_on))
