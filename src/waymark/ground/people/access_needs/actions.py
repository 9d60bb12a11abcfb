"""Agreeing what a person needs, changing it, and ending it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.ledger import queries as ledger_queries
from waymark.ground.people.access_needs import words
from waymark.ground.people.access_needs.models import AgreedNeed, ProposedNeed, ProposedNeedDecision
from waymark.ground.people.access_needs.queries import current_need
from waymark.kit.corrections import refuse_if_replaced
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


VIEWED = "people.needs_viewed"


class CannotAgreeNeed(Refusal):
    """What was entered says nothing, or is one’s own. A reason’s code is the field’s name."""


@dataclass(frozen=True, kw_only=True)
class NeedDraft:
    """What is to be recorded of one need."""

    need: str
    way_of_working: str = ""
    evidence: str = ""
    extra_days: int = 0
    rest_breaks: bool = False
    rest_minutes: int = 0
    large_print: bool = False
    word_copy: bool = False
    review_on: date | None = None


@transaction.atomic
def agree_need(*, person: Person, draft: NeedDraft, by: Person, at: datetime) -> AgreedNeed:
    """Record a need as agreed with the person. The same again, still in force, is one."""
    lock_row(person)
    _check(person, draft, by)
    same = AgreedNeed.objects.current().filter(person=person, is_ended=False, **vars(draft)).first()
    if same is not None:
        existing: AgreedNeed = same
        return existing
    need: AgreedNeed = AgreedNeed.objects.create(person=person, **vars(draft), by=by, at=at)
    ledger.record("people.need_agreed", about=person, provider_id=person.provider_id, by=by, at=at)
    return need


@transaction.atomic
def change_need(*, need: AgreedNeed, draft: NeedDraft, reason: str, by: Person, at: datetime) -> AgreedNeed:
    """What is agreed from now on; the earlier row stays. Raises ChangedSince if someone else changed it meanwhile."""
    lock_row(need.person)
    _check(need.person, draft, by)
    return _replace(need, draft, reason=reason, is_ended=False, by=by, at=at)


@transaction.atomic
def end_need(*, need: AgreedNeed, reason: str, by: Person, at: datetime) -> AgreedNeed:
    """Nothing is needed any more. Extra time already granted for a window stays."""
    lock_row(need.person)
    current = current_need(need=need)
    if current.is_ended and current.replaces == need and current.reason == reason:
        return current
    draft = NeedDraft(**{name: getattr(need, name) for name in NeedDraft.__dataclass_fields__})
    return _replace(need, draft, reason=reason, is_ended=True, by=by, at=at)


def _check(person: Person, draft: NeedDraft, by: Person) -> None:
    if person.pk == by.pk:
        raise CannotAgreeNeed(Reason("own", words.OWN_NEED))
    if not draft.need.strip():
        raise CannotAgreeNeed(Reason("need", words.NO_NEED))


def _replace(
    need: AgreedNeed, draft: NeedDraft, *, reason: str, is_ended: bool, by: Person, at: datetime
) -> AgreedNeed:
    current = current_need(need=need)
    if current.is_ended:
        raise CannotAgreeNeed(Reason("reason", words.ENDED))
    refuse_if_replaced(current, need)
    made: AgreedNeed = AgreedNeed.objects.create(
        person=need.person, replaces=need, reason=reason, is_ended=is_ended, **vars(draft), by=by, at=at
    )
    verb = "people.need_ended" if is_ended else "people.need_changed"
    person = need.person
    ledger.record(verb, about=person, provider_id=person.provider_id, by=by, at=at)
    return made


@transaction.atomic
def propose_need(*, person: Person, need: str, by: Person | None, at: datetime) -> ProposedNeed:
    """Keep what someone said they need, for a lead to agree, change or decline. Nothing is agreed by it.

    The same again, while it is undecided, is one.
    """
    lock_row(person)
    same = ProposedNeed.objects.filter(person=person, need=need, decision=None).first()
    if same is not None:
        return same
    proposed = ProposedNeed.objects.create(person=person, need=need, at=at)
    ledger.record("people.need_proposed", about=person, provider_id=person.provider_id, by=by, at=at)
    return proposed


@transaction.atomic
def agree_proposed_need(*, proposed: ProposedNeed, draft: NeedDraft, by: Person, at: datetime) -> AgreedNeed:
    """Agree a proposed need, in the words and with the adjustments of `draft`. Refused once it is decided."""
    lock_row(proposed.person)
    _refuse_decided(proposed)
    need = agree_need(person=proposed.person, draft=draft, by=by, at=at)
    ProposedNeedDecision.objects.create(proposed=proposed, agreed=need, by=by, at=at)
    return need


@transaction.atomic
def decline_proposed_need(
    *, proposed: ProposedNeed, why: str, by: Person, at: datetime
) -> ProposedNeedDecision:
    """Decide that a proposed need isn't agreed; the person reads why. The same decision again is one."""
    person = proposed.person
    lock_row(person)
    if person.pk == by.pk:
        raise CannotAgreeNeed(Reason("own", words.OWN_NEED))
    if not why.strip():
        raise CannotAgreeNeed(Reason("why", words.NO_REASON_TO_DECLINE))
    same = ProposedNeedDecision.objects.filter(proposed=proposed, agreed=None, why=why.strip(), by=by).first()
    if same is not None:
        return same
    _refuse_decided(proposed)
    made = ProposedNeedDecision.objects.create(proposed=proposed, why=why.strip(), by=by, at=at)
    ledger.record("people.need_declined", about=person, provider_id=person.provider_id, by=by, at=at)
    return made


def _refuse_decided(proposed: ProposedNeed) -> None:
    if ProposedNeedDecision.objects.filter(proposed=proposed).exists():
        raise CannotAgreeNeed(Reason("decided", words.PROPOSAL_DECIDED))


@transaction.atomic
def note_view_of_needs(*, person: Person, by: Person, at: datetime) -> None:
    """One line a day in the audit log for each person who reads someone's needs, where there are any."""
    rows = (AgreedNeed.objects.filter(person=person), ProposedNeed.objects.filter(person=person))
    if not any(needs.exists() for needs in rows):
        return
    seen = ledger_queries.entries_of(provider_id=person.provider_id).filter(
        verb=VIEWED, by=by, about_id=person.pk, at__gt=at - timedelta(days=1)
    )
    if not seen.exists():
        ledger.record(VIEWED, about=person, provider_id=person.provider_id, by=by, at=at)
