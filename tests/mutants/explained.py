"""Mutants that live because they change nothing: each is named in `explained.toml` with the reason."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("explained.toml")


@dataclass(frozen=True)
class Explained:
    """One change that nothing can notice."""

    file: str
    line: str
    """The source as it stands, each line stripped."""
    becomes: str
    reason: str

    @property
    def diff(self) -> str:
        """As a mutant says it."""
        signs = (("-", self.line), ("+", self.becomes))
        return "\n".join(f"{sign} {line}" for sign, text in signs for line in text.splitlines())


def read_explained() -> list[Explained]:
    return [Explained(**entry) for entry in tomllib.loads(FILE.read_text("utf-8")).get("alive", [])]
