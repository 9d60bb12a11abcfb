"""The figures of a paper's blueprint, to lay beside those of its parallels. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from waymark.ground.papers.values import ASKS, Body
from waymark.kit.formatting import number, share

ASKED = {
    "identify_problems": "Questions that ask for problems",
    "justify_solutions": "Questions that ask for solutions",
    "plan_implementation": "Questions that ask for implementation",
}


@dataclass(frozen=True, kw_only=True)
class Row:
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
        "Words of the case": number(words),
        "Exhibits to download": number(exhibits),
        "Questions": number(len(body.questions)),
        "Sub-questions": number(sum(len(question.sub_questions) for question in body.questions)),
        "Word guidance": number(sum(question.guidance_words for question in body.questions)),
        "Strands": ", ".join(titles.get(strand, strand) for strand in strands) or "none",
        **{ASKED[one]: number(sum(one in question.asks_for for question in body.questions)) for one in ASKS},
        "Criteria": number(len(scheme.criteria)),
        "Points in all": number(scheme.most),
        "Pass mark": share((mark.numerator, mark.denominator)),
        "Omissions": number(len(scheme.omissions)),
        "Statements assessed": number(len(statements)),
    }


def side_by_side(papers: Sequence[tuple[str, Mapping[str, str]]]) -> tuple[Row, ...]:
    """One row for each figure. Each paper comes as its code and its figures."""
    labels = papers[0][1] if papers else {}
    return tuple(
        Row(label=label, cells=tuple((code, said[label]) for code, said in papers)) for label in labels
    )
