"""The sentence for each reason, the names of levels and sources, and what is said of a gap."""

from __future__ import annotations

from waymark.journey.coach.rules import Gap, Views, Why
from waymark.kit.refusals import Reason

SAYS = {
    Why.SELF: "{coach} cannot be their own coach. Choose somebody else.",
    Why.SAME_ORGANISATION: (
        "{coach} works at {organisation}, as {participant} does. That is a conflict of interest: "
        "choose a coach of another organisation."
    ),
    Why.NOT_HELD_YET: "{held} is still to come. Record the session once you have met.",
    Why.BEFORE_COHORT: "{held} is before the programme began on {starts}. Enter the day on which you met.",
    Why.TOO_LONG: "The session is planned for {planned} minutes. Enter between 1 and {planned}.",
    Why.NO_ACTION: "A session closes with one agreed action. Say what is done next, and what will show it.",
    Why.DUE_TOO_EARLY: "The action is due before you met. Enter a day on or after {held}.",
    Why.RECORDED: (
        "{item} was recorded already, and a session is recorded once. What you wrote now is not saved; "
        "it still stands below."
    ),
    Why.NOT_THEIR_EVIDENCE: "This evidence is not in the participant's workbook. Choose another, or none.",
}

LEVELS = {1: "starting", 2: "growing", 3: "secure", 4: "leading others"}

SOURCES = {
    "staff": "Staff",
    "pupils": "Pupils",
    "document": "Documents",
    "observer": "Observed",
}
"""The columns of the grid beside the participant's own; `self` belongs to the participant's."""

GAPS = {
    Gap.OVER: "Self above evidence",
    Gap.UNDER: "Self below evidence",
    Gap.UNTESTED: "Nobody has looked",
    Gap.AGREE: "Nothing disagrees",
    Gap.UNHEARD: "No self-view yet",
}

QUESTIONS = {
    Gap.OVER: "On {code}: what have you seen that somebody else in the room would have seen too?",
    Gap.UNDER: "On {code}: what would have to be true for you to agree that it is going well?",
    Gap.UNTESTED: "On {code}: who could tell you how it looks from where they stand, and when will you ask?",
}


def reasons(whys: tuple[Why, ...], **facts: object) -> tuple[Reason, ...]:
    return tuple(Reason(why.value, SAYS[why].format(**facts)) for why in whys)


def level(value: int) -> str:
    """3 is "3, secure"."""
    return f"{value}, {LEVELS[value]}"


def gap_says(views: Views, gap: Gap, *, name: str) -> tuple[str, str]:
    """What is known, and what it may mean; for a gap that is worth talking about."""
    own = f"{name} rates this {level(views.own or 1)}."
    if gap is Gap.UNTESTED:
        return f"{own} No evidence from others speaks to it yet.", "Nobody has looked."
    meaning = {
        Gap.OVER: "The self-view may be above the evidence.",
        Gap.UNDER: "The self-view may be below the evidence.",
    }[gap]
    if views.judged is not None:
        return f"{own} The coach's last judgement was {level(views.judged)}.", meaning
    return f"{own} Asked how far it is practised, the answer was {views.practice} of 4.", meaning
