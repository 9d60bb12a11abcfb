"""Identifiers as people write them."""

import pytest

from waymark.ground.people.rules import Trn, read_trn


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1234567", Trn("1234567", padded=False)),
        ("RP99/12345", Trn("9912345", padded=False)),
        ("12/34567", Trn("1234567", padded=False)),
        (" 12345 ", Trn("0012345", padded=True)),
        ("123456", Trn("0123456", padded=True)),
        ("0000000", None),
        ("00000", None),
        ("1234", None),
        ("12345678", None),
        ("", None),
        ("none", None),
    ],
)
def test_a_teacher_reference_number(written: str, read: Trn | None) -> None:
    assert read_trn(written) == read
