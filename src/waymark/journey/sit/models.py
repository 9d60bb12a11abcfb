"""Every model of this room, gathered from its subjects so that Django finds them."""

from waymark.journey.sit.attempts.models import MissedNotice
from waymark.journey.sit.control_room.models import Incident
from waymark.journey.sit.extra_time.models import (
    AccessTime,
    AccessTimeDecision,
    Allowance,
    Extension,
    ExtensionDecision,
    ExtensionEvidence,
)
from waymark.journey.sit.history.models import Revision
from waymark.journey.sit.late_texts.models import (
    LateDecision,
    LateProposal,
    LateProposalOutcome,
    LateProposalSitting,
)
from waymark.journey.sit.notes.models import Notes
from waymark.journey.sit.outages.models import Outage, OutageOutcome
from waymark.journey.sit.receipts.models import Receipt
from waymark.journey.sit.reminders.models import Reminder
from waymark.journey.sit.submission.models import Submission, SubmissionWithdrawal
from waymark.journey.sit.windows.models import SittingWindow, WindowEntry
from waymark.journey.sit.writing.models import (
    AgreedDeclaration,
    AlternateVersion,
    Answer,
    DeskReport,
    Sitting,
)

__all__ = [
    "AccessTime",
    "AccessTimeDecision",
    "AgreedDeclaration",
    "Allowance",
    "AlternateVersion",
    "Answer",
    "DeskReport",
    "Extension",
    "ExtensionDecision",
    "ExtensionEvidence",
    "Incident",
    "LateDecision",
    "LateProposal",
    "LateProposalOutcome",
    "LateProposalSitting",
    "MissedNotice",
    "Notes",
    "Outage",
    "OutageOutcome",
    "Receipt",
    "Reminder",
    "Revision",
    "Sitting",
    "SittingWindow",
    "Submission",
    "SubmissionWithdrawal",
    "WindowEntry",
]
