"""Sentences of programmes and papers: every value of a YAML file, every paragraph of a Markdown file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from waymark.cli.texts.values import WORD, tidy

MARKS = re.compile(r"^\s*(#+|[-*•]|\d+\.|>)\s+|[*`]")
NAME = re.compile(r"^[a-z0-9_.-]+$")
"""An id, or one of a list of kinds: read by the engine, never by a person."""
CELLS = re.compile(r"\s*\|\s*")


def texts_of_yaml(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every value with a word in it, keys left out."""
    yield from _values(YAML(typ="rt").load(path.read_text("utf-8")), 1)


def _values(node: Any, line: int) -> Iterator[tuple[int, str]]:
    if isinstance(node, str):
        for paragraph in re.split(r"\n\s*\n", node):
            if WORD.search(paragraph) and not NAME.match(paragraph):
                yield line, tidy(MARKS.sub("", paragraph))
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _values(value, _line(node, key, line))
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from _values(value, _line(node, place, line))


def _line(node: Any, key: Any, line: int) -> int:
    """The line of a value, counted from 1; the line before it where the reader has not kept its place."""
    try:
        return int(node.lc.value(key)[0] if hasattr(node, "items") else node.lc.item(key)[0]) + 1
    except (AttributeError, KeyError, TypeError):
        return line


def texts_of_markdown(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of each paragraph, heading, entry of a list and cell of a table."""
    pieces: list[str] = []
    began = 1
    for number, line in enumerate([*path.read_text("utf-8").splitlines(), ""], start=1):
        starts_anew = not line.strip() or MARKS.match(line) or line.lstrip().startswith("|")
        if starts_anew and pieces:
            yield began, tidy(MARKS.sub("", " ".join(pieces)))
            pieces = []
        if line.lstrip().startswith("|"):
            yield from (
                (number, tidy(cell)) for cell in CELLS.split(line.strip().strip("|")) if WORD.search(cell)
            )
        elif line.strip():
            began = number if not pieces else began
            pieces.append(line)


def texts_of_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of a file that is read line by line: an email's text, a Typst document."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        text = tidy(re.sub(r"{%.*?%}|^\s*//.*", "", line))
        text = re.sub(r"{{\s*(\w+).*?}}", r"{\1}", text)
        if " " in text and WORD.search(text) and not text.startswith(("#", "{", "}", "let ")):
            yield number, text
