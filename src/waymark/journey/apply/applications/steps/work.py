"""What the applicant does, and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waymark.ground.schools.queries import find_school
from waymark.journey.apply.applications import words
from waymark.journey.apply.applications.rules import HeadteacherStatus, RoleAtWork, Workplace
from waymark.journey.apply.applications.steps.base import Answering, Step
from waymark.kit import forms

NOT_LISTED = "not_listed"


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label="Your role",
        choices=list(words.ROLES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Select your role"},
    )
    job = forms.CharField(
        label="Your job title (optional)",
        required=False,
        max_length=120,
        help_text="For example, executive headteacher of two primary schools. Enter it if your role is “Another role”.",
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("role") == RoleAtWork.OTHER and not cleaned.get("job") and "job" not in self.errors:
            self.add_error("job", "Enter your job title")
        return cleaned


class RoleStep(Step):
    slug, key, form = "role", "Role", RoleForm
    heading = "What is your role?"

    def summary(self, answering: Answering) -> str:
        return job_of(answering)


def job_of(answering: Answering) -> str:
    return answering.get("job") or words.ROLES.get(answering.get("role"), "")


class HeadteacherForm(forms.Form):
    heading_field = "headteacher_status"
    headteacher_status = forms.ChoiceField(
        label="Are you, or will you be, a headteacher?",
        choices=[(status.value, words.HEADTEACHER_STATUSES[status]) for status in HeadteacherStatus],
        widget=forms.RadioSelect,
        help_text="The Department for Education asks this of everyone who applies.",
        error_messages={"required": "Select whether you are, or will be, a headteacher"},
    )


class HeadteacherStep(Step):
    slug, key, form = "headteacher", "Headteacher", HeadteacherForm

    def summary(self, answering: Answering) -> str:
        status = answering.get("headteacher_status")
        return words.HEADTEACHER_STATUSES[HeadteacherStatus(status)] if status else ""


class WorkplaceForm(forms.Form):
    workplace = forms.ChoiceField(
        label="Where you work",
        choices=[
            ("school", "In a school in England"),
            (Workplace.OTHER_ENGLAND.value, "In England, but not in a school"),
            (Workplace.OUTSIDE_ENGLAND.value, "Outside England"),
        ],
        widget=forms.RadioSelect(
            hints={Workplace.OTHER_ENGLAND.value: "For example, a trust or a local authority"}
        ),
        error_messages={"required": "Select where you work"},
    )
    school_search = forms.CharField(
        label="Find your school",
        required=False,
        max_length=120,
        help_text="If you work in a school, enter its name, postcode, URN or UKPRN. You can pick it on the next page.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("workplace") == "school" and not cleaned.get("school_search") and not self.errors:
            self.add_error("school_search", "Enter the name, postcode, URN or UKPRN of your school")
        return cleaned


class WorkplaceStep(Step):
    slug, key, form = "workplace", "Workplace", WorkplaceForm
    heading = "Where do you work?"

    def summary(self, answering: Answering) -> str:
        places = dict(self.form.base_fields["workplace"].choices)  # type: ignore[attr-defined]
        return str(places.get(answering.get("workplace"), ""))


class SchoolForm(forms.Form):
    urn = forms.ChoiceField(
        label="Your school",
        widget=forms.RadioSelect,
        error_messages={"required": "Select your school, or “My school is not listed”"},
    )


class SchoolStep(Step):
    """The schools that the search found. What was picked stays, if the search is later asked anew."""

    slug, key, form = "school", "School", SchoolForm
    heading = "Which school?"

    def applies(self, answering: Answering) -> bool:
        return answering.get("workplace") == "school"

    def make_form(self, answering: Answering, data: Mapping[str, Any] | None = None) -> forms.Form:
        form = super().make_form(answering, data)
        schools = {school.urn: school for school in answering.schools_found}
        if answering.school and data is answering.answers:
            schools.setdefault(answering.school.urn, answering.school)
        choices = [(school.urn, school.name) for school in schools.values()]
        hints = {
            school.urn: ", ".join(filter(None, (school.place, school.remark))) for school in schools.values()
        }
        form.fields["urn"].widget = forms.RadioSelect(hints=hints)
        form.fields["urn"].choices = [*choices, (NOT_LISTED, "My school is not listed")]  # type: ignore[attr-defined]
        return form

    def context(self, answering: Answering) -> dict[str, object]:
        schools, text = answering.schools_found, answering.get("school_search")
        sentence = f"We found no school for “{text}”. Go back to search again, or tell us its name."
        if schools:
            sentence = f"These are the schools we found for “{text}”. Go back to search again."
        return {"intro": sentence}

    def summary(self, answering: Answering) -> str:
        school = answering.school
        if school is None:
            return "My school is not listed"
        return "\n".join(filter(None, (school.name, school.place, f"URN {school.urn}", school.remark)))


class OrganisationForm(forms.Form):
    heading_field = "organisation"
    organisation = forms.CharField(
        label="What is the name of the place where you work?",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": "Enter the name of the place where you work"},
    )


class OrganisationStep(Step):
    slug, key, form = "organisation", "Place of work", OrganisationForm

    def applies(self, answering: Answering) -> bool:
        place = answering.get("workplace")
        return bool(place) and (place != "school" or answering.get("urn") == NOT_LISTED)


def workplace_of(answering: Answering) -> tuple[Workplace | None, str, str]:
    """What kind of place it is, its name, and the URN of a school that was picked from the list."""
    place, typed = answering.get("workplace"), answering.get("organisation")
    if place != "school":
        return (Workplace(place) if place else None), typed, ""
    school = find_school(urn=answering.get("urn"))
    if school is None:
        return Workplace.NOT_LISTED, typed, ""
    return Workplace.LISTED, school.name, school.urn


class ExperienceForm(forms.Form):
    heading_field = "experience_years"
    experience_years = forms.IntegerField(
        label="For how many years have you worked in schools?",
        min_value=0,
        max_value=60,
        width=2,
        help_text="Whole years, in any role. Enter 0 if it is less than one.",
        error_messages={"required": "Enter the number of years, like 12"},
    )


class ExperienceStep(Step):
    slug, key, form = "experience", "Years in schools", ExperienceForm
