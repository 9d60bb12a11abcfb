"""Brings a Word file in: read in a limited child process, never here. Nothing of the file is stored."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from waymark.journey.sit.word_import import words
from waymark.journey.sit.word_import.plain import Block, Kind
from waymark.kit.limited import Limits, NoAnswer, work_in_child
from waymark.kit.refusals import Reason, Refusal

LARGEST = 5 * 1024 * 1024
READER = "waymark.journey.sit.word_import.reading"
LIMITS = Limits(cpu_seconds=2)


class CannotBring(Refusal):
    """The file was not read; its reason says why and what to do."""


@dataclass(frozen=True)
class Brought:
    blocks: tuple[Block, ...]
    said: tuple[str, ...]
    """What was left out or turned into something else, in sentences."""


def bring(data: bytes) -> Brought:
    """Reads the bytes of a .docx. Raises CannotBring within the limits, whatever the bytes are."""
    if len(data) > LARGEST:
        raise refusal("too_big")
    try:
        answer = json.loads(work_in_child(READER, data, limits=LIMITS))
    except NoAnswer as problem:
        raise refusal("busy" if problem.why == "busy" else "too_much") from problem
    if code := answer.get("refused"):
        raise refusal(code)
    blocks = tuple(Block(Kind(kind), text, number) for kind, text, number in answer["blocks"])
    if not blocks:
        raise refusal("nothing")
    notes: Mapping[str, int] = answer["notes"]
    return Brought(blocks, words.what_became(notes))


def refusal(code: str) -> CannotBring:
    return CannotBring(Reason(code, words.REFUSED[code]))
