"""Numbers in digits and in words.

`tokens(text: str) -> list[Token]` splits a text into words, signs and numbers. A number in several parts, such as
`two and a half` or `1 1/2`, is one token.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: number for number, word in enumerate(_UNITS)} | {
    word: 20 + 10 * position for position, word in enumerate(_TENS)
}
_SMALL |= {"dozen": 12, "fourty": 40}
_SCALES = {"hundred": 100, "thousand": 1000}
_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
}
_PARTS |= {"eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10}
ORDINALS = {word: number for number, word in enumerate("first second third fourth fifth".split(), start=1)}
_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+|[<>]=?|\S")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign in lower case, or a number."""

    word: str
    number: Fraction | None = None
    is_literal: bool = False
    """Whether the number is written in digits."""


def tokens(text: str) -> list[Token]:
    """Words, signs and numbers, in order. Hyphens between words are left out."""
    words = _TOKEN.findall(_plain(text))
    tokens: list[Token] = []
    position = 0
    while position < len(words):
        number, after = _number(words, position)
        if number is None:
            tokens.append(Token(words[position]))
            position += 1
        else:
            tokens.append(Token(words[position], number, is_literal=words[position][0].isdigit()))
            position = after
    return tokens


def numbers(text: str) -> frozenset[Fraction]:
    """Every number in the text."""
    return frozenset(token.number for token in tokens(text) if token.number is not None)


def _plain(text: str) -> str:
    """Lower case, with plain spaces, signs and fractions, and without hyphens inside words."""
    spaced = re.sub(r"([¼½¾⅓⅔⅛])", r" \1 ", text)
    plain = unicodedata.normalize("NFKC", spaced).lower().replace("\u2044", "/")
    plain = re.sub(r"[\u2010\u2011\u2012\u2013\u2014\u2212]", "–", plain.replace("×", " x "))
    plain = re.sub(r"(?<=[a-z])-(?=[a-z])|(?<=\d)-(?=[a-z])", " ", plain).replace(" - ", " – ")
    return re.sub(r"(?<=[\da-z])-(?=\d)", "–", plain)


def _number(words: list[str], position: int) -> tuple[Fraction | None, int]:
    """The number that starts here, and the position after it."""
    value, after = _whole(words, position)
    if value is None:
        return _part(words, position)
    part, after_part = _part_after(words, after)
    if part is not None:
        return value + part, after_part
    if after < len(words) and words[after] in _PARTS and words[after] not in ("half", "third", "fifth"):
        return value / _PARTS[words[after]], _skip_of(words, after + 1)
    return value, after


def _whole(words: list[str], position: int) -> tuple[Fraction | None, int]:
    word = words[position]
    if word[0].isdigit() and word[0].isascii():
        value, after = Fraction(word.replace(",", "")), position + 1
        if after + 1 < len(words) and words[after] == "/" and words[after + 1].isdecimal():
            return (value / int(words[after + 1]), after + 2) if int(words[after + 1]) else (None, after)
        return value, after
    total, current, seen = 0, 0, False
    while position < len(words):
        word = words[position]
        if word in _SMALL:
            current, seen = current + _SMALL[word], True
        elif word in _SCALES and seen:
            total, current = total + (current or 1) * _SCALES[word], 0
        elif not (seen and word == "and" and total and _is_small(words, position + 1)):
            break
        position += 1
    return (Fraction(total + current) if seen else None), position


def _is_small(words: list[str], position: int) -> bool:
    return position < len(words) and words[position] in _SMALL


def _part(words: list[str], position: int) -> tuple[Fraction | None, int]:
    """`half`, `half a`, `a quarter of an`."""
    start = position + 1 if words[position] in ("a", "one") else position
    if start < len(words) and words[start] in ("half", "quarter"):
        return Fraction(1, _PARTS[words[start]]), _skip_of(words, start + 1)
    return None, position


def _part_after(words: list[str], position: int) -> tuple[Fraction | None, int]:
    """`and a half`, or `1/2` after a whole number."""
    if words[position : position + 2] == ["and", "a"] and position + 2 < len(words):
        part = words[position + 2]
        if part in ("half", "quarter", "third"):
            return Fraction(1, _PARTS[part]), position + 3
    if words[position + 1 : position + 2] == ["/"] and words[position].isdecimal():
        return _whole(words, position)
    return None, position


def _skip_of(words: list[str], position: int) -> int:
    """The position after `of an`, `of a` or `a`."""
    if words[position : position + 1] == ["of"]:
        position += 1
    return position + 1 if words[position : position + 1] in (["a"], ["an"]) else position
