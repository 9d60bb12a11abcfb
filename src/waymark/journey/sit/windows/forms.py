"""The form of a new window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from waymark.kit import forms
from waymark.kit.formatting import long_date

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.papers.models import Paper


class WindowForm(forms.Form):
    paper = forms.ChoiceField(label="Paper", widget=forms.RadioSelect)
    opens_on = forms.DateField(label="First day")
    opens_time = forms.TimeField(label="Opens at", help_text="Local time on the first day", width=5)
    days = forms.IntegerField(
        label="Days",
        help_text="Calendar days, including the first and last",
        min_value=1,
        max_value=60,
        width=2,
    )
    closes_time = forms.TimeField(
        label="Closes at",
        help_text="Local time on the last day. The window closes at the end of this minute.",
        width=5,
    )
    zone = forms.CharField(label="Time zone", help_text="For example, Europe/London", max_length=60, width=20)
    people = forms.MultipleChoiceField(
        label="Only for some participants (optional)",
        help_text=(
            "For a resit, or an assessment that was deferred. "
            "If you select no one, the window is for the whole cohort, without those who have passed."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    may_take_back = forms.BooleanField(
        label="Participants can take their answers back and submit again until the close",
        help_text="If you don’t tick this, participants can’t change their answers after they submit.",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        papers: Sequence[Paper],
        used: Mapping[int, date],
        candidates: Sequence[Enrolment] = (),
        **kwargs: Any,
    ) -> None:
        """`used` says on which day a paper was first set, by its id; `candidates` can be entered by name."""
        super().__init__(*args, **kwargs)
        people = self.fields["people"]
        assert isinstance(people, forms.MultipleChoiceField)
        people.choices = [(enrolment.reference, enrolment.person.name) for enrolment in candidates]
        if not candidates:
            del self.fields["people"]
        field = self.fields["paper"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(paper.pk), _paper(paper, used.get(paper.pk))) for paper in papers]


def _paper(paper: Paper, used: date | None) -> str:
    """A paper that was set before may be known to those who sat or marked it."""
    named = f"{paper.code}: {paper.title}"
    return f"{named} (already used for {long_date(used)})" if used else named
