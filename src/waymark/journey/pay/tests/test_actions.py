"""A fee, and a payment: agreed once, corrected by whoever saw the newest, on record, about one participant."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import Cast
from waymark.ground.cohorts.models import Enrolment
from waymark.ground.ledger.models import Entry
from waymark.journey.pay import actions, queries
from waymark.journey.pay.actions import NewShare, agree_fee, record_payment
from waymark.journey.pay.models import FeeAgreement, Payment
from waymark.journey.pay.rules import Payer
from waymark.kit.forms import ChangedSince

DAY = date(2026, 10, 1)


def agree(cast: Cast, pence: int, *, enrolment: Enrolment | None = None, **changes: Any) -> FeeAgreement:
    share = NewShare(payer=Payer.SCHOOL, name="", purchase_order="", pence=pence, instalments=((DAY, pence),))
    values = {
        "enrolment": enrolment or cast.amina, "net_pence": pence, "vat_percent": 0, "shares": [share],
        "reason": "", "by": cast.grace, "at": cast.at,
    }  # fmt: skip
    return agree_fee(**(values | changes))


def pay(cast: Cast, pence: int, *, enrolment: Enrolment | None = None, **changes: Any) -> Payment:
    values = {
        "enrolment": enrolment or cast.amina, "payer": Payer.SCHOOL, "pence": pence, "received_on": DAY,
        "payment_reference": "", "by": cast.grace, "at": cast.at,
    }  # fmt: skip
    return record_payment(**(values | changes))


def recorded(verb: str) -> list[Any]:
    return [entry.facts for entry in Entry.objects.filter(verb=verb).order_by("id")]


def test_the_same_fee_again_changes_nothing(cast: Cast) -> None:
    first = agree(cast, 100)
    assert agree(cast, 100) == first
    assert recorded("pay.fee_agreed") == [{"pence": 100, "payers": 1}]


def test_a_payment_of_nothing_is_only_a_correction(cast: Cast) -> None:
    with pytest.raises(actions.CannotRecordPayment) as refused:
        pay(cast, 0)
    assert refused.value.codes == ("nothing_received",)
    assert pay(cast, 0, replaces=pay(cast, 1), reason="It was returned.").pence == 0


def test_a_correction_must_differ(cast: Cast) -> None:
    first = agree(cast, 100)
    with pytest.raises(actions.CannotAgree):
        agree(cast, 100, replaces=first)


def test_a_fee_is_changed_by_who_saw_the_newest(cast: Cast) -> None:
    first = agree(cast, 100)
    with pytest.raises(ChangedSince):
        agree(cast, 200)
    second = agree(cast, 200, replaces=first, reason="A discount ended.")
    with pytest.raises(ChangedSince):
        agree(cast, 300, replaces=first)
    assert queries.find_agreement(enrolment=cast.amina) == second
    assert recorded("pay.fee_changed") == [{"pence": 200, "payers": 1}]


def test_each_participant_has_a_fee_of_their_own(cast: Cast) -> None:
    mine, bens = agree(cast, 100), agree(cast, 200, enrolment=cast.ben)
    assert queries.find_agreement(enrolment=cast.amina) == mine
    assert queries.find_agreement(enrolment=cast.ben) == bens
    [one] = queries.list_accounts(enrolments=[cast.amina], at=cast.at)
    assert (one.agreement, one.balance.agreed) == (mine, 100)
    assert queries.list_accounts(enrolments=[], at=cast.at) == []


def test_a_payment_is_corrected_by_who_saw_the_newest(cast: Cast) -> None:
    first = pay(cast, 50)
    with pytest.raises(actions.CannotRecordPayment):
        pay(cast, 50, replaces=first)
    pay(cast, 60, enrolment=cast.ben)
    pay(cast, 70, replaces=first, reason="A typing mistake.")
    with pytest.raises(ChangedSince):
        pay(cast, 80, replaces=first)
    assert recorded("pay.payment_recorded") == [{"pence": 50}, {"pence": 60}]
    assert recorded("pay.payment_corrected") == [{"pence": 70}]


def test_a_payment_belongs_to_its_participant(cast: Cast) -> None:
    payment = pay(cast, 50)
    assert queries.find_payment(enrolment=cast.amina, payment_id=payment.pk) == payment
    assert queries.find_payment(enrolment=cast.ben, payment_id=payment.pk) is None
    pay(cast, 70, enrolment=cast.ben)
    [account] = queries.list_accounts(enrolments=[cast.ben], at=cast.at)
    assert (account.balance.agreed, account.balance.paid, account.balance.due) == (0, 70, 0)


def test_a_payment_of_today_is_recorded(cast: Cast) -> None:
    assert pay(cast, 50, received_on=date(2026, 10, 22)).pk
    with pytest.raises(actions.CannotRecordPayment):
        pay(cast, 50, received_on=date(2026, 10, 23))


def test_who_came_back_has_not_withdrawn(cast: Cast) -> None:
    from waymark.ground.cohorts.actions import undo_change, withdraw
    from waymark.ground.cohorts.queries import find_last_change
    from waymark.ground.cohorts.rules import WithdrawalReason

    def stop(day: date) -> None:
        withdraw(
            enrolment=cast.amina,
            reason=WithdrawalReason.OTHER,
            effective_on=day,
            note="",
            by=cast.grace,
            at=cast.at,
        )

    stop(date(2026, 10, 1))
    change = find_last_change(enrolment=cast.amina, kinds=("withdrawal",))
    assert change is not None
    undo_change(change=change, by=cast.grace, at=cast.at)
    assert queries.withdrawn_on(enrolment=cast.amina, at=cast.at) is None
    stop(date(2026, 9, 1))
    assert queries.withdrawn_on(enrolment=cast.amina, at=cast.at) == date(2026, 9, 1)


def test_a_withdrawal_is_charged_by_the_sessions_that_were_over(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the clock, and by the day of the withdrawal."""
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(
        queries, "cancellation_charge", lambda rules, **facts: asked.append(facts) or "charge"
    )
    first = agree(cast, 100, at=cast.at - timedelta(days=30))
    agree(cast, 200, replaces=first)

    def sessions_over(at: Any) -> int:
        account = queries.account_of(enrolment=cast.amina, at=at)
        assert queries.charge_on(account=account, at=at) == "charge"
        return int(asked[-1]["sessions_over"])

    calendar = [item for item in queries.list_calendar(cohort_id=cast.cohort.pk) if item.starts_at]
    ends = sorted(item.ends_at for item in calendar)
    assert [sessions_over(ends[0] - timedelta(seconds=1)), sessions_over(ends[0])] == [0, ends.count(ends[0])]
    assert sessions_over(ends[-1] + timedelta(days=1)) == len(ends)
    assert asked[-1]["agreed_on"] == date(2026, 9, 22)
    assert (asked[-1]["fee_pence"], asked[-1]["starts_on"]) == (200, cast.cohort.starts_on)


def test_no_fee_costs_nothing_to_leave(cast: Cast) -> None:
    account = queries.account_of(enrolment=cast.amina, at=cast.at)
    assert queries.charge_on(account=account, at=cast.at) is None
    assert queries.fee_of(enrolment=cast.amina) is None


def test_a_fee_is_what_the_programme_of_the_cohort_charges(cast: Cast) -> None:
    fee = queries.fee_of(enrolment=cast.uma)
    assert fee is not None
    assert (fee.pence, fee.vat_percent) == (409_900, 20)
