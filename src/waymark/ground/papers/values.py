"""An assessment paper as frozen values: questions, and the scheme by which they are marked.

The model has no negative mark. A draft may be incomplete: `blueprint/check.py` says what it must
hold before it is locked. Papers are secret before their window, so no value shows its text in a log or an error.
"""

from __future__ import annotations

from fractions import Fraction

from pydantic import BaseModel, ConfigDict, Field

IDENTIFY, JUSTIFY, PLAN = "identify_problems", "justify_solutions", "plan_implementation"
ASKS = (IDENTIFY, JUSTIFY, PLAN)
"""What questions can ask for: problems named, solutions justified, an implementation for lasting change."""


class SecretValue(BaseModel):
    """A frozen value that is printed without its text."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, hide_input_in_errors=True
    )

    def __repr__(self) -> str:
        """The class and the id only."""
        return f"{type(self).__name__}({getattr(self, 'id', '')})"

    __str__ = __repr__


class Question(SecretValue):
    id: str
    title: str
    preamble: str
    sub_questions: tuple[str, ...]
    guidance_words: int
    strands: tuple[str, ...]
    """Ids of the framework's sections that it draws on."""
    asks_for: tuple[str, ...]
    """Some of `ASKS`."""


class Level(SecretValue):
    points: int = Field(ge=0)
    label: str
    says: str


class Criterion(SecretValue):
    id: str
    title: str
    looks_for: str
    questions: tuple[str, ...]
    statements: tuple[str, ...]
    levels: tuple[Level, ...]

    @property
    def most(self) -> int:
        return max((level.points for level in self.levels), default=0)


class Omission(SecretValue):
    """A failure-level omission: a script without it fails, whatever its points."""

    id: str
    says: str
    why: str


class PassMark(SecretValue):
    numerator: int
    denominator: int = Field(gt=0)


class Scheme(SecretValue):
    pass_mark: PassMark
    criteria: tuple[Criterion, ...]
    omissions: tuple[Omission, ...]

    @property
    def most(self) -> int:
        return sum(criterion.most for criterion in self.criteria)

    @property
    def pass_points(self) -> Fraction:
        """Points needed to pass, as an exact fraction."""
        return Fraction(self.most * self.pass_mark.numerator, self.pass_mark.denominator)


class Body(SecretValue):
    """Everything in a paper except the text of the case study. Stored as JSON, and read from `paper.yaml`."""

    code: str
    title: str
    case_title: str
    questions: tuple[Question, ...]
    scheme: Scheme
    feedback: dict[str, dict[int, str]] = Field(default_factory=dict)
    """Feedback for participants, by criterion and points."""

    def question(self, id: str) -> Question:
        return next(question for question in self.questions if question.id == id)
