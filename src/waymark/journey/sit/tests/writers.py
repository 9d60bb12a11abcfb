"""Somebody who writes for twenty hours, as far as a history can tell: a text after each save, from a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

WORDS = (
    "the trust school teachers pupils because implementation evidence reading leaders would first then change "
    "since monitor curriculum attendance behaviour governors however plan lasting practice staff time weekly "
    "observe which what culture problem reasons families support training mentor early years phase assessment"
).split()
MOST = 11_000
"""Characters that the text settles at, unless another length is asked for."""


def texts(*, saves: int, seed: int = 7, most: int = MOST) -> Iterator[str]:
    """One answer after each save: typing at the end, edits in the middle, two places at once, cuts, moves, pastes."""
    chance = random.Random(seed)
    text = ""
    for _ in range(saves):
        before = text
        while text == before:
            text = _shortened(_edited(text, chance), chance, most)
        yield text


def _shortened(text: str, chance: random.Random, most: int) -> str:
    if len(text) <= most:
        return text
    cut = chance.randrange(0, most // 2)
    return text[:cut] + text[cut + len(text) - most :]


def _edited(text: str, chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.45 or len(text) < 400:
        return f"{text}{_phrase(chance, 10)}{chance.choice(['. ', ' ', chr(10) * 2])}"
    place, other = sorted(chance.randrange(len(text)) for _ in range(2))
    if kind < 0.65:
        return f"{text[:place]}{_phrase(chance, 6)}{text[place:]}"
    if kind < 0.84:
        return f"{text[:place]}{_phrase(chance, 3)}{text[place:other]}{_phrase(chance, 3)}{text[other:]}"
    if kind < 0.95:
        return text[:place] + text[place + 60 :]
    if kind < 0.98:
        return f"{text[:place]}{_phrase(chance, 70)}{text[place:]}"
    return text[:place] + text[place + 300 :] + text[place : place + 300]


def _phrase(chance: random.Random, most: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, most)))
