"""Pages about one participant: the route, the hours record, and what a lead sees."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.hours import queries as hours
from waymark.ground.ledger import queries as ledger
from waymark.ground.programmes.queries import programme_of
from waymark.journey.coach.queries import list_coach_changes
from waymark.journey.gather.queries import list_group_changes
from waymark.kit.formatting import long_moment
from waymark.web import participant as own
from waymark.web import words

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment

SOURCES = {
    "learn.attendance": "register",
    "learn.study": "study page",
    "reflect.answers": "answers",
    "practise.entry": "workbook",
    "gather.correction": "peer group, corrected",
    "gather.presence": "peer group",
    "coach.correction": "coaching, corrected",
    "coach.session": "coaching",
}


def route_of(journey: own.Journey, *, enrolment: Enrolment) -> dict[str, Any]:
    """Every item by module, in the order of the calendar."""
    titles = {module.id: module.title for module in journey.programme.modules}
    module_of = {item.id: item.module for item in journey.programme.items}
    items = sorted(journey.items, key=lambda item: (item.on, item.until))
    if titles:
        order = {module: position for position, module in enumerate(titles)}
        items.sort(key=lambda item: order.get(module_of[item.item_id] or "", len(order)))
    groups = [
        (titles.get(module or "", "Throughout the programme") if titles else "", own.rows_of(list(group)))
        for module, group in groupby(items, key=lambda item: module_of[item.item_id] if titles else None)
    ]
    return {"groups": groups, "journey": journey, "enrolment": enrolment, "facts": own.facts_of(journey)}


def hours_record_of(*, enrolment: Enrolment, at: datetime) -> dict[str, Any]:
    """Every credit of one participant; corrections are rows of their own."""
    programme = programme_of(enrolment.cohort.programme)
    titles = {item.id: item.title for item in programme.items}
    counts = {item.id: item.counts for item in programme.items}
    rows = [
        {
            "on": credit.at,
            "what": titles.get(credit.item_id, credit.item_id),
            "source": SOURCES.get(credit.source, credit.source),
            "by": credit.by.name if credit.by else "",
            "minutes": credit.minutes,
            "counts": counts.get(credit.item_id, False),
        }
        for credit in hours.list_credits(enrolment=enrolment)
    ]
    journey = own.journey_of(enrolment=enrolment, at=at)
    partner = cohorts.list_own_partners(person=enrolment.person, at=at).get(enrolment.pk, "")
    return {"credits": rows, "facts": own.facts_of(journey), "journey": journey, "partner": partner}


def for_lead(*, enrolment: Enrolment, at: datetime) -> dict[str, Any]:
    """What a lead sees of one participant."""
    journey = own.journey_of(enrolment=enrolment, at=at)
    entries = ledger.list_entries(provider_id=enrolment.cohort.provider_id, about=enrolment)
    entries += ledger.list_entries(provider_id=enrolment.cohort.provider_id, about=enrolment.person)
    events = [
        {
            "when": long_moment(entry.at),
            "text": words.ACTIONS.get(entry.verb, entry.verb),
            "by": _by(entry),
        }
        for entry in sorted(entries, key=lambda entry: entry.at, reverse=True)
    ]
    return {
        "coach_changes": list_coach_changes(enrolment=enrolment),
        "group_changes": list_group_changes(enrolment=enrolment),
        "enrolment": enrolment,
        "status_words": cohorts.status_in_words(enrolment=enrolment, at=at),
        "journey": journey,
        "facts": own.facts_of(journey, own=False),
        "events": events,
        "rows": own.rows_of([*journey.groups.now, *journey.groups.soon]),
    }


def _by(entry: Any) -> str:
    return entry.by.name if entry.by else ""
