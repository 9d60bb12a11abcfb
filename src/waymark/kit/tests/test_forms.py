"""Forms: what they refuse, what they give back, and the markup that carries it."""

from typing import Any

import pytest
from django.template.loader import render_to_string

from waymark.kit import forms


class Story(forms.Form):
    heading_field = "kind"
    kind = forms.ChoiceField(
        label="What happened?",
        choices=[("visit", "A visit"), ("other", "Something else")],
        widget=forms.RadioSelect(hints={"visit": "By you or a colleague"}),
        error_messages={"required": "Choose what happened."},
    )
    title = forms.CharField(label="Title", max_length=10, width=20)
    text = forms.CharField(label="What you saw", widget=forms.Textarea, required=False)
    on = forms.DateField(label="Day", required=False)


def story(**fields: Any) -> Story:
    return Story({"kind": "visit", "title": "A visit", **fields})


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("good\x00bad", "after “good”"),
        ("good \ud800bad", "after “good”"),
        ("\udfffbad", "at the beginning"),
        ("one\ntwo \ufffd", "after “one two”"),
    ],
)
def test_unstorable_character_is_reported_with_its_place(typed: str, place: str) -> None:
    form = story(text=typed)
    (error,) = form.errors["text"]
    assert place in error


@pytest.mark.parametrize("name", ["kind", "title", "text", "on"])
def test_form_comes_back_as_typed(name: str) -> None:
    form = story(**{name: "before \x00\ud800 after"})
    assert form.errors[name]
    page = render_to_string("kit/form.html", {"form": form})
    assert "\x00" not in page
    page.encode()
    if name != "kind":
        assert "before \ufffd\ufffd after" in page


def test_text_that_is_too_long_stays_whole() -> None:
    form = story(title="A visit to Larkmoor")
    assert form.errors["title"] == ["Title must be 10 characters or fewer. You entered 19 characters"]
    page = render_to_string("kit/form.html", {"form": form})
    assert "A visit to Larkmoor" in page
    assert "maxlength" not in page


@pytest.mark.parametrize(
    ("typed", "is_taken"),
    [
        ("1899-12-31", False),
        ("1900-01-01", True),
        ("2199-12-31", True),
        ("2200-01-01", False),
        ("9999-12-31", False),
    ],
)
def test_date_is_in_a_year_in_which_something_can_happen(typed: str, is_taken: bool) -> None:
    form = story(on=typed)
    assert form.is_valid() is is_taken
    assert form.errors.get("on", []) == (
        [] if is_taken else ["Enter a date with a year between 1900 and 2199"]
    )


def test_a_filter_takes_a_date_of_any_year() -> None:
    class Filter(forms.Form):
        since = forms.DateField(required=False, any_year=True)

    for typed in ("0001-01-01", "9999-12-31", ""):
        assert Filter({"since": typed}).is_valid()


def test_line_ends_become_one_character() -> None:
    form = story(text="one\r\ntwo\rthree")
    assert form.is_valid()
    assert form.cleaned_data["text"] == "one\ntwo\nthree"


def test_single_line_field_has_one_line() -> None:
    form = story(title="a\r\nb\u2028c")
    assert form.is_valid()
    assert form.cleaned_data["title"] == "a b c"


def test_error_links_to_its_field_or_first_choice() -> None:
    form = Story({"on": "yesterday"})
    assert forms.error_lines(form) == [
        ("Choose what happened.", "id_kind_0"),
        ("Enter the title", "id_title"),
        ("Enter a real date, like 23 October 2026", "id_on"),
    ]
    page = render_to_string("kit/form.html", {"form": form})
    assert all(f'id="{line.target}"' in page for line in forms.error_lines(form))


def test_error_of_the_whole_form_links_to_the_first_field() -> None:
    form = story()
    form.add_error(None, "These two cannot both be true.")
    assert forms.error_lines(form) == [("These two cannot both be true.", "id_kind_0")]


@pytest.mark.parametrize(
    "typed", ["2026-10-23", "23/10/2026", "23 10 2026", "23 October 2026", "23 Oct 2026"]
)
def test_date_can_be_written_in_several_ways(typed: str) -> None:
    assert story(on=typed).is_valid()


