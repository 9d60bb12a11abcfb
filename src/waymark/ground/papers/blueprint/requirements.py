"""What a programme requires of its papers. Pure values."""

from __future__ import annotations

from dataclasses import dataclass

from waymark.ground.programmes.values import Framework, Programme

IMPLEMENTATION = "implementation"
"""Id of the framework's section on implementation, in every framework that has one."""


@dataclass(frozen=True, kw_only=True)
class PaperRequirements:
    """Taken from one published version of a programme."""

    case_min_words: int
    """The fewest words of a case study."""
    max_words: int
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


def requirements_of(programme: Programme, framework: Framework) -> PaperRequirements:
    """What this programme with this framework requires of a paper."""
    ids = {section.id for section in framework.sections}
    statements = (statement.code for section in framework.sections for statement in section.statements)
    return PaperRequirements(
        case_min_words=programme.assessment.case_min_words,
        max_words=programme.assessment.max_words,
        strands=tuple((section.id, section.title) for section in framework.sections),
        implementation=IMPLEMENTATION if IMPLEMENTATION in ids else "",
        statements=frozenset(statements),
        taught=statements_taught_by(programme),
    )


def statements_taught_by(programme: Programme) -> frozenset[str]:
    """Codes of every statement that some part of the programme teaches."""
    taught = (
        *(item.statements for item in programme.items),
        *(page.statements for item in programme.items for page in item.pages),
        *(module.statements for module in programme.modules),
    )
    return frozenset(code for codes in taught for code in codes)
