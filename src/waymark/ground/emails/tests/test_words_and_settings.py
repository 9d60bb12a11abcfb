"""A provider's words and settings are its own, of one kind each, and every change of them is on record."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from waymark.ground.emails import actions, queries
from waymark.ground.emails.actions import CannotUseWords
from waymark.ground.emails.models import EmailSetting, EmailWording
from waymark.ground.ledger.models import Entry
from waymark.ground.people.emails import INVITATION
from waymark.ground.people.models import Email
from waymark.kit.email_kinds import LINK_PLACE, all_kinds

YOURS = all_kinds()["improve.action"]

OFF = next(kind for kind in all_kinds().values() if kind.may_be_off)
WAITS = next(kind for kind in all_kinds().values() if kind.may_wait and kind != OFF)
TEXT = "Come in: {link}"


def change(cast: Cast, subject: str = "Come in", *, who: str = "grace", text: str = TEXT) -> EmailWording:
    by = cast.people[who]
    return actions.change_words(kind=INVITATION, subject=subject, text=text, by=by, at=cast.at)


def facts_of(verb: str) -> list[dict[str, object]]:
    return [entry.facts for entry in Entry.objects.filter(verb=verb).order_by("id")]


def test_changed_and_restored_words_are_on_record(cast: Cast) -> None:
    change(cast)
    actions.restore_words(kind=INVITATION, by=cast.grace, at=cast.at)
    assert facts_of("emails.wording_changed") == [
        {"kind": INVITATION.code, "default": False},
        {"kind": INVITATION.code, "default": True},
    ]


def test_words_that_never_changed_are_not_restored(cast: Cast) -> None:
    assert actions.restore_words(kind=INVITATION, by=cast.grace, at=cast.at) is None
    assert not EmailWording.objects.exists()


def test_restoring_twice_is_once(cast: Cast) -> None:
    change(cast)
    first = actions.restore_words(kind=INVITATION, by=cast.grace, at=cast.at)
    assert actions.restore_words(kind=INVITATION, by=cast.grace, at=cast.at) == first
    assert EmailWording.objects.count() == 2


def test_words_are_one_kinds_and_one_providers(cast: Cast) -> None:
    change(cast, "The stranger’s", who="finn")
    mine = change(cast)
    actions.change_words(kind=OFF, subject="Another", text=OFF.text, by=cast.grace, at=cast.at)
    assert queries.list_wordings_for(for_=cast.grace, kind=INVITATION) == [mine]
    assert queries.current_wording(provider_id=cast.llse.pk, kind=INVITATION) == mine


def test_the_list_shows_the_own_providers_changes(cast: Cast) -> None:
    def changed(who: str) -> list[str]:
        rows = queries.list_kinds_for(for_=cast.people[who])
        return [row.kind.code for row in rows if row.is_changed]

    change(cast)
    assert (changed("grace"), changed("finn")) == ([INVITATION.code], [])
    actions.restore_words(kind=INVITATION, by=cast.grace, at=cast.at)
    assert changed("grace") == []


def test_a_test_email_comes_once_to_the_writer(cast: Cast) -> None:
    for _ in range(2):
        actions.send_test(
            kind=INVITATION, subject="Come in", text=TEXT, key="k" * 200, by=cast.grace, at=cast.at
        )
    email = Email.objects.get()
    assert (email.to, email.subject) == (cast.grace.email, "Test: Come in")
    assert LINK_PLACE not in email.text


def test_a_test_email_cuts_a_long_subject(cast: Cast) -> None:
    actions.send_test(kind=INVITATION, subject="x" * 200, text=TEXT, key="k", by=cast.grace, at=cast.at)
    assert Email.objects.get().subject == "Test: " + "x" * 194


def test_a_test_email_needs_what_the_email_needs(cast: Cast) -> None:
    with pytest.raises(CannotUseWords):
        actions.send_test(
            kind=INVITATION, subject="Come in", text="No link", key="k", by=cast.grace, at=cast.at
        )
    assert not Email.objects.exists()


def test_a_setting_is_on_record_when_it_changes(cast: Cast) -> None:
    for is_on in (True, False, False, True):
        actions.change_setting(kind=OFF, is_on=is_on, waits=False, by=cast.grace, at=cast.at)
    assert [facts["on"] for facts in facts_of("emails.setting_changed")] == [False, True]
    assert facts_of("emails.setting_changed")[0] == {"kind": OFF.code, "on": False, "waits": False}


def test_waiting_is_a_change_too(cast: Cast) -> None:
    actions.change_setting(kind=WAITS, is_on=True, waits=True, by=cast.grace, at=cast.at)
    assert facts_of("emails.setting_changed") == [{"kind": WAITS.code, "on": True, "waits": True}]


def test_settings_are_one_kinds_and_one_providers(cast: Cast) -> None:
    actions.change_setting(kind=OFF, is_on=False, waits=False, by=cast.finn, at=cast.at)
    assert queries.get_setting(provider_id=cast.llse.pk, kind=OFF) is None
    assert all(row.is_on for row in queries.list_kinds_for(for_=cast.grace))
    actions.change_setting(kind=WAITS, is_on=True, waits=True, by=cast.grace, at=cast.at)
    assert queries.get_setting(provider_id=cast.llse.pk, kind=OFF) is None
    setting = queries.get_setting(provider_id=cast.llse.pk, kind=WAITS)
    assert setting is not None
    assert setting.waits


def test_a_kind_that_must_be_sent_is_on_whatever_a_row_says(cast: Cast) -> None:
    EmailSetting.objects.create(provider=cast.llse, kind=INVITATION.code, is_on=False)
    row = next(row for row in queries.list_kinds_for(for_=cast.grace) if row.kind == INVITATION)
    assert row.is_on


def test_a_person_chooses_for_themselves(cast: Cast) -> None:
    actions.choose_summary(daily=True, by=cast.fay, at=cast.at)
    assert queries.prefers_daily(person=cast.fay) is True
    assert queries.prefers_daily(person=cast.hugo) is None
    actions.choose_summary(daily=False, by=cast.fay, at=cast.at)
    assert queries.prefers_daily(person=cast.fay) is False
    assert [facts["daily"] for facts in facts_of("emails.summary_chosen")] == [True, False]


def test_the_sample_names_the_provider_and_not_a_person(cast: Cast) -> None:
    sample = queries.sample_of(
        provider=cast.llse, kind=YOURS, subject="{provider}", text="{action} {due} {link}"
    )
    assert sample.subject == cast.llse.name
    assert "{" not in sample.text
