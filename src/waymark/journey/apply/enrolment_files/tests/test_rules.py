"""Reading an enrolment file: every bad row named, no good row lost."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.journey.apply.enrolment_files import words
from waymark.journey.apply.enrolment_files.csv_file import MAX_BYTES, CsvLine, UnreadableFile, read_csv
from waymark.journey.apply.enrolment_files.rules import (
    EnrolmentRow,
    KnownPerson,
    RowDecision,
    RowVerdict,
    check_lines,
    rows_to_enrol,
)
from waymark.journey.apply.enrolment_files.tests.makers import make_csv, make_person, make_rows_of_120
from waymark.kit.email_addresses import is_email
from waymark.kit.spreadsheets import TRIGGERS, csv_of


def rows_of(
    data: bytes, *, enrolled: frozenset[str] = frozenset(), staff: frozenset[str] = frozenset()
) -> tuple[EnrolmentRow, ...]:
    return check_lines(
        read_csv(data).lines, enrolled=enrolled, staff=staff, by_email={}, by_trn={}, is_email=is_email
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_bad_row_of_a_realistic_file_is_named(encoding: str, delimiter: str) -> None:
    people, bad, corrected = make_rows_of_120()
    if encoding == "cp1252":
        people = [[cell.replace("Ł", "L") for cell in row] for row in people]
    rows = rows_of(make_csv(people, delimiter=delimiter, encoding=encoding))
    assert len(rows) == 120
    assert {row.line for row in rows if row.verdict is RowVerdict.BAD} == bad
    assert {row.line for row in rows if row.verdict is RowVerdict.CORRECTED} == corrected
    assert all(words.sentence_of(remark) for row in rows for remark in row.remarks)
    assert {row.given_name for row in rows if row.line == 2} == {"Zoë"}
    assert [row.family_name for row in rows if row.line == 4] == ["O’Hollin"]


def test_the_sample_file_of_the_demonstration() -> None:
    data = (Path(__file__).parents[4] / "demo" / "enrolment.csv").read_bytes()
    rows = rows_of(data)
    assert {row.line for row in rows if row.verdict is RowVerdict.BAD} == {
        25,
        47,
        63,
        79,
        100,
        105,
        106,
        117,
    }
    assert [row.line for row in rows if row.verdict is RowVerdict.CORRECTED] == [16, 32, 54, 92]
    assert [row.line for row in rows if row.verdict is RowVerdict.DOUBTFUL] == [68]
    assert len(rows) == 120


def test_two_rows_with_the_same_email_address_are_both_bad() -> None:
    first, second, third = make_person(1), make_person(2), make_person(3)
    second[2] = first[2].upper() + " "
    rows = rows_of(make_csv([first, second, third]))
    assert [row.can_be_enrolled for row in rows] == [False, False, True]
    assert (
        words.sentence_of(rows[0].remarks[0])
        == "Line 3 has the same email address with other details, so neither row will be enrolled."
    )


def test_two_rows_with_the_same_trn_are_both_bad() -> None:
    first, second = make_person(1), make_person(2)
    second[3] = first[3]
    assert not any(row.can_be_enrolled for row in rows_of(make_csv([first, second])))


def test_a_participant_is_already_enrolled() -> None:
    people = [make_person(1), make_person(2)]
    rows = rows_of(make_csv(people), enrolled=frozenset({people[0][2]}))
    assert [row.verdict for row in rows] == [RowVerdict.ALREADY_ENROLLED, RowVerdict.GOOD]


def test_staff_cannot_take_part_in_their_own_cohort() -> None:
    people = [make_person(1), make_person(2)]
    rows = rows_of(make_csv(people), staff=frozenset({people[0][2]}))
    assert [row.verdict for row in rows] == [RowVerdict.BAD, RowVerdict.GOOD]
    assert [remark.code for remark in rows[0].remarks] == ["works_here"]


def test_a_cell_of_combining_marks_is_too_long_and_quickly_read() -> None:
    marks = "a" + "\u0301\u0316" * 60_000
    began = process_time()
    [row] = rows_of(make_csv([(marks, "Bell", "ann@school.example", "", "")]))
    assert [remark.code for remark in row.remarks] == ["too_long"]
    assert process_time() - began < 2


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
def test_a_trn_is_read_padded_or_refused(cell: str, trn: str, code: str | None) -> None:
    row = rows_of(make_csv([[*make_person(1)[:3], cell, "School"]]))[0]
    assert row.trn == trn
    assert [remark.code for remark in row.remarks] == ([code] if code else [])


@pytest.mark.parametrize(
    ("address", "is_complete"),
    [
        ("a@b.example", True),
        ("a.o'hara+npq@b-c.sch.example", True),
        ("anna@müller-schule.example", True),
        ("a@b", False),
        ("a@localhost", False),
        ("a@@b.example", False),
        ("a..b@c.example", False),
        ("a@b.example, c@d.example", False),
        ("ä@b.example", False),
        ("x" * 65 + "@b.example", False),
        ("a@-b.example", False),
        ("", False),
    ],
)
def test_an_email_address_is_complete(address: str, is_complete: bool) -> None:
    assert is_email(address) is is_complete


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b",,,\n\n,\n", "empty"),
        (b"sep=;\n", "empty"),
        (b'"', "empty"),
        ("a\u0301\u0316".encode() * 900_000, "must name the columns"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"Given name,Family name,E-mail\r\n", "no people"),
        (b"name,phone\r\nA,1\r\n", "must name the columns"),
        (b"%PDF-1.7\x00\x01\nrubbish", "This is a PDF"),
        (b"email,e-mail,given name,family name\r\na,b,c,d\r\n", "two columns"),
        (b",".join([b"x"] * 10_000) + b"\n1\n", "10,000 columns"),
        (b"given name,family name,email\n" + b"a,b,c@d.example\n" * 200_000, "more than 1,000 rows"),
        (b"x" * (MAX_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_an_unreadable_file_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        read_csv(data)


def test_an_unclosed_quotation_mark_spoils_only_its_own_line() -> None:
    people = [make_person(number) for number in range(6)]
    people[2][1] = '"Núñez'
    rows = rows_of(make_csv(people))
    assert [row.verdict is RowVerdict.BAD for row in rows] == [False, False, True, False, False, False]
    assert rows[2].remarks[0].code == "open_quote"


def test_quoted_cells_may_hold_the_separator_and_trailing_spaces() -> None:
    data = b'given name,family name,email,school\r\n"Ann","Lee" ,a@b.example,"North, South"\r\n'
    row = rows_of(data)[0]
    assert (row.family_name, row.school, row.verdict) == ("Lee", "North, South", RowVerdict.GOOD)


def test_line_numbers_stay_true_after_a_row_over_several_lines() -> None:
    data = b'given name,family name,email,school\n"Ann\nMay",Lee,a@b.example,X\nBo,Kay,bo@b.example,Y\n'
    rows = rows_of(data)
    assert [(row.line, row.verdict) for row in rows] == [(2, RowVerdict.BAD), (4, RowVerdict.GOOD)]


def test_a_nul_spoils_its_row_but_not_at_the_end_of_the_file() -> None:
    people = [make_person(1), make_person(2)]
    people[0][0] = "Zo\x00e"
    rows = rows_of(make_csv(people) + b"\x00\x00\x00")
    assert [row.verdict for row in rows] == [RowVerdict.BAD, RowVerdict.GOOD]
    assert "\x00" not in repr(rows)


def test_a_separator_inside_a_name_is_reported() -> None:
    row = rows_of(b"given name,family name,email\nAnn,Lee, Jr,a@b.example\n")[0]
    assert {"too_many_cells", "not_email"} == {remark.code for remark in row.remarks}
    assert row.rest == "a@b.example"


def test_a_line_that_names_the_separator_counts_as_a_line() -> None:
    rows = rows_of(b"sep=;\ngiven name;family name;email\nAnn;Lee;bad\n")
    assert (rows[0].line, rows[0].verdict) == (3, RowVerdict.BAD)


def test_a_row_says_what_the_provider_already_knows() -> None:
    line = CsvLine(2, {"given_name": "Ann", "family_name": "Lee", "email": "a@b.example", "trn": "9999001"})
    known = KnownPerson("Anne Lee", "a@b.example", "")
    row = check_lines([line], enrolled=(), by_email={"a@b.example": known}, by_trn={}, is_email=is_email)[0]
    assert [words.change_sentence(change) for change in row.changes] == [
        "Change the name from Anne Lee to Ann Lee",
        "Add the TRN 9999001",
    ]
    assert row.can_be_enrolled
    other = KnownPerson("Bo Kay", "bo@b.example", "9999001")
    assert not check_lines([line], enrolled=(), by_email={}, by_trn={"9999001": other}, is_email=is_email)[
        0
    ].can_be_enrolled


@given(st.binary(max_size=400))
def test_any_bytes_give_rows_or_a_sentence(data: bytes) -> None:
    with suppress(UnreadableFile):
        rows_of(b"given name,family name,email\n" + data)


@given(st.text())
def test_no_exported_cell_is_a_formula(text: str) -> None:
    rows = csv.reader(io.StringIO(csv_of([text], [[text]]).decode("utf-8-sig"), newline=""))
    assert not any(cell.startswith(TRIGGERS) for row in rows for cell in row)


@pytest.mark.parametrize("text", ["=1+1", "+44", "-Lee", "@x", "＝SUM(A1)"])
def test_an_exported_cell_can_be_uploaded_again(text: str) -> None:
    data = csv_of(("given name", "family name", "email"), [(text, "Lee", "a@b.example")])
    assert rows_of(data)[0].given_name == text


def test_a_file_of_the_largest_size_is_read() -> None:
    with pytest.raises(UnreadableFile, match="must name the columns"):
        read_csv(b"x" * MAX_BYTES)


def test_a_first_line_that_names_an_unknown_separator_is_a_heading() -> None:
    with pytest.raises(UnreadableFile, match=r"The first line is: sep=\|\."):
        read_csv(b"sep=|\ngiven name,family name,email\nAnn,Lee,a@b.example\n")


def test_a_refusal_quotes_the_first_eight_headings() -> None:
    with pytest.raises(UnreadableFile, match=r"The first line is: c1, c2, c3, c4, c5, c6, c7, c8\."):
        read_csv(b"c1,c2,c3,c4,c5,c6,c7,c8,c9\n1\n")


def test_an_extra_cell_is_cut_at_200_characters() -> None:
    table = read_csv(b"given name,family name,email\nAnn,Lee,a@b.example," + b"x" * 300 + b"\n")
    assert table.lines[0].extra == ("x" * 200,)


def test_columns_that_are_not_read_are_listed() -> None:
    table = read_csv(b"given name,Phone,family name,email,Notes\nAnn,1,Lee,a@b.example,2\n")
    assert table.unread == ("Phone", "Notes")


def test_a_row_said_twice_is_one_row_with_a_remark() -> None:
    first, second, other = make_person(1), make_person(1), make_person(2)
    second[2] = second[2].upper()
    rows = rows_of(make_csv([first, other, second]))
    assert [row.line for row in rows] == [2, 3]
    assert all(row.can_be_enrolled for row in rows)
    assert words.sentence_of(rows[0].remarks[0]) == "This person is also in line 4. We’ll enrol them once."


@pytest.mark.parametrize(
    ("heading", "cells", "expected"),
    [
        ("First name(s),Surname(s),E-mail", "Ann Mary,Lee,a@b.example", ("Ann Mary", "Lee")),
        ("Name,Email", "Ann Mary Lee,a@b.example", ("Ann Mary", "Lee")),
        ("Full name,Email", '"Lee, Ann",a@b.example', ("Ann", "Lee")),
        ("Name,Email", "Ann de Souza,a@b.example", ("Ann", "de Souza")),
        ("Name,Forename,Surname,Email", "x,Ann,Lee,a@b.example", ("Ann", "Lee")),
        ("FORENAMES;LAST NAME(S);EMAIL ADDRESS", "Ann;Lee;a@b.example", ("Ann", "Lee")),
    ],
)
def test_headings_are_known_by_the_names_that_offices_give_them(
    heading: str, cells: str, expected: tuple[str, str]
) -> None:
    [row] = rows_of(f"{heading}\n{cells}\n".encode())
    assert (row.given_name, row.family_name) == expected
    assert row.can_be_enrolled


def test_a_school_and_a_trust_are_two_columns() -> None:
    heading = "First name(s),Surname,Email,School,Trust"
    [row] = rows_of(f"{heading}\nAnn,Lee,a@b.example,Larkspur Primary,Fjordhaven Trust\n".encode())
    assert (row.school, row.trust) == ("Larkspur Primary", "Fjordhaven Trust")


def test_one_name_alone_waits_until_someone_says_that_it_is_right() -> None:
    [row] = rows_of(b"First name,Last name,Email\nCher,,a@b.example\n")
    assert row.verdict is RowVerdict.DOUBTFUL
    assert not row.can_be_enrolled
    decided = rows_to_enrol([row], {2: RowDecision(line=2, is_right=True, given_name="Cher")})
    assert [(row.given_name, row.family_name) for row in decided] == [("Cher", "")]
    assert rows_to_enrol([row], {2: RowDecision(line=2)}) == ()
    assert rows_to_enrol([row], {3: RowDecision(line=3, is_right=True)}) == ()


@pytest.mark.parametrize(
    "name", ["Jos?", "JosŽ", "Nœ–ez", "Jos√©", "Nu¤ez", "Jos├®", "JosÃ©", "N??ez", "Re³ka"]
)
def test_a_name_with_a_letter_that_looks_wrong_is_never_good_as_it_is(name: str) -> None:
    [row] = rows_of(f"First name,Last name,Email\n{name},Lee,a@b.example\nZoë,Lee,z@b.example\n".encode())[:1]
    assert row.verdict is RowVerdict.DOUBTFUL


@pytest.mark.parametrize(
    "name",
    ["José", "D’Élan", "McÉwan", "ÉCOLE", "Nguyễn", "Ṣọlá", "Ōtomo", "Δημήτρης", "محمد", "李小龍", "O'Brien-Ní", "Ó Sé",
     "Mc’Donald", "Anne–Marie", "St. John (Jr.)", "Llŷr", "Gal·la", "Weiß", "می‌خواهم", "DeShawn", "ʻOkina"],
)  # fmt: skip
def test_names_as_people_have_them_are_good_as_they_are(name: str) -> None:
    [row] = rows_of(f"First name,Last name,Email\n{name},Lee,a@b.example\n".encode())
    assert row.verdict is RowVerdict.GOOD
    assert row.given_name == name


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ann.Lee+npq@B.Example", "ann.lee+npq@b.example"),
        ("o'hollin@b.example", "o'hollin@b.example"),
        ("mailto:a@b.example", "a@b.example"),
        ("Ann Lee <a@b.example>", "a@b.example"),
        ("a@xn--mller-schule-dlb.example", "a@müller-schule.example"),
        ("a@müller-schule.example", "a@müller-schule.example"),
        ("a\u200b@b.example", "a@b.example"),
    ],
)
def test_an_email_address_is_read_as_people_write_it(written: str, read: str) -> None:
    [row] = rows_of(f'First name,Last name,Email\nAnn,Lee,"{written}"\n'.encode())
    assert row.email == read
    assert row.can_be_enrolled


def test_both_spellings_of_an_international_address_are_one_person() -> None:
    data = "First name,Last name,Email\nAnn,Lee,a@müller-schule.example\nAnn,Lee,a@xn--mller-schule-dlb.example\n"
    assert len(rows_of(data.encode())) == 1


def test_a_known_person_is_a_change_to_accept_field_by_field() -> None:
    line = CsvLine(
        2,
        {
            "given_name": "Ann",
            "family_name": "Lee",
            "email": "new@b.example",
            "trn": "9999001",
            "school": "S",
        },
    )
    known = KnownPerson("Ann Leigh", "old@b.example", "9999001", "Old School")
    [row] = check_lines([line], enrolled=(), by_email={}, by_trn={"9999001": known}, is_email=is_email)
    assert [(change.field, change.before, change.after) for change in row.changes] == [
        ("name", "Ann Leigh", "Ann Lee"),
        ("email", "old@b.example", "new@b.example"),
        ("school", "Old School", "S"),
    ]
    assert row.known_email == "old@b.example"
    assert row.verdict is RowVerdict.DOUBTFUL


def test_an_empty_cell_changes_nothing_of_a_known_person() -> None:
    line = CsvLine(2, {"given_name": "Ann", "family_name": "Lee", "email": "a@b.example"})
    known = KnownPerson("Ann Lee", "a@b.example", "9999001", "School")
    [row] = check_lines([line], enrolled=(), by_email={"a@b.example": known}, by_trn={}, is_email=is_email)
    assert (row.changes, row.verdict) == ((), RowVerdict.GOOD)


def test_a_trn_of_someone_else_than_the_known_person_is_refused() -> None:
    line = CsvLine(2, {"given_name": "Ann", "family_name": "Lee", "email": "a@b.example", "trn": "9999001"})
    ann, bea = KnownPerson("Ann Lee", "a@b.example", ""), KnownPerson("Bea Roe", "b@b.example", "9999001")
    [row] = check_lines(
        [line], enrolled=(), by_email={"a@b.example": ann}, by_trn={"9999001": bea}, is_email=is_email
    )
    assert row.verdict is RowVerdict.BAD


def test_what_was_sent_back_to_be_corrected_is_read_again() -> None:
    heading = "Given name,Family name,Email,TRN,School,Trust,Line,What to correct,Extra cells"
    table = read_csv(f"{heading}\nAnn,Lee,a@b.example,,S,T,7,Something,\n".encode())
    assert table.unread == ("Line", "What to correct", "Extra cells")
    [row] = check_lines(table.lines, enrolled=(), by_email={}, by_trn={}, is_email=is_email)
    assert row.can_be_enrolled


@pytest.mark.parametrize(
    "typed", ["QQ123456C", "2024/25", "01/09/1980", "to follow", "07700 900123", "10012345"]
)
def test_what_is_no_trn_is_never_read_as_one(typed: str) -> None:
    [row] = rows_of(f"First name,Last name,Email,TRN\nAnn,Lee,a@b.example,{typed}\n".encode())
    assert row.verdict is RowVerdict.BAD
    assert [remark.code for remark in row.remarks] == ["not_trn"]


def test_a_thousand_rows_are_read_and_one_more_is_refused() -> None:
    def file_of(rows: int) -> bytes:
        people = "".join(f"A,B,a{number}@b.example\n" for number in range(rows))
        return f"given name,family name,email\n{people}".encode()

    assert len(read_csv(file_of(1_000)).lines) == 1_000
    with pytest.raises(UnreadableFile, match="more than 1,000 rows"):
        read_csv(file_of(1_001))


def test_a_name_of_one_word_in_one_column_is_one_name() -> None:
    [row] = rows_of(b"Name,Email\nCher,a@b.example\n")
    assert (row.given_name, row.family_name) == ("", "Cher")
    assert row.verdict is RowVerdict.DOUBTFUL
