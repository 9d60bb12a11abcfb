"""Which share a payment settles, and how many statements a list takes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.rows_read import rows_read
from waymark.ground.cohorts.actions import return_to_programme, withdraw
from waymark.ground.cohorts.enrolments.reasons import WithdrawalReason
from waymark.ground.cohorts.queries import list_enrolments_for
from waymark.ground.people.roles import Role
from waymark.ground.programmes.values import CancellationRule, Fee, Printed
from waymark.journey.pay import queries
from waymark.journey.pay.actions import NewShare, agree_fee, record_payment
from waymark.journey.pay.models import FeeAgreement, Payment
from waymark.journey.pay.queries import account_of, list_accounts, withdrawn_on
from waymark.journey.pay.rules import Charge, ChargeReason, Payer

if TYPE_CHECKING:
    from tests.cast import Cast
    from waymark.ground.cohorts.models import Enrolment


def agree(cast: Cast, enrolment: Enrolment, *parts: tuple[Payer, str, int]) -> None:
    shares = [
        NewShare(
            payer=payer, name=name, purchase_order="", pence=pence, instalments=((cast.at.date(), pence),)
        )
        for payer, name, pence in parts
    ]
    agree_fee(
        enrolment=enrolment,
        net_pence=sum(pence for _, _, pence in parts),
        vat_percent=0,
        shares=shares,
        reason="",
        by=cast.grace,
        at=cast.at,
    )


def pay(cast: Cast, payer: Payer, pence: int, *, enrolment: Enrolment | None = None) -> None:
    record_payment(
        enrolment=enrolment or cast.amina,
        payer=payer,
        pence=pence,
        received_on=cast.at.date(),
        payment_reference="",
        by=cast.grace,
        at=cast.at,
    )


def test_payments_of_one_kind_of_payer_settle_its_shares_in_their_order(cast: Cast) -> None:
    agree(cast, cast.amina, (Payer.SCHOOL, "A", 60), (Payer.SCHOOL, "B", 40), (Payer.PERSON, "", 10))
    pay(cast, Payer.SCHOOL, 70)
    pay(cast, Payer.TRUST, 5)
    account = account_of(enrolment=cast.amina, at=cast.at)
    assert [line.balance.paid for line in account.payers] == [60, 10, 0]
    assert (account.balance.agreed, account.balance.paid, account.balance.owed) == (110, 75, 40)
    assert account.paid_by_others == {Payer.TRUST: 5}


def test_what_one_payer_pays_early_does_not_hide_what_another_owes(cast: Cast) -> None:
    shares = [
        NewShare(payer=payer, name="", purchase_order="", pence=100, instalments=((due_on, 100),))
        for payer, due_on in ((Payer.PERSON, date(2026, 10, 1)), (Payer.SCHOOL, date(2027, 1, 1)))
    ]
    agree_fee(
        enrolment=cast.amina,
        net_pence=200,
        vat_percent=0,
        shares=shares,
        reason="",
        by=cast.grace,
        at=cast.at,
    )
    pay(cast, Payer.SCHOOL, 100)
    account = account_of(enrolment=cast.amina, at=cast.at)
    assert [line.balance.overdue for line in account.payers] == [100, 0]
    assert account.balance.overdue == 100
    assert (
        "£1.00 is overdue"
        in cast.browser("grace").get(f"/pay/cohorts/{cast.cohort.slug}/fees/").content.decode()
    )


def test_what_a_payer_pays_too_much_stays_with_that_kind_of_payer(cast: Cast) -> None:
    agree(cast, cast.amina, (Payer.SCHOOL, "A", 30), (Payer.SCHOOL, "B", 30), (Payer.PERSON, "", 10))
    pay(cast, Payer.SCHOOL, 70)
    account = account_of(enrolment=cast.amina, at=cast.at)
    assert [line.balance.paid for line in account.payers] == [30, 40, 0]


def test_too_much_is_a_credit(cast: Cast) -> None:
    agree(cast, cast.amina, (Payer.SCHOOL, "", 50))
    pay(cast, Payer.SCHOOL, 70)
    assert account_of(enrolment=cast.amina, at=cast.at).balance.credit == 20


def test_the_total_is_the_sum_of_the_parts_whoever_paid_too_much(cast: Cast) -> None:
    """One page must not say that nothing is overdue above a part that is."""
    agree(cast, cast.amina, (Payer.SCHOOL, "", 100), (Payer.PERSON, "", 40))
    pay(cast, Payer.PERSON, 90)
    pay(cast, Payer.TRUST, 25)
    account = account_of(enrolment=cast.amina, at=cast.at + timedelta(days=1))
    balance = account.balance
    assert [line.balance.overdue for line in account.payers] == [100, 0]
    assert (balance.agreed, balance.paid, balance.owed, balance.overdue) == (140, 115, 100, 100)
    assert balance.credit == 75, "50 from the participant and 25 from the trust"


def test_a_list_takes_as_many_statements_for_thirty_as_for_one(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        agree(cast, cast.enrolled(f"p{number}", "P", f"N{number}"), (Payer.SCHOOL, "", 50))
    rows = list_enrolments_for(for_=cast.grace, role=Role.LEAD, cohort_slug=cast.cohort.slug)
    with django_assert_max_num_queries(5):
        assert len(list_accounts(enrolments=rows, at=cast.at)) == 32


def test_a_withdrawal_costs_what_it_cost_on_its_own_day(cast: Cast) -> None:
    agree(cast, cast.amina, (Payer.SCHOOL, "", 50))
    assert withdrawn_on(enrolment=cast.amina, at=cast.at) is None
    day = date(2026, 10, 1)
    withdraw(
        enrolment=cast.amina,
        reason=WithdrawalReason.OTHER,
        effective_on=day,
        note="",
        by=cast.grace,
        at=cast.at,
    )
    assert withdrawn_on(enrolment=cast.amina, at=cast.at) == day


def test_who_withdrew_twice_is_charged_for_the_second_time(cast: Cast) -> None:
    def leave(day: date) -> None:
        withdraw(
            enrolment=cast.amina,
            reason=WithdrawalReason.OTHER,
            effective_on=day,
            note="",
            by=cast.grace,
            at=cast.at,
        )

    leave(date(2026, 9, 1))
    return_to_programme(enrolment=cast.amina, by=cast.grace, at=cast.at)
    assert withdrawn_on(enrolment=cast.amina, at=cast.at) is None
    leave(date(2026, 10, 1))
    assert withdrawn_on(enrolment=cast.amina, at=cast.at) == date(2026, 10, 1)


def test_an_account_reads_nothing_of_other_participants(cast: Cast) -> None:
    for enrolment in (cast.amina, cast.ben):
        agree(cast, enrolment, (Payer.SCHOOL, "", 50))
        pay(cast, Payer.SCHOOL, 70, enrolment=enrolment)
    with rows_read(FeeAgreement) as agreements, rows_read(Payment) as payments:
        [account] = list_accounts(enrolments=[cast.ben], at=cast.at)
    assert account.agreement is not None
    assert agreements == {account.agreement.pk}
    assert payments == {payment.pk for payment in account.payments}
    assert [payment.enrolment_id for payment in account.payments] == [cast.ben.pk]


def test_a_charge_follows_the_rules_of_the_programme(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the day of the withdrawal; without rules the provider decides."""
    agree(cast, cast.amina, (Payer.SCHOOL, "", 50))
    account = account_of(enrolment=cast.amina, at=cast.at)
    for fee in (None, Fee(pence=50, vat_extra=False, printed=Printed(as_printed="50p"))):
        monkeypatch.setattr(queries, "fee_of", lambda enrolment, fee=fee: fee)
        charge = queries.charge_on(account=account, at=cast.at)
        assert charge == Charge(0, (ChargeReason.NO_RULE,))
    cooling_off = CancellationRule(within_days=14, charge_pence=7)
    with_rules = fee.model_copy(update={"cancellation": (cooling_off,)})
    monkeypatch.setattr(queries, "fee_of", lambda enrolment: with_rules)
    charge = queries.charge_on(account=account, at=cast.at)
    assert charge == Charge(7, (ChargeReason.COOLING_OFF,))
