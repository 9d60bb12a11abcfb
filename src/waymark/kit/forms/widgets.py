"""Radio buttons and checkboxes whose choices can have hints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms


class _HintedChoices(forms.widgets.ChoiceWidget):
    """`hints` gives a choice, by its value, a hint below its label."""

    def __init__(
        self, attrs: Any = None, choices: Sequence[Any] = (), *, hints: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = hints or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        return {**option, "hint": self.hints.get(str(value), "")}


class RadioSelect(_HintedChoices, forms.RadioSelect):
    pass


class CheckboxSelectMultiple(_HintedChoices, forms.CheckboxSelectMultiple):
    pass
