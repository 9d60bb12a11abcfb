"""Where the limits of a file of schools lie, and what a file leaves alone."""

from __future__ import annotations

import hashlib
import io

import pytest
from django.db import models

from waymark.ground.schools import actions, gias_file, queries, rules
from waymark.ground.schools.gias_file import NotASchoolFile
from waymark.ground.schools.models import School
from waymark.ground.schools.tests.makers import COLUMNS, lines, load, school

pytestmark = pytest.mark.django_db


def limit_of(field: str) -> int | None:
    column = School._meta.get_field(field)
    assert isinstance(column, models.CharField)
    return column.max_length


def test_texts_are_as_long_as_their_columns() -> None:
    assert {field: limit_of(field) for field in rules.LONGEST} == rules.LONGEST


@pytest.mark.parametrize("field", rules.LONGEST)
def test_the_longest_text_is_read_and_a_longer_one_is_shown_cut(field: str) -> None:
    longest = rules.LONGEST[field]
    cells = {"urn": "100001", "name": "St Mary", "status_code": "1", "type_code": "2"}
    assert getattr(rules.read_school(cells | {field: "x" * longest}), field) == "x" * longest
    with pytest.raises(rules.UnreadableRow) as refused:
        rules.read_school(cells | {field: "x" * (longest + 1)})
    assert (refused.value.problem, refused.value.value) == (
        rules.RowProblem.TOO_LONG,
        "x" * min(longest + 1, 40),
    )


def test_a_code_of_an_authority_has_three_digits() -> None:
    cells = {"urn": "100001", "name": "St Mary", "status_code": "1", "type_code": "2"}
    codes = [
        rules.read_school(cells | {"authority_code": code}).authority_code for code in ("7", "931", "9312")
    ]
    assert codes == ["007", "931", "931"]


def test_the_first_problems_are_kept_and_all_are_counted() -> None:
    bad = [school(100001 + number, CloseDate="?") for number in range(25)]
    loaded = load([*bad, school(200001)])
    assert (len(loaded.problems), loaded.file.left_out) == (20, 25)


def test_a_file_without_a_row_says_so_at_its_first_line() -> None:
    with pytest.raises(NotASchoolFile, match="ine 1: there is no row after"):
        load([])


def test_a_files_long_name_and_loader_are_cut_to_their_columns() -> None:
    data = lines([school(100001)]).encode()
    loaded = actions.load_schools(
        file=io.BytesIO(data), name="n" * 300, by="b" * 70, at=load([school(100002)]).file.at
    )
    assert (loaded.file.name, loaded.file.by) == ("n" * 255, "b" * 60)
    assert loaded.file.digest == hashlib.sha256(data).hexdigest()


def test_a_file_corrects_only_its_own_schools() -> None:
    load([school(100001), school(100002, Town="Oxley")])
    load([school(100001)])
    missing = School.objects.get(urn="100002")
    assert (missing.town, missing.is_in_newest_file) == ("Oxley", False)
    assert load([school(100001)]).file.missing == 1


def test_plain_ascii_is_called_so() -> None:
    rows = [school(100001, EstablishmentName="St Mary")]
    assert gias_file.survey(io.BytesIO(lines(rows).encode()), name="a.csv").encoding == "ascii"


def test_a_file_that_ends_within_a_letter_is_no_utf8() -> None:
    data = lines([school(100001, EstablishmentName="St Brígid")]).encode() + "é".encode()[:1]
    assert gias_file.survey(io.BytesIO(data), name="a.csv").encoding == "cp1252"


def test_a_line_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gias_file, "CHUNK", 2_000)
    with pytest.raises(NotASchoolFile, match=r"^schools\.csv "):
        load(lines([school(100001), school(100002, Street="x" * 3_000)]).encode())


def test_an_open_quote_is_refused_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import csv

    text = lines([school(100001)]) + '"100002","' + "x" * 200_000
    assert csv.field_size_limit() < 200_000
    with pytest.raises(NotASchoolFile, match=r"ine 3"):
        load(text.encode())


def test_most_rows_and_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gias_file, "MOST_ROWS", 2)
    assert load([school(100001), school(100002)]).file.new == 2
    with pytest.raises(NotASchoolFile, match="more than 2 rows"):
        load([school(100001 + number) for number in range(3)])
    monkeypatch.setattr(gias_file, "MOST_COLUMNS", len(COLUMNS))
    assert load([school(100003)]).file.new == 1
    monkeypatch.setattr(gias_file, "MOST_COLUMNS", len(COLUMNS) - 1)
    with pytest.raises(NotASchoolFile, match=f"has {len(COLUMNS)} columns"):
        load([school(100004)])


def test_one_school_is_found_by_its_number() -> None:
    load([school(100001), school(100002)])
    row = queries.find_school(urn=" 100002 ")
    assert row is not None
    assert row.urn == "100002"
    assert queries.find_school(urn="999999") is None


def test_twenty_schools_are_found_and_eight_words_are_read() -> None:
    load([school(100001 + number, EstablishmentName="St Mary one two three") for number in range(25)])
    assert len(queries.search_schools(text="st mary")) == 20
    assert queries.search_schools(text="st mary one two three st mary one unknown")
    assert not queries.search_schools(text="st mary one two three st mary unknown")


def test_a_short_word_beside_a_longer_one_is_read() -> None:
    load([school(100001, EstablishmentName="The A School", Town="Oxley")])
    assert queries.search_schools(text="a school")


def test_open_schools_come_first_then_those_that_begin_so() -> None:
    closed = {"EstablishmentStatus (code)": "2", "CloseDate": "31-08-2024"}
    load(
        [
            school(100001, EstablishmentName="Abbey of Oxley"),
            school(100002, EstablishmentName="Oxley School"),
            school(100003, EstablishmentName="Oxley Infants", **closed),
        ]
    )
    assert [row.urn for row in queries.search_schools(text="oxley")] == ["100002", "100001", "100003"]