def test_single_question_is_the_page_heading() -> None:
    page = render_to_string("kit/form.html", {"form": Story()})
    assert '<h1 class="govuk-fieldset__heading">What happened?</h1>' in page
    assert page.count("<h1") == 1
    assert "By you or a colleague" in page
    assert "govuk-input--width-20" in page


def test_line_above_the_heading_stands_with_no_other_field() -> None:
    class WithLine(Story):
        kicker = "After the visit"

    form = WithLine()
    assert [field.name for field in form if field.kicker] == ["kind"]
    page = render_to_string("kit/form.html", {"form": form})
    assert page.count("After the visit") == 1
    assert page.index("After the visit") < page.index("<h1")


def test_form_markup_has_no_style_or_script() -> None:
    page = render_to_string("kit/form.html", {"form": Story({})})
    assert " style=" not in page
    assert "<script" not in page


class Everything(forms.Form):
    email = forms.EmailField(label="Email address")
    points = forms.IntegerField(label="Points", min_value=0, max_value=15)
    days = forms.IntegerField(label="Days", min_value=1)
    tax = forms.IntegerField(label="VAT (%)", min_value=0, max_value=100)
    share = forms.IntegerField(label="Share (%)", max_value=50)
    minutes = forms.IntegerField(label="How many minutes did it take?")
    role = forms.ChoiceField(label="Role", choices=[("lead", "Programme lead")])
    decision = forms.ChoiceField(label="Your decision", choices=[("yes", "Yes")])
    trn = forms.CharField(label="TRN", min_length=5)
    name = forms.CharField(label="Their name")
    plan = forms.CharField(label="What will you do next?")
    file = forms.FileField(label="Evidence file")
    agreed = forms.BooleanField(label="I agree")
    own = forms.CharField(label="Reason", error_messages={"required": "Enter why you are applying now"})


def errors_of(**typed: str) -> dict[str, list[str]]:
    return {name: list(map(str, errors)) for name, errors in Everything(typed).errors.items()}


def test_required_fields_say_what_to_enter_or_select() -> None:
    assert errors_of() == {
        "email": ["Enter the email address"],
        "points": ["Enter the points"],
        "days": ["Enter the days"],
        "tax": ["Enter the VAT (%)"],
        "share": ["Enter the share (%)"],
        "minutes": ["Enter an answer"],
        "role": ["Select the role"],
        "decision": ["Select your decision"],
        "trn": ["Enter the TRN"],
        "name": ["Enter their name"],
        "plan": ["Enter an answer"],
        "file": ["Select a file"],
        "agreed": ["Tick “I agree” to continue"],
        "own": ["Enter why you are applying now"],
    }


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("points", "16", "Points must be between 0 and 15"),
        ("points", "-1", "Points must be between 0 and 15"),
        ("points", "many", "Points must be a whole number, like 12"),
        ("days", "0", "Days must be 1 or more"),
        ("tax", "-1", "VAT (%) must be between 0 and 100"),
        ("tax", "much", "VAT (%) must be a whole number, like 12"),
        ("share", "51", "Share (%) must be 50 or less"),
        ("minutes", "an hour", "Your answer must be a whole number, like 12"),
        ("trn", "123", "TRN must be 5 characters or more. You entered 3 characters"),
        ("role", "queen", "Select one of the options"),
        ("email", "anna", "Enter an email address in the correct format, like name@school.example"),
    ],
)
def test_errors_name_the_field_and_the_limit(field: str, typed: str, error: str) -> None:
    assert errors_of(**{field: typed})[field] == [error]


def test_email_address_can_have_an_international_domain() -> None:
    assert "email" not in errors_of(email="anna@müller-schule.example")


class Named(forms.Form):
    given_name = forms.NameField(label="Given name", required=False)


@pytest.mark.parametrize("name", ["", "Ø", "José", "王", "O’Brien 3rd", "X Æ A-12"])
def test_a_name_in_any_script_is_a_name(name: str) -> None:
    assert Named({"given_name": name}).is_valid()


@pytest.mark.parametrize("name", ["31/02/2026", "-999", "🎓", "?", "—"])
def test_what_has_no_letter_is_no_name(name: str) -> None:
    form = Named({"given_name": name})
    assert form.errors["given_name"] == ["Enter a given name that has letters"]
    assert form["given_name"].value() == name
