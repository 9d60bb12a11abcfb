"""Emails participants and facilitators a week and a day before a session.

| Rule                                                       | Here                    |
|------------------------------------------------------------|-------------------------|
| at 09:00 in the cohort’s zone, 7 days and 1 day before     | `due_notice`            |
| once each, and only the nearer one after a pause           | `due_notice`, `announce` |
| none once the session has started                          | `send_notices`          |
| a session that is moved is announced again                 | the key names its start |
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from waymark.ground.cohorts.queries import list_items_between, list_staff_of, zone_of
from waymark.ground.emails.actions import announce
from waymark.ground.emails.queries import list_announced, list_concerned
from waymark.ground.people.actions import Message
from waymark.ground.people.queries import list_assistants_to_remind
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Way
from waymark.journey.learn import emails
from waymark.kit.addresses import site_address
from waymark.kit.clock import earliest, local_day, zone_named
from waymark.kit.formatting import clock_time, long_date

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem

NOTICE_TIME = time(9)
NEXT_WEEK, TOMORROW = 7, 1
AHEAD = timedelta(days=8)


def due_notice(*, starts: datetime, zone: str, at: datetime) -> int | None:
    """How many days before the session the notice is that is due now; None if none is. `at` is before the start."""
    day, zone_info = local_day(starts, zone), zone_named(zone)
    for days in (TOMORROW, NEXT_WEEK):
        if earliest(day - timedelta(days=days), NOTICE_TIME, zone_info) <= at:
            return days
    return None


def send_notices(*, at: datetime) -> int:
    """Announce sessions that are due; returns how many emails. Two statements while there is nothing new."""
    due: dict[str, tuple[CalendarItem, int]] = {}
    for item in list_items_between(since=at, until=at + AHEAD):
        programme = programme_of(item.cohort.programme)
        if item.starts_at is None or programme.item(item.item_id).way is not Way.ATTENDED:
            continue
        days = due_notice(starts=item.starts_at, zone=zone_of(cohort=item.cohort), at=at)
        if days is not None:
            due[f"learn.session:{item.pk}:{item.starts_at:%Y%m%d%H%M}:{days}"] = (item, days)
    announced = list_announced(keys=due)
    return sum(
        announce(provider=item.cohort.provider, key=key, messages=_messages(item, days, key, at=at), at=at)
        for key, (item, days) in due.items()
        if key not in announced
    )


def _messages(item: CalendarItem, days: int, key: str, *, at: datetime) -> Callable[[], list[Message]]:
    return lambda: _write(item, days, key, at=at)


def _write(item: CalendarItem, days: int, key: str, *, at: datetime) -> list[Message]:
    cohort, kind = item.cohort, emails.TOMORROW if days == TOMORROW else emails.NEXT_WEEK
    assert item.starts_at is not None
    zone = zone_of(cohort=cohort)
    values = {
        "session": programme_of(cohort.programme).item(item.item_id).title,
        "starts": f"{long_date(local_day(item.starts_at, zone))} at {clock_time(item.starts_at, zone=zone)}",
        "place": f"Where: {item.venue}" if item.venue else "Your session page says where it is.",
    }
    own = site_address("learn:session", item.item_id)
    readers = [
        (enrolment.person, f"{own}?enrolment={enrolment.reference}")
        for enrolment in list_concerned(cohort=cohort, at=at)
    ]
    assistants = list_assistants_to_remind(head_ids=[person.pk for person, _ in readers])
    to_assistants = [
        Message(
            emails.FOR_ASSISTANT,
            assistant.person.email,
            {
                **values,
                "head": assistant.head.name,
                "place": values["place"] if item.venue else "Their calendar says where it is.",
                "link": site_address("web:assisted_calendar", str(assistant.pk)),
            },
            once=f"{key}:assistant:{assistant.pk}",
            cohort_id=cohort.pk,
        )
        for assistant in assistants
    ]
    register = site_address("learn:cohort_sessions", cohort.slug)
    readers += [(person, register) for person in list_staff_of(cohort_id=cohort.pk, role=Role.FACILITATOR)]
    return to_assistants + [
        Message(
            kind,
            person.email,
            {**values, "greeting": person.greeting, "link": link},
            once=f"{key}:{person.pk}",
            cohort_id=cohort.pk,
        )
        for person, link in readers
    ]
