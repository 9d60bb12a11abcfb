"""The models of this room, gathered from its subjects for Django."""

from waymark.journey.enquire.enquiries.models import Enquiry, EnquiryEvent, SavedAnswer
from waymark.journey.enquire.scholarships.models import CohortFunding, Referral, SettingsList, SettingsListUse

__all__ = [
    "CohortFunding",
    "Enquiry",
    "EnquiryEvent",
    "Referral",
    "SavedAnswer",
    "SettingsList",
    "SettingsListUse",
]
