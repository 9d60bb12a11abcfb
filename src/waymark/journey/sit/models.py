"""Every model of this room, gathered from its subjects so that Django finds them."""

from waymark.journey.sit.control_room.models import Incident
from waymark.journey.sit.extra_time.models import (
    AccessTime,
    Allowance,
    Extension,
    ExtensionDecision,
    ExtensionEvidence,
)
from waymark.journey.sit.history.models import Revision
from waymark.journey.sit.late_texts.models import LateDecision
from waymark.journey.sit.receipts.models import Receipt
from waymark.journey.sit.reminders.models import Reminder
from waymark.journey.sit.submission.models import Submission, TakenBack
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.writing.models import Answer, DeskReport, KeptBeside, Sitting

__all__ = [
    "AccessTime",
    "Allowance",
    "Answer",
    "DeskReport",
    "Extension",
    "ExtensionDecision",
    "ExtensionEvidence",
    "Incident",
    "KeptBeside",
    "LateDecision",
    "Receipt",
    "Reminder",
    "Revision",
    "Sitting",
    "SittingWindow",
    "Submission",
    "TakenBack",
]
