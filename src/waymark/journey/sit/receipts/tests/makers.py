"""Receipts, files and keys for the tests of this folder."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import strategies as st

from waymark.journey.sit import actions
from waymark.journey.sit.receipts import signing
from waymark.journey.sit.receipts.file import check_receipt, read_receipt_file, receipt_members
from waymark.journey.sit.tests.makers import make_sitting, save

CANARY = "Quetzalcoatlus"
AT = datetime(2026, 10, 22, 9, 0, tzinfo=UTC)
OTHER_SEED = bytes(range(32))
OTHER = Ed25519PrivateKey.from_private_bytes(OTHER_SEED).public_key().public_bytes_raw()
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=40)


def make_payload(**more):
    values = {
        "sitting": "K7F2M9QRSTUVWX",
        "paper": "ab" * 32,
        "answers": {"q1": "One answer", "q2": ""},
        "words": 2,
        "at": AT,
        "how": "submitted",
    }
    return signing.build_payload(**(values | more))


def make_file(payload=None, **more):
    signed = signing.sign(payload or make_payload())
    members = receipt_members(code="ABCD", signed=signed, public=signing.public_key())
    return json.dumps(members | more, ensure_ascii=False).encode()


def checked(data, keys=None):
    return check_receipt(read_receipt_file(data), keys=keys or signing.list_keys())


def upload(data, name="receipt.json"):
    return Client().post("/sit/receipts/", {"file": SimpleUploadedFile(name, data)})


def submit(cast, text=f"{CANARY} flew.\n\nTwice."):
    sitting = make_sitting(cast)
    save(sitting, text, at=cast.at)
    submission = actions.submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)
    return sitting, submission.receipt


def retire(settings, until):
    """Retires the current key; another signs from now on."""
    old = signing.public_key()
    settings.SIGNING_SEED, settings.SIGNS_FOR_DEMONSTRATION = OTHER_SEED, False
    settings.RETIRED_KEYS = [(old, date(2026, 1, 1), until)] if until else []
