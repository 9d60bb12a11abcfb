"""The control room in words: what each filter is called, whom it shows, and how a line is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from waymark.journey.sit.control_room.control import Line, State
from waymark.journey.sit.words import closing
from waymark.kit.clock import zone_named
from waymark.kit.show import counted, hours, long_moment

STATES = {
    State.NOT_OPENED: ("not-started", "Not opened"),
    State.EMPTY: ("in-progress", "Opened, nothing written"),
    State.WRITING: ("in-progress", "Writing"),
    State.SUBMITTED: ("submitted", "Submitted"),
    State.COLLECTED: ("submitted", "Collected at the close"),
    State.OVER: ("lost", "Closed, nothing handed in"),
}
FILTERS: dict[str, tuple[str, Callable[[Line], Any]]] = {
    "not-opened": ("Not opened", lambda line: line.state is State.NOT_OPENED),
    "empty": ("Opened, nothing written", lambda line: line.state is State.EMPTY),
    "writing": ("Writing", lambda line: line.state is State.WRITING),
    "offline": ("Offline reported", lambda line: line.offline_times),
    "extension": ("Extension undecided", lambda line: line.is_pending),
    "own-close": ("Own close", lambda line: line.own_close),
    "conflict": ("Conflicts kept", lambda line: line.conflicts),
    "late": ("Late texts undecided", lambda line: line.late),
    "submitted": ("Submitted", lambda line: line.state is State.SUBMITTED),
    "collected": ("Collected", lambda line: line.state is State.COLLECTED),
    "over": ("Closed, nothing handed in", lambda line: line.state is State.OVER),
}
"""Beside everybody, and those silent for some hours."""
SILENT = "silent"
HEADING = (
    "Participant", "Now", "Opened", "Words", "Last saved", "Silent hours", "Offline minutes", "Times offline",
    "Times signed out", "Extensions asked", "Extensions granted", "Extension undecided", "Closes", "Own close",
    "Conflicts kept", "Late texts undecided", "Handed in or collected", "Taken back",
)  # fmt: skip


def pick(lines: Sequence[Line], *, show: str, hours: int, at: datetime) -> list[Line]:
    """Those of a filter; of an unknown one, everybody. The silent come longest silence first."""
    if show == SILENT:
        found = [line for line in lines if line.is_silent(hours=hours, at=at)]
        return sorted(found, key=lambda line: line.silent_since or at)
    chosen = FILTERS.get(show)
    return [line for line in lines if chosen is None or chosen[1](line)]


def tabs(lines: Sequence[Line], *, show: str, hours: int, at: datetime) -> list[dict[str, Any]]:
    """Every filter that shows somebody, and the one that is chosen."""
    silent = sum(line.is_silent(hours=hours, at=at) for line in lines)
    found = [("", "Everyone", len(lines)), (SILENT, "Silent", silent)]
    found += [
        (key, label, sum(bool(is_in(line)) for line in lines)) for key, (label, is_in) in FILTERS.items()
    ]
    return [
        {"key": key, "label": label, "many": many, "current": key == show}
        for key, label, many in found
        if many or key in ("", show)
    ]


def row(line: Line, *, zone: str, silent_after: int, at: datetime) -> dict[str, Any]:
    """A line as the page shows it; moments are in the window's zone."""
    status, says = STATES[line.state]
    silent = line.is_silent(hours=silent_after, at=at)
    return {
        "name": line.enrolment.person.name,
        "status": status,
        "says": says,
        "when": _said(line.handed_in_at, zone),
        "opened": _said(line.opened_at, zone),
        "words": line.words,
        "saved": _said(line.saved_at, zone),
        "silent": f"Silent for {hours(_silent_minutes(line, at))}" if silent else "",
        "closes": closing(line.times, zone=zone) if line.own_close else "",
        "notes": _notes(line),
    }


def _notes(line: Line) -> list[str]:
    """What else is to be known, one thing a sentence."""
    notes = []
    if line.offline_times:
        minutes = hours(max(line.offline_seconds // 60, 1))
        notes.append(f"Offline {_times(line.offline_times)}, for {minutes}")
    if line.signed_out_times:
        notes.append(f"Signed out {_times(line.signed_out_times)} while writing")
    if line.is_pending:
        notes.append("Extension asked, not decided")
    if line.granted:
        notes.append(f"{counted(line.granted, 'extension', 'extensions')} granted")
    if line.conflicts:
        notes.append(f"{counted(line.conflicts, 'text', 'texts')} kept from another tab or device")
    if line.late:
        notes.append(f"{counted(line.late, 'late text', 'late texts')} to decide")
    if line.taken_back:
        notes.append(f"Taken back {_times(line.taken_back)}")
    return notes


def _times(many: int) -> str:
    return "once" if many == 1 else f"{many} times"


def cells(line: Line, *, zone: str, at: datetime) -> list[str]:
    """A line of the sheet, in the order of `HEADING`; moments are local, year first."""
    silent = f"{_silent_minutes(line, at) // 60}" if line.silent_since else ""
    return [
        line.enrolment.person.name,
        STATES[line.state][1],
        _local(line.opened_at, zone),
        str(line.words),
        _local(line.saved_at, zone),
        silent,
        str(line.offline_seconds // 60),
        str(line.offline_times),
        str(line.signed_out_times),
        str(line.asked),
        str(line.granted),
        "yes" if line.is_pending else "no",
        closing(line.times, zone=zone),
        "yes" if line.own_close else "no",
        str(line.conflicts),
        str(line.late),
        _local(line.handed_in_at, zone),
        str(line.taken_back),
    ]


def _silent_minutes(line: Line, at: datetime) -> int:
    return int((at - (line.silent_since or at)).total_seconds()) // 60


def _said(moment: datetime | None, zone: str) -> str:
    return long_moment(moment, zone=zone) if moment else ""


def _local(moment: datetime | None, zone: str) -> str:
    return f"{moment.astimezone(zone_named(zone)):%Y-%m-%d %H:%M}" if moment else ""
