"""The documents keep what they promise: links lead somewhere, an idea has one word, lists are whole."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.house.walls import ROOT

DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
TEMPLATES = sorted((ROOT / "src/waymark").rglob("templates/**/*.html"))
SENTENCES = sorted((ROOT / "src/waymark").rglob("words.py"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
PLACE = re.compile(r"{\w*}")
NOT_SEEN = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)


def documents() -> list[Path]:
    """Every Markdown file that git knows, or would if it were added; packs hold texts of their own."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True).stdout
    return sorted(path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file())


def links_of(document: Path) -> list[str]:
    """The targets of a document's relative links, pictures too, without their fragments."""
    found = LINK.findall(CODE.sub("", document.read_text("utf-8")))
    return [path for one in found if "://" not in one and (path := one.partition("#")[0])]


def rows_of(document: Path, *, cells: int) -> list[list[str]]:
    """The rows of a document's tables that have this many cells, headings and rules left out."""
    lines = [line for line in document.read_text("utf-8").splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return [row for row in rows if len(row) == cells]


def words_not_used() -> dict[str, str]:
    """What a page does not say, and the glossary's word for it."""
    return {
        other.strip(): word
        for word, _, others in rows_of(DOCS / "glossary.md", cells=3)
        for other in others.split(",")
        if other.strip() and other != "Not"
    }


@pytest.mark.parametrize("document", documents(), ids=lambda one: one.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(document: Path) -> None:
    assert not [one for one in links_of(document) if not (document.parent / one).exists()]


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    document = tmp_path / "a.md"
    document.write_text(
        "[here](a.md#top) [gone](b.md) [out](https://waymark.example/) `[code](c.md)`", "utf-8"
    )
    assert links_of(document) == ["a.md", "b.md"]


def test_every_document_can_be_found_from_another() -> None:
    linked = {(one.parent / link).resolve() for one in documents() for link in links_of(one)}
    assert not [one for one in DOCS.rglob("*.md") if one.resolve() not in linked]


def wrong_words_in(text: str) -> list[str]:
    return [
        f"{other}: write {word}"
        for other, word in words_not_used().items()
        if re.search(rf"(?<![\w@-]){re.escape(other)}(?![\w-])", text, re.IGNORECASE)
    ]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: f"{one.parent.name}/{one.name}")
def test_a_page_uses_the_words_of_the_glossary(template: Path) -> None:
    assert not wrong_words_in(NOT_SEEN.sub(" ", template.read_text("utf-8")))


@pytest.mark.parametrize("file", SENTENCES, ids=lambda one: one.parent.name)
def test_a_sentence_uses_the_words_of_the_glossary(file: Path) -> None:
    said = [
        one.value for one in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(one, ast.Constant)
    ]
    sentences = [PLACE.sub("", one) for one in said if isinstance(one, str) and " " in one]
    assert not wrong_words_in("\n".join(sentences))


def test_a_wrong_word_is_found() -> None:
    assert wrong_words_in("Every learner has an audit trail.") == [
        "learner: write participant",
        "audit trail: write ledger",
    ]


def test_the_glossary_has_each_word_once() -> None:
    words = [row[0] for row in rows_of(DOCS / "glossary.md", cells=3) if row[0] not in {"Word", "programme"}]
    assert len(words) == len(set(words)) > 50


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda one: one.stem)
def test_a_decision_has_its_three_parts(decision: Path) -> None:
    lines = decision.read_text("utf-8").splitlines()
    assert lines[0].startswith(f"# {decision.name[:4]} ")
    assert [line for line in lines if line.startswith("## ")] == [
        "## Context",
        "## Decision",
        "## Consequences",
    ]


def test_the_newest_change_is_of_this_version() -> None:
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert newest
    assert newest[1] == project["version"]


def test_every_variable_of_the_settings_is_documented() -> None:
    settings = (ROOT / "src/waymark/config/settings.py").read_text("utf-8")
    read = set(re.findall(r"readers\.\w+\(\s*\"(\w+)\"", settings))
    assert read
    said = (DOCS / "run-it.md").read_text("utf-8")
    assert not [name for name in sorted(read) if f"`{name}`" not in said]
