"""One row of a GIAS file, and the folding of names."""

from __future__ import annotations

from datetime import date

import pytest

from waymark.ground.schools import rules
from waymark.ground.schools.rules import RowProblem, UnreadableRow

CELLS = {"urn": "100001", "name": "Arlford Primary", "status_code": "1", "type_code": "02"}


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ({"type_code": "02"}, "type_code", 2),
        ({"type_code": ""}, "type_code", None),
        ({"status_code": "02"}, "status_code", 2),
        ({"closed_on": "31-08-2024"}, "closed_on", date(2024, 8, 31)),
        ({"closed_on": ""}, "closed_on", None),
        ({"authority_code": "0"}, "authority_code", "000"),
        ({"authority_code": "931"}, "authority_code", "931"),
        ({"name": "  Arlford\t Primary "}, "name", "Arlford Primary"),
    ],
)
def test_cells_are_read(cells: dict[str, str], field: str, value: object) -> None:
    assert getattr(rules.read_school(CELLS | cells), field) == value


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"urn": "12345"}, RowProblem.NO_URN),
        ({"urn": "１００００１"}, RowProblem.NO_URN),
        ({"name": " "}, RowProblem.NO_NAME),
        ({"ukprn": "20000001"}, RowProblem.UKPRN),
        ({"status_code": "5"}, RowProblem.STATUS),
        ({"type_code": "two"}, RowProblem.TYPE),
        ({"closed_on": "2024-08-31"}, RowProblem.DATE),
        ({"closed_on": "31-02-2024"}, RowProblem.DATE),
        ({"name": "x" * 201}, RowProblem.TOO_LONG),
        ({"name": "Arlf\ufffdrd"}, RowProblem.UNREADABLE),
    ],
)
def test_a_row_that_cannot_be_read_says_why(cells: dict[str, str], problem: RowProblem) -> None:
    with pytest.raises(UnreadableRow) as refused:
        rules.read_school(CELLS | cells)
    assert refused.value.problem is problem


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("St. Mary’s", "st marys"),
        ("ST MARY'S", "st marys"),
        ("Ysgol Llŷn & Møre", "ysgol llyn and more"),
        ("Großschule Œuvre", "grossschule oeuvre"),
        ("Eastwick-on-Sea", "eastwick on sea"),
        ("  ", ""),
    ],
)
def test_names_are_folded(text: str, folded: str) -> None:
    assert rules.fold(text) == folded


@pytest.mark.parametrize(
    ("type_code", "authority", "is_in_england"),
    [(2, "931", True), (30, "931", False), (2, "673", False), (2, "000", False), (None, "", True)],
)
def test_schools_outside_england_are_known(
    type_code: int | None, authority: str, is_in_england: bool
) -> None:
    assert rules.is_in_england(type_code=type_code, authority_code=authority) is is_in_england
