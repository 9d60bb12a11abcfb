"""The lead's home: what only the lead can decide, and what happens if nobody does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.roles import Role
from waymark.journey.apply import queries as apply
from waymark.journey.award import queries as award
from waymark.journey.mark import queries as mark
from waymark.journey.sit import queries as sit
from waymark.kit.formatting import counted, in_words
from waymark.web.home_page import Decision, Page

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person


def lead(*, person: Person, at: datetime) -> Page:
    """What only the lead can decide, the oldest first."""
    own = cohorts.list_cohorts_for(for_=person, role=Role.LEAD)
    waiting = sit.list_pending_decisions_for(for_=person)
    held = {row.cohort_id for row in waiting}
    decisions = [
        *_more_time(waiting, own),
        *_applications(person, own),
        *(one for cohort in own for one in _of_cohort(cohort, person, is_held=cohort.pk in held, at=at)),
    ]
    if not decisions:
        return Page(title="Nothing waits for a decision")
    number = in_words(len(decisions)).capitalize()
    waits = "thing waits" if len(decisions) == 1 else "things wait"
    return Page(title=f"{number} {waits} for a decision", decisions=decisions)


def _applications(person: Person, own: list[Cohort]) -> Iterator[Decision]:
    waiting = apply.count_waiting_by_cohort(for_=person)
    oldest = apply.oldest_waiting_for(for_=person) if waiting else None
    for cohort in own:
        if number := waiting.get(cohort.pk):
            yield Decision(
                what=f"{counted(number, 'application', 'applications')} to decide",
                where=cohort.name,
                otherwise="Applicants wait without an answer.",
                since=oldest.at if oldest else None,
                url=reverse("apply:applications", args=[cohort.slug]),
            )


def _more_time(waiting: list[sit.PendingDecisions], own: list[Cohort]) -> Iterator[Decision]:
    """Extensions asked, and texts that came within the tolerance."""
    cohort_of = {one.pk: one for one in own}
    for row in waiting:
        cohort = cohort_of[row.cohort_id]
        if row.extensions:
            yield Decision(
                what=f"{counted(row.extensions, 'request', 'requests')} for more time to decide",
                where=cohort.name,
                otherwise="The desk stays open after the close, and nothing can be marked.",
                since=row.since,
                url=reverse("sit:cohort_extensions", args=[cohort.slug]),
            )
        if row.late:
            yield Decision(
                what=f"{counted(row.late, 'late text', 'late texts')} to decide",
                where=cohort.name,
                otherwise="Nothing can be prepared for marking.",
                since=row.since,
                url=reverse("sit:late", args=[cohort.slug, row.window_id]),
            )


def _of_cohort(cohort: Cohort, person: Person, *, is_held: bool, at: datetime) -> Iterator[Decision]:
    """While more time or a late text is undecided no script can be prepared, so it is not asked for."""
    window = sit.newest_closed_window_of(cohort=cohort, at=at)
    if window is None:
        return
    closed_at = sit.last_close_of(window=window)
    handed_in = len(sit.list_closed_submissions(cohort=cohort, at=at))
    unprepared = 0 if is_held else handed_in - mark.count_scripts(cohort=cohort)
    if unmade := unprepared + mark.count_unallocated(cohort=cohort):
        yield Decision(
            what=f"{counted(unmade, 'script', 'scripts')} to prepare and allocate",
            where=cohort.name,
            otherwise="Nobody can mark.",
            since=closed_at,
            url=reverse("mark:progress", args=[cohort.slug]),
            label="Prepare",
        )
    statuses = award.list_award_statuses_for(for_=person, cohort=cohort, at=at)
    if ready := sum(status.can_decide for status in statuses):
        yield Decision(
            what=f"{counted(ready, 'award', 'awards')} ready to decide",
            where=cohort.name,
            otherwise="Participants wait for their result.",
            since=closed_at,
            url=reverse("award:cohort", args=[cohort.slug]),
        )
