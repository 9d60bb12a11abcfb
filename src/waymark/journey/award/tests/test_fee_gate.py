"""The award waits for a fee where the provider says so, for a pass as for a fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from waymark.journey.award import actions
from waymark.journey.award.models import Outcome
from waymark.journey.award.tests.makers import LATER, decide, make_ready
from waymark.journey.pay.rules import GateName, Payer
from waymark.journey.pay.tests.makers import PAST, make_fee, make_payment, make_rules

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.mark.parametrize("marks", [(12, 12), (4, 4)])
def test_no_award_is_decided_before_the_fee_is_paid_for_a_pass_as_for_a_fail(
    cast: Cast, marks: tuple[int, int]
) -> None:
    make_ready(cast, cast.amina, *marks)
    make_fee(cast, cast.amina, (Payer.PERSON, [(PAST, 80_000)]))
    make_rules(cast, GateName.AWARD)
    with pytest.raises(actions.CannotDecide) as refused:
        decide(cast, cast.amina)
    assert refused.value.codes == ("not_ready", "condition_unmet")
    assert actions.approve_awards(cohort=cast.cohort, by=cast.grace, at=LATER) == []
    grace = cast.browser("grace")
    cast.set_time(LATER)
    text = grace.get(f"/award/enrolments/{cast.amina.reference}/decision/").content.decode()
    assert "£800.00 of the fee is overdue from the participant." in text
    assert "£800.00 of the fee" in grace.get(f"/award/cohorts/{cast.cohort.slug}/").content.decode()
    make_payment(cast, cast.amina, Payer.PERSON, 80_000)
    assert decide(cast, cast.amina).awarded is (marks == (12, 12))
    assert Outcome.objects.count() == 1
