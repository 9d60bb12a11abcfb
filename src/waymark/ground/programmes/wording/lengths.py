"""Lengths of time, in minutes, days or months.

`lengths_in(text: str) -> tuple[Length, ...]` gives every length in the text. A range gives none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from waymark.ground.programmes.wording.numbers import Token, tokens

_SECONDS = {"second": 1, "sec": 1, "minute": 60, "min": 60, "hour": 3600, "hr": 3600, "h": 3600, "m": 60}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "year": 12, "yr": 12}
_HOURS = {"h", "hr", "hrs", "hour", "hours"}
_ADJECTIVES = {"calendar", "consecutive", "full", "whole", "single", "school", "working", "study", "x"}
_RANGES = {"to", "–", "or", "and"}
_NOT_COMPARABLE = {"each", "per", "every", "weekly", "monthly", "daily"}


@dataclass(frozen=True, slots=True)
class Length:
    """Seconds, days and months are kept apart, because they can't be converted without knowing more."""

    seconds: Fraction = Fraction(0)
    days: Fraction = Fraction(0)
    months: Fraction = Fraction(0)
    is_working: bool = False
    """Whether the days are working days."""

    def __add__(self, other: Length) -> Length:
        working = self.is_working or other.is_working
        return Length(
            self.seconds + other.seconds, self.days + other.days, self.months + other.months, working
        )

    def times(self, factor: Fraction) -> Length:
        return replace(
            self, seconds=self.seconds * factor, days=self.days * factor, months=self.months * factor
        )


def lengths_in(text: str) -> tuple[Length, ...]:
    """Every length in the text; none if it gives a range or says how long each of several things is."""
    words = tokens(text)
    if any(token.word in _NOT_COMPARABLE for token in words):
        return ()
    lengths: list[Length] = []
    position = 0
    while position < len(words):
        length, after = _sum(words, position)
        if length is None:
            position += 1
            continue
        if _is_range(words, position, after):
            return ()
        lengths.extend(_multiplied(words, position, length))
        position = after
    return tuple(lengths)


def mentions_time(text: str) -> bool:
    """Whether the text names a unit of time."""
    return any(_is_unit(token.word) for token in tokens(text))


def minutes_in(text: str, *, hours_in_day: Fraction | None = None) -> frozenset[Fraction]:
    """Lengths in minutes. Days count only if the length of a day is known."""
    return frozenset(
        length.seconds / 60 + length.days * (hours_in_day or 0) * 60
        for length in lengths_in(text)
        if not length.months and (hours_in_day is not None or not length.days)
    )


def days_in(text: str) -> frozenset[Fraction]:
    """Lengths in calendar days."""
    return _in(text, lambda length: length.days, lambda length: length.seconds or length.months)


def months_in(text: str) -> frozenset[Fraction]:
    return _in(text, lambda length: length.months, lambda length: length.seconds or length.days)


def seconds_in(text: str) -> frozenset[Fraction]:
    return _in(text, lambda length: length.seconds, lambda length: length.days or length.months)


def _in(
    text: str, amount: Callable[[Length], Fraction], other: Callable[[Length], Fraction]
) -> frozenset[Fraction]:
    return frozenset(amount(length) for length in lengths_in(text) if amount(length) and not other(length))


def _sum(words: list[Token], position: int) -> tuple[Length | None, int]:
    """`1 hour and 30 minutes`, `1 h 30`, `an hour and a half`."""
    length, after = _one(words, position)
    while length is not None:
        start = after + 1 if after < len(words) and words[after].word in ("and", ",") else after
        if start > after and _word(words, start) == "a" and _word(words, start + 1) == "half":
            return length + _unit_before(words, after).times(Fraction(1, 2)), start + 2
        if start > after and start < len(words) and words[start].number == Fraction(1, 2):
            is_of_same = not _is_unit(_word(words, start + 1))
            if is_of_same:
                return length + _unit_before(words, after).times(Fraction(1, 2)), start + 1
        following, end = _one(words, start) if start < len(words) else (None, start)
        if following is None:
            return _with_bare_minutes(words, length, after)
        if not _is_smaller(following, length):
            return length, after
        length, after = length + following, end
    return length, after


def _with_bare_minutes(words: list[Token], length: Length, after: int) -> tuple[Length, int]:
    """`1h30`: a number of minutes without its unit, right after hours."""
    if after < len(words) and words[after].is_literal and _word(words, after - 1) in _HOURS:
        minutes = words[after].number or Fraction(0)
        if minutes < 60:
            return length + Length(seconds=minutes * 60), after + 1
    return length, after


def _one(words: list[Token], position: int) -> tuple[Length | None, int]:
    token = words[position]
    number = token.number
    if number is None and token.word in ("a", "an"):
        number = Fraction(1)
    if number is None:
        return None, position
    end, is_working = position + 1, False
    while _word(words, end) in _ADJECTIVES - {"x"}:
        is_working = is_working or _word(words, end) == "working"
        end += 1
    unit = _unit(_word(words, end))
    return (None, position) if unit is None else (replace(unit.times(number), is_working=is_working), end + 1)


def _multiplied(words: list[Token], position: int, length: Length) -> list[Length]:
    """A length, times the number of things before it: `2 x 3 hours`, `two 3-hour workshops`, `3 events of 5 hours`."""
    before = words[position - 1] if position else None
    if before is None:
        return [length]
    if before.word == "x" and position > 1 and (factor := words[position - 2].number) is not None:
        return [length.times(factor)]
    if before.number is not None:
        return [length.times(before.number)]
    if before.word == "of":
        for token in reversed(words[max(position - 4, 0) : position - 1]):
            if token.number is not None:
                return [length.times(token.number)]
    return [length]


def _is_range(words: list[Token], position: int, after: int) -> bool:
    """`4 to 6 hours`, `4–6 hours` or `4 hours to 6 hours`."""
    if position > 1 and words[position - 1].word in _RANGES and words[position - 2].number is not None:
        return True
    follows = after + 1 < len(words) and words[after].word in ("to", "–", "or")
    return follows and words[after + 1].number is not None


def _is_smaller(length: Length, than: Length) -> bool:
    if than.months:
        return not length.months
    if than.days:
        return bool(length.seconds) or (0 < length.days < 7 <= than.days)
    return 0 < length.seconds < min(than.seconds, Fraction(3600))


def _word(words: list[Token], position: int) -> str:
    return words[position].word if position < len(words) and words[position].number is None else ""


def _is_unit(word: str) -> bool:
    return _unit(word) is not None


def _unit(word: str) -> Length | None:
    single = word.removesuffix("s")
    if single in _SECONDS:
        return Length(seconds=Fraction(_SECONDS[single]))
    if single in _DAYS:
        return Length(days=Fraction(_DAYS[single]))
    return Length(months=Fraction(_MONTHS[single])) if single in _MONTHS else None


def _unit_before(words: list[Token], position: int) -> Length:
    return _unit(_word(words, position - 1)) or Length()
