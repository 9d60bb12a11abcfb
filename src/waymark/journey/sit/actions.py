"""What other rooms may do with the timed writing; each act is defined by the subject it belongs to."""

from waymark.journey.sit.control_room.incidents import record_incident
from waymark.journey.sit.extra_time.actions import (
    CannotDecideAccessTime,
    CannotDecideExtension,
    CannotRequestAccessTime,
    CannotRequestExtension,
    EvidenceFile,
    decide_access_time,
    decide_extension,
    request_access_time,
    request_extension,
)
from waymark.journey.sit.late_texts.actions import (
    CannotProposeLate,
    CannotReviewLateProposal,
    confirm_late_proposal,
    propose_late,
    return_late_proposal,
    withdraw_late_proposal,
)
from waymark.journey.sit.notes.actions import save_notes
from waymark.journey.sit.outages.actions import (
    CannotRecordOutage,
    CannotReviewOutage,
    confirm_outage,
    record_outage,
    return_outage,
    withdraw_outage,
)
from waymark.journey.sit.practice.sittings import open_practice_sitting
from waymark.journey.sit.receipts.signing import sign
from waymark.journey.sit.submission.actions import CannotSubmit, CannotWithdraw, submit, withdraw_submission
from waymark.journey.sit.submission.collecting import collect_closed
from waymark.journey.sit.windows.actions import CannotOpenWindow, open_window
from waymark.journey.sit.writing.actions import CannotOpenSitting, open_sitting
from waymark.journey.sit.writing.drafts import receive
from waymark.journey.sit.writing.reporting import record_reports
from waymark.journey.sit.writing.saving import SaveOutcome, choose_version, save_answer

__all__ = [
    "CannotDecideAccessTime",
    "CannotDecideExtension",
    "CannotOpenSitting",
    "CannotOpenWindow",
    "CannotProposeLate",
    "CannotRecordOutage",
    "CannotRequestAccessTime",
    "CannotRequestExtension",
    "CannotReviewLateProposal",
    "CannotReviewOutage",
    "CannotSubmit",
    "CannotWithdraw",
    "EvidenceFile",
    "SaveOutcome",
    "choose_version",
    "collect_closed",
    "confirm_late_proposal",
    "confirm_outage",
    "decide_access_time",
    "decide_extension",
    "open_practice_sitting",
    "open_sitting",
    "open_window",
    "propose_late",
    "receive",
    "record_incident",
    "record_outage",
    "record_reports",
    "request_access_time",
    "request_extension",
    "return_late_proposal",
    "return_outage",
    "save_answer",
    "save_notes",
    "sign",
    "submit",
    "withdraw_late_proposal",
    "withdraw_outage",
    "withdraw_submission",
]
