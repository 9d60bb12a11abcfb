"""The models of this room, gathered from its subjects for Django."""

from waymark.journey.enquire.enquiries.models import Enquiry, EnquiryEvent, SavedAnswer

__all__ = ["Enquiry", "EnquiryEvent", "SavedAnswer"]
