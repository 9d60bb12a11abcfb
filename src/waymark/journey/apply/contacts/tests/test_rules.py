"""What can be entered as someone's sponsor or mentor."""

from __future__ import annotations

from datetime import date

import pytest

from waymark.journey.apply.contacts.rules import ContactDraft, ContactReason, may_set_contact

FULL = {"name": "Nora Lund", "email": "nora@school.example"}
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("draft", "replaces", "reason", "reasons"),
    [
        (FULL, False, "", ()),
        (FULL, True, "New head", ()),
        ({}, True, "Left", ()),
        (FULL, True, " ", (ContactReason.NO_REASON,)),
        ({"name": "Nora Lund"}, False, "", (ContactReason.NO_EMAIL,)),
        ({"email": "nora@school.example"}, False, "", (ContactReason.NO_NAME,)),
        ({"name": "Amina", "email": "AMINA@llse.example"}, False, "", (ContactReason.OWN,)),
        (FULL | {"from_on": MAY, "until_on": MAY}, False, "", ()),
        (FULL | {"from_on": JUNE, "until_on": MAY}, False, "", (ContactReason.ENDS_BEFORE,)),
        (FULL | {"until_on": MAY}, False, "", ()),
    ],
)
def test_a_contact_needs_a_name_and_an_address_that_is_someone_elses(
    draft, replaces, reason, reasons
) -> None:
    decision = may_set_contact(
        ContactDraft(**draft), own_addresses=["amina@llse.example"], replaces=replaces, reason=reason
    )
    assert decision.reasons == reasons
