"""How the statement of result prints a name, and which of its letters our fonts have not got. Pure."""

from __future__ import annotations

import unicodedata

PRINTED_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "COMBINING")
"""As the names of their letters begin: Libertinus Serif has these."""


def not_printed(name: str) -> list[str]:
    """Letters that the statement of result can’t print, each once, in their order."""
    return list(
        dict.fromkeys(letter for letter in unicodedata.normalize("NFC", name) if not _is_printed(letter))
    )


def _is_printed(letter: str) -> bool:
    if letter.isascii():
        return letter.isprintable()
    kind = unicodedata.category(letter)
    if kind.startswith(("P", "Z")):
        return ord(letter) < 0x2100
    if kind in ("Cf", "Cc", "Co", "Cn", "Cs"):
        return False
    return unicodedata.name(letter, "").startswith(PRINTED_SCRIPTS)
