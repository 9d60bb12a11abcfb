"""Consent is withdrawn at any time; what isn’t consent is not."""

from __future__ import annotations

import pytest

from waymark.journey.apply.consents.rules import ConsentReason, may_set_consent

NOT_CONSENT, DECIDED = ConsentReason.NOT_CONSENT, ConsentReason.DECIDED


@pytest.mark.parametrize(
    ("is_given", "is_consent", "is_decided", "is_signed_in", "reasons"),
    [
        (False, True, False, False, ()),
        (False, True, True, False, ()),
        (False, True, True, True, ()),
        (True, True, False, False, ()),
        (True, True, True, False, (DECIDED,)),
        (True, True, True, True, ()),
        (False, False, False, True, (NOT_CONSENT,)),
        (True, False, True, False, (NOT_CONSENT, DECIDED)),
    ],
)
def test_who_may_change_a_consent(
    is_given: bool, is_consent: bool, is_decided: bool, is_signed_in: bool, reasons: tuple[ConsentReason, ...]
) -> None:
    decision = may_set_consent(
        is_given=is_given, is_consent=is_consent, is_decided=is_decided, is_signed_in=is_signed_in
    )
    assert decision.reasons == reasons
