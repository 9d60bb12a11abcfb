"""The coach's home: whom to prepare for next."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from waymark.journey.coach import queries as coaching
from waymark.kit.formatting import duration, long_date
from waymark.web.homes.values import HomePage, HomeRow, HomeSection

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Item


def coach(*, person: Person, at: datetime) -> HomePage:
    """The next session to record or prepare."""
    coachees = coaching.list_coachees(for_=person, at=at)
    empty = "No one has been paired with you yet. The programme lead pairs coaches with participants."
    rows = [_coachee(coachee) for coachee in coachees[:12]]
    if len(coachees) > len(rows):
        rows.append(HomeRow(title=f"All {len(coachees)} coachees", url=reverse("coach:coachees")))
    sections = [HomeSection(title="Your coachees", rows=rows, empty=empty)]
    first = next((coachee for coachee in coachees if coachee.next_item and coachee.next_date), None)
    if first is None or first.next_item is None or first.next_date is None:
        return HomePage(title="You have no sessions to prepare or record", sections=sections)
    enrolment = first.pairing.enrolment
    if first.is_due:
        return HomePage(
            title=f"Record {first.next_item.title} with {enrolment.person.name}",
            text=f"It was planned for {long_date(first.next_date.on)}. {_adds_hours(first.next_item)}",
            url=reverse("coach:session", args=[enrolment.reference, first.next_item.id]),
            label="Record the session",
            sections=sections,
        )
    return HomePage(
        title=f"Prepare {first.next_item.title} with {enrolment.person.name}",
        text=f"{long_date(first.next_date.on)}. The preparation sheet is one page: a three-minute read.",
        url=reverse("coach:preparation", args=[enrolment.reference]),
        label="Open the preparation sheet",
        sections=sections,
    )


def _adds_hours(item: Item) -> str:
    return f"Closing the session adds {duration(item.minutes)}." if item.counts else ""


def _coachee(coachee: coaching.Coachee) -> HomeRow:
    enrolment = coachee.pairing.enrolment
    item, date = coachee.next_item, coachee.next_date
    coming = f" Next: {item.title}, {long_date(date.on)}." if item and date else ""
    return HomeRow(
        title=enrolment.person.name,
        url=reverse("coach:preparation", args=[enrolment.reference]),
        text=f"{coachee.sessions_held} of {coachee.sessions_planned} sessions held.{coming}",
    )
