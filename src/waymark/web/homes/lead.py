"""The lead's home: decisions only the lead can make, each with its consequence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people import queries as people
from waymark.ground.people.roles import Role
from waymark.journey.apply import queries as apply
from waymark.journey.award import queries as award
from waymark.journey.enquire import queries as enquire
from waymark.journey.mark import queries as mark
from waymark.journey.sit import queries as sit
from waymark.kit.clock import local_day
from waymark.kit.formatting import counted, in_words, long_moment
from waymark.web.homes.values import HomePage, PendingDecision

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person


def lead(*, person: Person, at: datetime) -> HomePage:
    """Every decision that is waiting for the lead."""
    own = cohorts.list_cohorts_for(for_=person, role=Role.LEAD)
    waiting = sit.list_pending_decisions_for(for_=person)
    blocked = {row.cohort_id for row in waiting}
    decisions = [
        *_more_time(waiting, own),
        *_enquiries(person),
        *deferrals_to_decide(person),
        *_applications(person, own),
        *_access_needs(person, today=local_day(at)),
        *(
            decision
            for cohort in own
            for decision in _of_cohort(cohort, person, is_blocked=cohort.pk in blocked, at=at)
        ),
    ]
    if not decisions:
        return HomePage(title="You have no decisions to make")
    number = in_words(len(decisions))
    return HomePage(
        title=f"You have {number} {'decision' if len(decisions) == 1 else 'decisions'} to make",
        decisions=decisions,
    )


def _enquiries(person: Person) -> Iterator[PendingDecision]:
    number, first_due = enquire.waiting_for(for_=person)
    if first_due is not None:
        yield PendingDecision(
            title=f"{counted(number, 'enquiry', 'enquiries')} to answer",
            cohort=person.provider.short_name,
            consequence=f"The first must be answered by {long_moment(first_due)}.",
            since=None,
            url=reverse("enquire:enquiries"),
        )


def deferrals_to_decide(person: Person) -> Iterator[PendingDecision]:
    """Requests of others: a deferral is approved by another person than the one who asked for it."""
    for request in cohorts.list_waiting_requests_for(for_=person):
        if request.by_id != person.pk:
            enrolment = request.enrolment
            yield PendingDecision(
                title=f"Deferral of {enrolment.person.name} to decide",
                cohort=enrolment.cohort.name,
                consequence="They stay on the programme, and are asked to do what is due.",
                since=request.at,
                url=reverse(
                    "cohorts:deferral_decision",
                    args=[enrolment.cohort.slug, enrolment.reference, request.pk],
                ),
            )


def _access_needs(person: Person, *, today: date) -> Iterator[PendingDecision]:
    """What people said they need, and agreed needs whose review is due."""
    for proposed in people.list_needs_to_decide(for_=person):
        yield PendingDecision(
            title=f"Access needs of {proposed.person.name} to agree",
            cohort=person.provider.short_name,
            consequence="Nothing is arranged for them until you decide.",
            since=proposed.at,
            url=reverse("web:person_access_needs", args=[proposed.person_id]),
        )
    for need in people.list_needs_to_review(for_=person, today=today):
        yield PendingDecision(
            title=f"Access needs of {need.person.name} to review",
            cohort=person.provider.short_name,
            consequence="What was agreed continues as it is.",
            since=None,
            url=reverse("web:person_access_needs", args=[need.person_id]),
        )


def _applications(person: Person, own: list[Cohort]) -> Iterator[PendingDecision]:
    waiting = apply.count_waiting_by_cohort(for_=person)
    since = apply.waiting_since_by_cohort(for_=person) if waiting else {}
    for cohort in own:
        if number := waiting.get(cohort.pk):
            yield PendingDecision(
                title=f"{counted(number, 'application', 'applications')} to decide",
                cohort=cohort.name,
                consequence="Applicants keep waiting for an answer.",
                since=since.get(cohort.pk),
                url=reverse("apply:applications", args=[cohort.slug]),
            )


def _more_time(waiting: list[sit.PendingDecisions], own: list[Cohort]) -> Iterator[PendingDecision]:
    """Requests for more time, late answers and proposals of others about them, and outages."""
    cohort_by_id = {cohort.pk: cohort for cohort in own}
    for row in waiting:
        cohort = cohort_by_id[row.cohort_id]
        if row.extensions:
            yield PendingDecision(
                title=f"{counted(row.extensions, 'request', 'requests')} for more time to decide",
                cohort=cohort.name,
                consequence="The participant can keep writing after the window closes, and marking can’t start.",
                since=row.since,
                url=reverse("sit:cohort_extensions", args=[cohort.slug]),
            )
        if row.late:
            yield PendingDecision(
                title=f"{counted(row.late, 'late answer', 'late answers')} to decide",
                cohort=cohort.name,
                consequence="Scripts can’t be prepared for marking.",
                since=row.since,
                url=reverse("sit:late", args=[cohort.slug, row.window_id]),
            )
        if row.outages:
            yield PendingDecision(
                title=f"{counted(row.outages, 'outage', 'outages')} to confirm",
                cohort=cohort.name,
                consequence="The close doesn’t move, and scripts can’t be prepared for marking.",
                since=row.since,
                url=reverse("sit:outages", args=[cohort.slug, row.window_id]),
            )
        if row.to_confirm:
            yield PendingDecision(
                title=f"{counted(row.to_confirm, 'proposal', 'proposals')} about late answers to confirm",
                cohort=cohort.name,
                consequence="Scripts can’t be prepared for marking.",
                since=row.since,
                url=reverse("sit:late", args=[cohort.slug, row.window_id]),
            )


def _of_cohort(
    cohort: Cohort, person: Person, *, is_blocked: bool, at: datetime
) -> Iterator[PendingDecision]:
    """Scripts can't be prepared while more time or a late text is undecided, so that comes first."""
    window = sit.newest_closed_window_of(cohort=cohort, at=at)
    if window is None:
        return
    closed_at = sit.last_close_of(window=window)
    submitted = len(sit.list_closed_submissions(cohort=cohort, at=at))
    unprepared = 0 if is_blocked else submitted - mark.count_scripts(cohort=cohort)
    if remaining := unprepared + mark.count_unallocated(cohort=cohort):
        yield PendingDecision(
            title=f"{counted(remaining, 'script', 'scripts')} to prepare and allocate",
            cohort=cohort.name,
            consequence="Marking can’t start.",
            since=closed_at,
            url=reverse("mark:progress", args=[cohort.slug]),
            label="Prepare",
        )
    statuses = award.list_award_statuses_for(for_=person, cohort=cohort, at=at)
    if ready := sum(status.can_decide for status in statuses):
        yield PendingDecision(
            title=f"{counted(ready, 'award', 'awards')} ready to decide",
            cohort=cohort.name,
            consequence="Participants keep waiting for their results.",
            since=closed_at,
            url=reverse("award:cohort", args=[cohort.slug]),
        )
