"""The last day, and who takes over each kind of work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from waymark.kit import forms
from waymark.web.leaving.actions import Successor
from waymark.web.leaving.holdings import Holding, Kind

EARLIEST, LATEST = timedelta(days=366), timedelta(days=2 * 366)


class LeavingForm(forms.Form):
    """A list of people for each holding, none of them chosen; without a last day where it is recorded already."""

    last_on = forms.DateField(
        label="Last day",
        width=10,
        help_text=(
            "They can carry on with the rest of their work until the end of this day. "
            "What you hand over moves straight away."
        ),
        error_messages={
            "required": "Enter their last day",
            "invalid": "Last day must be a real date, like 23 October 2026",
        },
    )
    reason = forms.CharField(
        label="Reason (optional)",
        required=False,
        max_length=300,
        help_text="Only programme leads can read it.",
    )

    def __init__(self, data: Any = None, *, holdings: Sequence[Holding], today: date, asks_day: bool) -> None:
        super().__init__(data)
        self.holdings, self.today = holdings, today
        if not asks_day:
            del self.fields["last_on"], self.fields["reason"]
        for holding in holdings:
            self.fields[holding.key] = self._field(holding)
            if holding.kind is Kind.COACHEES and len(holding.candidates) > 1:
                self.fields[f"{holding.key}-otherwise"] = self._otherwise(holding)

    def _field(self, holding: Holding) -> Any:
        others = f"{', '.join(holding.others)} also does this, so you don’t have to select anyone."
        return forms.PersonField(
            label=holding.label,
            required=holding.is_required,
            help_text=others if holding.others else "",
            choices=[(person.pk, label) for person, label in holding.candidates],
        )

    def _otherwise(self, holding: Holding) -> Any:
        return forms.PersonField(
            label="Who will coach the participants they have a conflict of interest with?",
            required=False,
            help_text="Only needed where one is shown.",
            choices=[(person.pk, label) for person, label in holding.candidates],
        )

    def clean_last_on(self) -> date:
        day: date = self.cleaned_data["last_on"]
        if not self.today - EARLIEST <= day <= self.today + LATEST:
            raise forms.ValidationError("Last day must be within a year before or two years after today")
        return day

    def rows(self) -> list[tuple[Holding, list[Any]]]:
        """Each holding with its fields."""
        names = {holding: (holding.key, f"{holding.key}-otherwise") for holding in self.holdings}
        return [
            (holding, [self[name] for name in names[holding] if name in self.fields])
            for holding in self.holdings
        ]

    def chosen(self) -> dict[Holding, Successor]:
        return {holding: self._successor(holding) for holding in self.holdings}

    def _successor(self, holding: Holding) -> Successor:
        persons = {person.pk: person for person, _ in holding.candidates}
        first, second = (
            persons.get(self.cleaned_data.get(name) or 0)
            for name in (holding.key, f"{holding.key}-otherwise")
        )
        return Successor(person=first, otherwise=second)
