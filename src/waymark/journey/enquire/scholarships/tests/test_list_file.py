"""DfE's list of eligible settings, as offices save it and as strangers might send it."""

from __future__ import annotations

import pytest

from waymark.journey.enquire.scholarships.list_file import read_list

GOOD = "PP50 School URN,FE UKPRN,RISE School URN\n100001,10001234,\n100002,,100003\n"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_list_is_read_however_it_was_saved(separator: str, encoding: str, ending: str) -> None:
    read = read_list(GOOD.replace(",", separator).replace("\n", ending).encode(encoding))
    assert (read["pp50"], read["fe"], read["rise"]) == (["100001", "100002"], ["10001234"], ["100003"])


def test_columns_stand_in_any_order_and_others_are_ignored() -> None:
    read = read_list(b"School, rise  school urn ,PP50 School URN\nQuarry Bank,100009,100008.0\n")
    assert (read["pp50"], read["rise"], read["fe"]) == (["100008"], ["100009"], [])


def test_what_is_no_number_is_shown_with_its_line_and_left_out() -> None:
    read = read_list(b"PP50 School URN\n100001\n10000\nQuarry Bank\n100001\nN/A\n100001\n")
    assert read["pp50"] == ["100001"]
    assert read["problems"] == [(3, "PP50 School URN", "10000"), (4, "PP50 School URN", "Quarry Bank")]
    assert read["repeated"] == 2


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", "headings"),
        (b"URN\n100001\n", "headings"),
        (b"PP50 School URN\n", "empty"),
        (b"PP50 School URN\nQuarry Bank\n", "empty"),
        (b"PK\x03\x04rest of a workbook", "not_csv"),
        (b"%PDF-1.7", "not_csv"),
        (b"PP50 School URN\n\x001\x000\x00", "not_csv"),
        ("PP50 School URN\n100001\n".encode("utf-16"), "not_csv"),
        (b",".join([b"PP50 School URN"] * 10_000), "columns"),
        (b"PP50 School URN\n" + b"100001\n" * 60_001, "rows"),
        (b'PP50 School URN\n"' + b"x" * 200_000 + b'"\n', "not_csv"),
    ],
)
def test_a_file_that_is_no_list_has_its_reason(data: bytes, error: str) -> None:
    assert read_list(data) == {"error": error}


def test_many_problems_are_counted_and_not_all_kept() -> None:
    read = read_list(b"PP50 School URN\n100001\n" + b"x\n" * 500)
    assert (len(read["problems"]), read["more_problems"]) == (20, 480)  # type: ignore[arg-type]
