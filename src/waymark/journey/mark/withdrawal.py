"""Takes scripts away from markers for whom a conflict of interest arose, and gives them to others."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people.actions import Message, queue_messages
from waymark.ground.people.queries import list_holders
from waymark.ground.people.roles import Role
from waymark.journey.mark import emails, words
from waymark.journey.mark.allocation import fill_allocations, scripts_that_need_a_third
from waymark.journey.mark.conflicts import list_later_conflicts
from waymark.journey.mark.models import Allocation, Script
from waymark.kit.addresses import site_address
from waymark.kit.formatting import counted

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort


def withdraw_conflicted(*, at: datetime) -> int:
    """Withdraw every allocation that is no longer allowed; returns how many. A recorded mark is kept.

    Another marker who is free gets the script at once, and each lead an email that names no script and no reason:
    both could name the writer.
    """
    conflicts = list_later_conflicts()
    cohort_ids = sorted({conflict.cohort_id for conflict in conflicts})
    return sum(_withdraw_in(cohort_id, at=at) for cohort_id in cohort_ids)


@transaction.atomic
def _withdraw_in(cohort_id: int, *, at: datetime) -> int:
    scripts = {script.pk: script for script in _lock_scripts(cohort_id)}
    ids = [conflict.allocation_id for conflict in list_later_conflicts() if conflict.cohort_id == cohort_id]
    allocations = list(Allocation.objects.filter(pk__in=ids, withdrawn_at=None))
    if not allocations:
        return 0
    Allocation.objects.filter(pk__in=ids).update(withdrawn_at=at)
    cohort = next(iter(scripts.values())).cohort
    for allocation in allocations:
        facts = {"part": allocation.part, "marker": allocation.marker_id}
        script = scripts[allocation.script_id]
        ledger.record(
            "mark.withdrawn", about=script, provider_id=cohort.provider_id, by=None, at=at, facts=facts
        )
    affected = [scripts[script_id] for script_id in {allocation.script_id for allocation in allocations}]
    thirds = scripts_that_need_a_third(cohort)
    replaced = fill_allocations(cohort, affected, thirds=thirds, all_or_none=False, by=None, at=at)
    _tell_leads(cohort, allocations, replaced=replaced, at=at)
    return len(allocations)


def _lock_scripts(cohort_id: int) -> list[Script]:
    rows = Script.objects.select_for_update(of=("self",)).filter(cohort_id=cohort_id)
    return list(rows.select_related("cohort__provider").order_by("id"))


def _tell_leads(cohort: Cohort, allocations: list[Allocation], *, replaced: int, at: datetime) -> None:
    number = counted(len(allocations), "script", "scripts")
    missing = len(allocations) - replaced
    next_step = words.STILL_TO_ALLOCATE if missing > 0 else words.ALL_REPLACED
    first = min(allocation.pk for allocation in allocations)
    values = {
        "cohort": cohort.name,
        "scripts": number,
        "next_step": next_step,
        "link": site_address("mark:progress", cohort.slug),
    }
    messages = [
        Message(
            emails.WITHDRAWN,
            lead.email,
            {**values, "name": lead.name},
            once=f"mark.withdrawn:{first}:{at.timestamp():.0f}:{lead.pk}",
            cohort_id=cohort.pk,
        )
        for lead in list_holders(provider=cohort.provider, role=Role.LEAD)
    ]
    queue_messages(messages, provider=cohort.provider, at=at)
