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


def story(**given: Any) -> Story:
    return Story({"kind": "visit", "title": "A visit", **given})


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("good\x00bad", "after “good”"),
        ("good \ud800bad", "after “good”"),
        ("\udfffbad", "at its beginning"),
        ("one\ntwo \ufffd", "after “one two”"),
    ],
)
def test_a_character_that_cannot_be_kept_is_named_with_its_place(typed: str, place: str) -> None:
    form = story(text=typed)
    (error,) = form.errors["text"]
    assert place in error


@pytest.mark.parametrize("name", ["kind", "title", "text", "on"])
def test_the_form_comes_back_as_typed_and_can_be_sent(name: str) -> None:
    form = story(**{name: "before \x00\ud800 after"})
    assert form.errors[name]
    page = render_to_string("kit/form.html", {"form": form})
    assert "\x00" not in page
    page.encode()
    if name != "kind":
        assert "before \ufffd\ufffd after" in page


def test_a_long_text_stays_whole_and_says_by_how_much() -> None:
    form = story(title="A visit to Larkmoor")
    assert form.errors["title"] == ["This has 19 characters; there is room for 10. Shorten it."]
    page = render_to_string("kit/form.html", {"form": form})
    assert "A visit to Larkmoor" in page
    assert "maxlength" not in page


def test_line_ends_are_one_character() -> None:
    form = story(text="one\r\ntwo\rthree")
    assert form.is_valid()
    assert form.cleaned_data["text"] == "one\ntwo\nthree"


def test_a_field_of_one_line_holds_one_line() -> None:
    form = story(title="a\r\nb\u2028c")
    assert form.is_valid()
    assert form.cleaned_data["title"] == "a b c"


def test_each_error_links_to_its_field_and_radios_to_the_first() -> None:
    form = Story({"on": "yesterday"})
    assert forms.error_lines(form) == [
        ("Choose what happened.", "id_kind_0"),
        ("Fill in “Title”.", "id_title"),
        ("Enter a real date, like 23 October 2026.", "id_on"),
    ]
    page = render_to_string("kit/form.html", {"form": form})
    assert all(f'id="{line.target}"' in page for line in forms.error_lines(form))


def test_a_fault_of_the_whole_links_to_the_first_field() -> None:
    form = story()
    form.add_error(None, "These two cannot both be true.")
    assert forms.error_lines(form) == [("These two cannot both be true.", "id_kind_0")]


@pytest.mark.parametrize(
    "typed", ["2026-10-23", "23/10/2026", "23 10 2026", "23 October 2026", "23 Oct 2026"]
)
def test_a_day_may_be_written_in_several_ways(typed: str) -> None:
    assert story(on=typed).is_valid()


def test_the_one_question_is_the_heading_of_the_page() -> None:
    page = render_to_string("kit/form.html", {"form": Story()})
    assert '<h1 class="govuk-fieldset__heading">What happened?</h1>' in page
    assert page.count("<h1") == 1
    assert "By you or a colleague" in page
    assert "govuk-input--width-20" in page


def test_no_markup_of_a_form_carries_a_style_or_a_script() -> None:
    page = render_to_string("kit/form.html", {"form": Story({})})
    assert " style=" not in page
    assert "<script" not in page
