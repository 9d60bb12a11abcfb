"""What was found in a pack: where it is, what it says, how to mend it.

Pure data; imported by the reader, the loader and the checker alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps a pack from being published; a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """A real line and column, both counted from 1, in a file named relative to the pack."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `where` is the dotted place that was asked for, such as `components.seminars`."""

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    says: str
    mend: str
    where: str = ""

    def row(self) -> dict[str, str | int]:
        """The seven published keys, in their order, ready for JSON."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "says": self.says,
            "mend": self.mend,
        }


def finding(code: str, severity: Severity, place: Place, *, says: str, mend: str, where: str = "") -> Finding:
    """A finding at a place."""
    return Finding(code, severity, place.file, place.line, place.column, says, mend, where)
