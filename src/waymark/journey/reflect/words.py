"""The sentence for each reason, the names of the levels, and how a result is put into a sentence."""

from __future__ import annotations

from waymark.ground.programmes.values import QuestionKind, Statement, StatementKind
from waymark.journey.reflect.rules import AnswerReason, ChangeReason, LevelCounts

ANSWER_SENTENCES = {
    AnswerReason.NOT_OVER: "These questions open when {after} ends, on {opens_at}.",
    AnswerReason.UNANSWERED: "Select a level for every question",
    AnswerReason.ANSWERED: "You can’t change your answers after you submit.",
}

CHANGE_SENTENCES = {
    ChangeReason.STARTED: "{item} has already started. Select one that has not started yet.",
    ChangeReason.ALREADY_RECORDED: (
        "A change to {item} has already been recorded for this statement. "
        "Correct its wording, or select something else to change."
    ),
    ChangeReason.NOTHING_DIFFERS: "You haven’t changed anything. Change the wording, or go back",
}

LEVELS = {
    QuestionKind.LEARNING: (
        "Not confident yet",
        "A little confident",
        "Fairly confident",
        "Confident enough to explain it",
    ),
    QuestionKind.PRACTICE: ("Not yet", "In a few places", "In most places", "Everywhere it applies"),
    QuestionKind.USEFULNESS: ("Not at all", "A little", "Mostly", "Very"),
}

QUESTION_GROUPS = {
    QuestionKind.LEARNING: ("What you learned", "How confident you are about it now."),
    QuestionKind.PRACTICE: ("What you do", "How widely it is put into practice in your schools now."),
    QuestionKind.USEFULNESS: (
        "How useful it was",
        "We report this separately. It is never combined with your answers about learning.",
    ),
    QuestionKind.WORDS: (
        "In your own words",
        "Facilitators read these without names, once at least 5 people have written something.",
    ),
}

MAX_YOU_SAID = 300
"""Characters of the sentence that a recorded change starts with."""


def headline(counts: LevelCounts, *, kind: QuestionKind, statement: Statement) -> str:
    """A result as a sentence: 3 of 7 are not yet confident about how to settle a disagreement."""
    clause = first_clause(statement.text)
    if counts.low == 0:
        return f"None of the {counts.total} gave a low answer on {statement.code}: {clause}"
    who = f"{counts.low} of {counts.total} {'is' if counts.low == 1 else 'are'} not yet"
    if kind is QuestionKind.PRACTICE:
        return f"{who} putting this into practice: {clause}"
    if statement.kind is StatementKind.LEARN_HOW_TO:
        return f"{who} confident about how to {clause}"
    return f"{who} confident about this: {clause}"


def first_clause(text: str) -> str:
    """A statement up to its first comma, semicolon or colon, starting with a small letter."""
    end = min((index for sign in ",;:" if (index := text.find(sign)) > 24), default=len(text))
    clause = text[:end].rstrip(". ")
    word = clause.partition(" ")[0]
    return clause[:1].lower() + clause[1:] if len(word) == 1 or word[1:].islower() else clause


def suggested_you_said(counts: LevelCounts, *, kind: QuestionKind, statement: Statement) -> str:
    """The headline, shortened to fit: what the form suggests under “You said”."""
    sentence = headline(counts, kind=kind, statement=statement)
    return sentence if len(sentence) <= MAX_YOU_SAID else f"{sentence[: MAX_YOU_SAID - 3]}..."
