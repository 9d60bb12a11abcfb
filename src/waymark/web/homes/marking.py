"""Homes of markers, senior markers and the award board: what to mark, confirm or release next."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.roles import Role
from waymark.journey.award import queries as award
from waymark.journey.mark import queries as mark
from waymark.journey.sit import queries as sit
from waymark.kit.formatting import counted
from waymark.web.homes.lead import deferrals_to_decide
from waymark.web.homes.values import HomePage, HomeRow, HomeSection

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


def marker(*, person: Person, at: datetime) -> HomePage:
    scripts = mark.list_allocated_scripts(for_=person)
    waiting = [script for script in scripts if not script.is_marked]
    if not waiting:
        title = "You have marked all your scripts" if scripts else "You have no scripts to mark yet"
        return HomePage(title=title, text="The programme lead allocates scripts after a window closes.")
    url = reverse("mark:script", args=[waiting[0].code])
    marked = len(scripts) - len(waiting)
    text = f"You have marked {marked} of {len(scripts)}. No one sees your marks until both markers have finished."
    title = f"You have {counted(len(waiting), 'script', 'scripts')} to mark"
    return HomePage(title=title, text=text, url=url, label="Open the next script")


def senior(*, person: Person, at: datetime) -> HomePage:
    waiting = mark.list_unconfirmed_fails_for(for_=person)
    if not waiting:
        return HomePage(
            title="No fails are awaiting your confirmation",
            text="A fail counts only when a senior marker has confirmed it.",
        )
    text = "A fail isn’t final, and no one is told about it, until you confirm it."
    title = f"You have {counted(len(waiting), 'fail', 'fails')} to confirm"
    return HomePage(
        title=title, text=text, url=reverse("mark:fails"), label="See fails awaiting confirmation"
    )


def board(*, person: Person, at: datetime) -> HomePage:
    waiting = len(award.list_unreleased_for(for_=person))
    sections = [_more_time(person), *_deferrals(person)]
    if not waiting:
        return HomePage(
            title="There are no results to release",
            text="The programme lead’s decisions appear here.",
            sections=sections,
        )
    text = "Participants can’t see their results until the board releases them."
    title = f"You have {counted(waiting, 'result', 'results')} to release"
    return HomePage(
        title=title,
        text=text,
        url=reverse("award:releases"),
        label="See results to release",
        sections=sections,
    )


def _more_time(person: Person) -> HomeSection:
    """A later close, and a late text that counts, need two people: a board member is the second of one lead."""
    own = {cohort.pk: cohort for cohort in cohorts.list_cohorts_for(for_=person, role=Role.BOARD)}
    waiting: Counter[int] = Counter()
    late: list[HomeRow] = []
    for pending in sit.list_pending_decisions_for(for_=person):
        waiting[pending.cohort_id] += pending.extensions
        cohort = own[pending.cohort_id]
        if pending.outages:
            late.append(
                HomeRow(
                    title=cohort.name,
                    url=reverse("sit:outages", args=[cohort.slug, pending.window_id]),
                    text=f"{counted(pending.outages, 'outage', 'outages')} to confirm",
                )
            )
        if pending.to_confirm:
            late.append(
                HomeRow(
                    title=cohort.name,
                    url=reverse("sit:late", args=[cohort.slug, pending.window_id]),
                    text=f"{counted(pending.to_confirm, 'proposal', 'proposals')} about late answers to confirm",
                )
            )
    rows = [
        HomeRow(
            title=own[cohort_id].name,
            url=reverse("sit:cohort_extensions", args=[own[cohort_id].slug]),
            text=f"{counted(number, 'request', 'requests')} for more time to decide",
        )
        for cohort_id, number in waiting.items()
        if number
    ]
    return HomeSection(
        title="More time, late answers and outages",
        rows=rows + late,
        empty="There’s nothing to decide about more time, late answers or outages.",
    )


def _deferrals(person: Person) -> list[HomeSection]:
    """Deferrals that someone else asked for; no section where there are none."""
    rows = [
        HomeRow(title=decision.title, url=decision.url, text=decision.cohort)
        for decision in deferrals_to_decide(person)
    ]
    return [HomeSection(title="Deferrals to decide", rows=rows)] if rows else []
