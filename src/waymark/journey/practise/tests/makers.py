"""Makers for the tests of this room."""

from __future__ import annotations

from waymark.journey.practise import actions, queries


def new_evidence(**changes) -> actions.NewEvidence:
    fields = {
        "source": "staff",
        "kind": "survey",
        "statement": "8.7",
        "description": "12 of 19 know what stops.",
    }
    return actions.NewEvidence(**(fields | changes))


def make_entry(cast, enrolment=None, *, evidence=None, **changes):
    enrolment = enrolment or cast.amina
    fields = {
        "stage": "explore",
        "title": "Why absence grows",
        "text": "We read a term of data.",
        "minutes": 90,
    }
    return actions.add_entry(
        enrolment=enrolment,
        item=queries.find_workbook_item(enrolment=enrolment),
        evidence=evidence or new_evidence(),
        by=enrolment.person,
        at=cast.at,
        **(fields | changes),
    )


def form_data(**changes) -> dict[str, str]:
    return {
        "stage": "deliver",
        "title": "First fortnight",
        "text": "Two schools began.",
        "minutes": "120",
        "source": "pupils",
        "kind": "exit_card",
        "statement": "8.8",
        "description": "41 of 58 could name it.",
    } | changes
