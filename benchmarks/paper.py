"""The benchmark's own paper: as long and as wide as a real one, the same in every run."""

from __future__ import annotations

import random
from typing import Any

CASE_WORDS = 2300
TABLE_ROWS = 7
VOCABULARY = (
    "attendance assessment behaviour calendar careful children classroom colleagues community curriculum decision "
    "delivery directors evidence families follow governors headteacher homework improvement inclusion leaders learning "
    "leaving lessons meeting minutes morning neighbours nothing officers partners planning positive practice primary "
    "programme progress purpose question reading records register rehearsal relationships resources results routine "
    "safeguarding schedule schools secondary seldom sessions several sixteen special standards statement stories "
    "subject success support survey teachers termly thousand timetable together training transport trustees urgent "
    "various visitors wednesday weekly welcome without workload worried writing yearly younger"
).split()


def case_of(dice: random.Random) -> str:
    """A case in Markdown: paragraphs below headings, and a table."""
    parts, words = [], 0
    while words < CASE_WORDS:
        if words % 400 < 60:
            parts.append(f"## {dice.choice(VOCABULARY).title()}")
        sentences = [" ".join(dice.choices(VOCABULARY, k=18)).capitalize() for _ in range(3)]
        parts.append(f"{'. '.join(sentences)}.")
        words += 54
    rows = [f"| {dice.choice(VOCABULARY)} | {dice.randrange(100)} |" for _ in range(TABLE_ROWS)]
    return "\n\n".join([*parts, "\n".join(["| School | Share |", "|---|---|", *rows])])


def body_of() -> Any:
    """Three questions, five criteria with four levels each, two omissions, and feedback for every level."""
    from waymark.ground.papers.values import Body

    strands = ["implementation", "teaching"]
    aims = ["identify_problems", "justify_solutions", "plan_implementation"]
    levels = [
        {
            "points": points,
            "label": label,
            "says": "What a script of this level shows, in a sentence of some length.",
        }
        for points, label in enumerate(("None yet", "Emerging", "Secure", "Strong"))
    ]
    return Body.model_validate({
        "code": "BENCH-A",
        "title": "NPQEL paper A",
        "case_title": "The Benchmark Learning Trust",
        "questions": [
            {
                "id": f"q{number}",
                "title": f"What do you do about part {number} of the case, and why?",
                "preamble": "Choose the problems that matter most for pupils; a few, well supported.",
                "sub_questions": ["Which facts support what you say?", "What would you look at first?"],
                "guidance_words": 500,
                "strands": strands,
                "asks_for": [aim],
            }
            for number, aim in enumerate(aims, start=1)
        ],
        "scheme": {
            "pass_mark": {"numerator": 60, "denominator": 100},
            "criteria": [
                {
                    "id": f"c{number}",
                    "title": f"Criterion {number}",
                    "looks_for": "A small number of problems, each supported by facts of the case.",
                    "questions": ["q1", "q2", "q3"],
                    "statements": ["8.1"],
                    "levels": levels,
                }
                for number in range(1, 6)
            ],
            "omissions": [
                {"id": key, "says": "The script prepares before it delivers.", "why": "Nothing was ready."}
                for key in ("o1", "o2")
            ],
        },
        "feedback": {
            f"c{number}": dict.fromkeys(range(4), "What to read and to try before the next time.")
            for number in range(1, 6)
        },
    })  # fmt: skip
