"""Money in whole pence: nothing is lost or made by rounding."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.ground.programmes.values import CancellationRule
from waymark.journey.pay.rules import (
    ChargeReason,
    FeeReason,
    Payer,
    Share,
    balance_of,
    cancellation_charge,
    divide,
    instalments_of,
    may_agree,
    months_later,
    read_pounds,
    vat_on,
    write_pounds,
)

PENCE = st.integers(0, 1_000_000_000)
START = date(2027, 4, 26)
LEGACY = (
    CancellationRule(within_days=14, charge_pence=0),
    CancellationRule(before="start", charge_pence=15_000),
    CancellationRule(after_session=1, share=Fraction(1, 2)),
    CancellationRule(after_session=2, share=Fraction(1)),
)


@given(PENCE, st.integers(1, 24))
def test_parts_add_up_and_differ_by_at_most_a_penny(pence: int, parts: int) -> None:
    divided = divide(pence, parts)
    assert sum(divided) == pence
    assert len(divided) == parts
    assert max(divided) - min(divided) <= 1
    assert list(divided) == sorted(divided, reverse=True), "The odd pennies are in the first parts."


@given(PENCE, st.integers(1, 24), st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_instalments_add_up_and_are_a_month_apart(pence: int, parts: int, first_on: date) -> None:
    rows = instalments_of(pence, parts=parts, first_on=first_on)
    assert sum(part for _, part in rows) == pence
    assert [day for day, _ in rows] == sorted({day for day, _ in rows})


@given(PENCE)
def test_what_is_written_is_read_back(pence: int) -> None:
    assert read_pounds(write_pounds(pence)) == pence


@given(PENCE, st.integers(0, 100))
def test_vat_is_within_half_a_penny(net: int, percent: int) -> None:
    difference = vat_on(net, percent=percent) - Fraction(net * percent, 100)
    assert Fraction(-1, 2) < difference <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("£4,099", 409_900),
        ("4099.5", 409_950),
        (" 4 099.05 ", 409_905),
        ("0", 0),
        ("4,09", None),
        ("-5", None),
        ("4099.999", None),
        ("1e3", None),
        ("٤", None),
        ("", None),
        ("=1+1", None),
        ("99999999999", None),
    ],
)
def test_sums_are_read_as_people_write_them(text: str, pence: int | None) -> None:
    assert read_pounds(text) == pence


def test_half_a_penny_of_vat_is_rounded_up() -> None:
    assert vat_on(1_001, percent=50) == 501
    assert vat_on(409_900, percent=20) == 81_980


def test_the_last_day_of_a_month_stays_in_its_month() -> None:
    assert [months_later(date(2027, 1, 31), months) for months in (1, 2, 12)] == [
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2028, 1, 31),
    ]


@pytest.mark.parametrize(
    ("shares", "reasons"),
    [
        ([], [FeeReason.NO_PAYER]),
        ([Share(Payer.SCHOOL, "", 100)], []),
        ([Share(Payer.SCHOOL, "", 99)], [FeeReason.DOES_NOT_ADD_UP]),
        ([Share(Payer.SCHOOL, "A", 150), Share(Payer.TRUST, "", -50)], [FeeReason.NOT_POSITIVE]),
        ([Share(Payer.SCHOOL, "A", 50), Share(Payer.SCHOOL, "a", 50)], [FeeReason.SAME_PAYER]),
        ([Share(Payer.SCHOOL, "A", 50), Share(Payer.SCHOOL, "B", 50)], []),
    ],
)
def test_the_parts_of_all_payers_are_the_whole_fee(shares: list[Share], reasons: list[FeeReason]) -> None:
    assert list(may_agree(total=100, shares=shares).reasons) == reasons


def test_an_instalment_is_overdue_from_the_day_after() -> None:
    rows = [(date(2027, 5, 1), 60), (date(2027, 6, 1), 40)]
    assert balance_of(rows, paid=0, today=date(2027, 5, 1)).overdue == 0
    assert balance_of(rows, paid=10, today=date(2027, 5, 2)).overdue == 50
    assert balance_of(rows, paid=120, today=date(2027, 7, 1)).credit == 20


@pytest.mark.parametrize(
    ("today", "sessions", "pence", "reasons"),
    [
        (date(2027, 1, 14), 0, 0, [ChargeReason.COOLING_OFF]),
        (date(2027, 1, 16), 0, 15_000, [ChargeReason.BEFORE_START]),
        (START, 0, 0, [ChargeReason.NO_RULE]),
        (date(2027, 5, 10), 1, 245_940, [ChargeReason.AFTER_SESSION]),
        (date(2027, 6, 10), 5, 491_880, [ChargeReason.AFTER_SESSION]),
    ],
)
def test_what_a_withdrawal_costs(today: date, sessions: int, pence: int, reasons: list[ChargeReason]) -> None:
    charge = cancellation_charge(
        LEGACY,
        fee_pence=491_880,
        agreed_on=date(2027, 1, 1),
        today=today,
        starts_on=START,
        sessions_over=sessions,
    )
    assert (charge.pence, list(charge.reasons)) == (pence, reasons)


def test_a_charge_is_never_more_than_the_fee() -> None:
    charge = cancellation_charge(
        LEGACY, fee_pence=100, agreed_on=START, today=date(2027, 4, 1), starts_on=START, sessions_over=0
    )
    assert charge.pence <= 100


@given(PENCE, st.integers(0, 3), st.dates(date(2027, 1, 1), date(2028, 1, 1)))
def test_no_charge_is_below_nothing_or_above_the_fee(fee: int, sessions: int, today: date) -> None:
    charge = cancellation_charge(
        LEGACY,
        fee_pence=fee,
        agreed_on=date(2026, 6, 1),
        today=today,
        starts_on=START,
        sessions_over=sessions,
    )
    assert 0 <= charge.pence <= fee
    assert charge.reasons
