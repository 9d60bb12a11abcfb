"""The forms of a lead who edits an email, and of a message to selected people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from waymark.kit import forms
from waymark.kit.email_kinds import LONGEST_SUBJECT, LONGEST_TEXT, EmailKind

if TYPE_CHECKING:
    from waymark.ground.emails.models import EmailSetting
    from waymark.ground.emails.queries import Recipient
    from waymark.ground.emails.selection import Choice

AT_ONCE, SUMMARY, OFF = "at_once", "summary", "off"


class WordsForm(forms.Form):
    subject = forms.CharField(label="Subject", max_length=LONGEST_SUBJECT)
    text = forms.CharField(label="Text", max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 16}))


class SettingForm(forms.Form):
    """Whether and how a kind is sent: only the choices it has."""

    how = forms.ChoiceField(
        label="Do you want to send this email?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you want to send this email"},
    )

    def __init__(self, data: Any = None, *, kind: EmailKind, setting: EmailSetting | None) -> None:
        current = AT_ONCE
        if setting is not None:
            current = OFF if not setting.is_on else SUMMARY if setting.waits else AT_ONCE
        super().__init__(data, initial={"how": current})
        choices = [(AT_ONCE, "Yes, at once")]
        if kind.may_wait:
            choices.append((SUMMARY, "Yes, in a daily summary, unless someone chose otherwise"))
        if kind.may_be_off:
            choices.append((OFF, "No"))
        self.fields["how"].choices = choices  # type: ignore[attr-defined]


class SummaryForm(forms.Form):
    daily = forms.ChoiceField(
        label="How do you want to get emails that can wait?",
        choices=[("no", "Each one at once"), ("yes", "In one email a day, at 07:00")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select how you want to get emails that can wait"},
    )


class MessageForm(WordsForm):
    """A message to people of a cohort: who, and the words."""

    is_marketing = forms.BooleanField(
        label="This is marketing",
        required=False,
        help_text="It only goes to people who agreed to marketing, with a link to unsubscribe.",
    )
    people = forms.MultipleChoiceField(
        label="Who gets it?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one person who can be emailed"},
    )

    def __init__(self, data: Any = None, *, recipients: Iterable[Recipient], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.order_fields(["people", "subject", "text", "is_marketing"])
        rows = list(recipients)
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (row.enrolment.reference, row.enrolment.person.name) for row in rows if row.left_out is None
        ]


class SelectionForm(forms.Form):
    """One select for each heading of `selection.list_choices`."""

    def __init__(self, data: Any, *, choices: Mapping[str, Sequence[Choice]]) -> None:
        super().__init__(data)
        self.parts = {_name(heading): parts for heading, parts in choices.items()}
        for heading, parts in choices.items():
            options = [("", "Any"), *((part.label, part.label) for part in parts)]
            self.fields[_name(heading)] = forms.ChoiceField(
                label=heading, required=False, widget=forms.Select, choices=options
            )

    def picked(self) -> list[Choice]:
        """What was chosen under each heading; nothing where all are meant."""
        chosen = self.cleaned_data if self.is_valid() else {}
        return [
            part for name, parts in self.parts.items() for part in parts if part.label == chosen.get(name)
        ]


def _name(heading: str) -> str:
    return heading.lower().replace(" ", "_")
