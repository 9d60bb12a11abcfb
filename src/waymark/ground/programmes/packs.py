"""Packs as folders: reading, checking, the manual, a new one. The door for visitors who have no database."""

from __future__ import annotations

from waymark.ground.programmes.checker import check, has_errors
from waymark.ground.programmes.findings import Finding, Place, Severity, finding
from waymark.ground.programmes.loader import LoadedPack, load_pack, read_files
from waymark.ground.programmes.reading import yaml_file
from waymark.ground.programmes.reading.inside import CannotRead, read_inside
from waymark.ground.programmes.reading.nodes import Node, place_by_name
from waymark.ground.programmes.reading.shaping import shape
from waymark.ground.programmes.starter import CannotStart, new_pack

__all__ = [
    "CannotRead",
    "CannotStart",
    "Finding",
    "LoadedPack",
    "Node",
    "Place",
    "Severity",
    "check",
    "finding",
    "has_errors",
    "load_pack",
    "manual",
    "new_pack",
    "place_by_name",
    "read_files",
    "read_inside",
    "shape",
    "yaml_file",
]


def manual() -> str:
    """The pack manual as Markdown: every key of every file and what it means."""
    from waymark.ground.programmes.manual import render

    return render()
