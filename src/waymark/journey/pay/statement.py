"""The fee statement as a PDF. It is not a VAT invoice, and says so in its title and on every page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waymark.ground.cohorts.queries import zone_of
from waymark.journey.pay.words import NOT_AN_INVOICE
from waymark.kit.clock import local_day
from waymark.kit.formatting import long_date, pounds
from waymark.kit.typesetting import set_as_pdf

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.journey.pay.queries import FeeAccount, OwnFee

SOURCE = Path(__file__).parent / "documents" / "fee_statement.typ"


def typeset(account: FeeAccount, *, at: datetime) -> bytes:
    """For staff, with the names and purchase orders of all payers."""
    return _set(content_of(account, at=at), at=at)


def typeset_own(fee: OwnFee, *, enrolment: Enrolment, at: datetime) -> bytes:
    """For the participant, with what they may read."""
    return _set(own_content_of(fee, enrolment=enrolment, at=at), at=at)


def _set(content: dict[str, Any], *, at: datetime) -> bytes:
    return set_as_pdf(SOURCE, content, timestamp=int(at.timestamp()))


def content_of(account: FeeAccount, *, at: datetime) -> dict[str, Any]:
    """Everything the PDF says."""
    agreement = account.agreement
    assert agreement is not None
    return {
        **_head(account.enrolment, at=at),
        "fee": _fee(agreement.net_pence, agreement.vat_pence, agreement.vat_percent),
        "payers": [
            {
                "payer": line.share.label,
                "purchase_order": line.share.purchase_order,
                "rows": _rows((row.due_on, row.pence) for row in line.share.instalments.all()),
            }
            for line in account.payers
        ],
        "payments": [
            [long_date(payment.received_on), str(payment.get_payer_display()), pounds(payment.pence)]
            for payment in account.payments
            if payment.pence
        ],
        "balance": _balance(account.balance.paid, account.balance.owed, account.balance.overdue),
    }


def own_content_of(fee: OwnFee, *, enrolment: Enrolment, at: datetime) -> dict[str, Any]:
    """The same for the participant: of other payers only the kind and the sums."""
    return {
        **_head(enrolment, at=at),
        "fee": _fee(fee.net, fee.vat, fee.vat_percent),
        "payers": [
            {"payer": part.label, "purchase_order": "", "rows": _rows(part.instalments)} for part in fee.parts
        ],
        "payments": [
            [long_date(payment.received_on), "You", pounds(payment.pence)] for payment in fee.payments
        ],
        "balance": _balance(fee.paid, fee.owed, fee.overdue),
    }


def _head(enrolment: Enrolment, *, at: datetime) -> dict[str, Any]:
    provider = enrolment.cohort.provider
    return {
        "title": "Fee statement (not a VAT invoice)",
        "not_an_invoice": NOT_AN_INVOICE,
        "on": long_date(local_day(at, zone_of(cohort=enrolment.cohort))),
        "provider": provider.name,
        "enquiries": provider.enquiries_email,
        "demonstration": provider.demonstration,
        "name": enrolment.person.name,
        "reference": enrolment.reference,
        "programme": f"{enrolment.cohort.programme.title}, {enrolment.cohort.name}",
    }


def _fee(net: int, vat: int, percent: int) -> list[list[str]]:
    return [
        ["Fee", pounds(net)],
        [f"VAT at {percent}%", pounds(vat)],
        ["Fee with VAT", pounds(net + vat)],
    ]


def _rows(instalments: Iterable[tuple[date, int]]) -> list[list[str]]:
    return [[long_date(due_on), pounds(pence)] for due_on, pence in sorted(instalments)]


def _balance(paid: int, owed: int, overdue: int) -> list[list[str]]:
    return [["Paid", pounds(paid)], ["Still to pay", pounds(owed)], ["Of which overdue", pounds(overdue)]]
