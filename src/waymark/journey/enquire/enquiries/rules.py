"""By when an enquiry must be answered, and where it stands.

| Clause                                | Says                                                            | Here       |
|---------------------------------------|-----------------------------------------------------------------|------------|
| pack: `enquiries.answer_within_hours` | so many hours after it arrived                                  | `due_at`   |
| pack: `enquiries.counts: elapsed`     | every hour counts, nights, weekends and clock changes too       | `due_at`   |
| pack: `enquiries.counts: working`     | hours of working days count; no weekends and no bank holidays   | `due_at`   |
| our own                               | an answer stops the clock; a reply or reopening starts it again | `state_of` |

48 elapsed hours are 48 real hours: across a change of the clocks the time of day differs by an hour.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from waymark.kit.clock import LONDON, earliest, local_day, zone_named

MOST_DAYS = 4000
"""So many days at most are looked at; a pack promises an answer much earlier."""
SATURDAY = 5


class Counts(StrEnum):
    ELAPSED = "elapsed"
    WORKING = "working"


@dataclass(frozen=True, kw_only=True)
class AnswerClock:
    """A provider's promise of when an enquiry is answered."""

    hours: int = 48
    counts: Counts = Counts.ELAPSED
    working_from: time = time(9)
    working_until: time = time(17)
    zone: str = LONDON


class State(StrEnum):
    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


class Said(StrEnum):
    """What can be recorded about an enquiry."""

    ANSWER = "answer"
    HEARD = "heard"
    NOTE = "note"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    REOPENED = "reopened"


STARTS_THE_CLOCK = (Said.HEARD, Said.REOPENED)


class EnquiryReason(StrEnum):
    """Why an enquiry can't be sent or changed."""

    TOO_MANY = "too_many"
    LOOKS_AUTOMATIC = "homepage"
    """The name of the field that people don't see, so that the sentence stands beside it."""
    IS_CLOSED = "is_closed"
    NOT_CLOSED = "not_closed"
    SAME_PERSON = "to"
    EMPTY = "text"
    UNKNOWN_PLACE = "unknown_place"


def due_at(asked_at: datetime, *, clock: AnswerClock, holidays: Collection[date] = ()) -> datetime:
    """The moment, in UTC, by which an enquiry that arrived at `asked_at` must be answered."""
    if clock.counts is Counts.ELAPSED:
        return asked_at.astimezone(UTC) + timedelta(hours=clock.hours)
    left, day, zone = timedelta(hours=clock.hours), local_day(asked_at, clock.zone), zone_named(clock.zone)
    for _ in range(MOST_DAYS):
        if day.weekday() < SATURDAY and day not in holidays:
            opens = max(asked_at, earliest(day, clock.working_from, zone))
            closes = earliest(day, clock.working_until, zone)
            if opens < closes and left <= closes - opens:
                return (opens + left).astimezone(UTC)
            left -= max(closes - opens, timedelta())
        day += timedelta(days=1)
    raise ValueError("There are too few working hours.")


def state_of(events: Iterable[Said]) -> State:
    """Where an enquiry stands after these events, in their order."""
    state = State.WAITING
    for event in events:
        state = {
            Said.ANSWER: State.ANSWERED,
            Said.CLOSED: State.CLOSED,
            Said.HEARD: State.WAITING,
            Said.REOPENED: State.WAITING,
        }.get(event, state)
    return state


def unknown_places(text: str, *, places: Collection[str]) -> list[str]:
    """What stands in braces in a saved answer and can't be filled in, in order and each once."""
    inside = [part.partition("}")[0] for part in text.split("{")[1:] if "}" in part]
    return list(dict.fromkeys(name for name in inside if name not in places))
