"""Makers for the tests of this room."""

from __future__ import annotations

from datetime import date

from waymark.journey.improve import actions


def make_finding(cast, **given):
    said = {
        "cohort": cast.cohort,
        "says": "Risk is the statement most answered low.",
        "rests_on": "Questions after workshop 3, 4 of 7 low.",
        "by": cast.grace,
        "at": cast.at,
    }
    return actions.write_finding(**(said | given))


def decide(cast, finding=None, **given):
    said = {
        "what": "Move the risk exercise to workshop 2.",
        "owner": cast.fay,
        "due_on": date(2026, 11, 30),
        "by": cast.grace,
        "at": cast.at,
    }
    return actions.decide_action(finding=finding or make_finding(cast), **(said | given))
