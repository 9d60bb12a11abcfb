"""Shapes of input. The desk's own form is read in `views/desk.py`: its texts are kept whatever they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from waymark.journey.sit.words import DECLARED
from waymark.kit import forms
from waymark.kit.formatting import long_date

if TYPE_CHECKING:
    from waymark.ground.papers.models import Paper


class WindowForm(forms.Form):
    paper = forms.ChoiceField(label="Paper", widget=forms.RadioSelect)
    opens_on = forms.DateField(label="First day")
    opens_time = forms.TimeField(label="Opens at", help_text="Local time on the first day.", width=5)
    days = forms.IntegerField(
        label="Days",
        help_text="Calendar days, counting the first and the last.",
        min_value=1,
        max_value=60,
        width=2,
    )
    closes_time = forms.TimeField(
        label="Closes at", help_text="Local time on the last day. The minute you name counts whole.", width=5
    )
    zone = forms.CharField(
        label="Time zone", help_text="A name such as Europe/London.", max_length=60, width=20
    )
    may_take_back = forms.BooleanField(
        label="Participants may take back what they handed in, and hand in again, until the close",
        help_text="Without the tick, handing in is final.",
        required=False,
    )

    def __init__(self, *args: Any, papers: Sequence[Paper], used: Mapping[int, date], **kwargs: Any) -> None:
        """`used` says on which day a paper was first set, by its id."""
        super().__init__(*args, **kwargs)
        field = self.fields["paper"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), _paper(one, used.get(one.pk))) for one in papers]


def _paper(paper: Paper, used: date | None) -> str:
    """A paper that was set before may be known to those who sat or marked it."""
    named = f"{paper.code}: {paper.title}"
    return f"{named} (set before, for {long_date(used)})" if used else named


class IncidentForm(forms.Form):
    what = forms.CharField(
        label="What happened, and what did you do about it?",
        help_text="Up to 500 characters. Your team can read this, so don’t include anything a participant wrote.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what happened"},
    )


class DeclarationForm(forms.Form):
    """One tick for each sentence of the declaration."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, says in DECLARED:
            self.fields[name] = forms.BooleanField(label=says)
            self.fields[name].error_messages["required"] = f"To open the desk, tick “{says}”"


class PracticeForm(forms.Form):
    declared = forms.BooleanField(
        label="I understand that this is for practice: no one marks it, and it doesn’t count towards my result.",
        error_messages={"required": "Tick the box to start practising"},
    )


class ConfirmForm(forms.Form):
    declared = forms.BooleanField(
        label="I confirm the declaration that I made when I opened the desk.",
        error_messages={"required": "Tick this sentence to hand in."},
    )
