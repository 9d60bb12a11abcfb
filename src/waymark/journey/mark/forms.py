"""Shape of what a marker and a senior marker hand in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from waymark.ground.papers.values import Criterion, Omission, Scheme
from waymark.journey.mark import words
from waymark.journey.mark.rules import Draft, Omitted, faults_of
from waymark.kit import forms

MET, NOWHERE = "met", "nowhere"
ANSWERS = [(MET, "Met", "in a passage"), (NOWHERE, "Nowhere", "in the whole script")]
PASSAGE_LENGTH, REASON_LENGTH = 6000, 2000


@dataclass(frozen=True)
class Gate:
    """One omission on the bench."""

    omission: Omission
    choices: list[Choice]
    found: Any
    passage: Any
    reason: Any


@dataclass(frozen=True)
class Choice:
    """One radio: what it sends, and what it says."""

    value: str
    label: str
    says: str
    id: str
    chosen: bool


@dataclass(frozen=True)
class Levels:
    """One criterion on the bench."""

    criterion: Criterion
    field: Any
    choices: list[Choice]


class MarkForm(forms.Form):
    """A field for each part of the scheme: `o1-found`, `o1-passage`, `o1-reason`, `c1`."""

    def __init__(self, scheme: Scheme, answers: Collection[str], *args: Any, **kwargs: Any) -> None:
        self.scheme, self.answers = scheme, answers
        super().__init__(*args, **kwargs)
        for omission in scheme.omissions:
            self._ask_omission(omission)
        for criterion in scheme.criteria:
            self._ask_criterion(criterion)

    def _ask_omission(self, omission: Omission) -> None:
        self.fields[f"{omission.id}-found"] = forms.ChoiceField(
            label=omission.says,
            choices=[(value, label) for value, label, _ in ANSWERS],
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields[f"{omission.id}-passage"] = forms.CharField(
            label="the passage, copied from the script",
            widget=forms.Textarea(attrs={"rows": 3, "class": "wm-said"}),
            max_length=PASSAGE_LENGTH,
            required=False,
        )
        self.fields[f"{omission.id}-reason"] = forms.CharField(
            label="why nothing in the script meets it",
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=REASON_LENGTH,
            required=False,
        )

    def _ask_criterion(self, criterion: Criterion) -> None:
        self.fields[criterion.id] = forms.TypedChoiceField(
            label=criterion.title,
            choices=[(level.points, level.label) for level in criterion.levels],
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
        )

    def draft(self) -> Draft:
        """What was handed in, whole or not; for the rule to judge."""
        said = self.cleaned_data
        return Draft(
            criteria={one.id: said[one.id] for one in self.scheme.criteria if said.get(one.id) is not None},
            omissions={one.id: self._omitted(one.id) for one in self.scheme.omissions},
        )

    def _omitted(self, key: str) -> Omitted:
        found = self.cleaned_data.get(f"{key}-found")
        return Omitted(
            met=None if not found else found == MET,
            passage=self.cleaned_data.get(f"{key}-passage", ""),
            reason=self.cleaned_data.get(f"{key}-reason", ""),
        )

    def clean(self) -> None:
        """Every fault at once, each at its field, unless the field has one already."""
        for fault in faults_of(self.draft(), self.scheme, self.answers):
            if fault.field not in self.errors:
                self.add_error(fault.field, words.fault_says(fault, self.scheme))

    @property
    def gates(self) -> list[Gate]:
        return [
            Gate(
                one,
                self._choices(f"{one.id}-found", ANSWERS),
                *(self[f"{one.id}-{part}"] for part in ("found", "passage", "reason")),
            )
            for one in self.scheme.omissions
        ]

    @property
    def levels(self) -> list[Levels]:
        return [
            Levels(
                one,
                self[one.id],
                self._choices(one.id, [(str(level.points), level.label, level.says) for level in one.levels]),
            )
            for one in self.scheme.criteria
        ]

    def _choices(self, name: str, offered: Iterable[tuple[str, str, str]]) -> list[Choice]:
        field = self[name]
        return [
            Choice(value, label, says, f"{field.auto_id}_{place}", str(field.value()) == value)
            for place, (value, label, says) in enumerate(offered)
        ]


class ConfirmationForm(forms.Form):
    reason = forms.CharField(
        label="Why this fail should stand",
        help_text="Say what you read and what you weighed. The award board can read this.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )
