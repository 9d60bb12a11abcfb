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
    question_set = cast.programme().question_set(cast.programme().item(item_id).question_set)
    return {
        question.id: level for question in question_set.questions if question.kind is not QuestionKind.WORDS
    }


def make_answers(cast, enrolment, *, level=1, comment="", at=AFTER_WORKSHOP, levels=None):
    return actions.submit_answers(
        enrolment=enrolment,
        item=cast.programme().item(ITEM),
        levels=levels or levels_for(cast, level),
        comments={"risk": comment},
        by=enrolment.person,
        at=at,
    )


def make_many_answers(cast, levels=(1, 1, 1, 3, 3, 4, 4)):
    """One more participant for each level, who chooses it throughout."""
    for number, level in enumerate(levels):
        enrolment = cast.enrolled(f"many{number}", "Many", f"Number{number}")
        make_answers(cast, enrolment, level=level, comment=f"Thought {number}")


def make_change(cast, **changes):
    fields = {
        "cohort": cast.cohort,
        "set_id": ITEM,
        "statement": "8.3",
        "item_id": LATER,
        "you_said": "3 of 7 are not yet confident",
        "we_changed": "Workshop 4 begins with it.",
        "by": cast.fay,
        "at": AFTER_WORKSHOP,
    }
    return actions.record_change(**(fields | changes))
