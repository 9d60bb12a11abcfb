"""From which day until which an enrolment is with a delivery partner."""

from __future__ import annotations

from datetime import date

import pytest

from waymark.ground.cohorts.partners.rules import Period, is_same_partner, periods_with

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


@pytest.mark.parametrize(
    ("changes", "periods"),
    [
        ([], ()),
        ([(MAY, "Harbour Lights")], (Period(MAY),)),
        ([(MAY, "HARBOUR  Lights")], (Period(MAY),)),
        ([(MAY, "Harbour")], ()),
        ([(MAY, "Harbour Lights"), (JUNE, "Northway")], (Period(MAY, JUNE),)),
        ([(MAY, "Harbour Lights"), (JUNE, "")], (Period(MAY, JUNE),)),
        ([(MAY, "Northway"), (JUNE, "Harbour Lights")], (Period(JUNE),)),
        (
            [(MAY, "Harbour Lights"), (JUNE, "Northway"), (JULY, "Harbour Lights")],
            (Period(MAY, JUNE), Period(JULY)),
        ),
        ([(MAY, "Harbour Lights"), (JUNE, "harbour lights")], (Period(MAY),)),
        ([(MAY, "Harbour Lights"), (MAY, "Northway")], ()),
        ([(MAY, "Northway"), (MAY, "Harbour Lights")], (Period(MAY),)),
    ],
)
def test_an_enrolment_is_with_a_partner_until_the_next_change(changes, periods) -> None:
    assert periods_with(["Harbour Lights"], changes) == periods


def test_two_partners_of_one_person_are_read_together() -> None:
    changes = [(MAY, "Harbour Lights"), (JUNE, "Northway")]
    assert periods_with(["Harbour Lights", "Northway"], changes) == (Period(MAY),)


def test_no_partner_is_no_ones() -> None:
    assert periods_with([""], [(MAY, "")]) == ()
    assert not is_same_partner("", " ")
    assert is_same_partner("Université Nord", "universite  nord")
