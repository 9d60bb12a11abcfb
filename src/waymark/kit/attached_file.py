"""A file that a letter brings along."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AttachedFile:
    name: str
    """Such as `answers.txt`."""
    media_type: str
    data: bytes
