"""Which encoding was a file of people written in? Every reading that is possible, the likeliest first.

| What the file is                                        | How it is read                                      |
|---------------------------------------------------------|-----------------------------------------------------|
| UTF-8 with or without mark, UTF-16                      | as what it is                                       |
| UTF-8 that software took for another encoding and saved  | turned back: double UTF-8                          |
| UTF-8 whose accents were misread before it was saved    | as what it is; a repair is offered, not made        |
| UTF-8 in most lines, another encoding in some           | line by line; those lines are doubtful              |
| Windows-1252, Mac Roman, CP850, CP1250                  | as the one in which all names look like names       |

A reading is sure if no other reading gives names that could be meant. Bytes alone often can't tell; then a person is
shown three rows in each reading and chooses. Pure: no Django, no clock, no file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from waymark.journey.apply.enrolment_files import letters

UTF_8, UTF_16, DOUBLE, MIXED = "UTF-8", "UTF-16", "double UTF-8", "UTF-8 and others"
LEGACY = {"Windows-1252": "cp1252", "Mac Roman": "mac_roman", "CP850": "cp850", "CP1250": "cp1250"}
"""What an office in England, or a person's computer elsewhere in Europe, writes; the first where nothing tells."""
_CONFUSED = ("cp1252", "mac_roman", "cp850", "latin_1")
_WORD = re.compile(r"[^\t,;|\"\r\n ]+")
"""Divided where every encoding divides, so that the words of two readings can be compared one by one."""
MOST_WORDS = 5_000
"""So many words with accents tell how a file was written; a file of a thousand people has fewer."""
_RUN = re.compile(r"[^\x00-\x7f]+")


@dataclass(frozen=True)
class Reading:
    """The text of a file as read in one encoding; `unlike` counts the words that don't look like names."""

    encoding: str
    text: str
    unlike: int = 0


@dataclass(frozen=True)
class Readings:
    """The likeliest reading first; `is_sure` if no other could be meant and every word looks like one."""

    likeliest: Reading
    others: tuple[Reading, ...] = ()
    is_sure: bool = True

    @property
    def needs_choice(self) -> bool:
        """Whether a person must say which reading is right, rather than only look at single names."""
        return not self.is_sure and bool(self.others or self.likeliest.encoding == MIXED)

    def find(self, encoding: str) -> Reading | None:
        return next(
            (reading for reading in (self.likeliest, *self.others) if reading.encoding == encoding), None
        )


