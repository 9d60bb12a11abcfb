"""The figures of a paper's blueprint, to compare with those of its parallel papers. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from waymark.ground.papers.values import ASKS, Body
from waymark.kit.formatting import number, share

ASKED = {
    "identify_problems": "Questions asking participants to identify problems",
    "justify_solutions": "Questions asking participants to justify solutions",
    "plan_implementation": "Questions asking participants to plan an implementation",
}


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """One figure of every paper, in the order of the papers."""

    label: str
    cells: tuple[tuple[str, str], ...]
    """Code of the paper, and its figure."""

    @property
    def differs(self) -> bool:
        return len({value for _, value in self.cells}) > 1


def figures_of(body: Body, *, words: int, exhibits: int, titles: Mapping[str, str]) -> dict[str, str]:
    """Each figure by its label. `titles`: of the framework's sections, by id."""
    strands = sorted({strand for question in body.questions for strand in question.strands})
    scheme = body.scheme
    statements = {code for criterion in scheme.criteria for code in criterion.statements}
    mark = scheme.pass_mark
    return {
        "Words in the case study": number(words),
        "Case study files": number(exhibits),
        "Questions": number(len(body.questions)),
        "Sub-questions": number(sum(len(question.sub_questions) for question in body.questions)),
        "Word guidance": number(sum(question.guidance_words for question in body.questions)),
        "Strands": ", ".join(titles.get(strand, strand) for strand in strands) or "None",
        **{ASKED[ask]: number(sum(ask in question.asks_for for question in body.questions)) for ask in ASKS},
        "Criteria": number(len(scheme.criteria)),
        "Total points": number(scheme.most),
        "Pass mark": share((mark.numerator, mark.denominator)),
        "Failure-level omissions": number(len(scheme.omissions)),
        "Statements assessed": number(len(statements)),
    }


def compare_figures(papers: Sequence[tuple[str, Mapping[str, str]]]) -> tuple[FigureRow, ...]:
    """One row for each figure. `papers` are pairs of a code and its figures."""
    labels = papers[0][1] if papers else {}
    return tuple(
        FigureRow(label=label, cells=tuple((code, figures[label]) for code, figures in papers))
        for label in labels
    )
