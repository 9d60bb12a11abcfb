"""The sentence for each reason."""

from __future__ import annotations

from waymark.journey.learn.rules import Why
from waymark.kit.refusals import Reason

SAYS = {
    Why.NOT_STARTED: "The session starts on {starts}. Its register can be taken from then on.",
    Why.TOO_LONG: "The session is planned for {planned} minutes. Enter between 0 and {planned} for each person.",
    Why.NOT_OPEN: "This opens on {opens}. It can be completed from that day on.",
}


def reasons(whys: tuple[Why, ...], **facts: object) -> tuple[Reason, ...]:
    return tuple(Reason(why.value, SAYS[why].format(**facts)) for why in whys)
