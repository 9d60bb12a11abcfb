"""Recording a coaching session, once for each item."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts.queries import zone_of
from waymark.ground.hours.actions import credit
from waymark.ground.ledger import actions as ledger
from waymark.journey.coach import rules, words
from waymark.journey.coach.models import AgreedAction, CoachingSession, Triangulation
from waymark.journey.coach.rules import CoachingReason, NewAction, NewTriangulation
from waymark.journey.practise.queries import list_evidence
from waymark.kit.clock import local_day
from waymark.kit.formatting import long_date
from waymark.kit.forms import ChangedSince
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Item
    from waymark.journey.coach.models import Pairing


class CannotRecordSession(Refusal):
    """The session cannot be recorded."""


@transaction.atomic
def record_session(
    *,
    pairing: Pairing,
    item: Item,
    held_on: date,
    minutes: int,
    shared_notes: str,
    private_notes: str,
    triangulation: NewTriangulation,
    action: NewAction | None,
    by: Person,
    at: datetime,
) -> CoachingSession:
    """Close a session with its notes, one statement discussed and one action agreed, and credit its minutes.

    The same session sent twice is recorded once; a different one for the same item raises `ChangedSince`.
    """
    check_session(pairing, item, held_on, minutes, triangulation, action, at=at)
    assert action is not None
    lock_row(pairing)
    fields = {
        "held_on": held_on,
        "minutes": minutes,
        "shared_notes": shared_notes,
        "private_notes": private_notes,
    }
    recorded: CoachingSession | None = (
        CoachingSession.objects.current().filter(pairing=pairing, item_id=item.id).first()
    )
    if recorded is not None:
        if is_same(recorded, fields, triangulation, action):
            return recorded
        raise ChangedSince(
            by=recorded.by.name,
            at=recorded.at,
            reasons=reasons_for((CoachingReason.RECORDED,), words.SESSION_SENTENCES, item=item.title),
        )
    session = CoachingSession.objects.create(pairing=pairing, item_id=item.id, by=by, at=at, **fields)
    create_details(session, triangulation, action)
    credit(
        enrolment=pairing.enrolment,
        item_id=item.id,
        minutes=minutes,
        source="coach.session",
        because=session,
        by=by,
        at=at,
    )
    facts = {"item": item.id, "minutes": minutes}
    provider_id = pairing.enrolment.cohort.provider_id
    ledger.record("coach.session_recorded", about=session, provider_id=provider_id, by=by, at=at, facts=facts)
    return session


def check_session(
    pairing: Pairing,
    item: Item,
    held_on: date,
    minutes: int,
    triangulation: NewTriangulation,
    action: NewAction | None,
    *,
    at: datetime,
) -> None:
    """Refuse a session that breaks a rule."""
    cohort = pairing.enrolment.cohort
    decision = rules.may_record_session(
        held_on=held_on,
        starts_on=cohort.starts_on,
        today=local_day(at, zone_of(cohort=cohort)),
        minutes=minutes,
        planned=item.minutes,
        action=action,
    )
    reasons = decision.reasons
    if triangulation.evidence is not None:
        evidence_ids = {piece.id for piece in list_evidence(enrolment=pairing.enrolment)}
        if triangulation.evidence not in evidence_ids:
            reasons = (*reasons, CoachingReason.NOT_THEIR_EVIDENCE)
    if reasons:
        facts = {
            "held_on": long_date(held_on),
            "starts_on": long_date(cohort.starts_on),
            "planned": item.minutes,
        }
        raise CannotRecordSession(*reasons_for(reasons, words.SESSION_SENTENCES, **facts))


def create_details(session: CoachingSession, triangulation: NewTriangulation, action: NewAction) -> None:
    """The statement that was discussed, and the action that was agreed."""
    Triangulation.objects.create(
        session=session,
        statement=triangulation.statement,
        self_rating=triangulation.self_rating,
        judgement=triangulation.judgement,
        evidence_id=triangulation.evidence,
        reflection=triangulation.reflection,
    )
    AgreedAction.objects.create(
        session=session,
        what=action.what,
        owner=action.owner,
        due_on=action.due_on,
        shown_by=action.shown_by,
    )


def is_same(
    recorded: CoachingSession,
    fields: Mapping[str, object],
    triangulation: NewTriangulation,
    action: NewAction,
) -> bool:
    """Whether the recorded session is, word for word, the one that is sent again."""
    triangulations = recorded.triangulations.values_list(
        "statement", "self_rating", "judgement", "evidence_id", "reflection"
    )
    agreed = recorded.actions.values_list("what", "owner", "due_on", "shown_by")
    sent = (
        triangulation.statement,
        triangulation.self_rating,
        triangulation.judgement,
        triangulation.evidence,
        triangulation.reflection,
    )
    return (
        all(getattr(recorded, name) == value for name, value in fields.items())
        and list(triangulations) == [sent]
        and list(agreed) == [(action.what, action.owner, action.due_on, action.shown_by)]
    )
