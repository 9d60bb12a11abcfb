"""A lead’s words for an email: what is refused, what is kept, what leaves."""

from __future__ import annotations

import pytest
from django.core import mail

from tests.cast import Cast
from tests.emails import SITE, newest_link
from waymark.bridges.mail import jobs
from waymark.bridges.mail.models import Delivery
from waymark.ground.emails import actions, queries
from waymark.ground.emails.actions import CannotUseWords
from waymark.ground.emails.models import EmailWording
from waymark.ground.people import actions as people
from waymark.ground.people.emails import INVITATION
from waymark.ground.people.models import Email
from waymark.journey.apply.emails import SPONSOR

SUBJECT, TEXT = "Welcome to {programme}", "Hello, start here: {link}\n\n{enquiries}"
KIND = f"/settings/emails/{INVITATION.code}/"


@pytest.fixture(autouse=True)
def empty_outbox() -> None:
    mail.outbox.clear()


def change(cast: Cast, subject: str = SUBJECT, text: str = TEXT) -> EmailWording:
    return actions.change_words(
        kind=INVITATION, subject=subject, text=text, by=cast.people["grace"], at=cast.at
    )


def invite(cast: Cast) -> Email:
    invitation = people.invite(person=cast.people["amina"], site=SITE, by=None, at=cast.at)
    return Email.objects.get(once=f"invitation:{invitation.pk}")


def test_an_email_leaves_in_the_leads_words_with_its_link(cast: Cast) -> None:
    email = invite(cast)
    change(cast)
    jobs.run(at=cast.at)
    (message,) = mail.outbox
    assert message.subject == f"Welcome to {cast.cohort.programme.title}"
    assert message.body.startswith(f"Hello, start here: {newest_link(email.to)}")
    assert cast.llse.enquiries_email in message.body


def test_what_left_is_kept_without_its_link(cast: Cast) -> None:
    email = invite(cast)
    change(cast)
    jobs.run(at=cast.at)
    (row,) = queries_describe(email)
    assert row.text.startswith("Hello, start here: link")
    token = newest_link(email.to)
    delivery = Delivery.objects.get(email=email)
    assert token not in delivery.text + row.text


def queries_describe(email: Email) -> list[object]:
    from waymark.bridges.mail.queries import describe
    from waymark.ground.people.queries import all_emails

    return describe(all_emails().filter(pk=email.pk), at=email.at)  # type: ignore[return-value]


def test_another_provider_keeps_its_own_words(cast: Cast) -> None:
    change(cast)
    invitation = people.invite(person=cast.people["uma"], site=SITE, by=None, at=cast.at)
    jobs.run(at=cast.at)
    assert [message.subject for message in mail.outbox] == [f"Your {cast.ucl.short_name} account on Waymark"]
    assert invitation.pk


@pytest.mark.parametrize(
    ("subject", "text", "sentence"),
    [
        ("A", "No link", "The text must include {link}"),
        ("A {nmae}", "{link}", "Remove or correct {nmae}. You can use {enquiries}, {link}, {programme}"),
        ("", "{link}", "Enter a subject"),
    ],
)
def test_words_are_refused_with_a_sentence(cast: Cast, subject: str, text: str, sentence: str) -> None:
    with pytest.raises(CannotUseWords) as refused:
        change(cast, subject, text)
    assert refused.value.reasons[0].sentence.startswith(sentence)
    assert not EmailWording.objects.exists()


def test_the_same_words_twice_are_one_version_and_the_default_comes_back(cast: Cast) -> None:
    assert change(cast).pk == change(cast).pk
    actions.restore_words(kind=INVITATION, by=cast.people["grace"], at=cast.at)
    invite(cast)
    jobs.run(at=cast.at)
    assert mail.outbox[0].subject == f"Your {cast.llse.short_name} account on Waymark"
    history = queries.list_wordings_for(for_=cast.people["grace"], kind=INVITATION)
    assert [wording.is_default for wording in history] == [True, False]


