"""What visitors may ask this room about its decisions. Each subject has its own rules; these are the door."""

from waymark.journey.enquire.enquiries.rules import AnswerClock, Counts, EnquiryReason, Said, State, due_at
from waymark.journey.enquire.scholarships.rules import (
    DfeAnswer,
    Funding,
    Outcome,
    ScholarshipAnswer,
    ScholarshipFacts,
    ScholarshipReason,
    decide_scholarship,
)

__all__ = [
    "AnswerClock",
    "Counts",
    "DfeAnswer",
    "EnquiryReason",
    "Funding",
    "Outcome",
    "Said",
    "ScholarshipAnswer",
    "ScholarshipFacts",
    "ScholarshipReason",
    "State",
    "decide_scholarship",
    "due_at",
]
