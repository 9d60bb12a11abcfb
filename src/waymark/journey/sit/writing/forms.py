"""The declaration. The writing page's own form is read in `views/saves.py`: its texts are kept whatever they hold."""

from __future__ import annotations

from typing import Any

from waymark.journey.sit.writing.words import DECLARED
from waymark.kit import forms


class DeclarationForm(forms.Form):
    """One tick for each sentence of the declaration."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sentence in DECLARED:
            self.fields[name] = forms.BooleanField(label=sentence)
            self.fields[name].error_messages["required"] = f"Tick “{sentence}” to start"
