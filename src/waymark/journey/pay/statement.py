"""The fee statement as a PDF. It is not a VAT invoice, and says so in its title and on every page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waymark.ground.cohorts.queries import zone_of
from waymark.journey.pay.words import NOT_AN_INVOICE
from waymark.kit.clock import local_day
from waymark.kit.formatting import long_date, pounds
from waymark.kit.typesetting import set_as_pdf

if TYPE_CHECKING:
    from waymark.journey.pay.queries import FeeAccount

SOURCE = Path(__file__).parent / "documents" / "fee_statement.typ"


def typeset(account: FeeAccount, *, at: datetime) -> bytes:
    return set_as_pdf(SOURCE, content_of(account, at=at), timestamp=int(at.timestamp()))


def content_of(account: FeeAccount, *, at: datetime) -> dict[str, Any]:
    """Everything the PDF says."""
    enrolment, agreement = account.enrolment, account.agreement
    assert agreement is not None
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
        "fee": [
            ["Fee", pounds(agreement.net_pence)],
            [f"VAT at {agreement.vat_percent}%", pounds(agreement.vat_pence)],
            ["Fee with VAT", pounds(agreement.total_pence)],
        ],
        "payers": [
            {
                "payer": line.share.label,
                "purchase_order": line.share.purchase_order,
                "rows": [
                    [long_date(instalment.due_on), pounds(instalment.pence)]
                    for instalment in sorted(line.share.instalments.all(), key=lambda row: row.due_on)
                ],
            }
            for line in account.payers
        ],
        "payments": [
            [long_date(payment.received_on), str(payment.get_payer_display()), pounds(payment.pence)]
            for payment in account.payments
            if payment.pence
        ],
        "balance": [
            ["Paid", pounds(account.balance.paid)],
            ["Still to pay", pounds(account.balance.owed)],
            ["Of which overdue", pounds(account.balance.overdue)],
        ],
    }
