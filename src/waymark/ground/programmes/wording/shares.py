"""Shares: percentages and fractions. `shares_in(text: str) -> frozenset[Fraction]`, 1 for all."""

from __future__ import annotations

from fractions import Fraction

from waymark.ground.programmes.wording.numbers import Token, tokens

_SKIPPED = {"marks", "mark", "points", "point", "of", "out", "in", "from", "the", "a", "possible"}
_WHOLE = {"all", "every"}


def shares_in(text: str) -> frozenset[Fraction]:
    """`90%`, `90 per cent`, `9/10`, `9 out of 10`, `nine tenths` and `three quarters`."""
    words = tokens(text)
    shares: set[Fraction] = set()
    for position, token in enumerate(words):
        if token.number is None:
            continue
        if _is_percent(words, position + 1):
            shares.add(token.number / 100)
        elif (whole := _whole_after(words, position)) is not None:
            shares.add(token.number / whole)
        elif 0 < token.number < 1 and token.number.denominator > 1:
            shares.add(token.number)
    if not shares and any(token.word in _WHOLE for token in words):
        shares.add(Fraction(1))
    return frozenset(shares)


def _is_percent(words: list[Token], position: int) -> bool:
    following = [token.word for token in words[position : position + 2]]
    return following[:1] in (["%"], ["percent"], ["pc"]) or following in (["per", "cent"], ["per", "centage"])


def _whole_after(words: list[Token], position: int) -> Fraction | None:
    """The number after `out of` or `in`, or None."""
    is_linked = False
    for token in words[position + 1 : position + 7]:
        if token.number is not None:
            return token.number if is_linked and token.number >= words[position].number else None  # type: ignore[operator]
        if token.word not in _SKIPPED:
            return None
        is_linked = is_linked or token.word in ("out", "in", "of", "from")
    return None
