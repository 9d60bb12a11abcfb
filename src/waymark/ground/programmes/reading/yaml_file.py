"""Reads one YAML file into nodes and reports everything that is wrong with it.

These are refused, each with its line and column: text that isn't YAML, control characters, aliases and
anchors, tags, a second document, a duplicate key, plain `yes`, `no`, `on` and `off`, numbers that can be
read in more than one way, more than 20 levels of nesting, more than 50,000 values, and more than
1,000,000 characters. The only values are text, whole numbers, `true`, `false` and `null`.
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
from waymark.ground.programmes.reading.nodes import Node, Scalar
from waymark.ground.programmes.reading.yaml_words import ODD_SPACES, explain, odd_space

MAX_DEPTH = 20
MAX_NODES = 50_000
MAX_CHARACTERS = 1_000_000

_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})\Z")
_AMBIGUOUS_NUMBER = re.compile(
    r"[-+]?(0[0-9_]+|0[xob][0-9a-fA-F_]+|[0-9][0-9_]{15,}|[0-9]+_[0-9_]+|\+[0-9]+)\Z"
)
_AMBIGUOUS_WORD = re.compile(r"(yes|no|on|off|y|n)\Z", re.IGNORECASE)
_ODD_AT_EDGE = re.compile(rf"(?:-[ ]*)?([{ODD_SPACES}])|.*([{ODD_SPACES}])\Z", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


class UnreadableFile(Exception):
    """The rest of the file cannot be read."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.sentence)
        self.finding = finding


def read(text: str, file: str) -> tuple[Node | None, list[Finding]]:
    """The tree of one file and its problems. There is no tree if the file cannot be read."""
    reader = _YamlReader(file)
    try:
        for problem in unreadable(text, file):
            raise UnreadableFile(problem)
        return reader.read(text), reader.findings
    except UnreadableFile as unread:
        return None, [*reader.findings, unread.finding]
    except MarkedYAMLError as error:
        explained = explain(text, error)
        place = Place(file, explained.line, explained.column)
        sentence, fix = explained.sentence, explained.fix
    except (YAMLError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError) as error:
        place, sentence = Place(file, 1, 1), f"This isn’t valid YAML ({type(error).__name__})."
        fix = "Check the indentation, quotes, colons and brackets."
    return None, [*reader.findings, finding("not-yaml", Severity.ERROR, place, sentence=sentence, fix=fix)]


def unreadable(text: str, file: str) -> Iterator[Finding]:
    """What prevents a text from being read or stored: its size, or invisible characters."""
    if len(text) > MAX_CHARACTERS:
        sentence = f"The file has {len(text):,} characters. The maximum is {MAX_CHARACTERS:,}."
        fix = "Shorten it, or move long texts into their own files under study/."
        yield finding("file-too-large", Severity.ERROR, Place(file, 1, 1), sentence=sentence, fix=fix)
        return
    control = _CONTROL.search(text)
    if control is not None:
        before = text[: control.start()]
        place = Place(file, before.count("\n") + 1, control.start() - before.rfind("\n"))
        sentence = f"There is an invisible character here (U+{ord(control.group()):04X})."
        yield finding("control-character", Severity.ERROR, place, sentence=sentence, fix="Delete it.")


