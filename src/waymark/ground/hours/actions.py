"""Adding minutes to a participant's hours record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from waymark.ground.hours.models import Credit

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person


def credit(
    *,
    enrolment: Enrolment,
    item_id: str,
    minutes: int,
    source: str,
    because: models.Model,
    by: Person | None,
    at: datetime,
) -> Credit | None:
    """Add minutes for the row `because`, in its own transaction. The same row credits an item only once.

    Returns None for 0 minutes.
    """
    if minutes == 0:
        return None
    row, _ = Credit.objects.get_or_create(
        enrolment=enrolment,
        item_id=item_id,
        source=source,
        source_id=because.pk,
        defaults={"minutes": minutes, "by": by, "at": at},
    )
    return row


def credit_new_rows(
    minutes: Iterable[tuple[int, int, int]],
    *,
    item_id: str,
    source: str,
    by: Person | None,
    at: datetime,
) -> None:
    """As `credit`, for rows that were added in the same transaction, so that none can be credited already.

    `minutes`: the enrolment's id, the id of the row, and whole minutes, which may be negative in a correction.
    """
    Credit.objects.bulk_create(
        Credit(
            enrolment_id=enrolment_id,
            item_id=item_id,
            minutes=difference,
            source=source,
            source_id=row_id,
            by=by,
            at=at,
        )
        for enrolment_id, row_id, difference in minutes
        if difference
    )
