"""Every hostile file is refused with a sentence or read without harm, quickly and in little memory.

A small process reads them all, as a worker of the server would, and measures itself and its children: only a small
parent can tell how much memory a child used at most.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from waymark.journey.sit.word_import.tests.hostile_docx import CORPUS, made

pytestmark = pytest.mark.slow
SECONDS = 2.0
"""Processor time of the worker and its child, so that a busy machine does not fail the test."""
KILOBYTES = 150 * 1024
WORKER = """
import json, os, pathlib, resource, sys
from waymark.journey.sit.word_import.importing import CannotImport, import_word_file
from waymark.journey.sit.word_import.plain_text import to_plain_text

def peaks():
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return [resource.getrusage(kind).ru_maxrss // (1024 if sys.platform == "darwin" else 1) for kind in kinds]

for line in sys.stdin:
    data = pathlib.Path(line.strip()).read_bytes()
    before, began = peaks()[0], sum(os.times()[:4])
    try:
        result = {"code": "", "text": to_plain_text(import_word_file(data).blocks)[:200]}
    except CannotImport as refused:
        result = {"code": " ".join(refused.codes), "text": str(refused)}
    own, children = peaks()
    result |= {"seconds": sum(os.times()[:4]) - began, "grown": own - before, "children": children}
    print(json.dumps(result), flush=True)
"""


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The result for each file, by its name."""
    folder = tmp_path_factory.mktemp("hostile")
    files = [made(name, folder / str(number)) for number, name in enumerate(CORPUS)]
    lines = "".join(f"{file}\n" for file in files)
    done = subprocess.run(
        [sys.executable, "-c", WORKER], input=lines, capture_output=True, text=True, timeout=200, check=True
    )
    for file in files:
        Path(file).unlink()
    return dict(zip(CORPUS, map(json.loads, done.stdout.splitlines()), strict=True))


def test_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 30


@pytest.mark.parametrize("name", CORPUS)
def test_hostile_file_does_no_harm(name: str, measured: dict[str, dict[str, Any]]) -> None:
    result = measured[name]
    assert result["code"] == CORPUS[name]()[1], result
    assert result["text"].endswith(".") or not result["code"]
    assert result["seconds"] <= SECONDS
    assert result["grown"] + result["children"] <= KILOBYTES
