"""Background work: deletes what is kept for a day, erases whom two people agreed to erase, and removes what is due."""

from __future__ import annotations

from datetime import date, datetime

from waymark.ground.people.queries import list_providers
from waymark.web.privacy import retention
from waymark.web.privacy.requests import carry_out_approved, empty_expired_copies
from waymark.web.privacy.traces import clean_free_space
from waymark.web.sending.kept import delete_old

_removed_on: dict[int, date] = {}
"""By provider, the day on which this process last removed what was due."""


def run(*, at: datetime) -> int:
    erased = carry_out_approved(at=at)
    if erased:
        clean_free_space()
    return delete_old(at=at) + erased + empty_expired_copies(at=at) + _remove_due(at=at)


def _remove_due(*, at: datetime) -> int:
    """Once a day for each provider whose lead has switched it on."""
    done = 0
    for provider in list_providers():
        if _removed_on.get(provider.pk) != at.date() and retention.is_on(provider_id=provider.pk):
            _removed_on[provider.pk] = at.date()
            done += sum(retention.remove_due(provider=provider, at=at).values())
    return done
