"""The home of someone whose fee is waited for says so; that costs nothing where nothing waits."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from waymark.ground.programmes.conditions import GateName
from waymark.journey.pay.actions import set_fee_rules, waive_fee
from waymark.journey.pay.rules import Payer
from waymark.journey.pay.tests.makers import LATER, PAST, make_fee, make_rules

OWED = ((Payer.PERSON, ((PAST, 80_000), (LATER, 20_000))),)
OVERDUE = "£800.00 of the fee is overdue from you, and this must be settled"
SETTLED = "must be settled"


def home(cast: Cast, name: str = "amina") -> str:
    return cast.browser(name).get("/").content.decode()


@pytest.mark.parametrize(
    ("gate", "when"),
    [
        (GateName.SITTING, "before your written assessment"),
        (GateName.AWARD, "before your award is decided"),
    ],
)
def test_the_note_says_what_waits_and_links_to_the_fee(cast: Cast, gate: GateName, when: str) -> None:
    make_fee(cast, cast.amina, *OWED)
    make_rules(cast, gate)
    page = home(cast)
    assert f'{OVERDUE} {when}. <a href="/pay/own/">Your fee</a>' in page
    assert SETTLED not in home(cast, "ben")


@pytest.mark.parametrize(
    ("gate", "when"),
    [(GateName.START, "before you start to study"), (GateName.SITTING, "before your written assessment")],
)
def test_a_fee_that_is_not_agreed_is_a_reason_where_the_provider_says_so(
    cast: Cast, gate: GateName, when: str
) -> None:
    make_rules(cast, gate, needs_agreement=True)
    assert f"Your fee hasn’t been agreed yet, and this must be settled {when}." in home(cast)


def test_without_a_gate_a_debt_or_with_a_waiver_there_is_no_note(cast: Cast) -> None:
    make_fee(cast, cast.amina, *OWED)
    assert SETTLED not in home(cast)
    make_rules(cast)
    assert SETTLED not in home(cast)
    make_rules(cast, GateName.AWARD, debts_of=[Payer.SCHOOL])
    assert SETTLED not in home(cast)
    make_rules(cast, GateName.AWARD)
    assert SETTLED in home(cast)
    waive_fee(enrolment=cast.amina, waived=True, reason="Agreed", by=cast.grace, at=cast.at)
    assert SETTLED not in home(cast)


def test_the_other_providers_gates_are_theirs(cast: Cast) -> None:
    make_fee(cast, cast.amina, *OWED)
    set_fee_rules(
        as_programme=False, before=[GateName.AWARD], debts_of=[Payer.PERSON], by=cast.finn, at=cast.at
    )
    assert SETTLED not in home(cast)


def test_where_no_one_has_gates_the_home_page_asks_nothing_about_fees(cast: Cast) -> None:
    make_fee(cast, cast.amina, *OWED)
    browser = cast.browser("amina")
    browser.get("/")
    with CaptureQueriesContext(connection) as queries:
        browser.get("/")
    about_fees = [query["sql"] for query in queries if "pay_fee" in query["sql"]]
    assert len(about_fees) == 1
    assert "cohorts_enrolment" in about_fees[0]
