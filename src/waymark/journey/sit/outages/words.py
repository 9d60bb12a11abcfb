"""Sentences about outages, for participants and for the team."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from waymark.journey.sit.windows.rules import Window
from waymark.journey.sit.windows.words import closing, local_moment
from waymark.kit.formatting import counted
from waymark.kit.refusals import Reason

if TYPE_CHECKING:
    from waymark.ground.programmes.values import OutageRule

NO_RULE = Reason(
    "no_rule", "This programme has no rule on outages. You can request more time for a participant."
)
ENDS_BEFORE = Reason("ended_at", "The outage must end after it began")
NOT_OVER = Reason("ended_at", "The outage must be over before you record it")
NOT_IN_WINDOW = Reason("began_at", "The outage must end after the window opened")
OWN_OUTAGE = Reason(
    "own_outage",
    "You recorded this outage, so someone else has to confirm it: another programme lead or a board member.",
)
OWN_CLOSE = Reason("own", "This would move your own close, so someone else has to confirm it.")
NOT_YOURS = Reason(
    "other_outage",
    "Only the person who recorded this outage can withdraw it. You can return it with a reason.",
)
ALREADY_REVIEWED = Reason(
    "reviewed", "This outage has already been confirmed, returned or withdrawn. Nothing was changed."
)
OVERLAPS = Reason(
    "overlaps",
    "Another outage that was recorded for this window overlaps with this one. Withdraw or return that one first, or "
    "enter the hours that it doesn’t cover.",
)
TOO_LATE = Reason(
    "too_late",
    "The later close has passed already, so it would help no one. Return it, and request more time for participants.",
)
BEING_MARKED = Reason(
    "marked", "Scripts of this window have been prepared for marking, so its close can’t move any more."
)


def too_short(rule: OutageRule) -> Reason:
    minutes = counted(rule.at_least_minutes, "minute", "minutes")
    return Reason("too_short", f"By the programme’s rule, an outage must last {minutes} or longer.")


def too_early(rule: OutageRule) -> Reason:
    hours = counted(rule.in_last_hours, "hour", "hours")
    return Reason(
        "too_early", f"By the programme’s rule, an outage counts in the last {hours} before the close."
    )


def rule_in_words(rule: OutageRule) -> str:
    """As participants read it before anything has happened."""
    return (
        f"If the site can’t be reached for {counted(rule.at_least_minutes, 'minute', 'minutes')} or longer in the last "
        f"{counted(rule.in_last_hours, 'hour', 'hours')} before the close, and two people in the programme team have "
        f"confirmed it, the window closes {counted(rule.adds_hours, 'hour', 'hours')} later for everyone. After an "
        "outage that lasted longer than that, it closes later by the whole hours that the outage lasted, rounded up. "
        "Extra time that you have been given is added as before."
    )


def announced(
    *, began: datetime, ended: datetime, hours: int, times: Window, zone: str, is_submitted: bool
) -> str:
    """The email to each participant whose close has moved."""
    later = counted(hours, "hour", "hours")
    text = (
        f"The site couldn’t be reached from {local_moment(began, zone=zone)} until {local_moment(ended, zone=zone)}. "
        f"Your assessment window therefore closes {later} later: on {closing(times, zone=zone)} ({zone}). "
    )
    if is_submitted:
        return text + "You have submitted your answers. You don’t need to do anything."
    return text + (
        "If your answers had been collected already, you can go on writing. What you had saved is there. If you "
        "don’t submit by the new close, we collect the last text that has arrived by then."
    )
