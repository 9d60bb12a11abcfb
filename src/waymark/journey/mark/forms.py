"""Shape of what a marker and a senior marker send."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from waymark.ground.papers.values import Criterion, Omission, Scheme
from waymark.journey.mark import words
from waymark.journey.mark.validation import MarkDraft, OmissionJudgement, validate_mark
from waymark.kit import forms

MET, NOT_FOUND = "met", "not_found"
JUDGEMENTS = [(MET, "Met", "in a passage"), (NOT_FOUND, "Not found", "anywhere in the script")]
PASSAGE_LENGTH, REASON_LENGTH = 6000, 2000


@dataclass(frozen=True)
class RadioChoice:
    """One radio button: the value it sends, its label and its hint."""

    value: str
    label: str
    hint: str
    id: str
    is_checked: bool


@dataclass(frozen=True)
class OmissionFields:
    """One failure-level omission with its three fields."""

    omission: Omission
    choices: list[RadioChoice]
    met: Any
    passage: Any
    reason: Any


@dataclass(frozen=True)
class CriterionFields:
    """One criterion with its levels."""

    criterion: Criterion
    field: Any
    choices: list[RadioChoice]


class MarkForm(forms.Form):
    """Fields for each part of the scheme: `o1-met`, `o1-passage`, `o1-reason`, `c1`."""

    def __init__(self, scheme: Scheme, answers: Collection[str], *args: Any, **kwargs: Any) -> None:
        self.scheme, self.answers = scheme, answers
        super().__init__(*args, **kwargs)
        for omission in scheme.omissions:
            self._add_omission(omission)
        for criterion in scheme.criteria:
            self._add_criterion(criterion)

    def _add_omission(self, omission: Omission) -> None:
        self.fields[f"{omission.id}-met"] = forms.ChoiceField(
            label=omission.says,
            choices=[(value, label) for value, label, _ in JUDGEMENTS],
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields[f"{omission.id}-passage"] = forms.CharField(
            label="If met, copy the passage from the script",
            widget=forms.Textarea(attrs={"rows": 3, "class": "wm-said"}),
            max_length=PASSAGE_LENGTH,
            required=False,
        )
        self.fields[f"{omission.id}-reason"] = forms.CharField(
            label="If not found, explain why nothing in the script meets it",
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=REASON_LENGTH,
            required=False,
        )

    def _add_criterion(self, criterion: Criterion) -> None:
        self.fields[criterion.id] = forms.TypedChoiceField(
            label=criterion.title,
            choices=[(level.points, level.label) for level in criterion.levels],
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
        )

    def to_draft(self) -> MarkDraft:
        """What was sent, complete or not, for the rule to judge."""
        levels = {criterion.id: self.cleaned_data.get(criterion.id) for criterion in self.scheme.criteria}
        return MarkDraft(
            criteria={key: points for key, points in levels.items() if points is not None},
            omissions={omission.id: self._judgement(omission.id) for omission in self.scheme.omissions},
        )

    def _judgement(self, omission_id: str) -> OmissionJudgement:
        met = self.cleaned_data.get(f"{omission_id}-met")
        return OmissionJudgement(
            met=met == MET if met else None,
            passage=self.cleaned_data.get(f"{omission_id}-passage", ""),
            reason=self.cleaned_data.get(f"{omission_id}-reason", ""),
        )

    def clean(self) -> None:
        """Every error at once, each at its field, unless the field has one already."""
        for error in validate_mark(self.to_draft(), self.scheme, self.answers):
            if error.field not in self.errors:
                self.add_error(error.field, words.error_sentence(error, self.scheme))

    @property
    def omission_fields(self) -> list[OmissionFields]:
        return [
            OmissionFields(
                omission,
                self._choices(f"{omission.id}-met", JUDGEMENTS),
                *(self[f"{omission.id}-{part}"] for part in ("met", "passage", "reason")),
            )
            for omission in self.scheme.omissions
        ]

    @property
    def criterion_fields(self) -> list[CriterionFields]:
        return [
            CriterionFields(
                criterion,
                self[criterion.id],
                self._choices(
                    criterion.id,
                    [(str(level.points), level.label, level.says) for level in criterion.levels],
                ),
            )
            for criterion in self.scheme.criteria
        ]

    def _choices(self, name: str, options: Iterable[tuple[str, str, str]]) -> list[RadioChoice]:
        field = self[name]
        return [
            RadioChoice(value, label, hint, f"{field.auto_id}_{index}", str(field.value()) == value)
            for index, (value, label, hint) in enumerate(options)
        ]


class ConfirmationForm(forms.Form):
    reason = forms.CharField(
        label="Why should this fail be confirmed?",
        help_text="Say what you read and what your decision is based on.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        error_messages={"required": words.NO_CONFIRMATION_REASON},
    )
