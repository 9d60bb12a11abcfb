"""Finding a school by number, or by words of its name, town and postcode."""

from __future__ import annotations

import pytest

from waymark.ground.schools import queries
from waymark.ground.schools.tests.makers import load, school

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def schools() -> None:
    closed = {"EstablishmentStatus (code)": "2", "CloseDate": "31-08-2024"}
    load(
        [
            school(100001, EstablishmentName="St. Brígid’s Primary", Town="Arlford", Postcode="AR1 2QX"),
            school(100002, EstablishmentName="Arlford High School", Town="Oxley", Postcode="OX1 1AB"),
            school(
                100003, EstablishmentName="St Brigids Infants", Town="Oxley", Postcode="OX2 2AB", **closed
            ),
            school(100004, EstablishmentName="The Abbey 50% School_", Town="Dunsmere", Postcode="DU9 9ZZ"),
        ]
    )


@pytest.mark.parametrize(
    ("text", "urns"),
    [
        ("100002", ["100002"]),
        (" 100 002 ", ["100002"]),
        ("10100003", ["100003"]),
        ("999999", []),
        ("st brigid's", ["100001", "100003"]),
        ("BRÍGID", ["100001", "100003"]),
        ("brigid arlford", ["100001"]),
        ("ar1 2qx", ["100001"]),
        ("AR12QX", ["100001"]),
        ("arlford", ["100002", "100001"]),
        ("rlford", []),
        ("%", []),
        ("50%", ["100004"]),
        ("a", []),
        ("", []),
        ("x" * 5_000, []),
    ],
)
def test_schools_are_found(text: str, urns: list[str]) -> None:
    assert [row.urn for row in queries.search_schools(text=text)] == urns


def test_a_search_is_one_query(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.search_schools(text="st brigid")


def test_the_newest_file_is_known() -> None:
    file = queries.newest_file()
    assert file is not None
    assert file.new == 4
