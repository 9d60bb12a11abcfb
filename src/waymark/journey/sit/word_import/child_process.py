"""Runs in the limited child process: reads the bytes of a file and returns JSON. Does not import Django."""

from __future__ import annotations

import json

from waymark.journey.sit.word_import.body import read_body
from waymark.journey.sit.word_import.container import UnreadableFile
from waymark.journey.sit.word_import.package import open_parts


def work(data: bytes) -> bytes:
    """`{"blocks": [[kind, text, number], ...], "notes": {...}}`, or `{"refused": code}`."""
    try:
        body = read_body(open_parts(data))
    except UnreadableFile as refused:
        return json.dumps({"refused": refused.code}).encode()
    blocks = [[block.kind, block.text, block.number] for block in body.blocks]
    return json.dumps({"blocks": blocks, "notes": body.notes}).encode()
