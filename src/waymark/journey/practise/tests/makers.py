"""Makers for the tests of this room."""

from __future__ import annotations

from waymark.journey.practise import actions, queries


def typed(**given) -> actions.Typed:
    said = {"source": "staff", "kind": "survey", "statement": "8.7", "says": "12 of 19 know what stops."}
    return actions.Typed(**(said | given))


def make_entry(cast, enrolment=None, *, evidence=None, **given):
    enrolment = enrolment or cast.amina
    said = {
        "stage": "explore",
        "title": "Why absence grows",
        "text": "We read a term of data.",
        "minutes": 90,
    }
    return actions.add_entry(
        enrolment=enrolment,
        item=queries.find_worked_item(enrolment=enrolment),
        evidence=evidence or typed(),
        by=enrolment.person,
        at=cast.at,
        **(said | given),
    )


def form_data(**given) -> dict[str, str]:
    return {
        "stage": "deliver",
        "title": "First fortnight",
        "text": "Two schools began.",
        "minutes": "120",
        "source": "pupils",
        "kind": "exit_card",
        "statement": "8.8",
        "says": "41 of 58 could name it.",
    } | given
