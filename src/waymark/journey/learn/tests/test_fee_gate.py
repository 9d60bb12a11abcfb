"""Study waits for a fee that was due by the first day, where the provider says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from waymark.journey.learn.actions import CannotCompleteStudy, complete_study
from waymark.journey.pay.rules import GateName, Payer
from waymark.journey.pay.tests.makers import make_fee, make_payment, make_rules

if TYPE_CHECKING:
    from tests.cast import Cast

STUDY = "study-1"


def test_study_does_not_open_before_the_fee_of_the_first_day_is_paid(cast: Cast) -> None:
    make_fee(cast, cast.amina, (Payer.PERSON, [(cast.cohort.starts_on, 10_000)]))
    item = cast.programme().item(STUDY)
    page_url = f"/learn/study/{STUDY}/{item.pages[0].id}/"
    amina = cast.browser("amina")
    assert "I have read this" in amina.get(page_url).content.decode()
    make_rules(cast, GateName.START)
    for url in (page_url, f"/learn/study/{STUDY}/"):
        text = amina.get(url).content.decode()
        assert "You can’t start this yet" in text
        assert "£100.00 of the fee is overdue from you." in text
    answer = amina.post(page_url)
    assert answer.status_code == 422
    assert "£100.00 of the fee is overdue from you." in answer.content.decode()
    with pytest.raises(CannotCompleteStudy):
        complete_study(
            enrolment=cast.amina, item=item, page_id=item.pages[0].id, by=cast.people["amina"], at=cast.at
        )
    make_payment(cast, cast.amina, Payer.PERSON, 10_000)
    assert amina.post(page_url).status_code == 302


def test_a_page_that_was_read_can_be_read_again(cast: Cast) -> None:
    item = cast.programme().item(STUDY)
    page_url = f"/learn/study/{STUDY}/{item.pages[0].id}/"
    amina = cast.browser("amina")
    amina.post(page_url)
    make_fee(cast, cast.amina, (Payer.PERSON, [(cast.cohort.starts_on, 10_000)]))
    make_rules(cast, GateName.START)
    assert "You can’t start this yet" not in amina.get(page_url).content.decode()
