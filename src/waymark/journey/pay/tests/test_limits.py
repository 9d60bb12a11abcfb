"""Where the limits of sums and of cancellation rules lie."""

from __future__ import annotations

from datetime import date

import pytest

from waymark.ground.programmes.values import CancellationRule
from waymark.journey.pay.rules import (
    Balance,
    ChargeReason,
    Payer,
    Share,
    TotalBalance,
    balance_of,
    cancellation_charge,
    instalments_of,
    may_agree,
    read_pounds,
    vat_on,
    write_pounds,
)

AGREED, START = date(2027, 1, 1), date(2027, 4, 26)


@pytest.mark.parametrize(
    ("text", "pence"),
    [("10,000,000", 1_000_000_000), ("10000000.01", None), ("1.5", 150), ("1.05", 105), ("7", 700)],
)
def test_sums_up_to_ten_million_pounds_are_read(text: str, pence: int | None) -> None:
    assert read_pounds(text) == pence


@pytest.mark.parametrize(
    ("pence", "text"),
    [(0, "0.00"), (1, "0.01"), (-1, "-0.01"), (100, "1.00"), (-10_005, "-100.05"), (101, "1.01")],
)
def test_a_sum_is_written_with_two_decimals(pence: int, text: str) -> None:
    assert write_pounds(pence) == text


def test_vat_is_rounded_to_the_nearest_penny() -> None:
    assert [vat_on(net, percent=20) for net in (2, 3, 7)] == [0, 1, 1]
    assert vat_on(249, percent=1) == 2


def test_an_instalment_of_nothing_is_left_out_but_the_first_stays() -> None:
    assert [pence for _, pence in instalments_of(2, parts=3, first_on=START)] == [1, 1]
    assert [pence for _, pence in instalments_of(0, parts=3, first_on=START)] == [0]


def test_a_payer_may_have_a_part_of_nothing() -> None:
    assert may_agree(total=100, shares=[Share(Payer.SCHOOL, "", 100), Share(Payer.TRUST, "", 0)]).allowed
    assert not may_agree(total=99, shares=[Share(Payer.SCHOOL, "", 100), Share(Payer.TRUST, "", -1)]).allowed


def test_a_whole_fee_that_is_settled_has_no_credit() -> None:
    part = Balance(agreed=100, paid=100, due=100)
    total = TotalBalance(100, 100, 100, (part,))
    assert (total.owed, total.overdue, total.credit) == (0, 0, 0)


def test_what_is_settled_is_nought() -> None:
    balance = balance_of([(AGREED, 100)], paid=100, today=START)
    assert balance == Balance(agreed=100, paid=100, due=100)
    assert (balance.owed, balance.overdue, balance.credit) == (0, 0, 0)


RULES = (
    CancellationRule(within_days=14, charge_pence=0),
    CancellationRule(before="start", charge_pence=1_000),
    CancellationRule(after_session=1, share=0.5),
    CancellationRule(after_session=3, share=1),
)


@pytest.mark.parametrize(
    ("today", "sessions", "pence", "reason", "session"),
    [
        (date(2027, 1, 15), 0, 0, ChargeReason.COOLING_OFF, 0),
        (date(2027, 1, 16), 0, 1_000, ChargeReason.BEFORE_START, 0),
        (date(2027, 5, 10), 1, 5_000, ChargeReason.AFTER_SESSION, 1),
        (date(2027, 5, 10), 2, 5_000, ChargeReason.AFTER_SESSION, 1),
        (date(2027, 5, 10), 3, 10_000, ChargeReason.AFTER_SESSION, 3),
    ],
)
def test_the_rule_that_was_reached_last_holds(
    today: date, sessions: int, pence: int, reason: ChargeReason, session: int
) -> None:
    charge = cancellation_charge(
        RULES, fee_pence=10_000, agreed_on=AGREED, today=today, starts_on=START, sessions_over=sessions
    )
    assert (charge.pence, charge.reasons, charge.session) == (pence, (reason,), session)


def test_of_two_rules_for_one_session_the_first_holds() -> None:
    rules = [CancellationRule(after_session=1, charge_pence=pence) for pence in (30, 20)]
    charge = cancellation_charge(
        rules, fee_pence=100, agreed_on=AGREED, today=START, starts_on=START, sessions_over=1
    )
    assert charge.pence == 30


def test_a_charge_that_is_exactly_the_fee_is_not_said_to_be_cut() -> None:
    def charge_of(pence: int) -> tuple[int, tuple[ChargeReason, ...]]:
        rules = [CancellationRule(before="start", charge_pence=pence)]
        charge = cancellation_charge(
            rules, fee_pence=100, agreed_on=AGREED, today=AGREED, starts_on=START, sessions_over=0
        )
        return charge.pence, charge.reasons

    assert charge_of(100) == (100, (ChargeReason.BEFORE_START,))
    assert charge_of(101) == (100, (ChargeReason.BEFORE_START, ChargeReason.AT_MOST_THE_FEE))


def test_without_a_rule_that_applies_nothing_is_charged() -> None:
    for rules in ((), (CancellationRule(after_session=2, charge_pence=5),)):
        charge = cancellation_charge(
            rules, fee_pence=100, agreed_on=AGREED, today=AGREED, starts_on=START, sessions_over=1
        )
        assert (charge.pence, charge.reasons) == (0, (ChargeReason.NO_RULE,))
