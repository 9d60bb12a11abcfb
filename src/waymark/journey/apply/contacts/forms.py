"""Who sponsors or mentors someone, as a lead enters it."""

from __future__ import annotations

from typing import Any

from waymark.journey.apply.contacts.rules import ContactDraft
from waymark.kit import forms
from waymark.kit.corrections import LONGEST_REASON


class ContactForm(forms.Form):
    name = forms.CharField(
        label="Name",
        help_text="If they no longer have one, leave the name and email address empty.",
        max_length=200,
        required=False,
    )
    email = forms.EmailField(label="Email address", required=False)
    from_on = forms.DateField(label="From (optional)", required=False)
    until_on = forms.DateField(label="Until (optional)", required=False)
    reason = forms.CharField(label="Why is this changing?", max_length=LONGEST_REASON, required=False)

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["reason"]
            self.fields["name"].required, self.fields["name"].help_text = True, ""

    def to_draft(self) -> ContactDraft:
        values = self.cleaned_data
        return ContactDraft(**{name: values[name] for name in ContactDraft.__dataclass_fields__})
