"""Correcting the record of a coaching session."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.hours.actions import credit_new_rows
from waymark.ground.ledger import actions as ledger
from waymark.journey.coach import queries, words
from waymark.journey.coach.actions.record_session import (
    CannotRecordSession,
    check_session,
    create_details,
    is_same,
)
from waymark.journey.coach.models import CoachingSession
from waymark.journey.coach.rules import CoachingReason, NewAction, NewTriangulation
from waymark.kit.corrections import refuse_if_replaced
from waymark.kit.locks import lock_row
from waymark.kit.refusals import reasons_for

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Item
    from waymark.journey.coach.models import Pairing


@transaction.atomic
def correct_session(
    *,
    pairing: Pairing,
    session: CoachingSession,
    item: Item,
    held_on: date,
    minutes: int,
    shared_notes: str,
    private_notes: str,
    triangulation: NewTriangulation,
    action: NewAction,
    reason: str,
    by: Person,
    at: datetime,
) -> CoachingSession:
    """Replace the record of a session by a new one, and correct the participant's hours by the difference.

    `pairing` is the participant's present one, `by` their present coach. The earlier record stays, with its private
    notes. Raises `ChangedSince` if `session` was corrected meanwhile, `CannotRecordSession` if nothing differs.
    """
    check_session(pairing, item, held_on, minutes, triangulation, action, at=at)
    lock_row(pairing)
    current = CoachingSession.objects.current().select_related("by").get(pairing=pairing, item_id=item.id)
    refuse_if_replaced(current, session)
    fields = {
        "held_on": held_on,
        "minutes": minutes,
        "shared_notes": shared_notes,
        "private_notes": private_notes,
    }
    own_notes = queries.private_notes_of(session=session, for_=by) or ""
    readable = {name: value for name, value in fields.items() if name != "private_notes"}
    if private_notes == own_notes and is_same(session, readable, triangulation, action):
        raise CannotRecordSession(*reasons_for((CoachingReason.NOTHING_DIFFERS,), words.SESSION_SENTENCES))
    corrected = CoachingSession.objects.create(
        pairing=pairing, item_id=item.id, replaces=session, reason=reason, by=by, at=at, **fields
    )
    create_details(corrected, triangulation, action)
    credit_new_rows(
        [(pairing.enrolment_id, corrected.pk, minutes - session.minutes)],
        item_id=item.id,
        source="coach.correction",
        by=by,
        at=at,
    )
    ledger.record(
        "coach.session_corrected",
        about=corrected,
        provider_id=pairing.enrolment.cohort.provider_id,
        by=by,
        at=at,
        facts={"item": item.id, "minutes": minutes},
    )
    return corrected
