"""A participant's line in the control room, as the page shows it and as a row of the CSV file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from waymark.journey.sit.control_room.queries import ParticipantProgress, ParticipantState
from waymark.journey.sit.windows.words import closing
from waymark.journey.sit.words import amount_written
from waymark.kit.clock import zone_named
from waymark.kit.formatting import counted, hours, long_moment

STATES = {
    ParticipantState.NOT_OPENED: ("not-started", "Not opened"),
    ParticipantState.EMPTY: ("in-progress", "Opened, nothing written"),
    ParticipantState.WRITING: ("in-progress", "Writing"),
    ParticipantState.SUBMITTED: ("submitted", "Submitted"),
    ParticipantState.COLLECTED: ("submitted", "Collected at the close"),
    ParticipantState.OVER: ("lost", "Closed, nothing submitted"),
}
CSV_HEADING = (
    "Participant", "Status", "Opened", "Written", "Last saved", "Hours without a save", "Offline minutes",
    "Times offline", "Times signed out", "Requests for more time", "Requests granted", "More time awaiting decision",
    "Closes", "Different close", "Other versions saved", "Late answers awaiting decision",
    "Submitted or collected", "Times taken back",
)  # fmt: skip


def page_row(
    progress: ParticipantProgress, *, zone: str, most: int, silent_after: int, at: datetime
) -> dict[str, Any]:
    """One line as the page shows it; times are in the window's zone, `most` is its limit of words."""
    status, label = STATES[progress.state]
    is_silent = progress.is_silent(hours=silent_after, at=at)
    return {
        "name": progress.participant.name,
        "status": status,
        "label": label,
        "submitted": _moment(progress.submitted_at, zone),
        "opened": _moment(progress.opened_at, zone),
        "written": amount_written(progress.words, most=most),
        "saved": _moment(progress.saved_at, zone),
        "silent": f"Nothing saved for {hours(_silent_minutes(progress, at))}" if is_silent else "",
        "closes": closing(progress.times, zone=zone) if progress.has_own_close else "",
        "notes": _notes(progress),
    }


def _notes(progress: ParticipantProgress) -> list[str]:
    """What else a lead should know, one thing a sentence."""
    notes = []
    if progress.offline_times:
        minutes = hours(max(progress.offline_seconds // 60, 1))
        notes.append(f"Offline {_times(progress.offline_times)}, for {minutes}")
    if progress.signed_out_times:
        notes.append(f"Signed out {_times(progress.signed_out_times)} while writing")
    if progress.is_pending:
        notes.append("More time requested, not decided yet")
    if progress.granted:
        notes.append(f"More time granted {_times(progress.granted)}")
    if progress.conflicts:
        notes.append(f"{counted(progress.conflicts, 'version', 'versions')} saved from another tab or device")
    if progress.late:
        notes.append(f"{counted(progress.late, 'late answer', 'late answers')} to decide")
    if progress.taken_back:
        notes.append(f"Took their answers back {_times(progress.taken_back)}")
    return notes


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def csv_row(progress: ParticipantProgress, *, zone: str, most: int, at: datetime) -> list[str]:
    """One row of the CSV file, in the order of `CSV_HEADING`; times are local, year first."""
    silent_hours = f"{_silent_minutes(progress, at) // 60}" if progress.silent_since else ""
    return [
        progress.participant.name,
        STATES[progress.state][1],
        _local(progress.opened_at, zone),
        amount_written(progress.words, most=most),
        _local(progress.saved_at, zone),
        silent_hours,
        str(progress.offline_seconds // 60),
        str(progress.offline_times),
        str(progress.signed_out_times),
        str(progress.requested),
        str(progress.granted),
        "yes" if progress.is_pending else "no",
        closing(progress.times, zone=zone),
        "yes" if progress.has_own_close else "no",
        str(progress.conflicts),
        str(progress.late),
        _local(progress.submitted_at, zone),
        str(progress.taken_back),
    ]


def _silent_minutes(progress: ParticipantProgress, at: datetime) -> int:
    return int((at - (progress.silent_since or at)).total_seconds()) // 60


def _moment(moment: datetime | None, zone: str) -> str:
    return long_moment(moment, zone=zone) if moment else ""


def _local(moment: datetime | None, zone: str) -> str:
    return moment.astimezone(zone_named(zone)).isoformat(" ", "minutes")[:16] if moment else ""
