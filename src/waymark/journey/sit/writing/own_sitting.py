"""A participant's own sitting, with window, paper's lock and what became of it, in one statement.

Every page of the desk, and the handing in, begin with it: thousands in a window's last minutes. Django composes such
a statement anew for each request, which costs thirty times what asking it does. So it stands here in plain SQL, its
row becomes the models it is made of, and columns that no page of the desk needs stay in the database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from waymark.journey.sit.receipts.models import Receipt
from waymark.journey.sit.submission.models import Submission
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.writing.answer_context import moment
from waymark.journey.sit.writing.models import AgreedDeclaration, Sitting

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

READ = {
    "s": ("id", "window_id", "enrolment_id", "code", "declared"),
    "e": ("id", "person_id"),
    "w": ("id", "paper_id", "zone", "max_words", "may_take_back", "is_practice"),
    "p": ("id",),
    "l": ("id", "paper_id", "fingerprint"),
    "h": ("id", "sitting_id", "how", "words", "at"),
    "r": ("id", "submission_id", "code", "signature", "key_id"),
    "d": ("id", "sitting_id", "version", "sentences", "ai_rule"),
}
"""What is read of each table, in the order of its model's fields."""

TIMES = 8
VERSIONS = """(SELECT count(*) FROM sit_alternateversion k
 JOIN sit_answer a ON a.id = k.answer_id WHERE a.sitting_id = s.id)"""
OWN = f"""SELECT {VERSIONS}, {deadlines.COLUMNS},
 {", ".join(f"{table}.{name}" for table, names in READ.items() for name in names)}
 FROM sit_sitting s JOIN cohorts_enrolment e ON e.id = s.enrolment_id
 JOIN sit_sittingwindow w ON w.id = s.window_id JOIN papers_paper p ON p.id = w.paper_id
 JOIN papers_paperlock l ON l.paper_id = p.id
 LEFT JOIN sit_submission h ON h.sitting_id = s.id LEFT JOIN sit_receipt r ON r.submission_id = h.id
 LEFT JOIN sit_agreeddeclaration d ON d.sitting_id = s.id
 WHERE s.code = %s AND e.person_id = %s"""


def get_sitting_for(*, for_: Person, code: str) -> Sitting | None:
    """The viewer's own sitting with its own `times`, window, paper's lock, and what became of it."""
    with connection.cursor() as cursor:
        cursor.execute(OWN, [code, for_.pk])
        row = cursor.fetchone()
    return None if row is None else _sitting(row, for_)


def _sitting(row: Iterable[Any], writer: Person) -> Sitting:
    values = iter(row)
    beside = next(values)
    opens_at, closes, *others = (next(values) for _ in range(TIMES))
    parts = {table: [_value(next(values)) for _ in names] for table, names in READ.items()}
    sitting: Sitting = _made(Sitting, "s", parts)
    sitting.beside = beside
    sitting.times = deadlines.times_from(moment(opens_at), moment(closes), *others)
    sitting.enrolment = _made(apps.get_model("cohorts.Enrolment"), "e", parts)
    sitting.enrolment.person = writer
    sitting.window = _made(SittingWindow, "w", parts)
    lock = _made(apps.get_model("papers.PaperLock"), "l", parts)
    lock.paper = sitting.window.paper = _made(apps.get_model("papers.Paper"), "p", parts)
    _give_declaration(sitting, _made(AgreedDeclaration, "d", parts))
    submission = _made(Submission, "h", parts)
    if submission is None:
        Sitting.submission.related.set_cached_value(sitting, None)
        return sitting
    submission.sitting = sitting
    _made(Receipt, "r", parts).submission = submission
    return sitting


def _give_declaration(sitting: Sitting, declaration: AgreedDeclaration | None) -> None:
    Sitting.declaration.related.set_cached_value(sitting, declaration)
    if declaration is not None:
        declaration.sentences = json.loads(declaration.sentences)
        declaration.sitting = sitting


def _made(model: type[Model], table: str, parts: dict[str, list[Any]]) -> Any:
    """The model that stands in these columns, or None where nothing was joined."""
    columns = parts[table]
    return None if columns[0] is None else model.from_db(connection.alias, READ[table], columns)


def _value(value: Any) -> Any:
    return moment(value) if isinstance(value, datetime) else value
