"""The form that moves the demonstration's time, and the filter of the audit log."""

from __future__ import annotations

from typing import Any

from waymark.kit import forms
from waymark.web.words import ACTIONS


class MoveTime(forms.Form):
    on = forms.DateField(label="Date", error_messages={"required": "Enter the date"})
    at = forms.TimeField(
        label="Time", initial="10:00", error_messages={"required": "Enter the time, like 10:00"}
    )


class AuditLogFilter(forms.Form):
    search = forms.CharField(label="Search", required=False, max_length=100, help_text="A word or a name")
    kind = forms.ChoiceField(label="What happened", required=False)
    person = forms.CharField(
        label="Person", required=False, max_length=100, help_text="Who did it, or who it’s about"
    )
    cohort = forms.ChoiceField(label="Cohort", required=False)
    since = forms.DateField(label="From", required=False, any_year=True)
    until = forms.DateField(label="To", required=False, any_year=True)

    def __init__(self, *args: Any, cohorts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted(ACTIONS.items(), key=lambda kind: kind[1])
        self.fields["kind"].choices = [("", "Anything"), *kinds]  # type: ignore[attr-defined]
        self.fields["cohort"].choices = [("", "Any cohort"), *cohorts]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", "The “To” date must be the same as or after the “From” date")
        return values

    @property
    def filters(self) -> dict[str, Any]:
        """As `audit_log.find_entries` takes them; nothing while a value is wrong."""
        values = dict(self.cleaned_data) if self.is_valid() else {}
        cohort = values.pop("cohort", "")
        return {name: value for name, value in values.items() if value} | (
            {"cohort_id": int(cohort)} if cohort else {}
        )
