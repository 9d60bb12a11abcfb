"""The models of this room, gathered from its subjects for Django."""

from waymark.journey.enquire.enquiries.models import Enquiry, EnquiryEvent, SavedAnswer
from waymark.journey.enquire.quotes.models import ConsentHow, Quote, QuoteConsent
from waymark.journey.enquire.scholarships.models import CohortFunding, Referral, SettingsList, SettingsListUse
from waymark.journey.enquire.webinars.models import Webinar, WebinarPlace

__all__ = [
    "CohortFunding",
    "ConsentHow",
    "Enquiry",
    "EnquiryEvent",
    "Quote",
    "QuoteConsent",
    "Referral",
    "SavedAnswer",
    "SettingsList",
    "SettingsListUse",
    "Webinar",
    "WebinarPlace",
]
