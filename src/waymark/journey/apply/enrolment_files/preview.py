"""What is read in a file of people, for the command line: nothing is looked up and nothing is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from waymark.journey.apply.enrolment_files import words
from waymark.journey.apply.enrolment_files.csv_file import read_csv
from waymark.journey.apply.enrolment_files.rules import MISREAD, EnrolmentRow, check_lines


def read_people(data: bytes, *, is_email: Callable[[str], bool]) -> dict[str, Any]:
    """`{"encoding", "sure", "rows": [{"name", "email", "trn", "doubts"}]}`; raises UnreadableFile with a sentence.

    `sure` is false where another encoding could be meant, or where a row looks misread. `doubts` are sentences.
    """
    table = read_csv(data)
    rows = check_lines(table.lines, enrolled=(), by_email={}, by_trn={}, is_email=is_email)
    shown = [_row(row) for row in rows]
    is_sure = table.readings.is_sure and not any(_looks_misread(row) for row in rows)
    return {"encoding": table.reading.encoding, "sure": is_sure, "rows": shown}


def _looks_misread(row: EnrolmentRow) -> bool:
    return any(remark.code in MISREAD for remark in row.remarks)


def _row(row: EnrolmentRow) -> dict[str, Any]:
    doubts = [words.sentence_of(remark) for remark in row.remarks]
    return {"name": row.name, "email": row.email, "trn": row.trn, "doubts": doubts}
