"""What the check reports about a paper: which part, what is wrong and how to fix it. Pure values."""

from __future__ import annotations

from dataclasses import dataclass

from waymark.ground.programmes.packs import Severity


@dataclass(frozen=True)
class PaperProblem:
    """One problem. `part` is `details`, `case`, `questions`, `question:q1`, `scheme`, `criterion:c1` or `omissions`."""

    code: str
    severity: Severity
    part: str
    sentence: str
    fix: str


def error(code: str, part: str, sentence: str, fix: str) -> PaperProblem:
    """Prevents the paper from being locked."""
    return PaperProblem(code, Severity.ERROR, part, sentence, fix)


def warning(code: str, part: str, sentence: str, fix: str) -> PaperProblem:
    """Should be looked at before the paper is locked."""
    return PaperProblem(code, Severity.WARNING, part, sentence, fix)


def note(code: str, part: str, sentence: str, fix: str) -> PaperProblem:
    """Worth knowing."""
    return PaperProblem(code, Severity.NOTE, part, sentence, fix)
