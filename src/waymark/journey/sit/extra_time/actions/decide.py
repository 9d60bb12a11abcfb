"""Decides a request for more time: granted as requested, granted until another day, or refused."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.journey.sit import emails
from waymark.journey.sit.extra_time import words
from waymark.journey.sit.extra_time.actions.email import email_participant
from waymark.journey.sit.extra_time.actions.record import close_until, record_extension
from waymark.journey.sit.extra_time.models import Allowance, Extension, ExtensionDecision
from waymark.journey.sit.extra_time.rules import may_decide
from waymark.journey.sit.reasons import SittingReason
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.rules import effective_deadline
from waymark.journey.sit.words import as_reason, as_reasons
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


class CannotDecideExtension(Refusal):
    """The extension cannot be decided like this, or not by this person."""


@transaction.atomic
def decide_extension(
    *,
    extension: Extension,
    granted: bool,
    why: str,
    by: Person,
    at: datetime,
    until_on: date | None = None,
    until_time: time | None = None,
) -> ExtensionDecision:
    """Grants or refuses a request. Granted without a day, it is granted as requested.

    The same decision by the same person again (a second click) returns the first one; any other is refused.
    """
    lock_row(extension.enrolment)
    window, enrolment = extension.window, extension.enrolment
    on, closes = until_on or extension.until_on, until_time or extension.until_time
    fields = {
        "granted": granted,
        "why": why,
        "by": by,
        "until_on": on if granted else None,
        "until_time": closes if granted else None,
    }
    same = ExtensionDecision.objects.filter(extension=extension, **fields).first()
    if same:
        return same
    until = close_until(window, on=on, at=closes, refusal=CannotDecideExtension)
    _check(extension, granted=granted, until=until, by=by)
    decision = ExtensionDecision.objects.create(extension=extension, at=at, **fields)
    if granted:
        Allowance.objects.create(
            window=window, enrolment=enrolment, closes_before=until, decision=decision, at=at
        )
    verb = "sit.extension_granted" if granted else "sit.extension_refused"
    record_extension(verb, extension, until=until, by=by, at=at)
    _email_decision(decision, at=at)
    return decision


def _check(extension: Extension, *, granted: bool, until: datetime, by: Person) -> None:
    writer = extension.enrolment.person_id
    decision = may_decide(asked_by=extension.by_id, writer=writer, decider=by.pk)
    window = extension.window
    times = deadlines.times_of(window=window, enrolment=extension.enrolment)
    reasons = list(as_reasons(decision.reasons, window=times, zone=window.zone))
    if ExtensionDecision.objects.filter(extension=extension).exists():
        reasons.append(words.ALREADY_DECIDED)
    if granted and until <= effective_deadline(times):
        reasons.append(as_reason(SittingReason.NOT_LATER, window=times, zone=window.zone))
    if reasons:
        raise CannotDecideExtension(*reasons)


def _email_decision(decision: ExtensionDecision, *, at: datetime) -> None:
    extension = decision.extension
    window, enrolment = extension.window, extension.enrolment
    times = deadlines.times_of(window=window, enrolment=enrolment)
    email_participant(
        enrolment,
        emails.EXTENSION_DECIDED,
        outcome="granted" if decision.granted else "not granted",
        decision=words.decision_text(
            decision, close=words.current_close(times, zone=window.zone, at=at), zone=window.zone
        ),
        once=f"sit.extension:{extension.pk}",
        at=at,
    )
