"""What comes first on a participant's home page, as a table."""

from datetime import date

import pytest

from waymark.ground.hours.rules import ItemStatus
from waymark.web.rules import RouteItem, group_by_time, minutes_left, next_item

TODAY = date(2026, 4, 21)


def route_item(name: str, on: date, until: date | None = None, **fields: object) -> RouteItem:
    defaults: dict[str, object] = {
        "item_id": name, "what": name, "status": ItemStatus.NOT_STARTED, "why": "", "minutes": 60, "earned": 0,
        "on": on, "until": until or on,
    }  # fmt: skip
    return RouteItem(**(defaults | fields))


@pytest.mark.parametrize(
    ("item", "group"),
    [
        (route_item("done", date(2026, 1, 1), status=ItemStatus.DONE), "done"),
        (route_item("today", TODAY), "now"),
        (route_item("open", date(2026, 4, 1), date(2026, 5, 30)), "now"),
        (route_item("missed", date(2026, 3, 1)), "past"),
        (route_item("waits", date(2026, 4, 1), date(2026, 5, 30), status=ItemStatus.CANNOT_START), "soon"),
        (route_item("soon", date(2026, 5, 19)), "soon"),
        (route_item("later", date(2026, 5, 20)), "later"),
    ],
)
def test_item_is_in_the_right_group(item: RouteItem, group: str) -> None:
    groups = group_by_time([item], today=TODAY)
    assert getattr(groups, group) == [item]


def test_mentor_time_is_never_overdue() -> None:
    groups = group_by_time([route_item("check-in", date(2026, 3, 1), is_own=False)], today=TODAY)
    assert groups == group_by_time([], today=TODAY)


def test_at_most_five_items_are_now() -> None:
    groups = group_by_time([route_item(str(n), TODAY) for n in range(7)], today=TODAY)
    assert (len(groups.now), len(groups.soon)) == (5, 2)


def test_next_item_can_be_done_alone_and_is_due_first() -> None:
    session = route_item("session", TODAY, by_participant=False)
    reading = route_item("reading", date(2026, 4, 1), date(2026, 5, 30))
    audit = route_item("audit", date(2026, 4, 1), date(2026, 4, 30))
    assert next_item(group_by_time([session, reading, audit], today=TODAY), today=TODAY) == audit


def test_next_item_is_the_next_date_when_nothing_can_be_done_alone() -> None:
    far, near = route_item("far", date(2026, 9, 1)), route_item("near", date(2026, 5, 2))
    assert next_item(group_by_time([far, near], today=TODAY), today=TODAY) == near
    assert next_item(group_by_time([], today=TODAY), today=TODAY) is None


def test_minutes_left_exclude_minutes_earned() -> None:
    assert minutes_left([route_item("a", TODAY, earned=20), route_item("b", TODAY, earned=90)]) == 40
