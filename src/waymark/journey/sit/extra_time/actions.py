"""More time: asked with a reason, decided by another person, seen by both; or standing, by an arrangement.

| Act                 | Leaves                                                                        |
|---------------------|-------------------------------------------------------------------------------|
| `ask_for_time`      | the asking; until it is decided the desk stays open                           |
| `decide_extension`  | the decision, a letter, and, when granted, the participant's later close      |
| `grant_access_time` | the arrangement, and a later close in every window that is not over for them  |
| `allow_access_time` | the same for a window that is opened later                                    |
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.journey.sit.extra_time import words
from waymark.journey.sit.extra_time.models import (
    AccessTime,
    Allowance,
    Extension,
    ExtensionDecision,
    ExtensionEvidence,
)
from waymark.journey.sit.extra_time.rules import may_ask_for_time, may_decide
from waymark.journey.sit.reasons import SittingReason
from waymark.journey.sit.submission.models import Submission
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.rules import effective_deadline, is_over
from waymark.journey.sit.windows.words import local_moment
from waymark.journey.sit.words import as_reason, as_reasons
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person

MOST_EXTRA_DAYS = 60
FARTHEST_DAYS = 366
"""From a window's first day to the last day that may be asked for."""


class CannotAskForTime(Refusal):
    """The extension cannot be asked for as it was."""


class CannotDecide(Refusal):
    """The extension cannot be decided so, or by this person."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A file as it came; it is kept and handed out again, and never opened."""

    name: str
    content_type: str
    data: bytes


@transaction.atomic
def ask_for_time(
    *,
    window: SittingWindow,
    enrolment: Enrolment,
    until_on: date,
    reason: str,
    evidence: str,
    by: Person,
    at: datetime,
    until_time: time | None = None,
    file: Evidence | None = None,
) -> Extension:
    """Ask, for oneself or on somebody's behalf. Without a time, the window's own closing minute.

    The same asked again while it is undecided, by a second click, is the same asking.
    """
    lock_row(enrolment)
    closes = until_time or window.closes_time
    asked = {"until_on": until_on, "until_time": closes, "reason": reason, "by": by}
    there = Extension.objects.filter(window=window, enrolment=enrolment, decision=None, **asked).first()
    if there:
        return there
    until = _until(window, on=until_on, at=closes, refused=CannotAskForTime)
    if reasons := why_not_ask(window=window, enrolment=enrolment, until=until, at=at):
        raise CannotAskForTime(*reasons)
    row = Extension.objects.create(window=window, enrolment=enrolment, evidence=evidence, at=at, **asked)
    if file is not None:
        ExtensionEvidence.objects.create(extension=row, **vars(file))
    _note("sit.extension_asked", row, enrolment, by=by, at=at, until=until)
    return row


def why_not_ask(
    *, window: SittingWindow, enrolment: Enrolment, at: datetime, until: datetime | None = None
) -> tuple[Reason, ...]:
    """Every reason why no time may be asked for now; none, if it may. `until`: what would be asked for."""
    times = deadlines.times_of(window=window, enrolment=enrolment)
    submitted = Submission.objects.filter(sitting__window=window, sitting__enrolment=enrolment).exists()
    close = effective_deadline(times)
    decision = may_ask_for_time(times, until=until or close, submitted=submitted, at=at)
    whys = [why for why in decision.reasons if until or why is not SittingReason.NOT_LATER]
    return words.asking(whys, window=times, zone=window.zone)


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
    """Grant or refuse. Granted without a day, it is as asked.

    The same decision of the same person again, by a second click, is the same decision; any other is refused.
    """
    lock_row(extension.enrolment)
    window, enrolment = extension.window, extension.enrolment
    on, closes = until_on or extension.until_on, until_time or extension.until_time
    said = {"until_on": on, "until_time": closes} if granted else {"until_on": None, "until_time": None}
    alike = {"granted": granted, "why": why, "by": by} | said
    there = ExtensionDecision.objects.filter(extension=extension, **alike).first()
    if there:
        return there
    until = _until(window, on=on, at=closes, refused=CannotDecide)
    _check_decision(extension, granted=granted, until=until, by=by)
    row = ExtensionDecision.objects.create(extension=extension, at=at, **alike)
    if granted:
        Allowance.objects.create(window=window, enrolment=enrolment, closes_before=until, decision=row, at=at)
    verb = "sit.extension_granted" if granted else "sit.extension_refused"
    _note(verb, extension, enrolment, by=by, at=at, until=until)
    _write_decision(row, at=at)
    return row