def read_text(data: bytes) -> Readings:
    """Every reading of a file's bytes that could be meant."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _from_unicode(UTF_16, data.decode("utf-16", errors="replace").rstrip("\x00"))
    data = data.rstrip(b"\x00")
    try:
        return _from_unicode(UTF_8, data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    return _mixed(data) or _from_legacy(data)


def _from_unicode(encoding: str, text: str) -> Readings:
    plain = Reading(encoding, text, _count_unlike(text))
    if not plain.unlike or plain.unlike >= MOST_WORDS:
        return Readings(plain, is_sure=not plain.unlike)
    if doubled := _undouble(text):
        turned, is_whole = doubled
        unlike = _count_unlike(turned)
        is_sure = is_whole and not unlike
        return Readings(Reading(DOUBLE, turned, unlike), () if is_sure else (plain,), is_sure)
    repairs = [repair for repair in _repairs(text) if repair.unlike < plain.unlike]
    fewest = min((repair.unlike for repair in repairs), default=0)
    return Readings(plain, tuple(repair for repair in repairs if repair.unlike == fewest), is_sure=False)


def _undouble(text: str) -> tuple[str, bool] | None:
    """The text before UTF-8 was taken for another encoding, and whether all of it was; None if that did not happen."""
    runs = _RUN.findall(text)
    for codec in _CONFUSED:
        turned = {run: _turn_back(run, codec) for run in runs}
        count = sum(bool(turned[run]) for run in runs)
        if count * 2 > len(runs):
            return _RUN.sub(_replacement(turned), text), count == len(runs)
    return None


def _replacement(turned: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda run: turned[run.group()] or run.group()


def _turn_back(run: str, codec: str) -> str:
    try:
        return _bytes_of(run, codec).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return ""


def _bytes_of(text: str, codec: str) -> bytes:
    """Five bytes have no character in Windows-1252; programs keep them as control characters."""
    return b"".join(
        bytes([ord(letter)]) if codec == "cp1252" and 0x80 <= ord(letter) < 0xA0 else letter.encode(codec)
        for letter in text
    )


def _text_of(data: bytes, codec: str) -> str:
    """The bytes in a legacy encoding; a byte without a character becomes a control character."""
    text = data.decode(codec, errors="surrogateescape")
    return "".join(
        chr(ord(letter) - 0xDC00) if 0xDC80 <= ord(letter) <= 0xDCFF else letter for letter in text
    )


def _repairs(text: str) -> Iterator[Reading]:
    """What the text was if a legacy encoding had been taken for another before it was saved as UTF-8."""
    for label, written in LEGACY.items():
        for taken_for in LEGACY.values():
            if written == taken_for:
                continue
            repaired = _WORD.sub(_repair(taken_for, written), text)
            if repaired != text:
                other = next(name for name, codec in LEGACY.items() if codec == taken_for)
                yield Reading(f"{label} taken for {other}", repaired, _count_unlike(repaired))


def _repair(taken_for: str, written: str) -> Callable[[re.Match[str]], str]:
    """Read again what doesn’t look like a name, and what still looks like one then; the rest may be right."""

    def repair(match: re.Match[str]) -> str:
        word = match.group()
        if word.isascii():
            return word
        again = _RUN.sub(lambda run: _reread(run.group(), taken_for, written), word)
        return again if letters.looks_wrong(word) or not letters.looks_wrong(again) else word

    return repair


def _reread(run: str, taken_for: str, written: str) -> str:
    try:
        return _text_of(_bytes_of(run, taken_for), written)
    except UnicodeEncodeError:
        return run


def _mixed(data: bytes) -> Readings | None:
    """Line by line, if UTF-8 is what most lines with accents are in."""
    lines = data.splitlines(keepends=True)
    special = [line for line in lines if not line.isascii()]
    valid = sum(_is_utf_8(line) for line in special)
    if valid * 2 <= len(special):
        return None
    rest = b"".join(line for line in special if not _is_utf_8(line))
    guess = LEGACY[_from_legacy(rest).likeliest.encoding]
    text = "".join(line.decode("utf-8-sig") if _is_utf_8(line) else _text_of(line, guess) for line in lines)
    return Readings(Reading(MIXED, text, _count_unlike(text)), is_sure=False)


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _from_legacy(data: bytes) -> Readings:
    readings = [Reading(label, _text_of(data, codec)) for label, codec in LEGACY.items()]
    words = {reading.encoding: _words(reading.text) for reading in readings}
    readings = [
        Reading(reading.encoding, reading.text, _unlike(words[reading.encoding])) for reading in readings
    ]
    order = list(LEGACY)
    readings.sort(key=lambda reading: (-_score(words[reading.encoding]), order.index(reading.encoding)))
    likeliest, *others = readings
    possible = tuple(
        other for other in others
        if _could_be_meant(words[other.encoding], instead_of=words[likeliest.encoding])
    )  # fmt: skip
    is_sure = not likeliest.unlike and not possible
    others_shown = possible or tuple(other for other in others if other.unlike <= likeliest.unlike)
    return Readings(likeliest, () if is_sure else others_shown, is_sure)


def _could_be_meant(words: list[str], *, instead_of: list[str]) -> bool:
    """Whether another reading gives names too, and a different name at least once where ours is not well known."""
    if any(letters.looks_wrong(word) or not letters.is_coherent(word) for word in words):
        return False
    differing = [(ours, other) for ours, other in zip(instead_of, words, strict=True) if ours != other]
    return any(letters.is_well_known(other) or not _is_certain(ours) for ours, other in differing)


def _is_certain(word: str) -> bool:
    """A name that is often met, or one in plain letters beside a no-break space."""
    return letters.is_well_known(word) or word.strip("\u00a0").isascii()


def _words(text: str) -> list[str]:
    """The words that are not in plain English letters, cell by cell."""
    words = (match.group() for match in _WORD.finditer(text))
    return list(islice((word for word in words if not word.isascii()), MOST_WORDS))


def _count_unlike(text: str) -> int:
    words = (match.group() for match in _WORD.finditer(text))
    return _unlike(islice((word for word in words if not word.isascii() or "?" in word), MOST_WORDS))


def _unlike(words: Iterable[str]) -> int:
    return sum(letters.looks_wrong(word.strip("\u00a0")) for word in words)


def _score(words: Iterable[str]) -> int:
    return sum(_worth(word) for word in words)


def _worth(word: str) -> int:
    if letters.looks_wrong(word.strip("\u00a0")):
        return -10
    if _is_certain(word):
        return 4
    return 2 if letters.is_coherent(word) else -3
