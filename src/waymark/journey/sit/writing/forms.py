"""The declaration. The writing page's own form is read in `views/saves.py`: its texts are kept whatever they hold."""

from __future__ import annotations

from typing import Any

from waymark.ground.programmes.values import AssessmentDeclaration
from waymark.kit import forms


class DeclarationForm(forms.Form):
    """One tick for each sentence of the declaration."""

    def __init__(self, *args: Any, declaration: AssessmentDeclaration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for sentence in declaration.sentences:
            self.fields[sentence.id] = forms.BooleanField(label=sentence.says)
            self.fields[sentence.id].error_messages["required"] = f"Tick “{sentence.says}” to start"
