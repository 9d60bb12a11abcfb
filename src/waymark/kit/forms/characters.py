"""Characters that no database can store: NUL, half of a surrogate pair, and the mark that stands for them.

Text with one of them is refused with a sentence, and the form comes back with U+FFFD in its place.
"""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError

UNSTORABLE = re.compile("[\x00\ud800-\udfff\ufffd]")
CONTEXT = 24
"""How many characters before the first one are quoted, so that it can be found."""


def replace_unstorable(value: Any) -> Any:
    """What was typed, with U+FFFD for each character that can't be stored or even sent back."""
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value)
    return [replace_unstorable(item) for item in value] if isinstance(value, list | tuple) else value


def refuse_unstorable(value: Any) -> None:
    """Raises ValidationError with a sentence that says where the first such character is."""
    for text in value if isinstance(value, list | tuple) else [value]:
        if isinstance(text, str) and (match := UNSTORABLE.search(text)):
            before = " ".join(text[: match.start()].split())[-CONTEXT:]
            place = f"after “{before}”" if before else "at the beginning"
            sentence = f"Your text has a character that can’t be saved, {place}"
            raise ValidationError(f"{sentence}. It’s shown as �. Delete it and try again", code="unstorable")
