"""One question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from waymark.ground.papers.drafts.forms.base import LINE, PartForm, area
from waymark.ground.papers.drafts.parts import Content
from waymark.ground.papers.words import ASKS
from waymark.kit import forms


class QuestionForm(PartForm):
    title = forms.CharField(label="Question", **LINE)
    preamble = forms.CharField(
        label="Preamble",
        help_text="Say what the question is about, and what it doesn’t ask for.",
        required=False,
        max_length=4000,
        widget=area(4),
    )
    sub_questions = forms.CharField(
        label="Sub-questions",
        help_text="Enter one on each line.",
        required=False,
        max_length=4000,
        widget=area(5),
    )
    guidance_words = forms.IntegerField(
        label="Word guidance",
        help_text="Roughly how many words an answer should have.",
        required=False,
        min_value=0,
        max_value=100_000,
        width=5,
    )
    strands = forms.MultipleChoiceField(
        label="Strands it draws on", required=False, widget=forms.CheckboxSelectMultiple
    )
    asks_for = forms.MultipleChoiceField(
        label="What it asks participants to do",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(ASKS.items()),
    )

    def __init__(self, *args: Any, strands: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["strands"]
        field.choices = strands

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        return {**content, "sub_questions": "\n".join(content["sub_questions"])}

    @property
    def content(self) -> Content:
        content = super().content
        lines = [" ".join(line.split()) for line in content["sub_questions"].splitlines()]
        return {
            **content,
            "sub_questions": [line for line in lines if line],
            "guidance_words": content["guidance_words"] or 0,
        }
