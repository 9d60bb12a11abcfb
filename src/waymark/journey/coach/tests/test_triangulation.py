"""The grid puts each rating and each piece of evidence into the row of its own statement and source."""

from __future__ import annotations

from datetime import UTC, datetime

from waymark.ground.programmes.values import QuestionKind, Statement, StatementKind
from waymark.journey.coach.triangulation import TriangulationRow, triangulation_rows
from waymark.journey.practise.queries import EvidenceSummary
from waymark.journey.reflect.queries import StatementRating

AT = datetime(2026, 10, 20, 12, 0, tzinfo=UTC)


def piece(source: str, statement: str = "1.4", number: int = 1) -> EvidenceSummary:
    return EvidenceSummary(
        id=number,
        entry_id=1,
        entry_title="Find the problem",
        source=source,
        source_label=source.capitalize(),
        kind_label="Interview",
        statement=statement,
        description="What was said.",
        at=AT,
    )


def rating(statement: str, level: int) -> StatementRating:
    return StatementRating(
        statement=statement, kind=QuestionKind.PRACTICE, level=level, question_set_title="Week 1", at=AT
    )


def rows_of(evidence: list[EvidenceSummary], ratings: list[StatementRating]) -> dict[str, TriangulationRow]:
    kind = next(iter(StatementKind))
    statements = [Statement(code=code, kind=kind, text=f"Statement {code}.") for code in ("1.4", "2.1")]
    by_code = {statement.code: statement for statement in statements}
    rows = triangulation_rows(
        statements=by_code, sessions=[], evidence=evidence, ratings=ratings, upcoming=(), zone="UTC"
    )
    return {row.statement.code: row for row in rows}


def test_a_rating_stands_in_the_row_of_its_statement():
    rows = rows_of([], [rating("1.4", 1), rating("2.1", 4)])
    levels = {code: row.practice_rating.level for code, row in rows.items()}
    assert levels == {"1.4": 1, "2.1": 4}


def test_own_evidence_is_counted_apart_from_that_of_others():
    row = rows_of([piece("self"), piece("staff"), piece("staff", number=2)], [])["1.4"]
    assert row.own_pieces == 1
    assert row.ratings.pieces_from_others == 2


def test_a_cell_shows_the_newest_piece_and_counts_the_others():
    evidence = [piece("staff", number=3), piece("staff", number=2), piece("staff"), piece("pupils", number=4)]
    staff, pupils, documents, _ = rows_of(evidence, [])["1.4"].cells
    assert (staff.newest, staff.more) == (evidence[0], 2)
    assert (pupils.newest, pupils.more) == (evidence[3], 0)
    assert (documents.newest, documents.more) == (None, 0)
