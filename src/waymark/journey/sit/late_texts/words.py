"""Sentences about late answers, for the participant and for leads."""

from __future__ import annotations

from waymark.journey.sit.windows.rules import Window
from waymark.journey.sit.windows.words import closing
from waymark.kit.refusals import Reason

NOTHING_LEFT = Reason("none", "There’s nothing left to decide here: someone has already decided it.")
OWN_TEXT = Reason("own", "You can’t decide about your own answers. Ask another programme lead.")
ALREADY_PROPOSED = Reason(
    "proposed",
    "Someone has already made a proposal about one of these participants. It has to be confirmed, returned or "
    "withdrawn first.",
)
OWN_PROPOSAL = Reason(
    "own_proposal",
    "You made this proposal, so someone else has to confirm it: another programme lead or a board member.",
)
NOT_YOUR_PROPOSAL = Reason(
    "other_proposal",
    "Only the person who made this proposal can withdraw it. You can return it with a reason.",
)
ALREADY_REVIEWED = Reason(
    "reviewed", "This proposal has already been confirmed, returned or withdrawn. Nothing was changed."
)


def not_over(code: str) -> Reason:
    return Reason(
        "open",
        f"More may still arrive for assessment {code}: its close and the tolerance haven’t passed yet.",
    )


def does_not_count(times: Window, *, zone: str, cause: str) -> str:
    closes = f"{closing(times, zone=zone)} ({zone})"
    return (
        f"Your window closed on {closes}, and some of your text arrived after it. We’ve decided that this text "
        f"doesn’t count. Reason: {cause}\n\n"
        "Your answers as they were at the close will be marked. The later text is saved as another version."
    )
