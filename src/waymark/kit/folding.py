"""Folds case, accents and apostrophes, so that lists and searches treat names as people expect.

| Written                | Folded        | Because                                          |
|------------------------|---------------|--------------------------------------------------|
| `Ábalos`, `Åberg`      | abalos, aberg | a mark on a Latin, Greek or Cyrillic letter goes |
| `Ørsted`, `Łukasz`     | orsted, lukasz| letters that Unicode does not take apart         |
| `O’Brien`, `O'Brien`   | obrien        | apostrophes are typed in several ways            |
| `Smith-Jones`          | smith jones   | so are hyphens                                   |
| `王`, `محمد`            | the same      | other scripts stay as they are                   |
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile("[\u0300-\u036f]")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u02bb\u00b4`\u2032\u05f3]")
_HYPHENS = re.compile("[-\u2010-\u2015\u2212\u00ad]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def fold(text: str) -> str:
    """Lower case without accents, apostrophes, hyphens or doubled spaces; in one normal form of Unicode."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", _INVISIBLE.sub("", text)).casefold())
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", plain.translate(_LETTERS).casefold()))
    plain = _HYPHENS.sub(" ", plain.translate(_LETTERS))
    return " ".join(unicodedata.normalize("NFC", plain).split())
