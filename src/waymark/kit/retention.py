"""How long each class of record is kept: the defaults, which a provider may change on its settings page.

| Clock              | Begins                                                                                  |
|--------------------|-----------------------------------------------------------------------------------------|
| `OWN`              | with the record itself                                                                  |
| `RESULT`           | when the participant’s last outcome is released                                         |
| `END`              | when it is released, the person has left, or their last appeal is over: the latest      |
| `EVENT`            | after the event that the record is about                                                |
| `NEVER`            | never: it is kept until someone asks for its erasure, or the law requires it            |
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Clock(StrEnum):
    OWN = "own"
    RESULT = "result"
    END = "end"
    EVENT = "event"
    NEVER = "never"


class RetentionClass(StrEnum):
    ENQUIRY = "enquiry"
    REJECTED_APPLICATION = "rejected_application"
    DIETARY = "dietary"
    EXTENSION_EVIDENCE = "extension_evidence"
    EVIDENCE_BANK = "evidence_bank"
    SCRIPTS = "scripts"
    AWARD_RECORD = "award_record"
    PROGRAMME_RECORD = "programme_record"
    ACCOUNT = "account"
    SHORT = "short"


class Unit(StrEnum):
    MONTHS = "months"
    DAYS = "days"


@dataclass(frozen=True)
class Period:
    number: int
    unit: Unit

    def before(self, at: datetime) -> datetime:
        """The moment before which a clock must have begun for the period to be over."""
        if self.unit is Unit.DAYS:
            return at - timedelta(days=self.number)
        return months_later(at, -self.number)

    def after(self, at: datetime) -> datetime:
        """The moment at which the period is over, for a clock that began at `at`."""
        if self.unit is Unit.DAYS:
            return at + timedelta(days=self.number)
        return months_later(at, self.number)


@dataclass(frozen=True)
class Class:
    slug: RetentionClass
    title: str
    clock: Clock
    starts: str
    """When its clock begins, as said on the page."""
    period: Period | None = None
    """None where nothing is deleted by time alone."""


def months_later(at: datetime, months: int) -> datetime:
    """The same day of another month, or its last day if the month is shorter."""
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    day = min(at.day, calendar.monthrange(year, month + 1)[1])
    return at.replace(year=year, month=month + 1, day=day)


def _months(number: int) -> Period:
    return Period(number, Unit.MONTHS)


CLASSES = {
    entry.slug: entry
    for entry in (
        Class(RetentionClass.ENQUIRY, "Enquiries", Clock.OWN, "after the enquiry", _months(12)),
        Class(
            RetentionClass.REJECTED_APPLICATION,
            "Rejected applications",
            Clock.OWN,
            "after the rejection",
            _months(12),
        ),
        Class(RetentionClass.DIETARY, "Dietary needs", Clock.EVENT, "after the event", Period(30, Unit.DAYS)),
        Class(
            RetentionClass.EXTENSION_EVIDENCE,
            "Evidence for extensions",
            Clock.RESULT,
            "after the result",
            _months(3),
        ),
        Class(
            RetentionClass.EVIDENCE_BANK,
            "Evidence bank",
            Clock.END,
            "after the end or the appeal",
            _months(6),
        ),
        Class(
            RetentionClass.SCRIPTS, "Scripts and marks", Clock.END, "after the end or the appeal", _months(12)
        ),
        Class(RetentionClass.AWARD_RECORD, "Award record", Clock.NEVER, "kept"),
        Class(RetentionClass.PROGRAMME_RECORD, "Record of the programme", Clock.NEVER, "kept until erased"),
        Class(RetentionClass.ACCOUNT, "Account and contact details", Clock.NEVER, "kept until erased"),
        Class(
            RetentionClass.SHORT,
            "Technical records",
            Clock.NEVER,
            "deleted by the software itself after some days",
        ),
    )
}
