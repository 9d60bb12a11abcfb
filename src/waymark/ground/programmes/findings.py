"""What the checker reports about a pack: where a problem is, what is wrong and how to fix it.

Pure data, imported by the reader, the loader and the checker.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error prevents a pack from being published. A warning or a note does not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """A line and column, both counted from 1, in a file named relative to the pack."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem. `where` is the dotted place to which it belongs, such as `components.seminars`."""

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    sentence: str
    fix: str
    where: str = ""

    def row(self) -> dict[str, str | int]:
        """The seven published keys in order, ready for JSON. `sentence` is published as `says`, `fix` as `mend`."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "says": self.sentence,
            "mend": self.fix,
        }


def finding(
    code: str, severity: Severity, place: Place, *, sentence: str, fix: str, where: str = ""
) -> Finding:
    """A finding at a place."""
    return Finding(code, severity, place.file, place.line, place.column, sentence, fix, where)
