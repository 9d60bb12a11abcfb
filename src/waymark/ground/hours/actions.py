"""Writing into the hours book."""

from __future__ import annotations

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
    """Add a line for the act `because`, inside its transaction. The same act credits once; none for 0 minutes."""
    if minutes == 0:
        return None
    line, _ = Credit.objects.get_or_create(
        enrolment=enrolment,
        item_id=item_id,
        source=source,
        source_id=because.pk,
        defaults={"minutes": minutes, "by": by, "at": at},
    )
    return line
