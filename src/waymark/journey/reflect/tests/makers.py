"""Makers for the tests of this room."""

from __future__ import annotations

from datetime import UTC, datetime

from waymark.ground.programmes.values import QuestionKind
from waymark.journey.reflect import actions

ITEM = "formative-3"
LATER = "workshop-4"
AFTER_WORKSHOP = datetime(2026, 2, 10, 9, tzinfo=UTC)
"""Workshop 3 is over, workshop 4 still to come."""


def levels_for(cast, level=1, item_id=ITEM):
    asked = cast.programme().question_set(cast.programme().item(item_id).question_set)
    return {one.id: level for one in asked.questions if one.kind is not QuestionKind.WORDS}


def make_answers(cast, enrolment, *, level=1, text="", at=AFTER_WORKSHOP, levels=None):
    item = cast.programme().item(ITEM)
    said = levels or levels_for(cast, level)
    return actions.answer(
        enrolment=enrolment, item=item, levels=said, texts={"risk": text}, by=enrolment.person, at=at
    )


def make_many_answers(cast, levels=(1, 1, 1, 3, 3, 4, 4)):
    """So many participants have answered, each with one level throughout."""
    for number, level in enumerate(levels):
        one = cast.enrolled(f"many{number}", "Many", f"Number{number}")
        make_answers(cast, one, level=level, text=f"Thought {number}")


def change(cast, **given):
    said = {
        "cohort": cast.cohort,
        "set_id": ITEM,
        "statement": "8.3",
        "item_id": LATER,
        "heard": "3 of 7 cannot yet say",
        "changed": "Workshop 4 begins with it.",
        "by": cast.fay,
        "at": AFTER_WORKSHOP,
    }
    return actions.record_change(**(said | given))
