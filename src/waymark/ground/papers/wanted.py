"""What a programme wants of a paper, and what is found when it is held against that. Pure values."""

from __future__ import annotations

from dataclasses import dataclass

from waymark.ground.programmes.packs import Severity
from waymark.ground.programmes.values import Framework, Programme

IMPLEMENTATION = "implementation"
"""Id of the framework's section on implementation, in every framework that has one."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Taken from one published version of a programme."""

    case_words: int
    """The fewest words of a case."""
    most_words: int
    """The most words of all answers together."""
    strands: tuple[tuple[str, str], ...]
    """Id and title of each section of the framework."""
    implementation: str
    """Id of the section on implementation; empty where the framework has none."""
    statements: frozenset[str]
    """Codes of every statement of the framework."""
    taught: frozenset[str]
    """Codes that an item, a study page or a module of the programme teaches."""

    @property
    def taught_in_order(self) -> list[str]:
        """8.2 before 8.10."""
        return sorted(self.taught, key=lambda code: [part.zfill(6) for part in code.split(".")])

    @property
    def strand_ids(self) -> frozenset[str]:
        return frozenset(id for id, _ in self.strands)


def wanted_by(programme: Programme, framework: Framework) -> Wanted:
    ids = {section.id for section in framework.sections}
    return Wanted(
        case_words=programme.assessment.case_min_words,
        most_words=programme.assessment.max_words,
        strands=tuple((section.id, section.title) for section in framework.sections),
        implementation=IMPLEMENTATION if IMPLEMENTATION in ids else "",
        statements=frozenset(one.code for section in framework.sections for one in section.statements),
        taught=taught_by(programme),
    )


def taught_by(programme: Programme) -> frozenset[str]:
    """Codes of every statement that some part of the programme teaches."""
    pages = (page.statements for item in programme.items for page in item.pages)
    parts = (
        *(item.statements for item in programme.items),
        *pages,
        *(one.statements for one in programme.modules),
    )
    return frozenset(code for part in parts for code in part)


@dataclass(frozen=True)
class Found:
    """One thing found. `where` names a part of the paper: `details`, `case`, `questions`, `question:q1`, `scheme`,
    `criterion:c1` or `omissions`."""

    code: str
    severity: Severity
    where: str
    says: str
    mend: str


def error(code: str, where: str, says: str, mend: str) -> Found:
    return Found(code, Severity.ERROR, where, says, mend)


def warning(code: str, where: str, says: str, mend: str) -> Found:
    return Found(code, Severity.WARNING, where, says, mend)


def note(code: str, where: str, says: str, mend: str) -> Found:
    return Found(code, Severity.NOTE, where, says, mend)
