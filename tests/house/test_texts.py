"""`bin/waymark texts` knows what people see: a crawl of the demonstration is held to it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.covering import Catalogue
from tests.house.walls import ROOT

LEAST = 0.98


def waymark(*words: str) -> str:
    command = [sys.executable, "-m", "waymark.cli", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def texts_of(answer: str) -> list[str]:
    return [row["text"] for row in csv.DictReader(io.StringIO(answer))]


@pytest.mark.slow
def test_one_room_is_printed_with_place_and_audience() -> None:
    rows = list(csv.DictReader(io.StringIO(waymark("texts", "--room", "gather", "--format", "csv"))))
    assert {row["room"] for row in rows} == {"gather"}
    assert all(Path(ROOT, row["place"].partition(":")[0]).is_file() for row in rows)
    assert all(row["audience"] and row["text"] for row in rows)


def test_what_a_template_chooses_and_fills_in_is_shown(tmp_path: Path) -> None:
    from waymark.cli.texts.templates import texts_of as texts_of_template

    page = tmp_path / "page.html"
    page.write_text(
        '{# not shown #}<p class="x">You have {{ n|counted:"script,scripts" }} to '
        "<b>mark</b>{% if late %}, today{% endif %}.</p><p>{% if a %}Yes{% else %}No{% endif %}</p>"
        '{% include "kit/parts/empty.html" with title="Nothing here yet" %}',
        "utf-8",
    )
    assert [text for _, text in texts_of_template(page)] == [
        "You have {n} [script|scripts] to mark[, today|].",
        "[Yes|No]",
        "Nothing here yet",
    ]


def test_code_shows_sentences_and_no_documentation(tmp_path: Path) -> None:
    from waymark.cli.texts.code import texts_of_python

    file = tmp_path / "words.py"
    file.write_text(
        '"""Not shown to anyone."""\nSQL = "SELECT a FROM b"\nTITLE = "Home"\n'
        'def say(n: int) -> str:\n    """Not shown."""\n    return f"You have {n} left."\n',
        "utf-8",
    )
    assert [text for _, text in texts_of_python(file)] == ["Home", "You have {n} left."]


def test_a_sentence_that_is_not_in_the_list_is_noticed() -> None:
    catalogue = Catalogue(["You have {n} [script|scripts] to mark.", "Your workbook"], ["Ada Example"])
    assert catalogue.holds("You have 3 scripts to mark.")
    assert catalogue.holds("Ada Example, your workbook")
    assert not catalogue.holds("You have 3 scripts to read.")
    assert not catalogue.holds("Her workbook")


@pytest.mark.slow
def test_what_a_crawl_of_the_demonstration_finds_is_in_the_list(tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "waymark.config.settings",
        "WAYMARK_MODE": "demo",
        "WAYMARK_DATABASE": "sqlite",
        "WAYMARK_VAR": str(tmp_path),
        "WAYMARK_SQLITE_FILE": str(tmp_path / "demo.sqlite3"),
        "WAYMARK_DEMO_DOOR": "yes",
    }
    out = tmp_path / "seen.json"
    for module in (["waymark.demo"], ["tests.house.crawl", str(out)]):
        subprocess.run(
            [sys.executable, "-m", *module], cwd=ROOT, env=environment, check=True, capture_output=True
        )
    seen = json.loads(out.read_text("utf-8"))
    catalogue = Catalogue(texts_of(waymark("texts", "--format", "csv")), seen["typed"])
    sentences = [text for text in seen["blocks"] if catalogue.says_something(text)]
    missing = [f"{seen['blocks'][text]}: {text}" for text in sentences if not catalogue.holds(text)]
    assert len(sentences) > 1_000
    assert 1 - len(missing) / len(sentences) >= LEAST, "\n".join(missing)
