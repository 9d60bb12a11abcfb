"""The sentence for each reason."""

from __future__ import annotations

from waymark.journey.improve.rules import Why
from waymark.kit.refusals import Reason

SAYS = {
    Why.NOTHING_SAID: "Say what was found.",
    Why.RESTS_ON_NOTHING: "Say what it was seen in: a result, an evaluation, a number.",
    Why.NOTHING_TO_DO: "Say what will be done.",
    Why.DUE_BEFORE_TODAY: "{due} has passed. Choose a day from {today} on.",
    Why.NOT_STAFF: "{owner} does not work on programmes here. Choose an owner from the list.",
    Why.DECIDED: (
        "An action was decided on this finding already. What you wrote now is not saved; it still stands below."
    ),
}


def reasons(whys: tuple[Why, ...], **facts: object) -> tuple[Reason, ...]:
    return tuple(Reason(why.value, SAYS[why].format(**facts)) for why in whys)
