"""Fees of participants, with payers, instalments and payments; and a provider's rules about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from waymark.journey.pay.actions import NewShare, agree_fee, record_payment, set_fee_rules
from waymark.journey.pay.models import FeeAgreement, FeeRules
from waymark.journey.pay.rules import GateName, Payer

if TYPE_CHECKING:
    from tests.cast import Cast
    from waymark.ground.cohorts.models import Enrolment

PAST, SOON, LATER = date(2026, 10, 1), date(2026, 11, 5), date(2027, 3, 1)
"""Before, within two weeks of and long after the cast's day, which is 22 October 2026."""


def make_fee(
    cast: Cast, enrolment: Enrolment, *parts: tuple[Payer, Sequence[tuple[date, int]]]
) -> FeeAgreement:
    """Each part is a payer with days and pence; the payer's name and purchase order are secret words."""
    shares = [
        NewShare(
            payer=payer,
            name=f"Secret {payer}",
            purchase_order=f"PO-{payer}",
            pence=sum(pence for _, pence in instalments),
            instalments=tuple(instalments),
        )
        for payer, instalments in parts
    ]
    return agree_fee(
        enrolment=enrolment,
        net_pence=sum(share.pence for share in shares),
        vat_percent=0,
        shares=shares,
        reason="",
        by=cast.grace,
        at=cast.at,
    )


def make_payment(cast: Cast, enrolment: Enrolment, payer: Payer, pence: int) -> None:
    record_payment(
        enrolment=enrolment,
        payer=payer,
        pence=pence,
        received_on=cast.at.date(),
        payment_reference=f"REF-{payer}",
        by=cast.grace,
        at=cast.at,
    )


def make_rules(
    cast: Cast,
    *before: GateName,
    debts_of: Sequence[Payer] = (Payer.PERSON,),
    needs_agreement: bool = False,
) -> FeeRules:
    return set_fee_rules(
        as_programme=False,
        before=before,
        debts_of=debts_of,
        needs_agreement=needs_agreement,
        by=cast.grace,
        at=cast.at,
    )
