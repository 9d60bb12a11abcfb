"""The route through a programme, as the public page shows it."""

from __future__ import annotations

from tests.cast import Cast
from waymark.journey.apply.programmes.route import route


def test_an_item_is_dated_by_month_even_where_the_pack_has_a_day(cast: Cast) -> None:
    programme = cast.programme(cast.ucl_cohort)
    item = next(item for item in programme.items if item.span and item.span.taken_first)
    assert item.span
    span = item.span.model_copy(update={"taken_first": "2025-09-12", "taken_last": "2025-10-03"})
    dated = programme.model_copy(update={"items": (item.model_copy(update={"span": span}),)})
    sections = list(route(dated, is_shared=False))
    rows = [row for section in sections for row in section.items]
    assert [row.when for row in rows] == ["September 2025 to October 2025"]
    assert item.span.as_printed in rows[0].contradiction
