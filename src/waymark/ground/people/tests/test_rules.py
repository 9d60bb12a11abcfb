"""Identifiers as people write them."""

import pytest

from waymark.ground.people.rules import (
    LONGEST_NAME,
    LONGEST_SORT_NAME,
    Trn,
    full_name,
    read_trn,
    sort_name,
)


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


@pytest.mark.parametrize(
    ("given_name", "family_name", "expected"),
    [("Amina", "Yusuf", "Amina Yusuf"), ("", "Suharto", "Suharto"), ("Suharto", "", "Suharto")],
)
def test_one_name_alone_is_a_name(given_name: str, family_name: str, expected: str) -> None:
    assert full_name(given_name, family_name) == expected


def test_names_sort_as_people_expect() -> None:
    expected = [
        ("Ana", "Ábalos"), ("Åsa", "Åberg"), ("Aila", "Abery"), ("Ana", "de Souza"), ("Ana", "de Souza Lima"),
        ("Bo", "Đorđević"), ("Ed", "Obi"), ("Una", "O’Brien"), ("Val", "O'Brien"), ("Ole", "Ørsted"),
        ("Zoë", "Smith"), ("Amy", "Smith-Jones"), ("Suharto", ""), ("", "Ташкентская"), ("小明", "王"),
    ]  # fmt: skip
    expected.reverse()
    assert sorted(expected, key=lambda name: sort_name(*name)) == expected[::-1]


def test_sort_name_of_the_longest_names_fits_its_column() -> None:
    assert len(sort_name("\ufdfa" * LONGEST_NAME, "ß" * LONGEST_NAME)) <= LONGEST_SORT_NAME


def test_the_same_name_in_another_normal_form_sorts_the_same() -> None:
    assert sort_name("Zoe\u0308", "A\u030aberg") == sort_name("Zoë", "Åberg")
