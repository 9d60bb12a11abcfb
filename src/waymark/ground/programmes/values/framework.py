"""A content framework: sections of statements and the publications that support them."""

from __future__ import annotations

from enum import StrEnum

from waymark.ground.programmes.values.base import Id, Value


class StatementKind(StrEnum):
    """Whether a statement is about knowledge (learn that) or about practice (learn how to)."""

    LEARN_THAT = "learn_that"
    """Knowledge."""
    LEARN_HOW_TO = "learn_how_to"
    """Practice."""


class Statement(Value):
    code: str
    kind: StatementKind
    text: str
    evidence: tuple[str, ...] = ()
    """Keys of the publications that support the statement."""


class Section(Value):
    number: int
    id: Id
    title: str
    statements: tuple[Statement, ...]


class Publication(Value):
    """A publication that supports a statement."""

    key: Id
    authors: str
    year: int
    title: str
    source: str
    looked_up: str
    """Where you checked that the publication exists."""


class Framework(Value):
    """A content framework: sections of statements, with any scheme of codes."""

    id: Id
    title: str
    ours: str
    """Who wrote the statements and what they are for."""
    sections: tuple[Section, ...]
    evidence: tuple[Publication, ...] = ()

    def statement(self, code: str) -> Statement:
        return next(
            statement
            for section in self.sections
            for statement in section.statements
            if statement.code == code
        )
