"""The sentence for each reason."""

from __future__ import annotations

from waymark.journey.gather.rules import Why
from waymark.kit.refusals import Reason

SAYS = {
    Why.NOT_YET: "That day is still to come. Record the meeting when it has been held.",
    Why.BEFORE_START: "That day is before your programme began, on {starts}. Check the date.",
    Why.MINUTES: "This meeting is planned for {planned} minutes. Enter between 1 and {planned}.",
    Why.TOO_FEW: "A meeting takes two. Tick everybody who was there.",
    Why.STRANGERS: "Only members of your group can be ticked.",
    Why.RECORDED: "{by} recorded this meeting already, on {on}. It is recorded once.",
}


def reasons(whys: tuple[Why, ...], **facts: object) -> tuple[Reason, ...]:
    return tuple(Reason(why.value, SAYS[why].format(**facts)) for why in whys)
