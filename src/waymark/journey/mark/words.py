"""The sentence for each reason code of this room."""

from __future__ import annotations

from waymark.ground.papers.values import Scheme
from waymark.journey.mark.rules import PASSAGE_WORDS, Fault, Why

WHY = {
    Why.MARKS_MISSING: "Two blind marks are needed; they are not both in.",
    Why.SPLIT_ON_POINTS: "The first two marks lie on different sides of the pass mark.",
    Why.SPLIT_ON_OMISSION: "The first two markers disagree on a failure-level omission.",
    Why.MEAN: "The mean of the two marks counts.",
    Why.MEDIAN: "A third blind mark was made; the median of the three counts.",
    Why.BELOW: "The result lies below the pass mark.",
    Why.OMITTED: "Two markers found nothing of what must not be left out.",
    Why.SENIOR_MISSING: "A fail stands only when a senior marker who did not mark the script confirms it.",
    Why.CONFIRMED: "A senior marker who did not mark the script confirmed the fail.",
}

FAULTS = {
    "not_answered": "Say whether the script does this: “{says}”",
    "no_reason": "Say why nothing in the script meets this: “{says}”",
    "no_passage": "Paste the passage that meets this: “{says}”",
    "short_passage": f"Paste at least {PASSAGE_WORDS} words of the script, so that the passage can be found.",
    "not_in_script": "This passage does not stand in the script. Copy it from the left, without a change.",
    "no_level": "Choose a level for “{says}”",
}

UNDECIDED = (
    "Nothing is marked while a decision about the window is open: {undecided} to decide. "
    "Decide on the page of the window, then prepare the scripts."
)
WINDOW_OPEN = (
    "The window closes on {closes}, and for a few minutes more a text may come about which a person decides. "
    "Scripts are prepared after that."
)
NO_WINDOW = "This cohort has no window for the written assessment yet."
NO_SCRIPTS = "There are no scripts to allocate. Prepare the scripts first."
NO_MARKERS = "Nobody marks for this cohort yet. Give at least two people the role of marker here."
SHORT = (
    "{scripts} cannot have two blind markers: everyone else who marks here coaches, facilitates or works "
    "with the participant. Give {more} the role of marker in this cohort."
)
MARKED_ALREADY = "You have recorded a mark for this script already, and a mark is final."
NO_CONFIRMATION_REASON = "Say why the fail should stand."


def fault_says(fault: Fault, scheme: Scheme) -> str:
    """The sentence for a fault, with the words of the scheme that it is about."""
    about = {one.id: one.says for one in scheme.omissions} | {one.id: one.title for one in scheme.criteria}
    return FAULTS[fault.code].format(says=about[fault.field.partition("-")[0]])
