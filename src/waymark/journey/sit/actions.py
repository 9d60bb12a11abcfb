"""What other rooms may do with the timed writing; each act is defined by the subject it belongs to."""

from waymark.journey.sit.control_room.incidents import record_incident
from waymark.journey.sit.extra_time.actions import (
    CannotDecideExtension,
    CannotGrantAccessTime,
    CannotRequestExtension,
    EvidenceFile,
    decide_extension,
    grant_access_time,
    request_extension,
)
from waymark.journey.sit.late_texts.actions import CannotDecideLate, decide_late
from waymark.journey.sit.practice.sittings import open_practice_sitting
from waymark.journey.sit.receipts.signing import sign
from waymark.journey.sit.submission.actions import CannotSubmit, CannotTakeBack, submit, take_back
from waymark.journey.sit.submission.collecting import collect_closed
from waymark.journey.sit.windows.actions import CannotOpenWindow, open_window
from waymark.journey.sit.writing.actions import CannotOpenDesk, open_desk
from waymark.journey.sit.writing.incoming import receive
from waymark.journey.sit.writing.reporting import note_reports
from waymark.journey.sit.writing.saving import Became, choose_kept, save_answer

__all__ = [
    "Became", "CannotDecideExtension", "CannotDecideLate", "CannotGrantAccessTime", "CannotOpenDesk",
    "CannotOpenWindow", "CannotRequestExtension", "CannotSubmit", "CannotTakeBack", "EvidenceFile",
    "choose_kept", "collect_closed", "decide_extension", "decide_late", "grant_access_time", "note_reports",
    "open_desk", "open_practice_sitting", "open_window", "receive", "record_incident", "request_extension",
    "save_answer", "sign", "submit", "take_back",
]  # fmt: skip
