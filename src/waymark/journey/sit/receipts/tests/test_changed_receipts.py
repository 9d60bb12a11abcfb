"""A receipt that was changed is invalid."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.guards import guards_off
from waymark.journey.sit.models import Submission
from waymark.journey.sit.receipts import signing
from waymark.journey.sit.receipts.payload import is_signature_valid
from waymark.journey.sit.tests.makers import make_sitting, save, submit_as_amina


@pytest.mark.parametrize("flip", ["payload", "signature"])
def test_changed_receipt_is_invalid(cast, flip):
    sitting = make_sitting(cast)
    save(sitting, "My answer", at=cast.at)
    receipt = submit_as_amina(cast, sitting).receipt
    parts = {"payload": receipt.payload, "signature": receipt.signature, "public": signing.public_key()}
    parts[flip] = parts[flip].replace(parts[flip][20], "B" if parts[flip][20] == "A" else "A", 1)
    assert not is_signature_valid(**parts)


def test_signature_is_invalid_when_any_character_changes(cast):
    sitting = make_sitting(cast)
    save(sitting, "My answer", at=cast.at)
    receipt = submit_as_amina(cast, sitting).receipt
    for index in range(len(receipt.signature)):
        for other in "AQgw/=-":
            signature = receipt.signature[:index] + other + receipt.signature[index + 1 :]
            valid = is_signature_valid(
                payload=receipt.payload, signature=signature, public=signing.public_key()
            )
            assert valid is (signature == receipt.signature)


def test_public_page_shows_only_signed_facts(cast):
    sitting = make_sitting(cast)
    save(sitting, "Two words", at=cast.at)
    receipt = submit_as_amina(cast, sitting).receipt
    with guards_off():
        Submission.objects.update(words=1234)
    page = Client().get("/sit/receipts/", {"code": receipt.code}).content.decode()
    assert "This receipt is valid" in page
    assert "1,234" not in page
    receipt.payload = receipt.payload.replace('"count":2', '"count":9')
    with guards_off():
        receipt.save()
    assert (
        "This receipt is not valid" in Client().get("/sit/receipts/", {"code": receipt.code}).content.decode()
    )
