"""Whether a text that was seen on a page is in the catalogue of texts: as it is, filled in, or put together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from waymark.cli.texts.values import CHOICE, HOLE, tidy

VALUE = re.compile(
    r"(?:\b\d[\d,.:]*\s?(?:%|h|m|min|s|kB|MB|pm|am)?(?=\W|$)"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\b"
    r"|\b(?=\w*\d)[A-Z0-9]{5,}\b|\bEurope/\w+|https?://\S+|/[\w/.-]+/|\S+@\S+|\b[0-9a-f]{8,}\b)",
    re.IGNORECASE,
)
"""What pages show of numbers, days, moments, codes and addresses."""
EDGE = re.compile(r"^(?:[\d.,:*]+\s+|\*+\s*)|\s+[\d.,:]+(?:\s?(?:h|m|min|%))?(?:\s\d+\s?m)?$")
"""A number before or after a text: of a statement, of an item, of an answer."""
PARTS = re.compile(r"(?<=[.?!:;])\s+|\s+[·–—|-]\s+|\s*[,;·]\s+|\s+\(|\)\s*|“|”")
SENTENCES = re.compile(r"(?<=[.?!:])\s+")
WORD = re.compile(r"[^\W\d_]{2,}")
TOKEN = re.compile(r"[\w’'-]+")
DEPTH = 4
STRIPPED = " .,:;·–-*"
MOST_FORMS = 32


class Catalogue:
    """`texts` are entries of `bin/waymark texts`; `typed` is what people wrote, which no entry need hold."""

    def __init__(self, texts: Iterable[str], typed: Iterable[str]) -> None:
        self.plain: set[str] = set()
        self.patterns: dict[str, list[list[str]]] = defaultdict(list)
        for text in texts:
            for entry in {text, *SENTENCES.split(text)}:
                self._add(tidy(entry).casefold().strip(STRIPPED))
        self.typed = {text.casefold().strip(STRIPPED) for text in typed}
        self.written: dict[str, list[list[str]]] = defaultdict(list)
        for text in self.typed:
            if words := TOKEN.findall(text):
                self.written[words[0]].append(words)
        self.known: dict[tuple[str, int], bool] = {}

    def _add(self, entry: str) -> None:
        for form in islice(_forms(entry), MOST_FORMS):
            parts = [tidy(part) for part in HOLE.split(form)]
            words = [word for part in parts for word in WORD.findall(part)]
            if len(parts) == 1:
                self.plain.add(parts[0])
            elif words:
                self.patterns[max(words, key=len)].append(parts)

    def holds(self, text: str, depth: int = DEPTH) -> bool:
        """Whether every word of the text comes from the catalogue, from people, or is a value."""
        text = text.casefold()
        key = (text, depth)
        if key not in self.known:
            self.known[key] = self._holds(text, depth)
        return self.known[key]

    def _holds(self, text: str, depth: int) -> bool:
        text = tidy(text).strip(STRIPPED)
        if text in self.plain or text in self.typed or not self._left(text):
            return True
        if depth == 0:
            return False
        bare = EDGE.sub("", text)
        if bare != text and self.holds(bare, depth):
            return True
        if text.endswith("…"):
            return any(entry.startswith(text[:-1]) for entry in self.plain | self.typed)
        return self._is_filled_in(text, depth) or self._is_put_together(text, depth)

    def _left(self, text: str) -> bool:
        """Whether a word is left when values, and what people wrote, are taken out."""
        tokens, rest, place = TOKEN.findall(VALUE.sub(" ", text)), [], 0
        while place < len(tokens):
            known = self.written.get(tokens[place], ())
            lengths = [len(words) for words in known if tokens[place : place + len(words)] == words]
            if not lengths:
                rest.append(tokens[place])
            place += max(lengths, default=1)
        return any(WORD.search(token) for token in rest)

    def _is_filled_in(self, text: str, depth: int) -> bool:
        for word in dict.fromkeys(WORD.findall(text)):
            for parts in self.patterns.get(word, ()):
                holes = _holes(parts, text)
                if holes is not None and all(self.holds(hole, depth - 1) for hole in holes if hole):
                    return True
        return False

    def _is_put_together(self, text: str, depth: int) -> bool:
        for parts in (SENTENCES.split(text), PARTS.split(text)):
            pieces = [part for part in parts if part and part.strip()]
            if len(pieces) > 1 and all(self.holds(piece, depth - 1) for piece in pieces):
                return True
        return False


def _forms(entry: str) -> Iterator[str]:
    """The entry with each of its choices made, the innermost first."""
    match = CHOICE.search(entry)
    if match is None:
        yield tidy(entry)
        return
    for form in match[1].split("|"):
        yield from _forms(f"{entry[: match.start()]}{form}{entry[match.end() :]}")


def _holes(parts: list[str], text: str) -> list[str] | None:
    """What the text has in place of the holes between the parts; None if it is not the parts in their order."""
    holes, place = [], 0
    for part in parts[:-1]:
        found = text.find(part, place)
        if found < 0:
            return None
        holes.append(text[place:found].strip())
        place = found + len(part)
    if not text[place:].endswith(parts[-1]):
        return None
    rest = text[place:]
    holes.append(rest[: len(rest) - len(parts[-1])].strip())
    return holes if not holes[0] or not parts[0] else None
