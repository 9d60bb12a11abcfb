"""What pages show of an extension: its times with their zone, and its state in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from waymark.ground.cohorts.queries import zone_of
from waymark.ground.programmes.england import bank_holidays
from waymark.journey.sit.extra_time import words
from waymark.journey.sit.extra_time.models import AccessTime, Extension
from waymark.journey.sit.extra_time.queries import list_arrangements, list_own_extensions
from waymark.journey.sit.extra_time.rules import decide_by
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.rules import is_late
from waymark.journey.sit.windows.words import closing, local_minute, local_moment
from waymark.kit.clock import local_day

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment


@dataclass(frozen=True, kw_only=True)
class ExtensionLine:
    """One extension as pages show it."""

    extension: Extension
    requested_at: str
    until: str
    status: str
    label: str
    decided_at: str = ""
    granted_until: str = ""

    @property
    def is_decided(self) -> bool:
        return bool(self.decided_at)


def extension_line(extension: Extension) -> ExtensionLine:
    zone, decision = extension.window.zone, getattr(extension, "decision", None)
    line: dict[str, Any] = {
        "extension": extension,
        "requested_at": local_moment(extension.at, zone=zone),
        "until": local_minute(extension.until_on, extension.until_time, zone=zone),
    }
    if decision is None:
        return ExtensionLine(**line, status="waiting", label="Not decided yet")
    decided_at = local_moment(decision.at, zone=zone)
    if not decision.granted:
        return ExtensionLine(**line, status="cannot-start", label="Not granted", decided_at=decided_at)
    return ExtensionLine(
        **line,
        status="done",
        label="Granted",
        decided_at=decided_at,
        granted_until=local_minute(decision.until_on, decision.until_time, zone=zone),
    )


def extension_lines(extensions: Iterable[Extension]) -> list[ExtensionLine]:
    return [extension_line(extension) for extension in extensions]


@dataclass(frozen=True, kw_only=True)
class ArrangementLine:
    """One standing arrangement as pages show it."""

    access_time: AccessTime
    time: str
    """Days, and minutes for rest breaks, in words."""
    asked_at: str
    decide_by: date
    is_overdue: bool = False
    status: str = "waiting"
    label: str = "Not decided yet"
    decided_at: str = ""


def arrangement_line(access_time: AccessTime, *, zone: str, at: datetime) -> ArrangementLine:
    day = decide_by(asked_on=local_day(access_time.at, zone), holidays=bank_holidays())
    line: dict[str, Any] = {
        "access_time": access_time,
        "time": words.extra_time(access_time.extra_days, access_time.rest_minutes),
        "asked_at": local_moment(access_time.at, zone=zone),
        "decide_by": day,
    }
    decision = getattr(access_time, "decision", None)
    if decision is None:
        return ArrangementLine(**line, is_overdue=local_day(at, zone) > day)
    status, label = ("done", "Granted") if decision.granted else ("cannot-start", "Not granted")
    return ArrangementLine(
        **line, status=status, label=label, decided_at=local_moment(decision.at, zone=zone)
    )


def arrangement_lines(
    access_times: Iterable[AccessTime], *, zone: str, at: datetime
) -> list[ArrangementLine]:
    return [arrangement_line(access_time, zone=zone, at=at) for access_time in access_times]


def time_of_participant(
    enrolment: Enrolment, window: SittingWindow | None, *, at: datetime
) -> dict[str, Any]:
    """Everything about one participant's time, for their own page and for a lead's."""
    context = {
        "lines": extension_lines(list_own_extensions(enrolment=enrolment)),
        "arrangements": arrangement_lines(
            list_arrangements(enrolment=enrolment), zone=zone_of(cohort=enrolment.cohort), at=at
        ),
        "window": window,
    }
    if window is None:
        return context
    times = deadlines.times_of(window=window, enrolment=enrolment)
    return context | {
        "current_close": words.current_close(times, zone=window.zone, at=at),
        "closes": f"{closing(times, zone=window.zone)} ({window.zone})",
        "is_pending": times.is_pending,
        "is_late": is_late(times, at=at),
    }
