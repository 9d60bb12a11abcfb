"""The manual in the repository is the one generated from the docstrings."""

import ast
import re
from pathlib import Path

import pytest

from tests.packs.planting import ASSUMED, PROGRAMME, findings_in, sound
from waymark.ground.programmes import codes, manual
from waymark.ground.programmes.checker import CHECKS
from waymark.ground.programmes.loader import load_source
from waymark.ground.programmes.manual_guide import EXAMPLES, Example
from waymark.ground.programmes.values import Actor, CatchUp, Comparator, Gate, Item, Mode, Programme, Way

MANUAL = Path(__file__).parents[2] / "packs" / "manual.md"
ROOM = Path(__file__).parents[2] / "src" / "waymark" / "ground" / "programmes"
SOURCES = {
    path.name: path.read_text(encoding="utf-8")
    for path in [*ROOM.glob("checks/*.py"), *ROOM.glob("reading/*.py"), ROOM / "loader.py"]
}
BY_KEY = {"item-without-mode", "item-without-counts"}
"""Codes that are put together from the name of a key."""


def test_the_manual_is_current():
    assert MANUAL.read_text(encoding="utf-8") == manual.render(), "run bin/waymark manual > packs/manual.md"


def test_the_manual_lists_every_key_and_every_check():
    text = manual.render()
    assert all(f"| `{name}` |" in text for kind in (Programme, Item) for name in kind.model_fields)
    assert "`gate-depends-on-gated`" in text
    assert "`greater_than`" not in text
    assert "`gt`" in text


def codes_in_the_code() -> set[str]:
    """Every code with which a finding is made: the first argument, or the value given to a name `code`."""
    codes = set(re.findall(r'code, \(?\w+(?:, \w+)?\)? = "([a-z-]+)"', "\n".join(SOURCES.values())))
    for text in SOURCES.values():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in {"error", "warning", "note", "finding", "_error", "report", "CannotRead"}:
                    codes.add(node.args[0].value)
    return {code for code in codes if re.fullmatch(r"[a-z]+(-[a-z]+)*", code)}


def test_every_code_is_in_the_manual_with_its_meaning_and_how_to_fix_it():
    text = manual.render()
    tables = {
        code for module in CHECKS for names, _ in manual.rows_of_codes(module.__doc__) for code in names
    }
    assert tables == set(codes.FIXES)
    named = {*codes.FIXES, *codes.READING}
    assert codes_in_the_code() <= named
    for code in named:
        row = re.search(rf"^\|[^|]*`{code}`[^|]*\|([^|]+)\|([^|]+)\|$", text, re.MULTILINE)
        assert row, code
        assert row[1].strip()
        assert row[2].strip().endswith(".")
    assert not named - {code for code in named if f'"{code}"' in "\n".join(SOURCES.values())} - BY_KEY


def test_the_manual_gives_defaults_and_explains_every_value_of_a_fixed_list():
    text = manual.render()
    assert "| `max_attempts` | whole number | `2` |" in text
    assert "| `detailed_feedback` | list of text | `fail`, `borderline` |" in text
    assert "| `demonstration` | `true` or `false` | `true` |" in text
    assert "| `zone` | text | error: required |" in text
    for kind in (Way, Mode, Actor, CatchUp, Comparator, Gate):
        for member in kind:
            assert re.search(rf"^\| `{member}` \| .+\. \|$", text, re.MULTILINE), member


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_an_example_of_the_manual_can_be_loaded(example: Example):
    files = sound()
    if example.instead_of:
        assert files[example.file].count(example.instead_of) == 1
        files[example.file] = files[example.file].replace(example.instead_of, example.text)
    else:
        files[example.file] += example.text
    if "place: fee" in example.text:
        fee = re.search(r"\nfee:\n(?:  .*\n)+", files[PROGRAMME])
        assert fee
        files[PROGRAMME] = files[PROGRAMME].replace(fee.group(), "\n")
    assert {finding.severity.value for finding in findings_in(files)} == {"note"}
    assert example.text.rstrip() in manual.render()


def test_a_whole_object_that_is_assumed_counts_as_assumed_in_every_part():
    example = next(example for example in EXAMPLES if "place: fee" in example.text)
    files = sound()
    fee = re.search(r"\nfee:\n(?:  .*\n)+", files[PROGRAMME])
    assert fee
    files[PROGRAMME] = files[PROGRAMME].replace(fee.group(), "\n")
    files[ASSUMED] += example.text
    programme = load_source(files).programme
    assert programme
    assert programme.reasons_assumed("fee.vat_extra") == (
        "The document gives no fee. The fee of last year is used.",
    )
    assert programme.reasons_assumed("months") == ()
