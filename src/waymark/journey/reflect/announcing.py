"""Emails participants when questions open, once, within a day of the end of the experience."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from waymark.ground.cohorts.queries import list_items_that_ended
from waymark.ground.emails.actions import announce
from waymark.ground.emails.queries import list_announced, list_concerned
from waymark.ground.people.actions import Message
from waymark.ground.programmes.queries import programme_of
from waymark.journey.reflect import emails
from waymark.kit.addresses import site_address

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem

NEW_FOR = timedelta(days=1)
"""After a longer pause of the worker, nothing is announced that participants have long seen."""


def announce_questions(*, at: datetime) -> int:
    """Announce question sets that have just opened; returns how many emails."""
    opened: dict[str, tuple[CalendarItem, str]] = {}
    for item in list_items_that_ended(since=at - NEW_FOR, until=at):
        programme = programme_of(item.cohort.programme)
        sets = [
            question_set for question_set in programme.question_sets if question_set.after == item.item_id
        ]
        for question_set in sets:
            item_id = next(
                (entry.id for entry in programme.items if entry.question_set == question_set.id), None
            )
            if item_id is not None:
                opened[f"reflect.questions:{item.pk}:{question_set.id}"] = (item, item_id)
    announced = list_announced(keys=opened)
    return sum(
        announce(provider=item.cohort.provider, key=key, messages=_messages(item, item_id, key, at=at), at=at)
        for key, (item, item_id) in opened.items()
        if key not in announced
    )


def _messages(item: CalendarItem, item_id: str, key: str, *, at: datetime) -> Callable[[], list[Message]]:
    return lambda: _write(item, item_id, key, at=at)


def _write(item: CalendarItem, item_id: str, key: str, *, at: datetime) -> list[Message]:
    cohort = item.cohort
    title = programme_of(cohort.programme).item(item.item_id).title
    page = site_address("reflect:questions", item_id)
    return [
        Message(
            emails.QUESTIONS,
            enrolment.person.email,
            {
                "greeting": enrolment.person.greeting,
                "experience": title,
                "link": f"{page}?enrolment={enrolment.reference}",
            },
            once=f"{key}:{enrolment.pk}",
            cohort_id=cohort.pk,
        )
        for enrolment in list_concerned(cohort=cohort, at=at)
    ]
