"""Words with placeholders: what is filled, what is refused, and what every kind says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from waymark.kit.email_kinds import (
    LINK_PLACE,
    PLACE,
    EmailKind,
    WordingReason,
    all_kinds,
    problems_of,
    render_email,
)

KIND = EmailKind(
    code="test.kind",
    title="A kind",
    audience="Everyone",
    sent="Now",
    subject="About {programme}",
    text="Dear {name}, read this: {link}",
    next_step="read this",
    samples={"name": "Amina"},
)


def reasons(subject: str, text: str) -> list[tuple[WordingReason, tuple[str, ...]]]:
    return [(problem.reason, problem.places) for problem in problems_of(KIND, subject=subject, text=text)]


def test_placeholders_are_filled() -> None:
    rendered = render_email(
        KIND.subject, KIND.text, {"programme": "NPQEL", "name": "Amina", "link": "https://a"}
    )
    assert (rendered.subject, rendered.text) == ("About NPQEL", "Dear Amina, read this: https://a")


def test_a_value_is_not_read_for_placeholders_again() -> None:
    rendered = render_email("{name}", "{name} {link}", {"name": "{link}", "link": "https://secret"})
    assert rendered.text == "{link} https://secret"
    assert rendered.subject == "{link}"


def test_a_subject_is_one_line_and_names_no_link() -> None:
    values = {"name": "Amina\r\nBcc: all@example.org\u2028x\x00", "link": "https://secret"}
    assert render_email("For {name} {link}", "", values).subject == "For Amina Bcc: all@example.org x"


@pytest.mark.parametrize("value", [LINK_PLACE, f"Amina {LINK_PLACE}"])
def test_only_the_link_stands_where_the_link_comes(value: str) -> None:
    rendered = render_email("s", f"{{name}} {LINK_PLACE}", {"name": f"x{value}"})
    assert LINK_PLACE not in rendered.text


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("A", "{link}", []),
        (" ", "{link}", [(WordingReason.NO_SUBJECT, ())]),
        ("A" * 201, "{link}", [(WordingReason.LONG_SUBJECT, ())]),
        ("A", " ", [(WordingReason.NO_TEXT, ())]),
        ("A", "{link}" + "a" * 10_000, [(WordingReason.LONG_TEXT, ())]),
        ("{nmae}", "{link} {Name}", [(WordingReason.UNKNOWN_PLACE, ("nmae", "Name"))]),
        ("A", "{link} { name }", [(WordingReason.UNKNOWN_PLACE, (" name ",))]),
        ("A", "no link", [(WordingReason.MISSING_PLACE, ("link",))]),
        ("{link}", "no link", [(WordingReason.MISSING_PLACE, ("link",))]),
    ],
)
def test_words_that_cannot_be_used_are_refused(
    subject: str, text: str, expected: list[tuple[WordingReason, tuple[str, ...]]]
) -> None:
    assert reasons(subject, text) == expected


@pytest.mark.parametrize("kind", all_kinds().values(), ids=lambda kind: kind.code)
def test_every_kind_names_the_programme_the_next_step_and_the_link(kind: EmailKind) -> None:
    assert "{programme}" in kind.subject + kind.text
    assert kind.next_step
    assert kind.next_step in kind.text
    assert "{link}" in kind.text
    assert "link" in kind.required


@pytest.mark.parametrize("kind", all_kinds().values(), ids=lambda kind: kind.code)
def test_every_kind_says_who_gets_it_and_when(kind: EmailKind) -> None:
    assert kind.title
    assert kind.audience
    assert kind.sent
    assert not kind.sent.endswith(".")
    assert problems_of(kind, subject=kind.subject, text=kind.text) == ()
    written = render_email(kind.subject, kind.text, kind.sample_values)
    assert not PLACE.search(written.subject + written.text), "A sample is missing."


def test_every_kind_belongs_to_its_room() -> None:
    from django.apps import apps

    assert {kind.room for kind in all_kinds().values()} <= {config.label for config in apps.get_app_configs()}


def test_a_kind_without_the_programme_is_noticed() -> None:
    with pytest.raises(AssertionError):
        test_every_kind_names_the_programme_the_next_step_and_the_link(
            replace(KIND, subject="A", text="{link}")
        )


NOTICE = replace(KIND, text="{link} {privacy}", fixed={"privacy": "Object: {enquiries}. {name} {link}"})


def test_fixed_words_have_only_standard_values_in_them_and_no_value_replaces_them() -> None:
    values = NOTICE.complete(
        {"enquiries": "npq@a.example", "name": "Amina", "link": "https://a", "privacy": "Nothing"}
    )
    assert values["privacy"] == "Object: npq@a.example. {name} {link}"
    assert NOTICE.sample_values["privacy"].startswith("Object: npq@learning-together.example.")


def test_fixed_words_cannot_be_left_out() -> None:
    problems = problems_of(NOTICE, subject="A", text="{link}")
    assert [(problem.reason, problem.places) for problem in problems] == [
        (WordingReason.MISSING_PLACE, ("privacy",))
    ]
    assert NOTICE.must_have == {"link", "privacy"}
    assert problems_of(NOTICE, subject="A", text="{privacy} {link}") == ()


CANNOT_DO_WITHOUT = {
    "apply.accepted": {"starts"},
    "apply.draft": {"kept"},
    "apply.enrolled": {"cohort"},
    "apply.enrolment_sponsor": {"privacy"},
    "apply.enrolment_sponsor_reminder": {"privacy"},
    "apply.offered": {"until"},
    "apply.received": {"reference"},
    "apply.rejected": {"reason", "enquiries"},
    "apply.roles_given": {"roles"},
    "apply.sponsor": {"privacy"},
    "apply.sponsor_reminder": {"privacy"},
    "coach.paired": {"coach"},
    "cohorts.enrolment_changed": {"change"},
    "cohorts.staffed": {"role"},
    "emails.marketing_message": {"message", "unsubscribe", "provider"},
    "enquire.answered": {"reference", "answer"},
    "enquire.handed_over": {"reference", "due", "note"},
    "enquire.received": {"reference", "promise"},
    "enquire.referred": {"name", "email", "country"},
    "enquire.webinar_cancelled": {"title", "starts"},
    "enquire.webinar_confirmed": {"join", "starts"},
    "enquire.webinar_moved": {"join", "starts"},
    "enquire.webinar_reminder": {"join", "starts"},
    "enquire.webinar_recorded": {"recording"},
    "gather.grouped": {"group"},
    "improve.action": {"action", "due"},
    "improve.not_yours": {"action"},
    "mail.gave_up": {"address", "reason"},
    "people.account_closed": {"enquiries"},
    "people.address_change": {"enquiries"},
    "people.address_changed": {"enquiries"},
    "people.new_address": {"enquiries"},
    "people.password_changed": {"enquiries"},
    "signin.factor_added": {"enquiries", "what"},
    "signin.factor_removed": {"enquiries", "what"},
    "signin.factor_reset": {"enquiries", "by"},
    "signin.recovery_code_used": {"enquiries", "left"},
    "signin.recovery_codes_made": {"enquiries"},
    "web.handed_over": {"work"},
    "web.new_coach": {"coach"},
}


@pytest.mark.parametrize("code", CANNOT_DO_WITHOUT)
def test_an_email_keeps_what_its_reader_cannot_do_without(code: str) -> None:
    assert all_kinds()[code].must_have == CANNOT_DO_WITHOUT[code] | {"link"}


def test_marketing_can_always_be_stopped_and_says_who_sends_it() -> None:
    marketing = [kind for kind in all_kinds().values() if kind.is_marketing]
    assert marketing
    assert all({"unsubscribe", "provider"} <= kind.must_have for kind in marketing)
