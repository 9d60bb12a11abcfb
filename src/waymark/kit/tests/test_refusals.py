"""A refusal becomes an error of a form; rules' codes become reasons."""

from enum import StrEnum

import pytest

from waymark.kit import forms
from waymark.kit.decisions import Decision
from waymark.kit.refusals import Reason, Refusal, reasons_for


class Code(StrEnum):
    LATE = "late"
    SHORT = "short"


SENTENCES = {Code.LATE: "The window closed on {day}.", Code.SHORT: "Write something first."}


class Form(forms.Form):
    day = forms.CharField()


def bound() -> Form:
    form = Form({"day": "Monday"})
    assert form.is_valid()
    return form


def test_a_reason_with_a_field_s_name_is_shown_at_that_field() -> None:
    form = bound()
    with forms.refusal_as_error(form):
        raise Refusal(Reason("day", "Choose a later day."), Reason("other", "Ask your lead."))
    assert form.errors["day"] == ["Choose a later day."]
    assert form.non_field_errors() == ["Ask your lead."]


def test_the_given_field_takes_every_other_reason() -> None:
    form = bound()
    with forms.refusal_as_error(form, field="day"):
        raise Refusal(Reason("other", "Ask your lead."))
    assert form.errors["day"] == ["Ask your lead."]


def test_any_other_exception_goes_on() -> None:
    with pytest.raises(KeyError), forms.refusal_as_error(bound()):
        raise KeyError("day")


def test_reasons_follow_the_order_of_the_codes_and_are_filled_with_facts() -> None:
    reasons = reasons_for([Code.SHORT, Code.LATE], SENTENCES, day="Monday")
    assert [str(reason) for reason in reasons] == ["Write something first.", "The window closed on Monday."]
    assert [reason.code for reason in reasons] == ["short", "late"]


def test_a_decision_without_reasons_allows() -> None:
    assert Decision[Code]().allowed
    assert not Decision((Code.LATE,)).allowed
