"""What comes first, as a table."""

from datetime import date

import pytest

from waymark.ground.hours.rules import ItemStatus
from waymark.web.rules import RouteItem, group_by_time, minutes_left, next_item

TODAY = date(2026, 4, 21)


def stop(name: str, on: date, until: date | None = None, **given: object) -> RouteItem:
    told: dict[str, object] = {
        "item_id": name, "what": name, "status": ItemStatus.NOT_STARTED, "why": "", "minutes": 60, "earned": 0,
        "on": on, "until": until or on,
    }  # fmt: skip
    return RouteItem(**(told | given))


@pytest.mark.parametrize(
    ("given", "group"),
    [
        (stop("done", date(2026, 1, 1), status=ItemStatus.DONE), "done"),
        (stop("today", TODAY), "now"),
        (stop("open", date(2026, 4, 1), date(2026, 5, 30)), "now"),
        (stop("missed", date(2026, 3, 1)), "past"),
        (stop("waits", date(2026, 4, 1), date(2026, 5, 30), status=ItemStatus.CANNOT_START), "soon"),
        (stop("soon", date(2026, 5, 19)), "soon"),
        (stop("later", date(2026, 5, 20)), "later"),
    ],
)
def test_where_a_stop_stands(given: RouteItem, group: str) -> None:
    groups = group_by_time([given], today=TODAY)
    assert getattr(groups, group) == [given]


def test_a_mentors_time_is_not_held_against_the_participant() -> None:
    groups = group_by_time([stop("check-in", date(2026, 3, 1), is_own=False)], today=TODAY)
    assert groups == group_by_time([], today=TODAY)


def test_at_most_five_are_now() -> None:
    groups = group_by_time([stop(str(n), TODAY) for n in range(7)], today=TODAY)
    assert (len(groups.now), len(groups.soon)) == (5, 2)


def test_next_is_what_can_be_done_alone_and_falls_due_first() -> None:
    session = stop("session", TODAY, by_participant=False)
    reading = stop("reading", date(2026, 4, 1), date(2026, 5, 30))
    audit = stop("audit", date(2026, 4, 1), date(2026, 4, 30))
    assert next_item(group_by_time([session, reading, audit], today=TODAY), today=TODAY) == audit


def test_with_nothing_to_do_alone_the_next_date_is_next() -> None:
    far, near = stop("far", date(2026, 9, 1)), stop("near", date(2026, 5, 2))
    assert next_item(group_by_time([far, near], today=TODAY), today=TODAY) == near
    assert next_item(group_by_time([], today=TODAY), today=TODAY) is None


def test_minutes_are_those_still_to_do() -> None:
    assert minutes_left([stop("a", TODAY, earned=20), stop("b", TODAY, earned=90)]) == 40
