"""What a withdrawal costs, from an example pack: neither of the two documents in `packs/` says so.

The example is what providers commonly ask: nothing within 14 days, £150 before the start, half of the fee after the
first session and all of it after the second. A pack writes it like this:

    fee:
      cancellation:
        - {within_days: 14, charge_pence: 0}
        - {before: start, charge_pence: 15000}
        - {after_session: 1, share: 1/2}
        - {after_session: 2, share: 1}
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.packs.planting import Files, findings_in, sound, swap
from waymark.ground.programmes.checker import check
from waymark.ground.programmes.loader import load_pack, load_source
from waymark.ground.programmes.values import CancellationRule, Fee, FeeGate, GateName, Payer
from waymark.journey.pay.rules import Charge, ChargeReason, cancellation_charge

PACKS = Path(__file__).parents[2] / "packs"
RULES = """\
    - {within_days: 14, charge_pence: 0}
    - {before: start, charge_pence: 15000}
    - {after_session: 1, share: 1/2}
    - {after_session: 2, share: 1}
"""
AGREED, START = date(2027, 1, 1), date(2027, 4, 26)


def example() -> Files:
    return swap(
        (
            "    - {within_days: 14, charge_pence: 0}\n"
            "    - {before: start, charge_pence: 5000}\n"
            "    - {after_session: 1, share: 1/2}\n",
            RULES,
        )
    )(sound())


def fee_of(files: Files) -> Fee:
    fee = load_source(files).programme.fee
    assert fee is not None
    return fee


def charge(
    pence: int, today: date, sessions: int, rules: tuple[CancellationRule, ...] | None = None
) -> Charge:
    return cancellation_charge(
        fee_of(example()).cancellation if rules is None else rules,
        fee_pence=pence,
        agreed_on=AGREED,
        today=today,
        starts_on=START,
        sessions_over=sessions,
    )


def test_the_example_is_a_pack_without_problems() -> None:
    assert {finding.severity.value for finding in findings_in(example())} == {"note"}
    assert "cancellation-unsaid" not in {finding.code for finding in findings_in(example())}


def test_a_pack_that_says_nothing_gets_a_note_and_one_without_a_fee_does_not() -> None:
    codes = {
        name: {finding.code for finding in check(load_pack(PACKS / name))}
        for name in ("ucl-npqel-2025", "llse-npqel")
    }
    assert "cancellation-unsaid" in codes["ucl-npqel-2025"], "Its document gives a fee and no such rule."
    assert "cancellation-unsaid" not in codes["llse-npqel"], "Its document gives no fee."


@pytest.mark.parametrize(
    ("today", "sessions", "pence"),
    [
        (AGREED, 0, 0),
        (AGREED + timedelta(days=14), 0, 0),
        (AGREED + timedelta(days=15), 0, 15_000),
        (START - timedelta(days=1), 0, 15_000),
        (START, 0, 0),
        (START, 1, 245_940),
        (START, 2, 491_880),
        (START, 9, 491_880),
    ],
)
def test_the_example_in_figures(today: date, sessions: int, pence: int) -> None:
    assert charge(491_880, today, sessions).pence == pence


def test_half_of_an_odd_fee_is_rounded_down_to_a_whole_penny() -> None:
    assert charge(491_881, START, 1).pence == 245_940
    assert isinstance(charge(491_881, START, 1).pence, int)


FEES = st.integers(0, 10_000_000)
DAYS = st.dates(AGREED, date(2028, 12, 31))
SHARES = st.fractions(0, 1)


@given(FEES, DAYS, st.integers(0, 60))
def test_a_charge_is_whole_pence_between_nothing_and_the_fee(fee: int, today: date, sessions: int) -> None:
    found = charge(fee, today, sessions)
    assert type(found.pence) is int
    assert 0 <= found.pence <= fee
    assert found.reasons


@given(FEES, st.dates(AGREED + timedelta(days=15), date(2028, 12, 31)), st.integers(1, 60))
def test_withdrawing_later_never_costs_less_once_sessions_have_begun(
    fee: int, today: date, sessions: int
) -> None:
    assert charge(fee, today, sessions).pence <= charge(fee, today, sessions + 1).pence


@given(FEES, SHARES, st.integers(0, 3), st.integers(0, 20_000_000))
def test_a_share_is_exact_to_the_penny_and_a_sum_is_never_more_than_the_fee(
    fee: int, share: object, sessions: int, fixed: int
) -> None:
    by_share = CancellationRule.model_validate({"after_session": 1, "share": share})
    found = charge(fee, START, 1, (by_share,))
    assert by_share.share is not None
    assert 0 <= fee * by_share.share - found.pence < 1
    by_sum = CancellationRule(after_session=1, charge_pence=fixed)
    found = charge(fee, START, 1, (by_sum,))
    assert found.pence == min(fixed, fee)
    assert (ChargeReason.AT_MOST_THE_FEE in found.reasons) is (fixed > fee)


@given(st.permutations(range(4)), DAYS, st.integers(0, 5))
def test_the_order_in_which_the_rules_are_written_means_nothing(
    order: list[int], today: date, sessions: int
) -> None:
    rules = fee_of(example()).cancellation
    shuffled = tuple(rules[number] for number in order)
    assert charge(100_001, today, sessions, shuffled) == charge(100_001, today, sessions, rules)


def test_a_pack_says_before_what_its_fee_must_be_paid() -> None:
    gate = "\nfee:\n  gate: {before: [sitting, award], debts_of: [person, employer], needs_agreement: true}\n"
    files = swap(("\nfee:\n", gate))(sound())
    assert {finding.severity.value for finding in findings_in(files)} == {"note"}
    assert fee_of(files).gate == FeeGate(
        before=(GateName.SITTING, GateName.AWARD),
        debts_of=(Payer.PERSON, Payer.EMPLOYER),
        needs_agreement=True,
    )
    assert fee_of(sound()).gate is None
    short = swap(("\nfee:\n", "\nfee:\n  gate: {before: [award]}\n"))(sound())
    assert fee_of(short).gate == FeeGate(before=(GateName.AWARD,), debts_of=(Payer.PERSON,))
