"""The signed bytes, and codes as they are typed."""

from __future__ import annotations

from waymark.journey.sit.receipts.signing import build_payload, new_receipt_code, parse_code
from waymark.journey.sit.tests.windows import INSIDE


def test_receipt_code_is_read_however_it_is_typed():
    code = new_receipt_code()
    assert parse_code(code.lower().replace("-", " ")) == code
    assert parse_code(code[:-1]) == ""
    assert parse_code("0" * 20) == ""


def test_signed_bytes_are_canonical_json():
    payload = build_payload(
        sitting="ABC", paper="f00d", answers={"q2": "é\n", "q1": "a"}, words=2, at=INSIDE, how="submitted"
    )
    assert payload == (
        '{"answers":{"q1":"a","q2":"é\\n"},"count":2,"demonstration":true,"how":"submitted",'
        '"instant":"2026-10-21T23:01:00.000000Z","paper":"f00d","rule":"v1","sitting":"ABC"}'
    )
