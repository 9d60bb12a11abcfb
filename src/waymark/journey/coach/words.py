"""The sentence for each reason and for each gap, and the names of the levels."""

from __future__ import annotations

from waymark.journey.coach.rules import Gap, Why
from waymark.kit.refusals import Reason

SAYS = {
    Why.NO_COACH: "{coach} is not a coach of this provider. Choose somebody who is.",
    Why.ONESELF: "{coach} cannot coach themself. Choose somebody else.",
    Why.SAME_ORGANISATION: (
        "{coach} and {participant} belong to the same organisation, {organisation}: a conflict of interest. "
        "Choose a coach from elsewhere."
    ),
    Why.SAME_TRUST: (
        "{coach} and {participant} belong to the same trust: a conflict of interest. "
        "Choose a coach from elsewhere."
    ),
    Why.HAVE_MET: "{participant} has met another coach already, so the pair stays as it is.",
    Why.NOT_YET: "That day is still to come. Record the session when it has been held.",
    Why.BEFORE_START: "That day is before the programme began, on {starts}. Check the date.",
    Why.MINUTES: "This session is planned for {planned} minutes. Enter between 1 and {planned}.",
    Why.UNKNOWN_STATEMENT: "That statement is not in the programme's framework. Choose one of the list.",
    Why.FOREIGN_EVIDENCE: "That evidence is not in this participant's workbook. Choose one of the list, or none.",
    Why.NO_ACTION: (
        "A session closes with an action. Agree one: what, who does it, by when, and what will show it."
    ),
    Why.DUE_BEFORE: "The action would be due before the session was held. Choose a later day.",
    Why.RECORDED: "This session is recorded already. It is recorded once.",
}

LEVELS = ("Starting", "Growing", "Secure", "Leading others")

OWNERS = {"participant": "The participant", "coach": "The coach"}

GAPS = {
    Gap.OVER: "Self-view above evidence",
    Gap.UNDER: "Self-view below evidence",
    Gap.UNTESTED: "Hardly any evidence",
    Gap.AGREE: "Sources agree",
}

GAP_SAYS = {
    Gap.OVER: "Rates it {self_view}; {judge} says {judged}. May be more confident than the evidence.",
    Gap.UNDER: "Rates it {self_view}; {judge} says {judged}. May be less confident than the evidence.",
    Gap.UNTESTED: "Nobody else has spoken to it yet. Nobody has looked.",
    Gap.AGREE: "The sources agree.",
}

QUESTIONS = {
    Gap.OVER: "What would somebody else have to see to say the same of {code} as you do?",
    Gap.UNDER: "What would have to be true for you to agree with those who see more in {code} than you do?",
    Gap.UNTESTED: "Who could tell you about {code}, and what would you ask them?",
}


def reasons(whys: tuple[Why, ...], **facts: object) -> tuple[Reason, ...]:
    return tuple(Reason(why.value, SAYS[why].format(**facts)) for why in whys)