class _YamlReader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.node_count = 0

    def read(self, text: str) -> Node:
        events = iter(YAML(typ="safe", pure=True).parse(text))
        root: Node | None = None
        for event in events:
            if isinstance(event, DocumentStartEvent) and root is not None:
                sentence = "A second YAML document starts here."
                fix = "Keep one document in each file: remove the line of dashes."
                raise UnreadableFile(self._error("second-document", event, sentence=sentence, fix=fix))
            if isinstance(event, (MappingStartEvent, SequenceStartEvent, ScalarEvent, AliasEvent)):
                root = self._node(event, events, depth=1)
        if root is None or not isinstance(root.value, dict):
            raise UnreadableFile(self._not_a_mapping(root))
        return root

    def _not_a_mapping(self, root: Node | None) -> Finding:
        place = root.place if root is not None else Place(self.file, 1, 1)
        sentence = "The file doesn’t contain keys and values."
        fix = "Start with a key and a colon, such as `id: my-programme`."
        return finding("not-a-mapping", Severity.ERROR, place, sentence=sentence, fix=fix)

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
            value = self._node(next(events), events, depth + 1)
            if key in node.mapping:
                self._report_duplicate(event, key, node.keys[key])
            else:
                node.put(key, value, self._place(event))
        return node

    def _sequence(self, start: Event, events: Iterator[Event], depth: int) -> Node:
        entries: list[Node] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            entries.append(self._node(event, events, depth + 1))
        return Node(entries, self._place(start))

    def _key(self, event: Event, depth: int) -> str:
        self._refuse_excess(event, depth)
        if not isinstance(event, ScalarEvent):
            sentence, fix = "This key isn’t a word.", "Write a word followed by a colon."
            raise UnreadableFile(self._error("key-not-text", event, sentence=sentence, fix=fix))
        self._report_odd_space(event, str(event.value))
        return str(event.value)

    def _scalar(self, event: ScalarEvent) -> Scalar:
        text = str(event.value)
        if event.style not in (None, ""):
            return text
        if text in ("", "~", "null", "Null", "NULL"):
            return None
        if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
            return text.lower() == "true"
        if _WHOLE_NUMBER.match(text):
            return int(text)
        self._report_odd_space(event, text)
        self._report_ambiguous(event, text)
        return text

    def _report_odd_space(self, event: ScalarEvent, text: str) -> None:
        match = _ODD_AT_EDGE.match(text) if event.style in (None, "") else None
        if match is not None:
            character = match[1] or match[2]
            explained = odd_space(event.start_mark.line + 1, event.start_mark.column + 1, character)
            self.findings.append(
                self._error("odd-space", event, sentence=explained.sentence, fix=explained.fix)
            )

    def _report_ambiguous(self, event: ScalarEvent, text: str) -> None:
        if _AMBIGUOUS_WORD.match(text):
            sentence = f"Some programs read a plain `{text}` as true or false, and others read it as a word."
            fix = f'Write `true` or `false`, or "{text}" in quotes if you mean the word.'
            self.findings.append(self._error("doubtful-word", event, sentence=sentence, fix=fix))
        elif _AMBIGUOUS_NUMBER.match(text):
            sentence = f"Different programs read `{text[:40]}` as different numbers."
            fix = "Write whole numbers of up to 15 digits, without leading zeros or signs, or use quotes."
            self.findings.append(self._error("doubtful-number", event, sentence=sentence, fix=fix))

    def _report_duplicate(self, event: Event, key: str, first: Place) -> None:
        sentence = f"The key `{key[:60]}` is already used on line {first.line}."
        self.findings.append(
            self._error("duplicate-key", event, sentence=sentence, fix="Remove one of them.")
        )

    def _refuse_excess(self, event: Event, depth: int) -> None:
        self.node_count += 1
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            sentence = "YAML anchors (&) and aliases (*) are not allowed."
            raise UnreadableFile(
                self._error("alias", event, sentence=sentence, fix="Write the value in full.")
            )
        if getattr(event, "tag", None):
            sentence = "YAML tags (!) are not allowed."
            fix = "Remove the tag. Values can be text, whole numbers, true, false or null."
            raise UnreadableFile(self._error("tag", event, sentence=sentence, fix=fix))
        control = _CONTROL.search(event.value) if isinstance(event, ScalarEvent) else None
        if control is not None:
            sentence = f"An escape in this text means an invisible character (U+{ord(control.group()):04X})."
            raise UnreadableFile(
                self._error("control-character", event, sentence=sentence, fix="Delete the escape.")
            )
        if depth > MAX_DEPTH:
            sentence = f"Values are nested more than {MAX_DEPTH} levels deep."
            fix = "Check for brackets that aren’t closed, or use fewer levels."
            raise UnreadableFile(self._error("too-deep", event, sentence=sentence, fix=fix))
        if self.node_count > MAX_NODES:
            sentence = f"The file has more than {MAX_NODES:,} values."
            fix = "Split the programme into several packs."
            raise UnreadableFile(self._error("too-many-values", event, sentence=sentence, fix=fix))

    def _place(self, event: Event) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _error(self, code: str, event: Event, *, sentence: str, fix: str) -> Finding:
        return finding(code, Severity.ERROR, self._place(event), sentence=sentence, fix=fix)
