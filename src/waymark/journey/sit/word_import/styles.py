"""What a file's styles and lists say of a paragraph: is it a heading, bold, an item, and with which number?

Pure, and without Django: the limited child imports it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from waymark.journey.sit.word_import.markup import walk

HEADING = re.compile(r"(?:heading \d|title)", re.IGNORECASE)
"""Word writes the names of its own styles in English, whatever language it speaks."""
BODY_LEVEL = "9"
CHAIN = 20
"""As many styles as may rest on one another before the rest is not asked."""


def is_on(attributes: Mapping[str, str]) -> bool:
    """How Word writes yes and no; without a value it means yes."""
    return attributes.get("w:val", "1") not in {"0", "false", "off", "none"}


@dataclass
class Style:
    name: str = ""
    rests_on: str = ""
    outline: str = ""
    in_list: str = ""
    level: str = ""
    bold: bool | None = None


@dataclass
class Styles:
    by_id: dict[str, Style] = field(default_factory=dict)

    def is_heading(self, style: str) -> bool:
        chain = list(self._chain(style))
        if any(HEADING.fullmatch(one.name) for one in chain):
            return True
        outline = next((one.outline for one in chain if one.outline), BODY_LEVEL)
        return outline != BODY_LEVEL

    def is_bold(self, style: str) -> bool:
        return next((one.bold for one in self._chain(style) if one.bold is not None), False)

    def list_of(self, style: str) -> tuple[str, str]:
        """The number of its list and the level there; empty where it has none."""
        chain = list(self._chain(style))
        return next(((one.in_list, one.level) for one in chain if one.in_list), ("", ""))

    def _chain(self, style: str) -> Iterator[Style]:
        for _ in range(CHAIN):
            found = self.by_id.get(style)
            if found is None:
                return
            yield found
            style = found.rests_on


def read_styles(data: bytes) -> Styles:
    styles = Styles()
    now = Style()

    def start(name: str, said: Mapping[str, str]) -> None:
        nonlocal now
        value = said.get("w:val", "")
        if name == "w:style":
            now = styles.by_id.setdefault(said.get("w:styleId", ""), Style())
        elif name == "w:name":
            now.name = value
        elif name == "w:basedOn":
            now.rests_on = value
        elif name == "w:outlineLvl":
            now.outline = value
        elif name == "w:numId":
            now.in_list = value
        elif name == "w:ilvl":
            now.level = value
        elif name == "w:b":
            now.bold = is_on(said)

    if data:
        walk(data, start=start)
    return styles


@dataclass
class Level:
    format: str = "bullet"
    first: int = 1


@dataclass
class Lists:
    """Lists by their number. Those of one kind count on together, unless one says where it starts."""

    kinds: dict[str, dict[str, Level]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Level))
    )
    kind_of: dict[str, str] = field(default_factory=dict)
    starts: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    counted: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def next_number(self, number: str, level: str) -> int | None:
        """The next number of a numbered list, 0 for a bullet, None where nothing stands before the item.

        `level` is one of 0 to 8.
        """
        kind = self.kind_of.get(number)
        here = Level() if kind is None else self.kinds[kind][level]
        if here.format in {"bullet", "none"}:
            return 0 if here.format == "bullet" else None
        depth = int(level)
        restarted = self.starts[number]
        counted = self.counted[f"{kind}/{number}" if restarted else str(kind)]
        first = restarted.get(level, here.first)
        counted[depth] = counted[depth] + 1 if depth in counted else first
        for deeper in [one for one in counted if one > depth]:
            del counted[deeper]
        return counted[depth]


def read_lists(data: bytes) -> Lists:
    lists = Lists()
    kind = number = level = ""

    def start(name: str, said: Mapping[str, str]) -> None:
        nonlocal kind, number, level
        value = said.get("w:val", "")
        if name == "w:abstractNum":
            kind, number = said.get("w:abstractNumId", ""), ""
        elif name == "w:num":
            kind, number = "", said.get("w:numId", "")
        elif name in {"w:lvl", "w:lvlOverride"}:
            level = said.get("w:ilvl", "")
        elif name == "w:abstractNumId" and number:
            lists.kind_of[number] = value
        elif name == "w:startOverride" and number:
            lists.starts[number][level] = _whole(value)
        elif name == "w:numFmt" and kind:
            lists.kinds[kind][level].format = value
        elif name == "w:start" and kind:
            lists.kinds[kind][level].first = _whole(value)

    if data:
        walk(data, start=start)
    return lists


def _whole(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else 1
