"""What people of a test's world write. A writer of texts is told what kind of text it is and whose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Owner:
    """Whose a text is, in labels of the test's own: a provider's, a cohort's, or one person's."""

    provider: str
    cohort: str = ""
    person: str = ""
    author: str = ""
    """Who wrote it about the owner: a marker, a coach."""

    def __str__(self) -> str:
        return " ".join(part for part in (self.provider, self.cohort, self.person) if part)

    def by(self, author: str) -> Owner:
        return replace(self, author=author)


type Write = Callable[[str, Owner], str]


def plain(kind: str, owner: Owner) -> str:
    """A sentence that says what it is."""
    return f"{kind.capitalize()} of {owner.person or owner.cohort or owner.provider}"
