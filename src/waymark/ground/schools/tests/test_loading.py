"""A GIAS file is read whatever its encoding, corrects what is there, and is refused whole or in single rows."""

from __future__ import annotations

import tracemalloc
from datetime import date

import pytest
from django.db import models

from waymark.ground.schools.actions import NotASchoolFile
from waymark.ground.schools.models import School, SchoolFile
from waymark.ground.schools.tests.makers import COLUMNS, lines, load, school

pytestmark = pytest.mark.django_db


def counts(file: SchoolFile) -> dict[str, int]:
    names = ("new", "changed", "closed", "unchanged", "missing", "left_out")
    return {name: value for name in names if (value := getattr(file, name))}


@pytest.mark.parametrize(
    ("encoding", "decided"), [("cp1252", "cp1252"), ("utf-8-sig", "utf-8-sig"), ("utf-8", "utf-8")]
)
def test_the_encoding_is_decided_from_the_bytes(encoding: str, decided: str) -> None:
    loaded = load([school(100001, EstablishmentName="École Brígid’s")], encoding=encoding)
    assert loaded.file.encoding == decided
    assert School.objects.get().name == "École Brígid’s"


def test_picked_columns_are_kept_and_names_of_heads_are_not() -> None:
    load([school(100001)])
    row = School.objects.get()
    assert (row.urn, row.ukprn, row.type_code, row.opened_on) == ("100001", "10100001", 2, date(1998, 9, 1))
    assert (row.town, row.postcode, row.phase, row.authority_code) == (
        "Brackwater",
        "AR12 3QX",
        "Primary",
        "931",
    )
    texts = [str(value) for value in School.objects.values_list().get()]
    assert not any("Hortensia" in text or "Nightingale" in text for text in texts)


def test_columns_come_in_any_order_with_others_among_them() -> None:
    columns = ("Added in 2027", *reversed(COLUMNS))
    row = school(100001) | {"Added in 2027": "something"}
    load(lines([row], columns).replace('"URN"', '"urn "').encode("cp1252"))
    assert School.objects.get().urn == "100001"


def test_missing_columns_are_named_in_a_sentence() -> None:
    columns = tuple(column for column in COLUMNS if column not in ("URN", "EstablishmentStatus (code)"))
    with pytest.raises(NotASchoolFile, match=r"no column “URN” and no column “EstablishmentStatus \(code\)”"):
        load(lines([school(100001)], columns).encode("cp1252"))


def test_a_column_that_need_not_be_there_leaves_what_was_known() -> None:
    load([school(100001)])
    columns = tuple(column for column in COLUMNS if column != "UKPRN")
    loaded = load(lines([school(100001, Town="Newtown")], columns).encode("cp1252"))
    assert loaded.without == ("UKPRN",)
    row = School.objects.get()
    assert (row.ukprn, row.town) == ("10100001", "Newtown")


def test_a_second_file_corrects_the_first() -> None:
    assert counts(load([school(urn) for urn in range(100001, 100006)]).file) == {"new": 5}
    closed = {"EstablishmentStatus (code)": "2", "CloseDate": "31-08-2024"}
    second = [school(100001), school(100002, Town="Newtown"), school(100003, **closed), school(100006)]
    assert counts(load(second).file) == {"new": 1, "changed": 1, "closed": 1, "unchanged": 1, "missing": 2}
    remarks = dict(School.objects.values_list("urn", "is_in_newest_file"))
    assert [urn for urn, is_listed in remarks.items() if not is_listed] == ["100004", "100005"]
    assert School.objects.get(urn="100003").remark == "closed on 31 August 2024"
    assert School.objects.get(urn="100004").remark == "not in DfE’s newest list"
    assert " newtown " in School.objects.get(urn="100002").search_text
    back = load([school(urn) for urn in range(100001, 100007)])
    assert counts(back.file) == {"changed": 4, "unchanged": 2}
    assert not School.objects.filter(is_in_newest_file=False).exists()


def test_rows_that_cannot_be_read_are_left_out_with_their_line() -> None:
    load([school(100003, Town="Before")])
    rows = [school(100001), school(100002, CloseDate="31/08/2024"), school(100003, UKPRN="1"), school(100001)]
    loaded = load(rows)
    assert counts(loaded.file) == {"new": 1, "left_out": 3}
    assert loaded.problems == [
        "Line 3: CloseDate must be a date such as 31-08-2024, not '31/08/2024'. The row is left out.",
        "Line 4: UKPRN must be 8 digits that begin with 1, not '1'. The row is left out.",
        "Line 5: URN 100001 is already in an earlier row of this file. The row is left out.",
    ]
    assert School.objects.get(urn="100003").town == "Before"


def test_a_row_with_too_few_cells_is_left_out() -> None:
    text = lines([school(100001)]) + '"100002","931"\r\n'
    assert load(text.encode("cp1252")).problems == [
        "Line 3: The row has 2 cells, unlike the first row. The row is left out."
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 abc", "is a PDF, whatever its name says"),
        (b"PK\x03\x04abc", "zip file or an Excel workbook"),
        ("URN,EstablishmentName".encode("utf-16"), "is in UTF-16"),
        (b"URN\x00,", "is not a text file"),
        (b"given name,email\r\nAda,ada@a.example\r\n", "is not a file of schools"),
        ((",".join(f"c{number}" for number in range(10_000))).encode(), "has 10,000 columns"),
        (("URN," + ",".join(COLUMNS)).encode(), "has the column “URN” twice"),
        (lines([]).encode(), "no row that can be read"),
        (lines([school(1)]).encode("cp1252"), "Line 2: URN must be 6 digits"),
    ],
)
def test_a_file_of_something_else_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    load([school(100009)])
    with pytest.raises(NotASchoolFile, match=r"^schools\.csv ") as refused:
        load(data)
    assert sentence in str(refused.value)
    assert School.objects.get().is_in_newest_file
    assert SchoolFile.objects.count() == 1


def test_nothing_is_half_done_when_a_file_breaks_in_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waymark.ground.schools.gias_file.MOST_ROWS", 1_200)
    with pytest.raises(NotASchoolFile, match="more than 1,200 rows"):
        load([school(100_000 + number) for number in range(1_300)])
    assert not School.objects.exists()


@pytest.mark.slow
def test_fifty_thousand_rows_take_little_memory() -> None:
    data = lines(school(100_000 + number) for number in range(50_000)).encode("cp1252")
    tracemalloc.start()
    loaded = load(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert loaded.file.new == 50_000
    assert peak < 40_000_000 + 2 * len(data)


def test_every_column_has_a_field_of_the_model() -> None:
    from waymark.ground.schools import rules

    fields = {field.name for field in School._meta.concrete_fields if isinstance(field, models.Field)}
    assert set(rules.FIELDS) <= fields
