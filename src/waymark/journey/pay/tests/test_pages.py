"""The fees of a cohort, one participant's fee and payments, the CSV file and the statement."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from tests.filled import form_of
from waymark.journey.pay.models import FeeAgreement, FeeShare, Instalment, Payment
from waymark.journey.pay.queries import account_of
from waymark.journey.pay.rules import read_pounds
from waymark.journey.pay.statement import content_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast

SPLIT = {
    "net": "£4,099",
    "vat_percent": "20",
    "payer_1": "school",
    "name_1": "=Oak School",
    "pence_1": "3000",
    "purchase_order_1": "PO-7",
    "instalments_1": "3",
    "first_on_1": "2026-10-01",
    "payer_2": "scholarship",
    "name_2": "",
    "pence_2": "",
    "purchase_order_2": "",
    "instalments_2": "1",
    "first_on_2": "2026-12-01",
}


def url_of(cast: Cast, rest: str = "") -> str:
    return f"/pay/enrolments/{cast.amina.reference}/{rest}"


def agree(browser: Client, cast: Cast, **changes: str) -> Any:
    url = url_of(cast, "agreement/")
    return browser.post(url, form_of(browser.get(url)) | SPLIT | changes)


def pay(browser: Client, cast: Cast, **changes: str) -> Any:
    details = {"payer": "school", "pence": "1000", "received_on": "2026-10-20", "payment_reference": "BACS 1"}
    return browser.post(url_of(cast), form_of(browser.get(url_of(cast))) | details | changes)


def test_a_fee_is_split_between_payers_and_adds_up_to_the_penny(cast: Cast) -> None:
    grace = cast.browser("grace")
    assert agree(grace, cast).status_code == 302
    agreement = FeeAgreement.objects.get()
    assert (agreement.net_pence, agreement.vat_pence, agreement.total_pence) == (409_900, 81_980, 491_880)
    assert dict(FeeShare.objects.values_list("payer", "pence")) == {"school": 300_000, "scholarship": 191_880}
    assert sum(Instalment.objects.values_list("pence", flat=True)) == agreement.total_pence
    text = grace.get(url_of(cast)).content.decode()
    assert "£1,000.00 is overdue" in text
    assert "PO-7" in text


def test_parts_that_do_not_add_up_are_refused_and_stay(cast: Cast) -> None:
    answer = agree(cast.browser("grace"), cast, pence_2="1,000")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "The parts add up to £4,000.00, but the fee with VAT is £4,918.80" in text
    assert "PO-7" in text
    assert not FeeAgreement.objects.exists()


def test_a_second_payer_without_an_amount_is_asked_for_it(cast: Cast) -> None:
    answer = agree(cast.browser("grace"), cast, pence_1="")
    assert answer.status_code == 422
    assert "Enter the amount for payer 2. Only one payer can pay the rest" in answer.content.decode()
    assert not FeeAgreement.objects.exists()


@pytest.mark.parametrize(
    "details", [{"name_3": "Elm Trust"}, {"purchase_order_3": "PO-9"}, {"pence_3": "0"}, {"pence_3": "5"}]
)
def test_what_was_entered_of_a_payer_is_not_dropped_without_a_kind(
    cast: Cast, details: dict[str, str]
) -> None:
    answer = agree(cast.browser("grace"), cast, **details)
    assert answer.status_code == 422
    assert "Select who pays this part" in answer.content.decode()
    assert not FeeAgreement.objects.exists()


def test_a_payment_of_someone_without_a_part_is_shown_and_is_in_the_file(cast: Cast) -> None:
    grace = cast.browser("grace")
    agree(grace, cast)
    pay(grace, cast, payer="trust", pence="250")
    text = grace.get(url_of(cast)).content.decode()
    assert "£250.00 was paid by someone who has no part in this fee (trust)" in text
    assert "£1,000.00 is overdue" in text
    data = grace.get(f"/pay/cohorts/{cast.cohort.slug}/fees.csv").content.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(data)) if row["Name"] == "Amina Castellane"]
    assert [row["Payer"] for row in rows] == ["School", "Scholarship", "Trust"]
    figures = [
        [read_pounds(row[name]) for name in ("Fee with VAT", "Paid", "Owed", "Overdue")] for row in rows
    ]
    assert figures == [[300_000, 0, 300_000, 100_000], [191_880, 0, 191_880, 0], [0, 25_000, 0, 0]]


def test_bad_sums_get_a_sentence(cast: Cast) -> None:
    text = agree(cast.browser("grace"), cast, net="about four thousand").content.decode()
    assert "Fee in pounds, without VAT must be an amount of money, like 4,099.00" in text


def test_a_payment_reduces_what_is_owed_and_is_corrected_by_a_new_row(cast: Cast) -> None:
    grace = cast.browser("grace")
    agree(grace, cast)
    assert pay(grace, cast).status_code == 302
    assert account_of(enrolment=cast.amina, at=cast.at).balance.overdue == 0
    first = Payment.objects.get()
    url = url_of(cast, f"payments/{first.pk}/")
    changed = form_of(grace.get(url)) | {"pence": "100.01", "reason": "Typed wrong"}
    assert grace.post(url, changed).status_code == 302
    assert Payment.objects.count() == 2
    assert Payment.objects.get(replaces=first).pence == 10_001
    assert account_of(enrolment=cast.amina, at=cast.at).balance.paid == 10_001
    assert grace.get(url).status_code == 404, "Only what is current is corrected."


def test_a_payment_of_tomorrow_is_refused(cast: Cast) -> None:
    answer = pay(cast.browser("grace"), cast, received_on="2026-10-23")
    assert answer.status_code == 422
    assert "Date received must be today or earlier" in answer.content.decode()


def test_a_changed_fee_keeps_the_earlier_one_and_its_reason(cast: Cast) -> None:
    grace = cast.browser("grace")
    agree(grace, cast)
    assert agree(grace, cast, net="4000").status_code == 422, "A change needs a reason."
    assert agree(grace, cast, net="4000", reason="Discount").status_code == 302
    assert FeeAgreement.objects.count() == 2
    assert FeeAgreement.objects.current().get().net_pence == 400_000
    assert "Earlier agreements: 1" in grace.get(url_of(cast)).content.decode()


def test_a_fee_that_another_lead_changed_meanwhile_is_not_overwritten(cast: Cast) -> None:
    grace = cast.browser("grace")
    agree(grace, cast)
    url = url_of(cast, "agreement/")
    stale = form_of(grace.get(url)) | {"net": "1", "reason": "Mine"}
    agree(grace, cast, net="4000", reason="Theirs")
    assert grace.post(url, stale | {"pence_1": "", "payer_2": "", "pence_2": ""}).status_code == 409
    assert FeeAgreement.objects.current().get().net_pence == 400_000


def test_the_list_comes_back_as_it_went_and_no_cell_is_a_formula(cast: Cast) -> None:
    grace = cast.browser("grace")
    agree(grace, cast)
    pay(grace, cast)
    slug = cast.cohort.slug
    assert "Nothing is overdue" in grace.get(f"/pay/cohorts/{slug}/fees/").content.decode()
    data = grace.get(f"/pay/cohorts/{slug}/fees.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data)))
    assert [row["Name"] for row in rows] == ["Amina Castellane", "Amina Castellane", "Ben Oyelaran"]
    school = rows[0]
    assert school["Name of payer"] == "'=Oak School"
    assert read_pounds(school["Fee with VAT"]) == 300_000
    assert [read_pounds(school[name]) for name in ("Paid", "Owed", "Overdue")] == [100_000, 200_000, 0]
    assert not [cell for row in rows for cell in row.values() if cell[:1] in "=+-@" and cell]


def test_the_statement_says_that_it_is_no_vat_invoice(cast: Cast) -> None:
    grace = cast.browser("grace")
    assert grace.get(url_of(cast, "statement.pdf")).status_code == 404, "There is no fee yet."
    agree(grace, cast)
    answer = grace.get(url_of(cast, "statement.pdf"))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    content = content_of(account_of(enrolment=cast.amina, at=cast.at), at=cast.at)
    assert content["title"] == "Fee statement (not a VAT invoice)"
    assert "It is not a VAT invoice" in content["not_an_invoice"]


def test_only_a_lead_of_this_provider_comes_in(cast: Cast) -> None:
    for url in (url_of(cast), url_of(cast, "agreement/"), f"/pay/cohorts/{cast.cohort.slug}/fees/"):
        assert cast.browser("fay").get(url).status_code == 403
        assert cast.browser("finn").get(url).status_code == 404
        assert cast.browser("amina").get(url).status_code == 403
