"""The facilitator's home: the oldest register to take, or the newest results."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.roles import Role
from waymark.journey.learn import queries as learn
from waymark.journey.reflect import queries as reflect
from waymark.kit.formatting import long_date
from waymark.web.homes.values import HomePage, HomeRow, HomeSection

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person


def facilitator(*, person: Person, at: datetime) -> HomePage:
    """The oldest missing register first, then the newest results."""
    own = cohorts.list_cohorts_for(for_=person, role=Role.FACILITATOR)
    answered = [
        (cohort, open_set)
        for cohort in own
        for open_set in reflect.list_open_question_sets(cohort=cohort, at=at)
        if open_set.respondent_count
    ]
    answered.sort(key=lambda pair: pair[1].opened_at, reverse=True)
    missing = [
        (cohort, session)
        for cohort in own
        for session in learn.list_sessions(cohort=cohort)
        if session.calendar_item.ends_at <= at and not session.recorded
    ]
    missing.sort(key=lambda pair: pair[1].calendar_item.ends_at)
    sections = [
        HomeSection(
            title="Registers to take",
            rows=[_register(cohort, session) for cohort, session in missing[-6:]],
            empty="You’re up to date. There are no registers to take.",
        ),
        HomeSection(
            title="Newest results",
            rows=[_result(cohort, open_set) for cohort, open_set in answered[:6]],
            empty="Results appear here once at least five participants have answered.",
        ),
        HomeSection(
            title="Your cohorts",
            rows=[_cohort_line(cohort) for cohort in own],
            empty="You haven’t been added to a cohort yet.",
        ),
    ]
    if missing:
        return _take_register(*missing[0], sections=sections)
    if not answered:
        return HomePage(
            title="You’re up to date",
            text="There are no results to look at yet. Questions open when the item before them ends.",
            sections=sections,
        )
    cohort, newest = answered[0]
    url = reverse("reflect:results", args=[cohort.slug, newest.question_set.id])
    text = f"{newest.respondent_count} or more answers so far, from {cohort.name}."
    return HomePage(
        title=f"See what participants learned in {newest.experience_title}",
        text=text,
        url=url,
        label="See the results",
        sections=sections,
    )


def _take_register(cohort: Cohort, session: learn.CohortSession, *, sections: list[HomeSection]) -> HomePage:
    when = f"It was on {long_date(session.calendar_item.on)}, with {cohort.name}."
    return HomePage(
        title=f"Take the register for {session.item.title}",
        text=f"{when} Hours are added when you save the register.",
        url=reverse("learn:register", args=[cohort.slug, session.item.id]),
        label="Take the register",
        sections=sections,
    )


def _register(cohort: Cohort, session: learn.CohortSession) -> HomeRow:
    url = reverse("learn:register", args=[cohort.slug, session.item.id])
    return HomeRow(
        title=session.item.title, url=url, text=f"{long_date(session.calendar_item.on)}, {cohort.name}."
    )


def _result(cohort: Cohort, open_set: reflect.OpenQuestionSet) -> HomeRow:
    url = reverse("reflect:results", args=[cohort.slug, open_set.question_set.id])
    why = f"{open_set.respondent_count} or more answers. {cohort.name}."
    return HomeRow(title=open_set.question_set.title, url=url, text=why)


def _cohort_line(cohort: Cohort) -> HomeRow:
    return HomeRow(
        title=cohort.name,
        url=reverse("learn:cohort_sessions", args=[cohort.slug]),
        text="Sessions and registers",
    )
