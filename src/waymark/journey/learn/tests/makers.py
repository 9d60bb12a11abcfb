"""The session and the study item that the tests of this room use."""

from __future__ import annotations

from waymark.ground.cohorts.models import CalendarItem

WORKSHOP = "workshop-1"
STUDY = "study-1"


def get_calendar_item(cast, item_id=WORKSHOP) -> CalendarItem:
    rows = CalendarItem.objects.select_related("cohort__programme", "cohort__provider")
    return rows.get(cohort=cast.cohort, item_id=item_id)


def earned(cast, who="amina", item_id=WORKSHOP) -> int:
    """Minutes credited to the participant for the item."""
    from waymark.ground.hours.queries import get_minutes_by_item

    return get_minutes_by_item(enrolment=getattr(cast, who)).get(item_id, 0)
