"""The form of a move to another peer group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from waymark.kit import forms
from waymark.kit.corrections import LONGEST_REASON
from waymark.kit.formatting import counted

if TYPE_CHECKING:
    from waymark.journey.gather.models import PeerGroup


class MoveForm(forms.Form):
    """Someone who has no group yet needs no reason."""

    group = forms.ChoiceField(
        label="Group", widget=forms.RadioSelect, error_messages={"required": "Select a group"}
    )
    reason = forms.CharField(
        label="Reason",
        help_text="Programme leads can read it.",
        max_length=LONGEST_REASON,
        error_messages={"required": "Enter the reason for the move"},
    )
    from_on = forms.DateField(
        label="First day this applies", help_text="Leave this empty for today.", required=False
    )

    def __init__(self, data: Any = None, *, groups: Sequence[PeerGroup], is_move: bool) -> None:
        super().__init__(data)
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(group.pk), _label(group)) for group in groups]
        if not is_move:
            del self.fields["reason"], self.fields["from_on"]


def _label(group: PeerGroup) -> str:
    return f"{group.name}, {counted(len(group.memberships.all()), 'member', 'members')}"
