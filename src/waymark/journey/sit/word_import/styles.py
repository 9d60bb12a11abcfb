"""Styles and lists of a file: whether a paragraph is a heading, bold or a list item, and its number.

Pure, and without Django: the limited child process imports it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from waymark.journey.sit.word_import.xml_stream import walk

HEADING = re.compile(r"(?:heading \d|title)", re.IGNORECASE)
"""Word stores the names of its built-in styles in English, whatever its language."""
BODY_LEVEL = "9"
MAX_CHAIN = 20
"""How many styles based on one another are followed."""


def is_on(attributes: Mapping[str, str]) -> bool:
    """Word's spelling of true and false; without a value it is true."""
    return attributes.get("w:val", "1") not in {"0", "false", "off", "none"}


@dataclass
class Style:
    name: str = ""
    based_on: str = ""
    outline: str = ""
    list_id: str = ""
    level: str = ""
    bold: bool | None = None


@dataclass
class Styles:
    by_id: dict[str, Style] = field(default_factory=dict)

    def is_heading(self, style: str) -> bool:
        chain = list(self._chain(style))
        if any(HEADING.fullmatch(parent.name) for parent in chain):
            return True
        outline = next((parent.outline for parent in chain if parent.outline), BODY_LEVEL)
        return outline != BODY_LEVEL

    def is_bold(self, style: str) -> bool:
        return next((parent.bold for parent in self._chain(style) if parent.bold is not None), False)

    def list_of(self, style: str) -> tuple[str, str]:
        """The id of its list and the level in it; empty if it is not in a list."""
        chain = list(self._chain(style))
        return next(((parent.list_id, parent.level) for parent in chain if parent.list_id), ("", ""))

    def _chain(self, style: str) -> Iterator[Style]:
        for _ in range(MAX_CHAIN):
            parent = self.by_id.get(style)
            if parent is None:
                return
            yield parent
            style = parent.based_on


def read_styles(data: bytes) -> Styles:
    styles = Styles()
    style = Style()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal style
        value = attributes.get("w:val", "")
        if name == "w:style":
            style = styles.by_id.setdefault(attributes.get("w:styleId", ""), Style())
        elif name == "w:name":
            style.name = value
        elif name == "w:basedOn":
            style.based_on = value
        elif name == "w:outlineLvl":
            style.outline = value
        elif name == "w:numId":
            style.list_id = value
        elif name == "w:ilvl":
            style.level = value
        elif name == "w:b":
            style.bold = is_on(attributes)

    if data:
        walk(data, start=start)
    return styles


@dataclass
class Level:
    format: str = "bullet"
    first: int = 1


@dataclass
class Lists:
    """Lists by their id. Lists of one kind continue one numbering, unless a list states where it starts."""

    kinds: dict[str, dict[str, Level]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Level))
    )
    kind_of: dict[str, str] = field(default_factory=dict)
    starts: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    counted: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def next_number(self, list_id: str, level: str) -> int | None:
        """The next number of a numbered list, 0 for a bullet, None for an item without either.

        `level` is one of 0 to 8.
        """
        kind = self.kind_of.get(list_id)
        definition = Level() if kind is None else self.kinds[kind][level]
        if definition.format in {"bullet", "none"}:
            return 0 if definition.format == "bullet" else None
        depth = int(level)
        restarted = self.starts[list_id]
        counted = self.counted[f"{kind}/{list_id}" if restarted else str(kind)]
        first = restarted.get(level, definition.first)
        counted[depth] = counted[depth] + 1 if depth in counted else first
        for deeper in [other for other in counted if other > depth]:
            del counted[deeper]
        return counted[depth]


def read_lists(data: bytes) -> Lists:
    lists = Lists()
    kind = list_id = level = ""

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal kind, list_id, level
        value = attributes.get("w:val", "")
        if name == "w:abstractNum":
            kind, list_id = attributes.get("w:abstractNumId", ""), ""
        elif name == "w:num":
            kind, list_id = "", attributes.get("w:numId", "")
        elif name in {"w:lvl", "w:lvlOverride"}:
            level = attributes.get("w:ilvl", "")
        elif name == "w:abstractNumId" and list_id:
            lists.kind_of[list_id] = value
        elif name == "w:startOverride" and list_id:
            lists.starts[list_id][level] = _whole_number(value)
        elif name == "w:numFmt" and kind:
            lists.kinds[kind][level].format = value
        elif name == "w:start" and kind:
            lists.kinds[kind][level].first = _whole_number(value)

    if data:
        walk(data, start=start)
    return lists


def _whole_number(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 6 else 1
