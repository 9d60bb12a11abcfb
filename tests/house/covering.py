"""Whether a text that was seen on a page is in the catalogue of texts: as it is, filled in, or put together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from waymark.cli.texts.values import CHOICE, HOLE, tidy

VALUE = re.compile(
    r"(?:\b[A-Z2-7]{4}(?: [A-Z2-7]{4}){7}\b"  # the key of an authenticator app
    r"|\b\d[\d,.:]*\s?(?:%|h|m|min|s|kB|MB|bytes|hours?|minutes?)?(?=\W|$)"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\b"
    r"|\b(?=\w*\d)[A-Z0-9]{5,}\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|\b[\w-]+\.(?:csv|docx|pdf|png|jpg|xlsx)\b"
    r"|\bEurope/\w+|\b[a-z_]+\.[a-z]\w+|https?://\S+|/[\w/.-]+/|\S+@\S+|\b[0-9a-f]{8,}\b)",
    re.IGNORECASE,
)
"""What pages show of numbers, days, moments, codes and addresses."""
EDGE = re.compile(r"^(?:[\d.,:*]+\s+|\*+\s*)|\s+[\d.,:]+(?:\s?(?:h|m|min|%))?(?:\s\d+\s?m)?$")
"""A number before or after a text: of a statement, of an item, of an answer."""
PARTS = re.compile(r"…|(?<=[.?!:;])\s+|\s+[·–—|-]\s+|\s*[,;·]\s+|\s+\(|\)\s*|“|”")
SENTENCES = re.compile(r"(?<=[.?!:])\s+")
WORD = re.compile(r"[^\W\d_]{2,}")
TOKEN = re.compile(r"[\w’'-]+")
DEPTH = 4
STRIPPED = " .,:;·–-*"
MOST_FORMS = 32
SHORTENED = 16
"""A statement may be shown by its beginning alone, if that is longer than this."""


class Catalogue:
    """`texts` are entries of `bin/waymark texts`; `typed` is what people wrote, which no entry need hold."""

    def __init__(self, texts: Iterable[str], typed: Iterable[str]) -> None:
        self.plain: set[str] = set()
        self.patterns: dict[str, list[list[str]]] = defaultdict(list)
        for text in texts:
            for entry in {text, *SENTENCES.split(text)}:
                self._add(tidy(entry).casefold().strip(STRIPPED))
        self.by_first_word: dict[str, list[list[str]]] = defaultdict(list)
        pieces = {part for rows in self.patterns.values() for parts in rows for part in parts if " " in part}
        for entry in self.plain | pieces:
            if words := TOKEN.findall(VALUE.sub(" ", entry)):
                self.by_first_word[words[0]].append(words)
        self.typed = {text.casefold().strip(STRIPPED) for text in typed}
        self.runs = {run for text in self.typed for run in _runs(text)}
        self.written: dict[str, list[list[str]]] = defaultdict(list)
        for text in self.typed:
            if words := TOKEN.findall(text):
                self.written[words[0]].append(words)
        self.known: dict[tuple[str, int], bool] = {}

    def _add(self, entry: str) -> None:
        for form in islice(_forms(entry), MOST_FORMS):
            parts = [tidy(part) for part in HOLE.split(form.strip(STRIPPED))]
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

    def says_something(self, text: str) -> bool:
        """Whether there is a word in the text that people did not write, and that is no value."""
        text = tidy(text).casefold()
        return text.strip(STRIPPED) not in self.typed and self._left(text)

    def _holds(self, text: str, depth: int) -> bool:
        whole, text = tidy(text), tidy(text).strip(STRIPPED)
        if text in self.plain or text in self.typed or not self._left(text):
            return True
        if depth == 0:
            return False
        runs = _runs(text)
        if len(runs) > 4 and sum(run in self.runs for run in runs) > 0.9 * len(runs):
            return True
        bare = EDGE.sub("", text)
        if bare != text and self.holds(bare, depth):
            return True
        if len(text) > SHORTENED and any(entry.startswith(text.rstrip(" …")) for entry in self.plain):
            return True
        if self._is_filled_in(text, depth) or (whole != text and self._is_filled_in(whole, depth)):
            return True
        return self._is_put_together(text, depth) or self._is_row(text)

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

    def _is_row(self, text: str) -> bool:
        """Whether the text is entries and values one after the other, with nothing between them."""
        tokens = TOKEN.findall(VALUE.sub(" ", text))
        reached = {0}
        for place in range(len(tokens)):
            if place in reached:
                known = [*self.written.get(tokens[place], ()), *self.by_first_word.get(tokens[place], ())]
                reached |= {
                    place + len(words) for words in known if tokens[place : place + len(words)] == words
                }
        return len(tokens) in reached

    def _is_put_together(self, text: str, depth: int) -> bool:
        for parts in (SENTENCES.split(text), PARTS.split(text)):
            pieces = [part for part in parts if part and part.strip()]
            if len(pieces) > 1 and all(self.holds(piece, depth - 1) for piece in pieces):
                return True
        return False


def _runs(text: str) -> list[tuple[str, ...]]:
    """Each four words that stand side by side: by these a long text is known again, whatever its marks became."""
    tokens = TOKEN.findall(text)
    return [tuple(tokens[place : place + 4]) for place in range(len(tokens) - 3)]


def _forms(entry: str) -> Iterator[str]:
    """The entry with each of its choices made, the innermost first."""
    match = CHOICE.search(entry)
    if match is None:
        yield tidy(entry)
        return
    for form in match[1].split("|"):
        yield from _forms(f"{entry[: match.start()]}{form}{entry[match.end() :]}")


def _find(part: str, text: str, place: int) -> int:
    """Where the part next stands as words of its own; -1 if nowhere."""
    while (start := text.find(part, place)) >= 0:
        end = start + len(part)
        begins = not part[:1].isalnum() or not text[start - 1 : start].isalnum()
        ends = not part[-1:].isalnum() or not text[end : end + 1].isalnum()
        if begins and ends:
            return start
        place = start + 1
    return -1


def _holes(parts: list[str], text: str) -> list[str] | None:
    """What the text has in place of the holes between the parts; None if it is not the parts in their order."""
    holes, place = [], 0
    for part in parts[:-1]:
        starts = _find(part, text, place)
        if starts < 0:
            return None
        holes.append(text[place:starts].strip())
        place = starts + len(part)
    if not text[place:].endswith(parts[-1]):
        return None
    rest = text[place:]
    holes.append(rest[: len(rest) - len(parts[-1])].strip())
    return holes if not holes[0] or not parts[0] else None
