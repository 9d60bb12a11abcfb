"""Which sections a pack has, which counts are shown, and when a link works."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest

from waymark.ground.programmes.values import InspectionTemplate
from waymark.ground.programmes.values.inspection import InspectionSection
from waymark.journey.improve.inspections.rules import (
    EVERYTHING,
    LinkState,
    PackReason,
    SectionId,
    link_expires,
    link_state,
    may_make_pack,
    shown_count,
    templates_from,
)
from waymark.journey.improve.inspections.words import SECTIONS

AT = datetime(2026, 10, 22, 9, tzinfo=UTC)


def test_without_a_template_of_a_pack_there_is_one_with_every_section() -> None:
    assert templates_from([]) == (EVERYTHING,)
    assert EVERYTHING.sections == tuple(SectionId)
    assert set(SECTIONS) == set(SectionId)


def test_templates_of_packs_come_first_and_each_once() -> None:
    dfe = InspectionTemplate(id="dfe", title="DfE audit", sections=("people", "calendar"))
    own = InspectionTemplate(id="everything", title="Ours", sections=("staff",))
    first, last = templates_from([dfe, dfe, own])
    assert (first.id, first.title, first.sections) == (
        "dfe",
        "DfE audit",
        (SectionId.PEOPLE, SectionId.CALENDAR),
    )
    assert last == EVERYTHING


def test_a_pack_may_name_every_section_there_is() -> None:
    assert set(get_args(InspectionSection.__value__)) == {section.value for section in SectionId}


@pytest.mark.parametrize(
    ("count", "of", "shown"),
    [
        (0, 3, "0 of 3"),
        (3, 3, "3 of 3"),
        (0, 0, "0 of 0"),
        (4, 20, "not shown: fewer than 5 people"),
        (5, 20, "5 of 20"),
        (15, 20, "15 of 20"),
        (16, 20, "not shown: fewer than 5 people"),
        (1_000, 2_000, "1,000 of 2,000"),
    ],
)
def test_small_counts_and_small_remainders_are_not_shown(count, of, shown) -> None:
    assert shown_count(count, of=of) == shown


@pytest.mark.parametrize(
    ("from_on", "until_on", "reasons"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), ()),
        (date(2026, 1, 2), date(2026, 1, 1), (PackReason.ENDS_BEFORE,)),
        (date(2024, 1, 1), date(2025, 12, 31), ()),
        (date(2024, 1, 1), date(2026, 1, 1), (PackReason.TOO_LONG,)),
    ],
)
def test_a_pack_covers_a_period_of_two_years_at_most(from_on, until_on, reasons) -> None:
    assert may_make_pack(from_on=from_on, until_on=until_on).reasons == reasons


@pytest.mark.parametrize(
    ("expires_in", "ended_at", "state"),
    [
        (1, None, LinkState.OPEN),
        (0, None, LinkState.EXPIRED),
        (-1, None, LinkState.EXPIRED),
        (1, AT, LinkState.ENDED),
        (-1, AT, LinkState.ENDED),
    ],
)
def test_a_link_works_until_it_expires_or_is_ended(expires_in, ended_at, state) -> None:
    expires_at = AT + timedelta(seconds=expires_in)
    assert link_state(expires_at=expires_at, ended_at=ended_at, at=AT) is state
    assert link_expires(AT, days=14) == datetime(2026, 11, 5, 9, tzinfo=UTC)
