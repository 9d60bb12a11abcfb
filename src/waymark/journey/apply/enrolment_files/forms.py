"""The upload of an enrolment file, the choice of a reading, and what is decided row by row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from waymark.journey.apply.enrolment_files import words
from waymark.journey.apply.enrolment_files.csv_file import MAX_BYTES
from waymark.journey.apply.enrolment_files.rules import MAX_LENGTHS, EnrolmentRow, RowDecision
from waymark.kit import forms


class EnrolmentFileForm(forms.Form):
    file = forms.FileField(
        label="CSV file",
        max_length=200,
        help_text=(
            "The first line must name the columns: a name (or given name and family name) and email, "
            "and optionally TRN, school and trust. Up to 1,000 rows and 5 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        error_messages={"required": "Select a CSV file"},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError("The CSV file must be smaller than 5 MB")
        return file


class DecisionsForm(forms.Form):
    """For each doubtful row its names and whether it is right; for each change whether it is accepted."""

    def __init__(self, *arguments: Any, rows: Iterable[EnrolmentRow], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.rows = [row for row in rows if row.is_doubtful or row.changes]
        for row in self.rows:
            if row.is_doubtful:
                self._add_doubt(row)
            for change in row.changes:
                self.fields[f"accept-{row.line}-{change.field}"] = forms.BooleanField(
                    label=words.change_sentence(change), required=False
                )

    def _add_doubt(self, row: EnrolmentRow) -> None:
        for name, label in (("given_name", "Given name"), ("family_name", "Family name")):
            self.fields[f"{name}-{row.line}"] = forms.CharField(
                label=f"{label}, line {row.line}",
                initial=getattr(row, name),
                required=False,
                max_length=MAX_LENGTHS[name],
            )
        self.fields[f"right-{row.line}"] = forms.BooleanField(
            label="This row is right. Enrol this person", required=False
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for row in self.rows:
            names = [
                str(cleaned.get(f"{name}-{row.line}") or "").strip() for name in ("given_name", "family_name")
            ]
            if cleaned.get(f"right-{row.line}") and not any(names):
                self.add_error(f"family_name-{row.line}", f"Enter the name in line {row.line}")
        return cleaned

    def decisions(self) -> dict[int, RowDecision]:
        """By line; only rows of which something was decided."""
        made = (self._decision(row) for row in self.rows)
        return {decision.line: decision for decision in made if decision.is_right or decision.accepted}

    def _decision(self, row: EnrolmentRow) -> RowDecision:
        data = self.cleaned_data
        return RowDecision(
            line=row.line,
            is_right=bool(data.get(f"right-{row.line}")),
            given_name=data.get(f"given_name-{row.line}") or "",
            family_name=data.get(f"family_name-{row.line}") or "",
            accepted=frozenset(
                change.field for change in row.changes if data.get(f"accept-{row.line}-{change.field}")
            ),
        )

    def doubts(self) -> list[tuple[EnrolmentRow, list[str], list[Any]]]:
        """Doubtful rows, each with its sentences and its fields."""
        return [
            (
                row,
                [words.sentence_of(remark) for remark in row.remarks],
                [self[f"{name}-{row.line}"] for name in ("given_name", "family_name", "right")]
                + [self[f"accept-{row.line}-{change.field}"] for change in row.changes],
            )
            for row in self.rows
            if row.is_doubtful
        ]

    def changes(self) -> list[tuple[EnrolmentRow, list[Any]]]:
        """Rows of people who are known already, each with a box for each change."""
        return [
            (row, [self[f"accept-{row.line}-{change.field}"] for change in row.changes])
            for row in self.rows
            if row.changes and not row.is_doubtful
        ]
