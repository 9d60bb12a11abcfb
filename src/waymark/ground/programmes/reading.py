"""Reads one YAML file into nodes, and turns everything that is wrong with it into findings.

Refused, each with its line and column: what is not YAML, control characters, aliases and anchors, tags,
a second document, a key written twice, plain `yes`, `no`, `on` and `off`, numbers written in more than
one way, nesting beyond 20 levels, more than 50,000 values, a file above 1,000,000 characters.
Nothing is constructed but text, whole numbers, `true`, `false` and `null`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from waymark.ground.programmes.findings import Finding, Place, Severity, finding
from waymark.ground.programmes.nodes import Node, Scalar

DEEPEST = 20
MOST_NODES = 50_000
MOST_CHARACTERS = 1_000_000

_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,14})\Z")
_DOUBTFUL_NUMBER = re.compile(
    r"[-+]?(0[0-9_]+|0[xob][0-9a-fA-F_]+|[0-9][0-9_]{15,}|[0-9]+_[0-9_]+|\+[0-9]+)\Z"
)
_DOUBTFUL_WORD = re.compile(r"(yes|no|on|off|y|n)\Z", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


class Refused(Exception):
    """The file cannot be read any further."""

    def __init__(self, found: Finding) -> None:
        super().__init__(found.says)
        self.found = found


def read(text: str, file: str) -> tuple[Node | None, list[Finding]]:
    """The tree of one file and what was found while reading it; no tree when it could not be read."""
    reader = _Reader(file)
    try:
        for wrong in unreadable(text, file):
            raise Refused(wrong)
        return reader.read(text), reader.found
    except Refused as refused:
        return None, [*reader.found, refused.found]
    except MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
        says = f"This is not YAML: {wrong.problem or wrong.context or 'it cannot be read'}."
    except (YAMLError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError) as wrong:
        place, says = Place(file, 1, 1), f"This is not YAML that can be read ({type(wrong).__name__})."
    mend = "Look at this line and the one above it: indentation, quotes, colons and brackets."
    return None, [*reader.found, finding("not-yaml", Severity.ERROR, place, says=says, mend=mend)]


def unreadable(text: str, file: str) -> Iterator[Finding]:
    """What keeps any text from being read or stored: its size, or characters that cannot be seen."""
    if len(text) > MOST_CHARACTERS:
        says = f"The file has {len(text):,} characters; {MOST_CHARACTERS:,} are read at most."
        mend = "Shorten it, or move long texts to files of their own under study/."
        yield finding("file-too-large", Severity.ERROR, Place(file, 1, 1), says=says, mend=mend)
        return
    stray = _CONTROL.search(text)
    if stray is not None:
        before = text[: stray.start()]
        place = Place(file, before.count("\n") + 1, stray.start() - before.rfind("\n"))
        says = f"A character that cannot be seen stands here (U+{ord(stray.group()):04X})."
        yield finding("control-character", Severity.ERROR, place, says=says, mend="Delete it.")


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Finding] = []
        self.nodes = 0

    def read(self, text: str) -> Node:
        events = iter(YAML(typ="safe", pure=True).parse(text))
        root: Node | None = None
        for event in events:
            if isinstance(event, DocumentStartEvent) and root is not None:
                raise Refused(
                    self._error(
                        "second-document",
                        event,
                        says="A second document begins here.",
                        mend="Keep one document in a file: take out the line of dashes.",
                    )
                )
            if isinstance(event, (MappingStartEvent, SequenceStartEvent, ScalarEvent, AliasEvent)):
                root = self._node(event, events, depth=1)
        if root is None or not isinstance(root.value, dict):
            raise Refused(self._not_a_mapping(root))
        return root

    def _not_a_mapping(self, root: Node | None) -> Finding:
        place = root.place if root is not None else Place(self.file, 1, 1)
        return finding(
            "not-a-mapping",
            Severity.ERROR,
            place,
            says="The file does not hold keys and their values.",
            mend="Begin with a key and a colon, such as `id: my-programme`.",
        )

    def _node(self, event: Event, events: Iterator[Event], depth: int) -> Node:
        self._refuse_excess(event, depth)
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, events, depth)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(event, events, depth)
        assert isinstance(event, ScalarEvent)
        return Node(self._scalar(event), self._place(event))

    def _mapping(self, start: Event, events: Iterator[Event], depth: int) -> Node:
        node = Node({}, self._place(start))
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._key(event, depth)
            held = self._node(next(events), events, depth + 1)
            if key in node.mapping:
                self._twice(event, key, node.keys[key])
            else:
                node.put(key, held, self._place(event))
        return node

    def _sequence(self, start: Event, events: Iterator[Event], depth: int) -> Node:
        held: list[Node] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            held.append(self._node(event, events, depth + 1))
        return Node(held, self._place(start))

    def _key(self, event: Event, depth: int) -> str:
        self._refuse_excess(event, depth)
        if not isinstance(event, ScalarEvent):
            raise Refused(
                self._error(
                    "key-not-text", event, says="A key here is not a word.", mend="Write a word and a colon."
                )
            )
        return str(event.value)

    def _scalar(self, event: ScalarEvent) -> Scalar:
        said = str(event.value)
        if event.style not in (None, ""):
            return said
        if said in ("", "~", "null", "Null", "NULL"):
            return None
        if said in ("true", "True", "TRUE", "false", "False", "FALSE"):
            return said.lower() == "true"
        if _WHOLE.match(said):
            return int(said)
        self._doubt(event, said)
        return said

    def _doubt(self, event: ScalarEvent, said: str) -> None:
        if _DOUBTFUL_WORD.match(said):
            says = f"A plain `{said}` is a yes or a no to some readers and a word to others."
            mend = f'Write `true` or `false`, or "{said}" in quotes when the word is meant.'
            self.found.append(self._error("doubtful-word", event, says=says, mend=mend))
        elif _DOUBTFUL_NUMBER.match(said):
            says = f"`{said[:40]}` is read as different numbers by different readers."
            mend = "Write whole numbers without leading zeros or signs, at most 15 digits, or use quotes."
            self.found.append(self._error("doubtful-number", event, says=says, mend=mend))

    def _twice(self, event: Event, key: str, first: Place) -> None:
        says = f"The key `{key[:60]}` stands here a second time; the first is on line {first.line}."
        self.found.append(self._error("duplicate-key", event, says=says, mend="Keep one of the two."))

    def _refuse_excess(self, event: Event, depth: int) -> None:
        self.nodes += 1
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            mend = "Write the value out; anchors (&) and aliases (*) are not read."
            raise Refused(self._error("alias", event, says="An anchor or an alias stands here.", mend=mend))
        if getattr(event, "tag", None):
            mend = "Take the tag away; values are text, whole numbers, true, false and null."
            raise Refused(self._error("tag", event, says="A YAML tag (!) stands here.", mend=mend))
        if depth > DEEPEST:
            says = f"Values are nested more than {DEEPEST} levels deep."
            raise Refused(
                self._error("too-deep", event, says=says, mend="Close the brackets, or flatten it.")
            )
        if self.nodes > MOST_NODES:
            says = f"The file holds more than {MOST_NODES:,} values."
            raise Refused(self._error("too-many-values", event, says=says, mend="Split the programme."))

    def _place(self, event: Event) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _error(self, code: str, event: Event, *, says: str, mend: str) -> Finding:
        return finding(code, Severity.ERROR, self._place(event), says=says, mend=mend)
