"""Makers for the tests of this room."""

from __future__ import annotations

from datetime import date

from waymark.journey.coach import actions
from waymark.journey.coach.models import Pairing
from waymark.journey.coach.rules import NewAction, NewTriangulation

ITEM = "coaching-1"
PRIVATE = "Tired; ask about the second school."


def make_pairing(cast, enrolment=None, coach=None) -> Pairing:
    enrolment = enrolment or cast.amina
    actions.pair_coaches(coaches={enrolment: coach or cast.hugo}, by=cast.grace, at=cast.at)
    pairings = Pairing.objects.select_related(
        "enrolment__person", "enrolment__cohort__programme", "enrolment__cohort__provider", "coach"
    )
    return pairings.get(enrolment=enrolment)


def new_triangulation(**changes) -> NewTriangulation:
    fields = {
        "statement": "1.4",
        "self_rating": 3,
        "judgement": 2,
        "evidence": None,
        "reflection": "The deputies could not say it back.",
    }
    return NewTriangulation(**(fields | changes))


def new_action(**changes) -> NewAction:
    fields = {
        "what": "Sit in on the handover at the second school.",
        "owner": "participant",
        "due_on": date(2026, 11, 12),
        "shown_by": "A page of notes in the workbook.",
    }
    return NewAction(**(fields | changes))


def make_session(cast, pairing=None, *, item_id=ITEM, **changes):
    pairing = pairing or make_pairing(cast)
    fields = {
        "held_on": date(2026, 10, 20),
        "minutes": 60,
        "shared_notes": "We looked at the handover.",
        "private_notes": PRIVATE,
        "triangulation": new_triangulation(),
        "action": new_action(),
        "by": cast.hugo,
        "at": cast.at,
    }
    return actions.record_session(pairing=pairing, item=cast.programme().item(item_id), **(fields | changes))


def form_data(**changes) -> dict[str, str]:
    return {
        "held_on": "2026-10-20",
        "minutes": "50",
        "statement": "1.4",
        "self_rating": "3",
        "evidence": "",
        "judgement": "2",
        "reflection": "The deputies could not say it back.",
        "shared_notes": "We looked at the handover.",
        "private_notes": PRIVATE,
        "what": "Sit in on the handover.",
        "owner": "participant",
        "due_on": "2026-11-12",
        "shown_by": "A page of notes.",
    } | changes
