"""A participant's own view of their fee: theirs in full, and of other payers the kind and the sums alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from waymark.journey.pay.actions import waive_fee
from waymark.journey.pay.queries import find_own_fee
from waymark.journey.pay.rules import GateName, Payer
from waymark.journey.pay.statement import own_content_of
from waymark.journey.pay.tests.makers import LATER, PAST, SOON, make_fee, make_payment, make_rules

if TYPE_CHECKING:
    from tests.cast import Cast

OF_OTHERS = ("Secret school", "Secret scholarship", "PO-school", "PO-scholarship", "REF-school")
PARTS = (
    (Payer.PERSON, [(LATER, 20_000), (PAST, 80_000)]),
    (Payer.SCHOOL, [(SOON, 300_000)]),
    (Payer.SCHOLARSHIP, [(SOON, 100_000)]),
)


def text_of(cast: Cast, who: str = "amina") -> str:
    return cast.browser(who).get("/pay/own/").content.decode()


def test_a_participant_reads_what_was_agreed_and_what_is_due(cast: Cast) -> None:
    make_fee(cast, cast.amina, *PARTS)
    make_payment(cast, cast.amina, Payer.PERSON, 50_000)
    make_payment(cast, cast.amina, Payer.SCHOOL, 300_000)
    text = text_of(cast)
    for sentence in (
        "£3,500.00 of £5,000.00 has been paid.",
        "£300.00 is overdue.",
        "You pay £1,000.00",
        "School: £3,000.00",
        "Scholarship: £1,000.00",
        "due on Thursday 1 October 2026",
        "due on Monday 1 March 2027",
        "REF-person",
        "It is not a VAT invoice.",
        "npq@llse.example",
    ):
        assert sentence in text, sentence
    assert text.index("Thursday 1 October 2026") < text.index("Monday 1 March 2027")


def test_names_orders_and_references_of_other_payers_are_nowhere(cast: Cast) -> None:
    make_fee(cast, cast.amina, *PARTS)
    make_payment(cast, cast.amina, Payer.PERSON, 1)
    make_payment(cast, cast.amina, Payer.SCHOOL, 300_000)
    fee = find_own_fee(for_=cast.people["amina"], enrolment=cast.amina, at=cast.at)
    assert fee is not None
    assert [payment.pence for payment in fee.payments] == [1]
    for shown in (text_of(cast), repr(fee), repr(own_content_of(fee, enrolment=cast.amina, at=cast.at))):
        assert [secret for secret in OF_OTHERS if secret in shown] == []
    lead = cast.browser("grace").get(f"/pay/enrolments/{cast.amina.reference}/").content.decode()
    assert [secret for secret in OF_OTHERS if secret not in lead] == []


def test_a_fee_is_found_for_the_person_alone(cast: Cast) -> None:
    make_fee(cast, cast.amina, *PARTS)
    for who in ("ben", "grace", "uma"):
        assert find_own_fee(for_=cast.people[who], enrolment=cast.amina, at=cast.at) is None
    other = cast.browser("ben").get(f"/pay/own/?enrolment={cast.amina.reference}").content.decode()
    assert "£5,000.00" not in other
    assert "No fee has been agreed for you yet" in text_of(cast, "ben")
    assert cast.browser("ben").get("/pay/own/statement.pdf").status_code == 404
    assert cast.browser("grace").get("/pay/own/").status_code == 403


def test_the_statement_can_be_downloaded_and_says_that_it_is_no_invoice(cast: Cast) -> None:
    make_fee(cast, cast.amina, *PARTS)
    answer = cast.browser("amina").get("/pay/own/statement.pdf")
    assert answer.content.startswith(b"%PDF-")
    fee = find_own_fee(for_=cast.people["amina"], enrolment=cast.amina, at=cast.at)
    assert fee is not None
    content = own_content_of(fee, enrolment=cast.amina, at=cast.at)
    assert content["title"] == "Fee statement (not a VAT invoice)"
    assert content["fee"][-1] == ["Fee with VAT", "£5,000.00"]
    assert content["payers"][0]["rows"][0] == ["Thursday 1 October 2026", "£800.00"]
    assert content["balance"] == [
        ["Paid", "£0.00"],
        ["Still to pay", "£5,000.00"],
        ["Of which overdue", "£800.00"],
    ]


def test_a_participant_reads_where_they_wait_and_whom_to_ask(cast: Cast) -> None:
    make_fee(cast, cast.amina, *PARTS)
    assert "When your fee must be up to date" not in text_of(cast)
    make_rules(cast, GateName.SITTING, GateName.AWARD)
    text = text_of(cast)
    assert text.count("£800.00 of the fee is overdue from you.") == 1
    assert "Before your written assessment" in text
    assert "Before your award is decided" in text
    assert "Before you start to study" not in text
    assert "If you’ve paid, can’t pay now or have a question, email npq@llse.example." in text
    waive_fee(enrolment=cast.amina, waived=True, reason="Private", by=cast.grace, at=cast.at)
    text = text_of(cast)
    assert "Your programme team has agreed that you can carry on without payment." in text
    assert "Waiting for payment" not in text
    assert "Private" not in text


@pytest.mark.parametrize("days", [0, 7])
def test_the_account_page_leads_to_it(cast: Cast, days: int) -> None:
    cast.set_time(cast.at + timedelta(days=days))
    assert "/pay/own/" in cast.browser("amina").get("/account/").content.decode()
    assert "/pay/own/" not in cast.browser("grace").get("/account/").content.decode()
