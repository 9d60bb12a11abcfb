"""The models of this room, gathered from its subjects for Django."""

from waymark.journey.apply.applications.models import (
    Application,
    ApplicationAccessNeeds,
    ApplicationConsent,
    ApplicationDecision,
    ApplicationDraft,
    ApplicationLink,
)
from waymark.journey.apply.enrolment_files.models import EnrolmentFile, EnrolmentFileConfirmation

__all__ = [
    "Application",
    "ApplicationAccessNeeds",
    "ApplicationConsent",
    "ApplicationDecision",
    "ApplicationDraft",
    "ApplicationLink",
    "EnrolmentFile",
    "EnrolmentFileConfirmation",
]
