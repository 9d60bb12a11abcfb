"""What a fee statement says: to staff everything, to the participant what is theirs; no payment that was cancelled."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from waymark.journey.pay.actions import NewShare, agree_fee, record_payment
from waymark.journey.pay.queries import account_of, find_own_fee
from waymark.journey.pay.rules import Payer
from waymark.journey.pay.statement import content_of, own_content_of

if TYPE_CHECKING:
    from tests.cast import Cast

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def fee(cast: Cast) -> None:
    """£100 and 20% VAT: amina pays £60 in two parts, her school the rest. One payment of hers was cancelled."""
    shares = [
        NewShare(
            payer=Payer.PERSON,
            name="",
            purchase_order="",
            pence=6_000,
            instalments=((NOVEMBER, 1_000), (OCTOBER, 5_000)),
        ),
        NewShare(
            payer=Payer.SCHOOL,
            name="Oak School",
            purchase_order="PO-7",
            pence=6_000,
            instalments=((NOVEMBER, 6_000),),
        ),
    ]
    agree_fee(
        enrolment=cast.amina,
        net_pence=10_000,
        vat_percent=20,
        shares=shares,
        reason="",
        by=cast.grace,
        at=cast.at,
    )
    receive(cast, Payer.SCHOOL, 2_000)
    receive(cast, Payer.PERSON, 500)
    receive(cast, Payer.PERSON, 0, replaces=receive(cast, Payer.PERSON, 900), reason="It bounced.")


def receive(cast: Cast, payer: Payer, pence: int, **correction: Any) -> Any:
    return record_payment(
        enrolment=cast.amina,
        payer=payer,
        pence=pence,
        received_on=OCTOBER,
        payment_reference="",
        by=cast.grace,
        at=cast.at,
        **correction,
    )


SUMS = [["Fee", "£100.00"], ["VAT at 20%", "£20.00"], ["Fee with VAT", "£120.00"]]
BALANCE = [["Paid", "£25.00"], ["Still to pay", "£95.00"], ["Of which overdue", "£45.00"]]
IN_OCTOBER, IN_NOVEMBER = "Thursday 1 October 2026", "Sunday 1 November 2026"


def head(cast: Cast) -> dict[str, Any]:
    return {
        "title": "Fee statement (not a VAT invoice)",
        "not_an_invoice": "This is a fee statement. It is not a VAT invoice.",
        "on": "Thursday 22 October 2026",
        "provider": "Leadership Learning South East",
        "enquiries": "npq@llse.example",
        "demonstration": True,
        "name": "Amina Castellane",
        "reference": cast.amina.reference,
        "programme": f"{cast.cohort.programme.title}, LLSE spring 2025",
    }


@pytest.mark.usefixtures("fee")
def test_staff_read_every_payer_and_payment_on_a_statement(cast: Cast) -> None:
    content = content_of(account_of(enrolment=cast.amina, at=cast.at), at=cast.at)
    assert content == {
        **head(cast),
        "fee": SUMS,
        "payers": [
            {
                "payer": "The participant",
                "purchase_order": "",
                "rows": [[IN_OCTOBER, "£50.00"], [IN_NOVEMBER, "£10.00"]],
            },
            {"payer": "School: Oak School", "purchase_order": "PO-7", "rows": [[IN_NOVEMBER, "£60.00"]]},
        ],
        "payments": [[IN_OCTOBER, "School", "£20.00"], [IN_OCTOBER, "The participant", "£5.00"]],
        "balance": BALANCE,
    }


@pytest.mark.usefixtures("fee")
def test_a_participant_reads_their_own_payments_and_the_sums_of_others(cast: Cast) -> None:
    fee = find_own_fee(for_=cast.people["amina"], enrolment=cast.amina, at=cast.at)
    assert fee is not None
    assert [part.is_own for part in fee.parts] == [True, False]
    assert own_content_of(fee, enrolment=cast.amina, at=cast.at) == {
        **head(cast),
        "fee": SUMS,
        "payers": [
            {
                "payer": "You",
                "purchase_order": "",
                "rows": [[IN_OCTOBER, "£50.00"], [IN_NOVEMBER, "£10.00"]],
            },
            {"payer": "School", "purchase_order": "", "rows": [[IN_NOVEMBER, "£60.00"]]},
        ],
        "payments": [[IN_OCTOBER, "You", "£5.00"]],
        "balance": BALANCE,
    }
