"""The models of this room, gathered from its subjects for Django."""

from waymark.journey.apply.applications.models import (
    Application,
    ApplicationAccessNeeds,
    ApplicationConsent,
    ApplicationCorrection,
    ApplicationDecision,
    ApplicationDraft,
    ApplicationLink,
)
from waymark.journey.apply.contacts.models import EnrolmentContact
from waymark.journey.apply.enrolment_files.models import (
    EnrolmentFile,
    EnrolmentFileConfirmation,
    EnrolmentFilePart,
    UploadedBytes,
)
from waymark.journey.apply.selection.models import (
    CohortPlaces,
    Offer,
    OfferAnswer,
    OfferRequest,
    SuitabilityReview,
    WaitingOrder,
    WaitingPlace,
)
from waymark.journey.apply.sponsors.models import Endorsement, ProtectedTime

__all__ = [
    "Application",
    "ApplicationAccessNeeds",
    "ApplicationConsent",
    "ApplicationCorrection",
    "ApplicationDecision",
    "ApplicationDraft",
    "ApplicationLink",
    "CohortPlaces",
    "Endorsement",
    "EnrolmentContact",
    "EnrolmentFile",
    "EnrolmentFileConfirmation",
    "EnrolmentFilePart",
    "Offer",
    "OfferAnswer",
    "OfferRequest",
    "ProtectedTime",
    "SuitabilityReview",
    "UploadedBytes",
    "WaitingOrder",
    "WaitingPlace",
]
