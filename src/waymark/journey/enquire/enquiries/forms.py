"""The question of a visitor, and what staff record about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from waymark.journey.enquire.enquiries import words
from waymark.journey.enquire.enquiries.rules import EnquiryReason, Said
from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.journey.enquire.enquiries.models import SavedAnswer

GENERAL = "general"


class EnquiryForm(forms.Form):
    """`homepage` is for automatic senders, who fill in everything; no one sees it."""

    programme = forms.ChoiceField(
        label="What is your question about?",
        error_messages={"required": "Select what your question is about"},
    )
    name = forms.CharField(
        label="Your name",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(label="Your email address", max_length=254, help_text="We’ll answer by email.")
    question = forms.CharField(
        label="Your question",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Don’t include anything about a pupil, or about your health.",
    )
    homepage = forms.CharField(
        label="Leave this field empty",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, programmes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["programme"]
        choice.choices = [*programmes, (GENERAL, "Something else")]

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(words.SENTENCES[EnquiryReason.LOOKS_AUTOMATIC])
        return ""

    @property
    def about(self) -> str:
        """The programme's slug; empty for a general question."""
        slug: str = self.cleaned_data["programme"]
        return "" if slug == GENERAL else slug


class AnswerForm(forms.Form):
    text = forms.CharField(
        label="Your answer",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="We’ll email it to them, with your name and the reference below it.",
    )


class HandOverForm(forms.Form):
    to = forms.ChoiceField(label="Who will deal with it?", error_messages={"required": "Select a colleague"})
    note = forms.CharField(
        label="Note to your colleague (optional)",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, colleagues: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(person.pk): person for person in colleagues}
        choice: Any = self.fields["to"]
        choice.choices = [
            ("", "Select a colleague"),
            *((key, row.name) for key, row in self.colleagues.items()),
        ]

    def selected(self) -> Person:
        return self.colleagues[self.cleaned_data["to"]]


class NoteForm(forms.Form):
    kind = forms.ChoiceField(
        label="What are you recording?",
        choices=[
            (Said.HEARD.value, "What they told us by telephone or email"),
            (Said.NOTE.value, "A note for colleagues"),
        ],
        widget=forms.RadioSelect(
            hints={
                Said.HEARD.value: "The time to answer starts again.",
                Said.NOTE.value: "This isn’t sent to them.",
            }
        ),
        error_messages={"required": "Select what you are recording"},
    )
    text = forms.CharField(label="Text", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class ClosingForm(forms.Form):
    text = forms.CharField(label="Reason", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class SavedAnswerForm(forms.Form):
    title = forms.CharField(label="Title", max_length=120, help_text="Only staff see the title.")
    text = forms.CharField(label="Answer", max_length=10_000, widget=forms.Textarea(attrs={"rows": 10}))

    @staticmethod
    def of(answer: SavedAnswer | None) -> dict[str, str]:
        """What the fields show first."""
        return {"title": answer.title, "text": answer.text} if answer else {}
