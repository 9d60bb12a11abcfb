"""The sentence for each reason, the names of levels and sources, and what is said about a gap."""

from __future__ import annotations

from waymark.journey.coach.rules import CoachingReason, PairingReason, RatingGap, SourceRatings

PAIRING_SENTENCES = {
    PairingReason.SELF: "{coach} can’t be their own coach. Select someone else.",
    PairingReason.SAME_ORGANISATION: (
        "{coach} and {participant} both work at {organisation}, which is a conflict of interest. "
        "Select a coach from another organisation."
    ),
}

STILL_COACHES = "{coach} coaches {participants} of this cohort. Give them another coach first."

SESSION_SENTENCES = {
    CoachingReason.NOT_HELD_YET: "{held_on} is in the future. Record the session after you have met.",
    CoachingReason.BEFORE_COHORT: "Enter a date on or after {starts_on}, when the programme began",
    CoachingReason.TOO_LONG: "Minutes must be between 1 and {planned}, the time planned for this session",
    CoachingReason.NO_ACTION: (
        "Agree one action before you close the session: enter what will be done and what will show it"
    ),
    CoachingReason.DUE_TOO_EARLY: "The action must be due on or after {held_on}, the day you met",
    CoachingReason.RECORDED: (
        "{item} has already been recorded. If something in the record is wrong, correct it"
    ),
    CoachingReason.NOTHING_DIFFERS: "You haven’t changed anything. Correct the record, or go back",
    CoachingReason.NOT_THEIR_EVIDENCE: "Select evidence from the participant’s workbook, or “None”",
}

LEVELS = {1: "starting", 2: "growing", 3: "secure", 4: "leading others"}

SOURCES = {
    "staff": "Staff",
    "pupils": "Pupils",
    "document": "Documents",
    "observer": "Observers",
}
"""The columns of the grid beside the participant's own; `self` belongs to the participant's."""

GAPS = {
    RatingGap.SELF_HIGHER: "Self-rating above the evidence",
    RatingGap.SELF_LOWER: "Self-rating below the evidence",
    RatingGap.UNTESTED: "No evidence from others",
    RatingGap.AGREED: "No disagreement",
    RatingGap.NO_SELF_RATING: "No self-rating yet",
}

QUESTIONS = {
    RatingGap.SELF_HIGHER: (
        "On {code}: what have you seen that someone else in the room would have seen too?"
    ),
    RatingGap.SELF_LOWER: "On {code}: what would have to be true for you to agree that it is going well?",
    RatingGap.UNTESTED: "On {code}: who could tell you how it looks from their side, and when will you ask?",
}


def level(value: int) -> str:
    """3 is "3, secure"."""
    return f"{value}, {LEVELS[value]}"


def describe_gap(ratings: SourceRatings, gap: RatingGap, *, name: str) -> tuple[str, str]:
    """What is known about a statement, and what it may mean; for a gap that is worth talking about."""
    self_rating = f"{name} rates this {level(ratings.self_rating or 1)}."
    if gap is RatingGap.UNTESTED:
        return f"{self_rating} There is no evidence from anyone else yet.", "The rating is untested."
    meaning = {
        RatingGap.SELF_HIGHER: "The self-rating may be too high.",
        RatingGap.SELF_LOWER: "The self-rating may be too low.",
    }[gap]
    if ratings.coach_rating is not None:
        return f"{self_rating} The last coaching judgement was {level(ratings.coach_rating)}.", meaning
    practice = f"Asked how widely this is put into practice, {name} answered {ratings.practice_rating} of 4."
    return f"{self_rating} {practice}", meaning
