"""What may be added to a workbook, as a table."""

import pytest

from waymark.journey.practise.rules import WorkbookReason, may_add_entry, minutes_to_credit


@pytest.mark.parametrize(
    ("minutes", "statement", "reasons"),
    [
        (0, "8.7", ()),
        (480, "8.7", ()),
        (481, "8.7", (WorkbookReason.TOO_LONG,)),
        (-1, "8.7", (WorkbookReason.TOO_LONG,)),
        (60, "99.9", (WorkbookReason.UNKNOWN_STATEMENT,)),
        (481, "", (WorkbookReason.TOO_LONG, WorkbookReason.UNKNOWN_STATEMENT)),
    ],
)
def test_an_entry_is_at_most_eight_hours_and_about_a_statement(minutes, statement, reasons):
    decision = may_add_entry(minutes=minutes, statement=statement, framework_codes={"8.7", "8.8"})
    assert decision.reasons == reasons


@pytest.mark.parametrize(("minutes", "planned", "credited"), [(90, 480, 90), (90, 0, 0), (0, 480, 0)])
def test_work_earns_minutes_only_where_its_item_has_some(minutes, planned, credited):
    assert minutes_to_credit(minutes=minutes, planned=planned) == credited
