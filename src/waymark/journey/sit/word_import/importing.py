"""Imports the text of a Word file. A limited child process reads it, never this one; nothing of the file is stored."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from waymark.journey.sit.word_import import words
from waymark.journey.sit.word_import.plain_text import Block, BlockKind
from waymark.kit.limited import Limits, NoAnswer, work_in_child
from waymark.kit.refusals import Reason, Refusal

MAX_BYTES = 5 * 1024 * 1024
CHILD_MODULE = "waymark.journey.sit.word_import.child_process"
LIMITS = Limits(cpu_seconds=2)


class CannotImport(Refusal):
    """The file was not imported. The reason says why and what to do."""


@dataclass(frozen=True)
class ImportedText:
    blocks: tuple[Block, ...]
    changes: tuple[str, ...]
    """What was left out or converted, in sentences."""


def import_word_file(data: bytes) -> ImportedText:
    """Reads the bytes of a .docx within the limits, whatever the bytes are. Raises CannotImport."""
    if len(data) > MAX_BYTES:
        raise refusal("too_big")
    try:
        answer = json.loads(work_in_child(CHILD_MODULE, data, limits=LIMITS))
    except NoAnswer as problem:
        raise refusal("busy" if problem.why == "busy" else "too_much") from problem
    if code := answer.get("refused"):
        raise refusal(code)
    blocks = tuple(Block(BlockKind(kind), text, number) for kind, text, number in answer["blocks"])
    if not blocks:
        raise refusal("nothing")
    notes: Mapping[str, int] = answer["notes"]
    return ImportedText(blocks, words.describe_changes(notes))


def refusal(code: str) -> CannotImport:
    return CannotImport(Reason(code, words.REASONS[code]))
