"""The manual in the repository is the one generated from the docstrings."""

from pathlib import Path

from waymark.ground.programmes import manual
from waymark.ground.programmes.values import Item, Programme

MANUAL = Path(__file__).parents[2] / "packs" / "manual.md"


def test_the_manual_is_current():
    assert MANUAL.read_text(encoding="utf-8") == manual.render(), "run bin/waymark manual > packs/manual.md"


def test_the_manual_lists_every_key_and_every_check():
    text = manual.render()
    assert all(f"| `{name}` |" in text for kind in (Programme, Item) for name in kind.model_fields)
    assert "`gate-depends-on-gated`" in text
    assert "`greater_than`" not in text
    assert "`gt`" in text
