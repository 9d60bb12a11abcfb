"""What visitors may ask this room about its decisions. Each subject has its own rules; these are the door."""

from waymark.journey.enquire.enquiries.rules import AnswerClock, Counts, EnquiryReason, Said, State, due_at

__all__ = ["AnswerClock", "Counts", "EnquiryReason", "Said", "State", "due_at"]
