"""Forms of passkeys."""

from __future__ import annotations

from waymark.kit import forms


class NewPasskey(forms.Form):
    name = forms.CharField(
        label="Name for this passkey",
        max_length=60,
        required=False,
        help_text="So that you recognise it later, such as “My phone”. Optional.",
    )
