"""What every check receives: the values of a pack, their places, and a short way to report a problem."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from waymark.ground.programmes.findings import Finding, Severity, finding
from waymark.ground.programmes.loader import LoadedPack
from waymark.ground.programmes.values import Actor, Component, Framework, Item, Mode, Programme, Way

SESSIONS = (Way.ATTENDED, Way.MET, Way.COACHED)
"""Ways that take place at a set time."""

MODES = {
    Mode.IN_PERSON: "in person",
    Mode.ONLINE_LIVE: "live online",
    Mode.SELF_STUDY: "self-study",
    Mode.ONE_TO_ONE: "one to one",
    Mode.GROUP: "in a group",
    Mode.OWN_SCHOOL: "in the participant’s own school",
    Mode.VLE: "study in a learning environment",
}

type Findings = Iterator[Finding]


@dataclass(frozen=True)
class CheckedPack:
    """A pack whose programme could be read."""

    loaded: LoadedPack
    programme: Programme
    framework: Framework | None

    def error(self, code: str, where: str, sentence: str, fix: str) -> Finding:
        return self._finding(code, Severity.ERROR, where, sentence, fix)

    def warning(self, code: str, where: str, sentence: str, fix: str) -> Finding:
        return self._finding(code, Severity.WARNING, where, sentence, fix)

    def note(self, code: str, where: str, sentence: str, fix: str) -> Finding:
        return self._finding(code, Severity.NOTE, where, sentence, fix)

    def _finding(self, code: str, severity: Severity, where: str, sentence: str, fix: str) -> Finding:
        return finding(code, severity, self.loaded.place(where), sentence=sentence, fix=fix, where=where)

    def items_of(self, component: Component) -> list[Item]:
        return [item for item in self.programme.items if item.component == component.id]

    @property
    def route(self) -> list[Item]:
        """The items on the printed route map, in its order."""
        return [item for item in self.programme.items if item.line is not None]

    @property
    def participant_items(self) -> list[Item]:
        """The items that take a participant's own time."""
        return [item for item in self.programme.items if item.actor is Actor.PARTICIPANT]


def hours(minutes: int) -> str:
    """Minutes as `27 h`, `5 h 27 min` or `45 min`."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole} h"] if whole else []
    return " ".join(parts + ([f"{rest} min"] if rest or not whole else []))


def listed(words: list[str], *, most: int = 6) -> str:
    """`a, b and c`, cut after `most` with the number of those left out."""
    if len(words) > most:
        return f"{', '.join(words[:most])} and {len(words) - most} more"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def counted(number: int, singular: str, plural: str) -> str:
    """`1 item` or `3 items`."""
    return f"{number} {singular if number == 1 else plural}"