def test_a_lead_previews_tests_and_saves(cast: Cast) -> None:
    browser = cast.browser("grace")
    page = browser.get(KIND).content.decode()
    assert "Invitation" in page
    form = {"subject": "Hi {programme}", "text": "Start: {link}"}
    shown = browser.post(KIND, {**form, "act": "preview"}).content.decode()
    assert "Hi National Professional Qualification" in shown
    assert not EmailWording.objects.exists()
    browser.post(KIND, {**form, "act": "test"})
    jobs.run(at=cast.at)
    (test,) = mail.outbox
    assert (test.to, test.subject[:8]) == ([cast.people["grace"].email], "Test: Hi")
    refused = browser.post(KIND, {"subject": "Hi", "text": "no link", "act": "save"})
    assert refused.status_code == 422
    assert "The text must include {link}" in refused.content.decode()
    assert browser.post(KIND, {**form, "act": "save"}).status_code == 302
    assert EmailWording.objects.get().subject == "Hi {programme}"


def test_a_lead_of_another_provider_sees_and_changes_nothing_of_it(cast: Cast) -> None:
    change(cast)
    assert "Welcome to" not in cast.browser("finn").get(KIND).content.decode()


def test_a_different_version_saved_meanwhile_is_not_overwritten(cast: Cast) -> None:
    first = change(cast)
    change(cast, "Second {programme}")
    browser = cast.browser("grace")
    form = {"subject": "Third", "text": "{link}", "act": "save"}
    assert browser.post(KIND, form).status_code == 409
    assert EmailWording.objects.latest("id").subject == "Second {programme}"
    assert first.pk


def test_the_settings_page_lists_every_kind_in_few_statements(
    cast: Cast, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    change(cast)
    browser = cast.browser("grace")
    with django_assert_max_num_queries(8):
        page = browser.get("/settings/emails/").content.decode()
    from waymark.kit.email_kinds import all_kinds

    for kind in all_kinds().values():
        assert f"/settings/emails/{kind.code}/" in page
    assert "Your own text" in page


def test_a_whole_batch_is_planned_in_few_statements(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    change(cast)
    for _ in range(20):
        invite(cast)
    emails = list(Email.objects.select_related("provider"))
    with django_assert_max_num_queries(6):
        planned = queries.plan_sending(emails)
    assert {plan.words.subject for plan in planned} == {f"Welcome to {cast.cohort.programme.title}"}


def test_a_notice_that_the_law_asks_for_cannot_be_edited_out(cast: Cast) -> None:
    page = cast.browser("grace")
    form = {"subject": "Your sponsor", "text": "Answer here: {link}", "act": "preview", "version": "0"}
    for act in ("preview", "test", "save"):
        answer = page.post(f"/settings/emails/{SPONSOR.code}/", form | {"act": act})
        assert answer.status_code == 422
        assert "The text must include {privacy}" in answer.content.decode()
    assert not EmailWording.objects.exists()
    answer = page.post(
        f"/settings/emails/{SPONSOR.code}/", form | {"text": "Answer here: {link}\n\n{privacy}"}
    )
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "you can complain to the Information Commissioner" in text
    assert f"Email {cast.llse.enquiries_email} about any of this" in text


def test_words_that_lack_what_a_kind_must_say_today_are_not_sent(cast: Cast) -> None:
    email = invite(cast)
    EmailWording.objects.create(
        provider=cast.llse, kind=INVITATION.code, subject="Come", text="Ask us", by=cast.grace, at=cast.at
    )
    text = cast.browser("grace").get(KIND).content.decode()
    assert "We aren’t sending the text you saved." in text
    assert "<b>Your LLSE account on Waymark</b>" in text
    jobs.run(at=cast.at)
    assert mail.outbox[0].body.startswith("Hello,\n\n" + cast.llse.name)
    assert newest_link(email.to) in mail.outbox[0].body


def test_usable_words_raise_no_notice(cast: Cast) -> None:
    assert "We aren’t sending the text" not in cast.browser("grace").get(KIND).content.decode()
    change(cast)
    text = cast.browser("grace").get(KIND).content.decode()
    assert "We aren’t sending the text" not in text
    assert "This email must include <code>{link}</code>." in text
