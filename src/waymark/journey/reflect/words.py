"""The sentence for each reason, the names of the levels, and how a finding is said."""

from __future__ import annotations

from waymark.ground.programmes.values import QuestionKind, Statement, StatementKind
from waymark.journey.reflect.rules import Tally, Why
from waymark.kit.refusals import Reason

SAYS = {
    Why.NOT_OVER: "These questions open when {after} is over, on {over}.",
    Why.UNANSWERED: "Some questions are still without an answer. Choose a level for each.",
    Why.STARTED: "{item} has started already. Choose an item that is still to come.",
    Why.SAID_ALREADY: "A change to {item} is recorded for this statement already. Choose another item.",
}

LEVELS = {
    QuestionKind.LEARNING: ("Not yet sure", "A little sure", "Fairly sure", "Sure enough to explain it"),
    QuestionKind.PRACTICE: ("Not yet", "In a few places", "In most places", "Everywhere it belongs"),
    QuestionKind.USEFULNESS: ("Not at all", "A little", "Mostly", "Very"),
}

GROUPS = {
    QuestionKind.LEARNING: ("What you learned", "How sure you are of it now."),
    QuestionKind.PRACTICE: ("What you do", "How far it is practised in your schools now."),
    QuestionKind.USEFULNESS: ("How useful it was", "Asked apart, and never added to what you learned."),
    QuestionKind.WORDS: ("In your own words", "Facilitators read these without names, from five answers on."),
}


def reasons(whys: tuple[Why, ...], **facts: object) -> tuple[Reason, ...]:
    return tuple(Reason(why.value, SAYS[why].format(**facts)) for why in whys)


def finding(counted: Tally, *, kind: QuestionKind, statement: Statement) -> str:
    """The headline of a result: 3 of 7 cannot yet say how to settle a disagreement between two schools."""
    text = first_clause(statement.text)
    if counted.low == 0:
        return f"Nobody of {counted.n} answered low on {statement.code}: {text}"
    who = f"{counted.low} of {counted.n}"
    if kind is QuestionKind.PRACTICE:
        verb = "do not yet" if statement.kind is StatementKind.LEARN_HOW_TO else "do not yet act on it that"
    else:
        verb = "cannot yet say " + ("how to" if statement.kind is StatementKind.LEARN_HOW_TO else "that")
    return f"{who} {verb} {text}"


def first_clause(text: str) -> str:
    """A statement up to its first comma or semicolon, beginning small."""
    cut = min((place for sign in ",;:" if (place := text.find(sign)) > 24), default=len(text))
    clause = text[:cut].rstrip(". ")
    word = clause.partition(" ")[0]
    return clause[:1].lower() + clause[1:] if len(word) == 1 or word[1:].islower() else clause


def heard(counted: Tally, *, kind: QuestionKind, statement: Statement) -> str:
    """What participants said, as the change that answers it begins; shortened to fit."""
    said = finding(counted, kind=kind, statement=statement)
    return said if len(said) <= 300 else f"{said[:297]}..."
