"""The documents keep what they promise: links lead somewhere, an idea has one word, lists are whole."""

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.house.walls import ROOT
from waymark.cli.texts.catalogue import list_texts
from waymark.cli.texts.values import HOLE

DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def documents() -> list[Path]:
    """Every Markdown file that git knows, or would if it were added; packs hold texts of their own."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    return sorted(path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file())


def links_of(document: Path) -> list[str]:
    """The targets of a document's relative links, pictures too, without their fragments."""
    links = LINK.findall(CODE.sub("", document.read_text("utf-8")))
    return [path for link in links if "://" not in link and (path := link.partition("#")[0])]


def rows_of(document: Path, *, cells: int) -> list[list[str]]:
    """The rows of a document's tables that have this many cells, headings and rules left out."""
    lines = [line for line in document.read_text("utf-8").splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return [row for row in rows if len(row) == cells]


@cache
def words_not_used() -> dict[str, str]:
    """What a page does not say, and the glossary's word for it."""
    return {
        other.strip(): word
        for word, _, others in rows_of(DOCS / "glossary.md", cells=3)
        for other in others.split(",")
        if other.strip() and other != "Not"
    }


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(document: Path) -> None:
    assert not [link for link in links_of(document) if not (document.parent / link).exists()]


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    document = tmp_path / "a.md"
    document.write_text(
        "[here](a.md#top) [gone](b.md) [out](https://waymark.example/) `[code](c.md)`", "utf-8"
    )
    assert links_of(document) == ["a.md", "b.md"]


READMES = sorted((ROOT / "src/waymark").rglob("README.md"))
FILE = re.compile(r"`([\w./-]*?[\w-]+\.(?:py|html|js|json|yaml|md|typ|toml|scss))`")


@pytest.mark.parametrize("readme", READMES, ids=lambda readme: readme.parent.relative_to(ROOT).as_posix())
def test_every_file_that_a_readme_names_exists(readme: Path) -> None:
    """Beside it or in one of its subjects, in the package, or a template that is found by its name."""
    subjects = [folder for folder in readme.parent.rglob("*") if folder.is_dir()]
    places = [readme.parent, *subjects, ROOT / "src/waymark", ROOT]
    named = FILE.findall(readme.read_text("utf-8"))
    assert not [name for name in named if not any((place / name).exists() for place in places)]


def test_every_document_can_be_found_from_another() -> None:
    linked = {(document.parent / link).resolve() for document in documents() for link in links_of(document)}
    assert not [document for document in DOCS.rglob("*.md") if document.resolve() not in linked]


NOT_HELD = ("src/waymark/demo/answers/", "src/waymark/demo/papers/", "tests/world/paper/", "docs/glossary.md")
"""What invented participants and setters wrote, and the list of words itself."""
MEANT_OTHERWISE = (
    "can delegate", "cannot delegate", "delegate tasks", "Student Outcomes", "zip bomb, a program",
    "is no score", "# ledger",
)  # fmt: skip
"""Words of the last column in another sense: a verb, the title of a book, a folder."""


@cache
def pattern_of_words() -> re.Pattern[str]:
    """Each word that is not used, where it stands as a word of its own; not in an address, a path or a name."""
    words = "|".join(re.escape(other) for other in sorted(words_not_used(), key=len, reverse=True))
    return re.compile(rf"(?<![\w@./-])({words})(?![\w-]|\.\w|/)", re.IGNORECASE)


def wrong_words_in(text: str) -> list[str]:
    for phrase in MEANT_OTHERWISE:
        text = text.replace(phrase, "")
    used = dict.fromkeys(found.lower() for found in pattern_of_words().findall(text))
    return [f"{other}: write {words_not_used()[other]}" for other in used]


def prose_of(document: Path) -> str:
    """A document without its code: no blocks, indented lines, names in backticks or targets of links."""
    text = re.sub(r"^(    (?! *- )|\t).*$", "", CODE.sub("", document.read_text("utf-8")), flags=re.MULTILINE)
    return LINK.sub("]", text)


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.relative_to(ROOT).as_posix())
def test_a_document_uses_the_words_of_the_glossary(document: Path) -> None:
    if not document.relative_to(ROOT).as_posix().startswith(NOT_HELD):
        assert not wrong_words_in(prose_of(document))


def is_name(text: str) -> bool:
    """A single word in small letters: the key of a script's store, or an id."""
    word = HOLE.sub("", text).strip()
    return word.islower() and " " not in word


@pytest.mark.slow
def test_every_sentence_that_people_see_uses_the_words_of_the_glossary() -> None:
    """Templates, `words.py` and other Python, JavaScript, emails, PDFs, packs: all that `bin/waymark texts` prints."""
    sentences = [
        text for text in list_texts(ROOT) if not text.place.startswith(NOT_HELD) and not is_name(text.text)
    ]
    breaches = [
        f"{text.place}: {wrong}: {text.text}"
        for text in sentences
        if (wrong := wrong_words_in(HOLE.sub("", text.text)))
    ]
    assert len(sentences) > 3_000
    assert not breaches, "\n".join(breaches)


def test_a_wrong_word_is_found() -> None:
    assert wrong_words_in("Every learner has an audit trail.") == [
        "learner: write participant",
        "audit trail: write audit log",
    ]
    assert not wrong_words_in(
        "Trustees cannot delegate this; see `ledger/models.py` or desk-1280.png.".replace("`", "")
    )


def test_the_glossary_has_each_word_once() -> None:
    words = [row[0] for row in rows_of(DOCS / "glossary.md", cells=3) if row[0] not in {"Word", "programme"}]
    assert len(words) == len(set(words)) > 50


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda decision: decision.stem)
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
    run_it = (DOCS / "run-it.md").read_text("utf-8")
    assert not [name for name in sorted(read) if f"`{name}`" not in run_it]
