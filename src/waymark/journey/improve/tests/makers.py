"""Makers for the tests of this room."""

from __future__ import annotations

from datetime import date

from waymark.journey.improve import actions


def make_issue(cast, **overrides):
    fields = {
        "cohort": cast.cohort,
        "summary": "Risk is the statement most answered low.",
        "evidence": "Questions after workshop 3, 4 of 7 low.",
        "by": cast.grace,
        "at": cast.at,
    }
    return actions.record_issue(**(fields | overrides))


def make_action(cast, issue=None, **overrides):
    fields = {
        "what": "Move the risk exercise to workshop 2.",
        "owner": cast.fay,
        "due_on": date(2026, 11, 30),
        "by": cast.grace,
        "at": cast.at,
    }
    return actions.assign_action(issue=issue or make_issue(cast), **(fields | overrides))
