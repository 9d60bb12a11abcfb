"""Lines of staff to be invited, and the roles that are ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from waymark.ground.cohorts.queries import RoleState
from waymark.ground.people.queries import find_person
from waymark.ground.people.roles import Role
from waymark.ground.people.rules import LONGEST_NAME, full_name
from waymark.journey.apply.staff import words
from waymark.journey.apply.staff.rules import MOST_LINES
from waymark.kit import forms
from waymark.kit.folding import fold

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, CohortStaff
    from waymark.ground.people.models import Person, Provider


class InviteStaffForm(forms.Form):
    """`read` is what was shown of the lines before; the same lines are then confirmed."""

    lines = forms.CharField(
        label="Who do you want to invite?",
        max_length=60_000,
        strip=False,
        help_text=(
            "A line for each person: name, email, role, and the cohort for a role in a cohort. "
            "Separate them with commas, or paste the columns from a spreadsheet. "
            f"Roles are {words.ROLES}."
        ),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        error_messages={"required": words.NOTHING_TO_INVITE},
    )
    cohort = forms.ChoiceField(label="Cohort for lines without one", required=False, widget=forms.Select)
    checked = forms.BooleanField(label="I’ve checked what was guessed, and it is right", required=False)
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, cohorts: Sequence[Cohort], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cohort"]
        field.choices = [("", "No cohort"), *((cohort.slug, cohort.name) for cohort in cohorts)]

    def clean_lines(self) -> str:
        lines: str = self.cleaned_data["lines"]
        number = len([line for line in lines.splitlines() if line.strip()])
        if not number:
            raise forms.ValidationError(words.NOTHING_TO_INVITE)
        if number > MOST_LINES:
            raise forms.ValidationError(words.TOO_MANY_LINES.format(most=MOST_LINES, number=number))
        return lines


class PartnerMemberForm(forms.Form):
    """Someone of a delivery partner that the provider's packs or enrolments name."""

    given_name = forms.NameField(label="Given name", max_length=LONGEST_NAME, required=False)
    family_name = forms.NameField(
        label="Family name", max_length=LONGEST_NAME, error_messages={"required": "Enter their family name"}
    )
    email = forms.EmailField(label="Email address", error_messages={"required": "Enter their email address"})
    partner = forms.ChoiceField(
        label="Delivery partner",
        widget=forms.Select,
        help_text="Delivery partners named in your programmes or in an enrolment.",
        error_messages={"required": "Select a delivery partner"},
    )

    def __init__(self, data: Any = None, *, partners: Sequence[str], provider: Provider) -> None:
        super().__init__(data)
        self.provider = provider
        field: Any = self.fields["partner"]
        field.choices = [("", "Select a delivery partner"), *((name, name) for name in partners)]

    def clean(self) -> dict[str, Any]:
        """An address that is known under another name is not taken for this person's."""
        values = self.cleaned_data
        known = find_person(provider=self.provider, email=values.get("email", ""))
        name = full_name(values.get("given_name", ""), values.get("family_name", ""))
        if known and fold(known.name) != fold(name):
            self.add_error("email", words.KNOWN_AS.format(name=known.name))
        return values


class CohortRolesForm(forms.Form):
    """One tick for each person and role; a role that someone may not have has no tick."""

    roles = forms.MultipleChoiceField(label="Roles", required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        table: Sequence[tuple[Person, Sequence[RoleState]]],
        ticked: Sequence[str] = (),
    ) -> None:
        """`ticked` are keys of roles that are proposed besides those that people have."""
        super().__init__(data)
        self.states = {state.key: state for _, states in table for state in states if not state.reasons}
        field: Any = self.fields["roles"]
        field.choices = [(key, key) for key in self.states]
        self.has = sorted(key for key, state in self.states.items() if state.member)
        self.shown = {*self.has, *ticked} if data is None else set(data.getlist("roles"))

    def to_give(self) -> list[tuple[Person, Role]]:
        states = [self.states[key] for key in self.cleaned_data["roles"]]
        return [(state.person, state.role) for state in states if state.member is None]

    def to_take(self) -> list[CohortStaff]:
        """Only roles that the form showed."""
        chosen = set(self.cleaned_data["roles"])
        members = [self.states[key].member for key in self.has if key not in chosen]
        return [member for member in members if member is not None]


class ProviderRolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label="Roles at your provider", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, choices: Sequence[tuple[str, str]], held: Sequence[str]) -> None:
        super().__init__(data, initial={"roles": list(held)})
        field: Any = self.fields["roles"]
        field.choices = choices


class CopyStaffForm(forms.Form):
    cohort = forms.ChoiceField(
        label="Copy staff from", widget=forms.Select, error_messages={"required": "Select a cohort"}
    )
    to = forms.ChoiceField(
        label="Copy staff to", widget=forms.Select, error_messages={"required": "Select a cohort"}
    )

    def __init__(self, data: Any = None, *, cohorts: Sequence[Cohort], to: str = "") -> None:
        super().__init__(data, initial={"to": to})
        self.cohorts = {cohort.slug: cohort for cohort in cohorts}
        choices = [("", "Select a cohort"), *((cohort.slug, cohort.name) for cohort in cohorts)]
        for name in ("cohort", "to"):
            field: Any = self.fields[name]
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("to") and self.cleaned_data.get("to") == self.cleaned_data.get("cohort"):
            self.add_error("cohort", "Select another cohort than the one you copy to")
        return self.cleaned_data
