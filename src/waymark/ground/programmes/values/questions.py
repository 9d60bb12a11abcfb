"""The questions of formative assessment, audits and evaluations."""

from __future__ import annotations

from enum import StrEnum

from waymark.ground.programmes.values.base import Id, Value
from waymark.ground.programmes.values.printed import Assumed


class QuestionKind(StrEnum):
    """What a question is about."""

    LEARNING = "learning"
    """How confident the participant is about a statement, from 1 to 4."""
    PRACTICE = "practice"
    """How widely a statement is put into practice, from 1 to 4."""
    USEFULNESS = "usefulness"
    """How useful the materials were, from 1 to 4. Reported separately from learning."""
    WORDS = "words"
    """An answer in the participant's own words."""


class Question(Value):
    id: Id
    kind: QuestionKind
    prompt: str
    statement: str | None = None


class QuestionSet(Value):
    """Questions that participants answer after an item."""

    id: Id
    title: str
    after: Id
    """The questions open when this item ends."""
    questions: tuple[Question, ...]
    baseline: bool = False
    """Whether it asks about statements before they are taught, so that later answers can be compared with it."""
    assumed: Assumed | None = None
