"""Requests an extension, for oneself or for a participant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.journey.sit.extra_time import words
from waymark.journey.sit.extra_time.actions.record import close_until, record_extension
from waymark.journey.sit.extra_time.models import Extension, ExtensionEvidence
from waymark.journey.sit.extra_time.rules import may_request_extension
from waymark.journey.sit.reasons import SittingReason
from waymark.journey.sit.submission.models import Submission
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.rules import effective_deadline
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person


class CannotRequestExtension(Refusal):
    """The extension cannot be requested."""


@dataclass(frozen=True, kw_only=True)
class EvidenceFile:
    """A file attached to a request. It is stored and downloaded unchanged, and never opened."""

    name: str
    content_type: str
    data: bytes


@transaction.atomic
def request_extension(
    *,
    window: SittingWindow,
    enrolment: Enrolment,
    until_on: date,
    reason: str,
    evidence: str,
    by: Person,
    at: datetime,
    until_time: time | None = None,
    file: EvidenceFile | None = None,
) -> Extension:
    """Requests a later close. Without a time, it is the window's own closing time.

    The same request again while it is undecided (a second click) returns the first one.
    """
    lock_row(enrolment)
    closes = until_time or window.closes_time
    fields = {"until_on": until_on, "until_time": closes, "reason": reason, "by": by}
    same = Extension.objects.filter(window=window, enrolment=enrolment, decision=None, **fields).first()
    if same:
        return same
    until = close_until(window, on=until_on, at=closes, refusal=CannotRequestExtension)
    if reasons := reasons_against_request(window=window, enrolment=enrolment, until=until, at=at):
        raise CannotRequestExtension(*reasons)
    extension = Extension.objects.create(
        window=window, enrolment=enrolment, evidence=evidence, at=at, **fields
    )
    if file is not None:
        ExtensionEvidence.objects.create(extension=extension, **vars(file))
    record_extension("sit.extension_asked", extension, until=until, by=by, at=at)
    return extension


def reasons_against_request(
    *, window: SittingWindow, enrolment: Enrolment, at: datetime, until: datetime | None = None
) -> tuple[Reason, ...]:
    """Every reason why more time cannot be requested now; empty if it can. `until` is the requested close."""
    times = deadlines.times_of(window=window, enrolment=enrolment)
    submitted = Submission.objects.filter(sitting__window=window, sitting__enrolment=enrolment).exists()
    decision = may_request_extension(
        times, until=until or effective_deadline(times), submitted=submitted, at=at
    )
    codes = [code for code in decision.reasons if until or code is not SittingReason.NOT_LATER]
    return words.request_reasons(codes, window=times, zone=window.zone)
