"""Every file of the hostile corpus: refused with a sentence or read harmlessly, soon, in little memory.

A small process reads them all, as a worker of the server would, and measures itself and its children: the most
memory that a child had can only be told by a parent that is small itself.
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
"""Of the processor, in the worker and its child: what else the machine does decides no test."""
KILOBYTES = 150 * 1024
WORKER = """
import json, os, pathlib, resource, sys
from waymark.journey.sit.word_import.bringing import CannotBring, bring
from waymark.journey.sit.word_import.plain import as_text

def peaks():
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return [resource.getrusage(one).ru_maxrss // (1024 if sys.platform == "darwin" else 1) for one in kinds]

for line in sys.stdin:
    data = pathlib.Path(line.strip()).read_bytes()
    before, began = peaks()[0], sum(os.times()[:4])
    try:
        said = {"code": "", "text": as_text(bring(data).blocks)[:200]}
    except CannotBring as refused:
        said = {"code": " ".join(refused.codes), "text": str(refused)}
    own, children = peaks()
    said |= {"seconds": sum(os.times()[:4]) - began, "grown": own - before, "children": children}
    print(json.dumps(said), flush=True)
"""


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What became of each file, by its name."""
    folder = tmp_path_factory.mktemp("hostile")
    files = [made(name, folder / str(number)) for number, name in enumerate(CORPUS)]
    asked = "".join(f"{file}\n" for file in files)
    done = subprocess.run(
        [sys.executable, "-c", WORKER], input=asked, capture_output=True, text=True, timeout=200, check=True
    )
    for file in files:
        Path(file).unlink()
    return dict(zip(CORPUS, map(json.loads, done.stdout.splitlines()), strict=True))


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 30


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_file_does_no_harm(name: str, measured: dict[str, dict[str, Any]]) -> None:
    said = measured[name]
    assert said["code"] == CORPUS[name]()[1], said
    assert said["text"].endswith(".") or not said["code"]
    assert said["seconds"] <= SECONDS
    assert said["grown"] + said["children"] <= KILOBYTES
