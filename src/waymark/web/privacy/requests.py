"""Requests for a copy and for erasure, step by step, each by the person who may take it; and legal holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.ground.people.actions import Message
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal
from waymark.web.emails import COPY_RELEASED
from waymark.web.privacy import words
from waymark.web.privacy.archive import archive_of
from waymark.web.privacy.erasure import erase_person, find_hold
from waymark.web.privacy.models import (
    CopyRequest,
    ErasureDecision,
    ErasureRequest,
    LegalHold,
    PreparedCopy,
)
from waymark.web.privacy.subject_access import copy_for

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

DOWNLOADABLE = timedelta(days=30)


class CannotRelease(Refusal):
    """The copy was not released."""

    status = 403


class CannotDecideErasure(Refusal):
    """Nothing was decided."""

    status = 403


def open_request_of(person: Person) -> CopyRequest | None:
    """The newest request that was not answered with a copy yet."""
    requests = CopyRequest.objects.filter(person=person).exclude(copies__released_at__isnull=False)
    return requests.order_by("-id").first()


@transaction.atomic
def ask_for_copy(*, person: Person, by: Person, at: datetime) -> CopyRequest:
    """A request that is open already is the same request: its month goes on."""
    lock_row(person)
    earlier = open_request_of(person)
    if earlier:
        return earlier
    request = CopyRequest.objects.create(person=person, by=by, at=at)
    ledger.record("web.copy_asked", about=person, provider_id=person.provider_id, by=by, at=at)
    return request


@transaction.atomic
def prepare_copy(*, request: CopyRequest, by: Person, at: datetime) -> PreparedCopy:
    """Make the copy as the data is now. An earlier one that was not released is replaced."""
    request.copies.filter(released_at=None).delete()
    person = request.person
    archive = archive_of(copy_for(person, asked_at=request.at, at=at))
    ledger.record("web.copy_made", about=person, provider_id=person.provider_id, by=by, at=at)
    return PreparedCopy.objects.create(request=request, archive=archive, by=by, at=at)


@transaction.atomic
def release_copy(*, copy: PreparedCopy, link: str, by: Person, at: datetime) -> None:
    """Let the person download it for 30 days, and email them. Whoever prepared it, or is in it, does not release it."""
    person = copy.request.person
    if by.pk in (copy.by_id, person.pk):
        raise CannotRelease(Reason("second_look", words.SECOND_LOOK))
    if copy.released_at is not None:
        return
    copy.released_by, copy.released_at, copy.expires_at = by, at, at + DOWNLOADABLE
    copy.save()
    ledger.record("web.copy_released", about=person, provider_id=person.provider_id, by=by, at=at)
    values = {"greeting": person.greeting, "link": link, "days": str(DOWNLOADABLE.days)}
    message = Message(COPY_RELEASED, person.email, values, once=f"web.copy_released:{copy.pk}")
    people.queue_message(message, provider=person.provider, at=at)


def copy_to_download(*, person: Person, at: datetime) -> PreparedCopy | None:
    """The newest copy that was released to the person and has not expired."""
    copies = PreparedCopy.objects.filter(request__person=person, released_at__isnull=False, expires_at__gt=at)
    return copies.order_by("-id").first()


def empty_expired_copies(*, at: datetime) -> int:
    """Remove what is in copies that can no longer be downloaded. The rows stay: they answered their requests."""
    return PreparedCopy.objects.filter(expires_at__lte=at).exclude(archive=b"").update(archive=b"")


@transaction.atomic
def ask_for_erasure(*, person: Person, reason: str, by: Person, at: datetime) -> ErasureRequest:
    """One lead asks. A request that is not decided yet is the same request."""
    if by.pk == person.pk:
        raise CannotDecideErasure(Reason("oneself", words.NOT_ONESELF))
    lock_row(person)
    earlier = open_erasure_of(person)
    if earlier:
        return earlier
    request = ErasureRequest.objects.create(person=person, reason=reason, by=by, at=at)
    ledger.record("web.erasure_asked", about=person, provider_id=person.provider_id, by=by, at=at)
    return request


def open_erasure_of(person: Person) -> ErasureRequest | None:
    requests = ErasureRequest.objects.filter(person=person, decision=None)
    return requests.select_related("by").order_by("-id").first()


@transaction.atomic
def decide_erasure(
    *, request: ErasureRequest, approved: bool, why: str, by: Person, at: datetime
) -> ErasureDecision:
    """Someone else decides. What was approved is carried out by the worker within minutes."""
    person = request.person
    if by.pk in (request.by_id, person.pk):
        raise CannotDecideErasure(Reason("second_person", words.SECOND_PERSON))
    hold = find_hold(person)
    if approved and hold:
        sentence = words.HELD.format(by=hold.by.name, on=f"{hold.at:%-d %B %Y}", reason=hold.reason)
        raise CannotDecideErasure(Reason("legal_hold", sentence))
    decision, is_new = ErasureDecision.objects.get_or_create(
        request=request, defaults={"approved": approved, "why": why, "by": by, "at": at}
    )
    if is_new:
        verb = "web.erasure_approved" if approved else "web.erasure_refused"
        ledger.record(verb, about=person, provider_id=person.provider_id, by=by, at=at)
    return decision


def carry_out_approved(*, at: datetime) -> int:
    """Erase whom two people agreed to erase; a hold that came since stops it. Returns how many."""
    decisions = ErasureDecision.objects.filter(approved=True, carried_out_at=None).order_by("id")
    done = 0
    for decision in decisions.select_related("request__person__provider", "request__person__account"):
        try:
            _carry_out(decision, at=at)
        except Refusal:
            continue
        done += 1
    return done


@transaction.atomic
def _carry_out(decision: ErasureDecision, *, at: datetime) -> None:
    erase_person(person=decision.request.person, reason=words.APPROVED, by=decision.by, at=at)
    ErasureDecision.objects.filter(pk=decision.pk).update(carried_out_at=at)


@transaction.atomic
def put_hold(*, person: Person, reason: str, is_appeal: bool = False, by: Person, at: datetime) -> LegalHold:
    """One hold at a time: a second one is the first."""
    lock_row(person)
    earlier = find_hold(person)
    if earlier:
        return earlier
    hold = LegalHold.objects.create(person=person, reason=reason, is_appeal=is_appeal, by=by, at=at)
    ledger.record("web.held", about=person, provider_id=person.provider_id, by=by, at=at)
    return hold


@transaction.atomic
def lift_hold(*, person: Person, by: Person, at: datetime) -> None:
    """Lifting what is not there changes nothing."""
    hold = find_hold(person)
    if hold is None:
        return
    LegalHold.objects.filter(pk=hold.pk).update(lifted_by=by, lifted_at=at)
    ledger.record("web.hold_lifted", about=person, provider_id=person.provider_id, by=by, at=at)
