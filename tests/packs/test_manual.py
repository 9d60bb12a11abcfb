"""The manual in the repository is the one the docstrings make."""

from pathlib import Path

from waymark.ground.programmes import manual
from waymark.ground.programmes.values import Item, Programme

MANUAL = Path(__file__).parents[2] / "packs" / "manual.md"


def test_the_manual_is_current():
    assert MANUAL.read_text(encoding="utf-8") == manual.render(), "write manual.render() to packs/manual.md"


def test_the_manual_names_every_key_and_every_question_of_the_checker():
    said = manual.render()
    assert all(f"| `{name}` |" in said for kind in (Programme, Item) for name in kind.model_fields)
    assert "`gate-depends-on-gated`" in said
    assert "`greater_than`" not in said
    assert "`gt`" in said
