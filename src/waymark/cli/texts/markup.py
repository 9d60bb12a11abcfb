"""Text as a reader meets it: HTML is split at its blocks, and inline tags are read over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from waymark.cli.texts.values import tidy

INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "i",
    "ins",
    "kbd",
    "mark",
    "q",
    "s",
}
INLINE |= {"samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
UNREAD = {"script", "style", "template"}
ENDS, BEGINS = re.compile(r"[\w}.%)”\ue002]$"), re.compile(r"\ue000?[\w{(“]")
SPOKEN = ("alt", "aria-label", "placeholder", "title")
"""Attributes that are read out or shown."""


class Blocks(HTMLParser):
    """Collects (line, text) for each block of text, in order. A page's own data attributes with words count too."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[int, str]] = []
        self._pieces: list[str] = []
        self._line = 1
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD:
            self._unread += 1
        if tag not in INLINE:
            self.end_block()
        for name, value in attrs:
            if not value:
                continue
            if name in SPOKEN or (name.startswith("data-") and " " in value) or _is_button(tag, name, attrs):
                self.blocks.append((self.getpos()[0], tidy(value)))

    def handle_endtag(self, tag: str) -> None:
        if tag in UNREAD:
            self._unread = max(0, self._unread - 1)
        if tag not in INLINE:
            self.end_block()

    def handle_data(self, data: str) -> None:
        if self._unread:
            return
        if self._touches(data):
            self.end_block()
        if not self._pieces:
            self._line = self.getpos()[0]
        self._pieces.append(data)

    def _touches(self, data: str) -> bool:
        """Whether two words touch where a tag stands between them: the style sheet then sets them apart."""
        return bool(self._pieces and ENDS.search(self._pieces[-1]) and BEGINS.match(data))

    def end_block(self) -> None:
        text = tidy("".join(self._pieces))
        if text:
            self.blocks.append((self._line, text))
        self._pieces.clear()


def _is_button(tag: str, name: str, attrs: list[tuple[str, str | None]]) -> bool:
    return tag == "input" and name == "value" and ("type", "submit") in attrs


def blocks_of(html: str) -> Iterator[tuple[int, str]]:
    """Each block of a page with its line."""
    parser = Blocks()
    parser.feed(html)
    parser.close()
    parser.end_block()
    yield from parser.blocks
