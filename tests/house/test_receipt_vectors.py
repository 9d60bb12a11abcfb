"""The page `docs/rules/receipts.md` says enough: what is written here from it alone, with nothing of Waymark's and
no library, makes the same bytes, accepts the valid vectors, and refuses the others.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest

from tests.house.test_docs import DOCS
from tests.house.walls import ROOT

VECTORS = json.loads((ROOT / "tests/vectors/receipts.json").read_text("utf-8"))
VALID = [vector for vector in VECTORS if vector["valid"]]
SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def write(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{write(name)}:{write(value[name])}" for name in sorted(value)) + "}"
    if isinstance(value, str):
        return (
            '"'
            + "".join(
                SHORT.get(character, character if character >= " " else f"\\u{ord(character):04x}")
                for character in value
            )
            + '"'
        )
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


# --- Ed25519, as RFC 8032 writes it, section 5.1 -------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
type Point = tuple[int, int]


def add(first: Point, second: Point) -> Point:
    (x1, y1), (x2, y2) = first, second
    both = D * x1 * x2 * y1 * y2 % P
    return (
        (x1 * y2 + x2 * y1) * pow(1 + both, -1, P) % P,
        (y1 * y2 + x1 * x2) * pow(1 - both, -1, P) % P,
    )


def times(factor: int, point: Point) -> Point:
    product: Point = (0, 1)
    while factor:
        if factor & 1:
            product = add(product, point)
        point, factor = add(point, point), factor >> 1
    return product


def point_of(data: bytes) -> Point | None:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (not x and sign):
        return None
    return (x if x & 1 == sign else P - x, y)


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def holds(public: bytes, message: bytes, signature: bytes) -> bool:
    if len(signature) != 64:
        return False
    first, key, second = point_of(signature[:32]), point_of(public), int.from_bytes(signature[32:], "little")
    if first is None or key is None or second >= ORDER:
        return False
    digest = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little")
    assert BASE
    return times(second, BASE) == add(first, times(digest % ORDER, key))


def is_valid(vector: dict[str, Any]) -> bool:
    """The order in which the page tells a stranger to check: the letters of the signature, then the signature."""
    try:
        signature = base64.b64decode(vector["signature"], validate=True)
    except ValueError:
        return False
    if base64.b64encode(signature).decode() != vector["signature"]:
        return False
    return holds(bytes.fromhex(vector["public_key"]), bytes.fromhex(vector["payload_hex"]), signature)


@pytest.mark.parametrize("vector", VALID, ids=lambda vector: vector["name"])
def test_the_bytes_can_be_made_from_the_page_alone(vector: dict[str, Any]) -> None:
    assert write(vector["says"]).encode().hex() == vector["payload_hex"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_stranger_and_waymark_agree(vector: dict[str, Any]) -> None:
    from waymark.journey.sit.receipts import payload as implementation

    ours = implementation.is_signature_valid(
        payload=bytes.fromhex(vector["payload_hex"]).decode(),
        signature=vector["signature"],
        public=bytes.fromhex(vector["public_key"]),
    )
    assert ours is is_valid(vector) is vector["valid"]


@pytest.mark.parametrize("vector", VALID, ids=lambda vector: vector["name"])
def test_waymark_writes_the_bytes_of_the_vectors(vector: dict[str, Any]) -> None:
    from waymark.journey.sit.receipts import payload as implementation

    payload = implementation.canonical_json(vector["says"])
    assert payload.encode().hex() == vector["payload_hex"]
    assert implementation.read_payload(payload) == vector["says"]
    assert implementation.key_id(bytes.fromhex(vector["public_key"])) == vector["key_id"]


def test_the_page_shows_the_first_vector() -> None:
    page, first = (DOCS / "rules/receipts.md").read_text("utf-8"), VECTORS[0]
    values = [
        bytes.fromhex(first["payload_hex"]).decode(),
        *(first[name] for name in ("key_id", "signature")),
    ]
    assert all(value in "".join(page.split("\n")) for value in [*values, first["public_key"]])
