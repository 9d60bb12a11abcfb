"""The assessment waits for a fee where the provider says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from waymark.journey.pay.rules import GateName, Payer
from waymark.journey.pay.tests.makers import PAST, make_fee, make_payment, make_rules
from waymark.journey.sit.actions import CannotOpenSitting
from waymark.journey.sit.tests.makers import make_sitting, make_window

if TYPE_CHECKING:
    from tests.cast import Cast


def test_the_assessment_does_not_open_before_the_fee_is_paid(cast: Cast) -> None:
    make_fee(cast, cast.amina, (Payer.PERSON, [(PAST, 80_000)]))
    make_rules(cast, GateName.SITTING)
    window = make_window(cast)
    with pytest.raises(CannotOpenSitting) as refused:
        make_sitting(cast, window=window)
    assert [reason.code for reason in refused.value.reasons] == ["gate", "gate"]
    page = cast.browser("amina").get("/sit/").content.decode()
    assert "Your fee must be paid up to date before you can start" in page
    assert "£800.00 of the fee is overdue from you." in page
    make_payment(cast, cast.amina, Payer.PERSON, 80_000)
    assert "You have met the programme’s requirements" in cast.browser("amina").get("/sit/").content.decode()
    assert make_sitting(cast, window=window)
