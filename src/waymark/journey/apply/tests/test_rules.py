"""Reading an enrolment file: every bad row named, no good row lost."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.journey.apply import rules, words
from waymark.journey.apply.reading import MAX_BYTES, Line, Unreadable, read_sheet
from waymark.journey.apply.rules import Known, Row, Verdict, judge
from waymark.journey.apply.tests.makers import make_cohort_of_120, make_csv, make_person
from waymark.kit.spreadsheets import TRIGGERS, csv_of, safe_cell


def rows_of(
    data: bytes, *, enrolled: frozenset[str] = frozenset(), working: frozenset[str] = frozenset()
) -> tuple[Row, ...]:
    return judge(read_sheet(data).lines, enrolled=enrolled, working=working, by_email={}, by_trn={})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_cohort_of_120_with_real_dirt(encoding: str, delimiter: str) -> None:
    people, bad, corrected = make_cohort_of_120()
    if encoding == "cp1252":
        people = [[cell.replace("Ł", "L") for cell in row] for row in people]
    rows = rows_of(make_csv(people, delimiter=delimiter, encoding=encoding))
    assert len(rows) == 120
    assert {row.line for row in rows if row.verdict is Verdict.BAD} == bad
    assert {row.line for row in rows if row.verdict is Verdict.CORRECTED} == corrected
    assert all(words.of_row(remark) for row in rows for remark in row.remarks)
    assert {row.given_name for row in rows if row.line == 2} == {"Zoë"}
    assert [row.family_name for row in rows if row.line == 4] == ["O’Hollin"]


def test_the_sample_file_of_the_demonstration() -> None:
    data = (Path(__file__).parents[3] / "demo" / "enrolment.csv").read_bytes()
    rows = rows_of(data)
    assert {row.line for row in rows if row.verdict is Verdict.BAD} == {
        25,
        47,
        63,
        68,
        79,
        100,
        105,
        106,
        117,
    }
    assert [row.line for row in rows if row.verdict is Verdict.CORRECTED] == [16, 32, 54, 92]
    assert len(rows) == 120


def test_of_two_rows_with_one_address_neither_is_taken() -> None:
    first, second, third = make_person(1), make_person(2), make_person(3)
    second[2] = first[2].upper() + " "
    rows = rows_of(make_csv([first, second, third]))
    assert [row.is_taken for row in rows] == [False, False, True]
    assert (
        words.of_row(rows[0].remarks[0]) == "The same e-mail address stands on line 3; neither row is taken."
    )


def test_of_two_rows_with_one_trn_neither_is_taken() -> None:
    first, second = make_person(1), make_person(2)
    second[3] = first[3]
    assert not any(row.is_taken for row in rows_of(make_csv([first, second])))


def test_who_is_enrolled_is_there_already() -> None:
    people = [make_person(1), make_person(2)]
    rows = rows_of(make_csv(people), enrolled=frozenset({people[0][2]}))
    assert [row.verdict for row in rows] == [Verdict.THERE, Verdict.GOOD]


def test_nobody_takes_part_in_a_cohort_they_work_with() -> None:
    people = [make_person(1), make_person(2)]
    rows = rows_of(make_csv(people), working=frozenset({people[0][2]}))
    assert [row.verdict for row in rows] == [Verdict.BAD, Verdict.GOOD]
    assert [one.code for one in rows[0].remarks] == ["works_here"]


def test_a_cell_of_marks_without_end_is_too_long_and_soon_read() -> None:
    marks = "a" + "\u0301\u0316" * 60_000
    began = perf_counter()
    [row] = rows_of(make_csv([(marks, "Bell", "ann@school.example", "", "")]))
    assert [one.code for one in row.remarks] == ["too_long"]
    assert perf_counter() - began < 2


@pytest.mark.parametrize(
    ("cell", "trn", "code"),
    [
        ("9999001", "9999001", None),
        ("99901", "0099901", "trn_padded"),
        ("999901", "0999901", "trn_padded"),
        ("RP99/12345", "9912345", "trn_cleaned"),
        ("9999001.0", "9999001", "trn_cleaned"),
        ("９９９９００１", "9999001", "trn_cleaned"),
        ("9.999E+06", "9.999E+06", "not_trn"),
        ("0000000", "0000000", "not_trn"),
        ("99990011", "99990011", "not_trn"),
        ("unknown", "unknown", "not_trn"),
        ("", "", None),
    ],
)
def test_a_trn(cell: str, trn: str, code: str | None) -> None:
    row = rows_of(make_csv([[*make_person(1)[:3], cell, "School"]]))[0]
    assert row.trn == trn
    assert [remark.code for remark in row.remarks] == ([code] if code else [])


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("a@b.example", True),
        ("a.o'hara+npq@b-c.sch.example", True),
        ("a@b", False),
        ("a@@b.example", False),
        ("a..b@c.example", False),
        ("a@b.example, c@d.example", False),
        ("ä@b.example", False),
        ("x" * 65 + "@b.example", False),
        ("a@-b.example", False),
        ("", False),
    ],
)
def test_an_address(address: str, is_one: bool) -> None:
    assert rules.is_email(address) is is_one


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b",,,\n\n,\n", "empty"),
        (b"sep=;\n", "empty"),
        (b'"', "empty"),
        ("a\u0301\u0316".encode() * 900_000, "must name the columns"),
        (b"PK\x03\x04rest", "workbook"),
        (b"Given name,Family name,E-mail\r\n", "no rows"),
        (b"name,phone\r\nA,1\r\n", "must name the columns"),
        (b"%PDF-1.7\x00\x01\nrubbish", "must name the columns"),
        (b"email,e-mail,given name,family name\r\na,b,c,d\r\n", "Two columns"),
        (b",".join([b"x"] * 10_000) + b"\n1\n", "10,000 columns"),
        (b"given name,family name,email\n" + b"a,b,c@d.example\n" * 200_000, "more than 1,000 rows"),
        (b"x" * (MAX_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read_sheet(data)


def test_an_open_quotation_mark_spoils_its_own_line_and_no_other() -> None:
    people = [make_person(number) for number in range(6)]
    people[2][1] = '"Núñez'
    rows = rows_of(make_csv(people))
    assert [row.verdict is Verdict.BAD for row in rows] == [False, False, True, False, False, False]
    assert rows[2].remarks[0].code == "open_quote"


def test_quoted_cells_may_hold_the_separator_and_trailing_spaces() -> None:
    data = b'given name,family name,email,school\r\n"Ann","Lee" ,a@b.example,"North, South"\r\n'
    row = rows_of(data)[0]
    assert (row.family_name, row.school, row.verdict) == ("Lee", "North, South", Verdict.GOOD)


def test_a_row_that_runs_over_lines_keeps_the_count_of_lines() -> None:
    data = b'given name,family name,email,school\n"Ann\nMay",Lee,a@b.example,X\nBo,Kay,bo@b.example,Y\n'
    rows = rows_of(data)
    assert [(row.line, row.verdict) for row in rows] == [(2, Verdict.BAD), (4, Verdict.GOOD)]


def test_nul_spoils_its_row_and_at_the_end_nothing() -> None:
    people = [make_person(1), make_person(2)]
    people[0][0] = "Zo\x00e"
    rows = rows_of(make_csv(people) + b"\x00\x00\x00")
    assert [row.verdict for row in rows] == [Verdict.BAD, Verdict.GOOD]
    assert "\x00" not in repr(rows)


def test_a_separator_inside_a_name_is_named() -> None:
    row = rows_of(b"given name,family name,email\nAnn,Lee, Jr,a@b.example\n")[0]
    assert {"too_many_cells", "not_email"} == {remark.code for remark in row.remarks}
    assert row.rest == "a@b.example"


def test_the_line_that_names_the_separator_is_counted() -> None:
    rows = rows_of(b"sep=;\ngiven name;family name;email\nAnn;Lee;bad\n")
    assert (rows[0].line, rows[0].verdict) == (3, Verdict.BAD)


def test_what_the_provider_knows_of_a_person_is_said() -> None:
    line = Line(2, {"given_name": "Ann", "family_name": "Lee", "email": "a@b.example", "trn": "9999001"})
    known = Known("Anne Lee", "a@b.example", "")
    row = judge([line], enrolled=(), by_email={"a@b.example": known}, by_trn={})[0]
    assert [words.of_row(one) for one in row.remarks] == [
        "Known here as Anne Lee; that name stays.", "Known here with no TRN; that stays.",
    ]  # fmt: skip
    assert row.is_taken
    other = Known("Bo Kay", "bo@b.example", "9999001")
    assert not judge([line], enrolled=(), by_email={}, by_trn={"9999001": other})[0].is_taken


@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_a_sentence(data: bytes) -> None:
    with suppress(Unreadable):
        rows_of(b"given name,family name,email\n" + data)


@given(st.text())
def test_no_cell_that_goes_out_is_a_formula(text: str) -> None:
    assert not safe_cell(text).startswith(TRIGGERS)


@pytest.mark.parametrize("text", ["=1+1", "+44", "-Lee", "@x", "＝SUM(A1)"])
def test_what_goes_out_comes_back(text: str) -> None:
    data = csv_of(("given name", "family name", "email"), [(text, "Lee", "a@b.example")])
    assert rows_of(data)[0].given_name == text


@pytest.mark.parametrize(
    ("today", "may"), [(date(2026, 1, 1), True), (date(2026, 1, 2), False), (date(2026, 1, 3), False)]
)
def test_a_cohort_can_be_applied_for_until_the_day_before(today: date, may: bool) -> None:
    assert rules.may_apply(starts_on=date(2026, 1, 2), today=today) is may


def test_vat() -> None:
    assert rules.with_vat(409_900) == 491_880
