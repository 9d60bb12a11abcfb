"""What agreeing a need sets off in other rooms: time that someone else decides on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people import actions as people
from waymark.journey.sit import actions as sit
from waymark.kit.clock import local_day
from waymark.kit.formatting import long_date
from waymark.kit.refusals import Refusal

if TYPE_CHECKING:
    from waymark.ground.people.actions import NeedDraft
    from waymark.ground.people.models import AgreedNeed, Person, ProposedNeed


@transaction.atomic
def agree_need(*, person: Person, draft: NeedDraft, by: Person, at: datetime) -> tuple[AgreedNeed, list[str]]:
    """The need, and the cohorts for which extra time is proposed because of it."""
    need = people.agree_need(person=person, draft=draft, by=by, at=at)
    return need, propose_time(person=person, draft=draft, by=by, at=at)


@transaction.atomic
def change_need(
    *, need: AgreedNeed, draft: NeedDraft, reason: str, by: Person, at: datetime
) -> tuple[AgreedNeed, list[str]]:
    """As `agree_need`, for a need that changes."""
    changed = people.change_need(need=need, draft=draft, reason=reason, by=by, at=at)
    return changed, propose_time(person=need.person, draft=draft, by=by, at=at)


@transaction.atomic
def agree_proposed_need(
    *, proposed: ProposedNeed, draft: NeedDraft, by: Person, at: datetime
) -> tuple[AgreedNeed, list[str]]:
    """As `agree_need`, for a need that someone named in an application."""
    need = people.agree_proposed_need(proposed=proposed, draft=draft, by=by, at=at)
    return need, propose_time(person=proposed.person, draft=draft, by=by, at=at)


def propose_time(*, person: Person, draft: NeedDraft, by: Person, at: datetime) -> list[str]:
    """Ask for days, and minutes for rest breaks, in each cohort the person is in.

    A request that waits already is left as it is. The request names the agreement and not the need: whoever
    decides sees no more than they must.
    """
    proposed = []
    is_time = draft.extra_days or draft.rest_minutes
    for enrolment in cohorts.list_own_enrolments(person=person, at=at) if is_time else ():
        today = local_day(at, cohorts.zone_of(cohort=enrolment.cohort))
        try:
            with transaction.atomic():
                sit.request_access_time(
                    enrolment=enrolment,
                    extra_days=draft.extra_days,
                    rest_minutes=draft.rest_minutes,
                    arrangement=f"Access needs agreed on {long_date(today)}",
                    by=by,
                    at=at,
                )
        except Refusal:
            continue
        proposed.append(enrolment.cohort.name)
    return proposed
