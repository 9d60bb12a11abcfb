"""Makers for the tests of this room."""

from __future__ import annotations

from datetime import date

from waymark.journey.gather import actions, queries

ITEM = "community-1"


def make_groups(cast):
    return actions.create_groups(cohort=cast.cohort, by=cast.grace, at=cast.at)


def make_meeting(cast, *, by="amina", present=("amina", "ben"), **details):
    defaults = {"held_on": date(2026, 1, 22), "minutes": 120, "learned": "To ask before telling."}
    return actions.record_meeting(
        group=queries.find_group(enrolment=cast.amina),
        item=cast.programme().item(ITEM),
        present=[getattr(cast, name) for name in present],
        by=cast.people[by],
        at=cast.at,
        **(defaults | details),
    )


def correct(cast, meeting, *, by="ben", present=("amina", "ben"), **details):
    defaults = {"held_on": date(2026, 1, 22), "minutes": 120, "learned": "To ask before telling."}
    return actions.correct_meeting(
        meeting=meeting,
        item=cast.programme().item(ITEM),
        present=[getattr(cast, name) for name in present],
        by=cast.people[by],
        at=cast.at,
        reason="I read the wrong line.",
        **(defaults | details),
    )
