"""What a rule answers: allowed, or every reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Decision[Code: StrEnum]:
    """`reasons` are codes, in the order in which they were found; the sentences are in the room's `words.py`."""

    reasons: tuple[Code, ...] = ()

    @property
    def allowed(self) -> bool:
        return not self.reasons
