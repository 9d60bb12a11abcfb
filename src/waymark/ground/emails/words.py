"""Sentences about emails: why words can't be used, and why someone is left out."""

from __future__ import annotations

from collections.abc import Iterable

from waymark.ground.emails.rules import RecipientReason
from waymark.kit.email_kinds import (
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    WordingProblem,
    WordingReason,
)
from waymark.kit.formatting import number
from waymark.kit.refusals import Reason

LEFT_OUT = {
    RecipientReason.NO_ACCOUNT: "No account yet",
    RecipientReason.NOT_TAKING_PART: "No longer taking part",
    RecipientReason.NO_CONSENT: "Hasn’t agreed to marketing, or has unsubscribed",
}
NOBODY = Reason("nobody", "Select at least one person who can be emailed")
NO_CONSENT = Reason("no_consent", "This person hasn’t agreed to marketing, or has unsubscribed.")
MUST_BE_SENT = Reason("must_be_sent", "This email can’t be switched off.")
CANNOT_WAIT = Reason("cannot_wait", "This email can’t wait for the daily summary.")


def _places(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def reason_for(problem: WordingProblem, allowed: Iterable[str]) -> Reason:
    """With the name of the field as its code."""
    return Reason("subject" if problem.in_subject else "text", sentence_for(problem, allowed))


def sentence_for(problem: WordingProblem, allowed: Iterable[str]) -> str:
    """What is wrong with the words, and how to put it right."""
    places = _places(problem.places)
    match problem.reason:
        case WordingReason.NO_SUBJECT:
            return "Enter a subject"
        case WordingReason.LONG_SUBJECT:
            return f"The subject must be {number(LONGEST_SUBJECT)} characters or fewer"
        case WordingReason.NO_TEXT:
            return "Enter the text"
        case WordingReason.LONG_TEXT:
            return f"The text must be {number(LONGEST_TEXT)} characters or fewer"
        case WordingReason.UNKNOWN_PLACE:
            return f"Remove or correct {places}. You can use {_places(allowed)}"
        case WordingReason.MISSING_PLACE:
            return f"The text must include {places}"