def _until(window: SittingWindow, *, on: date, at: time, refused: type[Refusal]) -> datetime:
    """The instant at which that local minute is over; a day far from the window is a slip of the finger."""
    if not 0 <= (on - window.opens_on).days <= FARTHEST_DAYS:
        raise refused(Reason("day", words.too_far(window.opens_on)))
    return deadlines.close_of(on=on, at=at.replace(second=0, microsecond=0), zone=window.zone)


def _check_decision(extension: Extension, *, granted: bool, until: datetime, by: Person) -> None:
    writer = extension.enrolment.person_id
    decision = may_decide(asked_by=extension.by_id, writer=writer, decider=by.pk)
    window = extension.window
    times = deadlines.times_of(window=window, enrolment=extension.enrolment)
    reasons = list(as_reasons(decision.reasons, window=times, zone=window.zone))
    if ExtensionDecision.objects.filter(extension=extension).exists():
        reasons.append(Reason("decided", "This was decided already, and a decision stands."))
    if granted and until <= effective_deadline(times):
        reasons.append(as_reason(SittingReason.NOT_LATER, window=times, zone=window.zone))
    if reasons:
        raise CannotDecide(*reasons)


@transaction.atomic
def grant_access_time(
    *, enrolment: Enrolment, extra_days: int, arrangement: str, by: Person, at: datetime
) -> AccessTime:
    """So many calendar days more in every window from now on; never for oneself."""
    lock_row(enrolment)
    if by.pk == enrolment.person_id:
        raise CannotDecide(Reason("own", "Time for yourself is decided by another person."))
    if not 1 <= extra_days <= MOST_EXTRA_DAYS:
        raise CannotDecide(Reason("days", f"Give from 1 to {MOST_EXTRA_DAYS} calendar days more."))
    row = AccessTime.objects.create(
        enrolment=enrolment, extra_days=extra_days, arrangement=arrangement, by=by, at=at
    )
    windows = SittingWindow.objects.filter(cohort_id=enrolment.cohort_id, is_practice=False)
    for window in windows:
        if not is_over(deadlines.times_of(window=window, enrolment=enrolment), at=at):
            _allow(window, row, at=at)
    provider_id = enrolment.cohort.provider_id
    facts = {"days": extra_days}
    ledger.record("sit.access_time", about=row, provider_id=provider_id, by=by, at=at, facts=facts)
    says = words.arranged(extra_days, arrangement)
    once = f"sit.access_time:{row.pk}"
    _write(enrolment.person, subject="Your time for written assessments", says=says, once=once, at=at)
    return row


def allow_access_time(*, window: SittingWindow, at: datetime) -> None:
    """Everybody's standing arrangement for a window that has just been opened: the newest of each counts."""
    rows = AccessTime.objects.filter(enrolment__cohort_id=window.cohort_id).order_by("id")
    for row in {one.enrolment_id: one for one in rows}.values():
        _allow(window, row, at=at)


def _allow(window: SittingWindow, row: AccessTime, *, at: datetime) -> None:
    last = window.opens_on + timedelta(days=window.days - 1 + row.extra_days)
    Allowance.objects.create(
        window=window,
        enrolment_id=row.enrolment_id,
        closes_before=deadlines.close_of(on=last, at=window.closes_time, zone=window.zone),
        access_time=row,
        at=at,
    )


def _note(
    verb: str, extension: Extension, enrolment: Enrolment, *, by: Person, at: datetime, until: datetime
) -> None:
    facts = {"until": until.isoformat(), "enrolment": enrolment.pk}
    provider_id = enrolment.cohort.provider_id
    ledger.record(verb, about=extension, provider_id=provider_id, by=by, at=at, facts=facts)


def _write_decision(row: ExtensionDecision, *, at: datetime) -> None:
    extension = row.extension
    window, enrolment = extension.window, extension.enrolment
    times = deadlines.times_of(window=window, enrolment=enrolment)
    became = "was granted" if row.granted else "was not granted"
    asked = local_moment(extension.at, zone=window.zone)
    now = words.close_now(times, zone=window.zone, at=at)
    _write(
        enrolment.person,
        subject=f"Your request for more time {became}",
        says=f"The request for more time of {asked} {became}.\n\n{row.why}\n\n{now}",
        once=f"sit.extension:{extension.pk}",
        at=at,
    )


def _write(person: Person, *, subject: str, says: str, once: str, at: datetime) -> None:
    people.write_letter(
        provider=person.provider,
        to=person.email,
        subject=subject,
        text=f"Dear {person.name},\n\n{says}\n\n{person.provider.name}\n{person.provider.enquiries_email}\n",
        once=once,
        at=at,
    )
