"""The sentences of this room."""

from __future__ import annotations

from waymark.ground.papers.values import Scheme
from waymark.journey.mark.rules import MarkingReason
from waymark.journey.mark.validation import PASSAGE_WORDS, FieldError

REASONS = {
    MarkingReason.MARKS_MISSING: "This script needs two blind marks, and they haven’t both been recorded yet.",
    MarkingReason.SPLIT_ON_POINTS: "The first two marks are on different sides of the pass mark.",
    MarkingReason.SPLIT_ON_OMISSION: "The first two markers disagree about a failure-level omission.",
    MarkingReason.MEAN: "The result is the mean of the two marks.",
    MarkingReason.MEDIAN: "A third marker marked it blind. The result is the median of the three marks.",
    MarkingReason.BELOW: "The result is below the pass mark.",
    MarkingReason.OMITTED: "Two markers found the same failure-level omission.",
    MarkingReason.SENIOR_MISSING: (
        "The fail only counts once a senior marker who didn’t mark the script has confirmed it."
    ),
    MarkingReason.CONFIRMED: "A senior marker who didn’t mark the script confirmed the fail.",
}

FIELD_ERRORS = {
    "not_answered": "Select whether the script meets this: “{about}”",
    "no_reason": "Explain why nothing in the script meets this: “{about}”",
    "no_passage": "Copy the passage that meets this: “{about}”",
    "short_passage": f"Copy a passage of at least {PASSAGE_WORDS} words",
    "not_in_script": "That passage isn’t in the script. Copy it exactly.",
    "no_level": "Select a level for “{about}”",
}

UNDECIDED = (
    "{undecided} {is_or_are} still to be decided. The assessment window’s page shows who needs to decide what. You "
    "can prepare the scripts after that."
)
WINDOW_OPEN = (
    "The window closes on {closes}. Late answers can still arrive for a few minutes. "
    "After that you can prepare the scripts."
)
NO_WINDOW = "This cohort has no assessment window yet."
NO_SCRIPTS = "There are no scripts to allocate. Prepare the scripts first."
NO_MARKERS = "This cohort has no markers yet. Give at least two people the marker role in this cohort."
TOO_FEW_MARKERS = (
    "There aren’t enough markers for {scripts}: the others coach, facilitate or work with the participant. "
    "Give {more} the marker role in this cohort."
)
STILL_TO_ALLOCATE = (
    "Not every script could be given to another marker. Give one more person the marker role in this cohort, then "
    "allocate the scripts."
)
ALL_REPLACED = "There’s nothing left to allocate, so you don’t need to do anything."
WITHDRAWN = "This script is no longer in your list, so your mark wasn’t recorded. Go back to your list."
CONFIRMED_ALREADY = "A fail can only be confirmed once."
MARKED_ALREADY = "You’ve already recorded a mark for this script. Marks are final."
NO_CONFIRMATION_REASON = "Enter why this fail should be confirmed"


def error_sentence(error: FieldError, scheme: Scheme) -> str:
    """The sentence for an error, with the words of the scheme that it is about."""
    about = {omission.id: omission.says for omission in scheme.omissions}
    about |= {criterion.id: criterion.title for criterion in scheme.criteria}
    return FIELD_ERRORS[error.code].format(about=about[error.field.partition("-")[0]])
