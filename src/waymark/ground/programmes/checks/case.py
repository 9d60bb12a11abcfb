"""What a check is given: the values, the places, and a short way to say what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from waymark.ground.programmes.findings import Finding, Severity, finding
from waymark.ground.programmes.loader import Loaded
from waymark.ground.programmes.values import Actor, Component, Framework, Item, Mode, Programme, Way

SESSIONS = (Way.ATTENDED, Way.MET, Way.COACHED)
"""Ways that happen at one appointed time."""

MODES = {
    Mode.IN_PERSON: "in person",
    Mode.ONLINE_LIVE: "live online",
    Mode.SELF_STUDY: "self-study",
    Mode.ONE_TO_ONE: "one to one",
    Mode.GROUP: "in a group",
    Mode.OWN_SCHOOL: "in one's own school",
    Mode.VLE: "study in a learning environment",
}

type Found = Iterator[Finding]


@dataclass(frozen=True)
class Case:
    """A pack whose programme could be read."""

    loaded: Loaded
    programme: Programme
    framework: Framework | None

    def error(self, code: str, where: str, says: str, mend: str) -> Finding:
        return self._at(code, Severity.ERROR, where, says, mend)

    def warning(self, code: str, where: str, says: str, mend: str) -> Finding:
        return self._at(code, Severity.WARNING, where, says, mend)

    def note(self, code: str, where: str, says: str, mend: str) -> Finding:
        return self._at(code, Severity.NOTE, where, says, mend)

    def _at(self, code: str, severity: Severity, where: str, says: str, mend: str) -> Finding:
        return finding(code, severity, self.loaded.place(where), says=says, mend=mend, where=where)

    def items_of(self, component: Component) -> list[Item]:
        return [item for item in self.programme.items if item.component == component.id]

    @property
    def route(self) -> list[Item]:
        """The items that a printed route map shows, in its order."""
        return [item for item in self.programme.items if item.line is not None]

    @property
    def own_items(self) -> list[Item]:
        """The items on which the participant's own time is spent."""
        return [item for item in self.programme.items if item.actor is Actor.PARTICIPANT]


def hours(minutes: int) -> str:
    """Minutes in words: `27 h`, `5 h 27 min`, `45 min`."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole} h"] if whole else []
    return " ".join(parts + ([f"{rest} min"] if rest or not whole else []))


def listed(words: list[str], *, most: int = 6) -> str:
    """`a, b and c`, cut after `most` with the number of those left out."""
    if len(words) > most:
        return f"{', '.join(words[:most])} and {len(words) - most} more"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
