"""A person is corrected: each change is a row with before, after, why and who."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import PASSWORD, Cast
from tests.emails import SITE, newest_token
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people import actions, queries
from waymark.ground.people.actions import CannotCorrect
from waymark.ground.people.corrections.rules import clean_email, mailbox, spellings
from waymark.ground.people.models import Account, EmailChange, Invitation, Person, PersonChange

NEW = "amina.new@school.example"


def rows(person: Person) -> list[tuple[str, str, str, str, str]]:
    changes = PersonChange.objects.filter(person=person).select_related("by").order_by("id")
    return [
        (change.field, change.before, change.after, change.reason, change.by.name if change.by else "")
        for change in changes
    ]


def ask(cast: Cast, email: str = NEW, *, person: Person | None = None) -> EmailChange:
    person = person or cast.people["amina"]
    return actions.request_email_change(
        person=person, email=email, reason="New school", site=SITE, by=cast.grace, at=cast.at
    )


def test_name_is_corrected_and_the_earlier_one_is_kept(cast: Cast) -> None:
    person = cast.people["amina"]
    given = {"given_name": "José", "family_name": "Núñez", "reason": "Misread", "by": cast.grace}
    assert actions.correct_name(person=person, at=cast.at, **given) is not None
    person.refresh_from_db()
    assert (person.name, person.earlier_names) == ("José Núñez", "Amina Castellane")
    assert rows(person) == [("name", "Amina Castellane", "José Núñez", "Misread", "Grace Penhaligon")]
    assert count_entries(provider_id=cast.llse.pk, verb="people.corrected") == 1
    assert actions.correct_name(person=person, at=cast.at, **given) is None


def test_name_with_no_part_is_refused(cast: Cast) -> None:
    with pytest.raises(CannotCorrect) as refused:
        actions.correct_name(
            person=cast.people["amina"], given_name=" ", family_name="", reason="x", by=cast.grace, at=cast.at
        )
    assert refused.value.codes == ("given_name",)


@pytest.mark.parametrize(
    ("written", "read"),
    [("RP99/12345", "9912345"), ("TRN 12 34567 ", "1234567"), ("12/34567", "1234567"), ("", "")],
)
def test_trn_is_read_as_people_write_it(cast: Cast, written: str, read: str) -> None:
    Person.objects.filter(pk=cast.people["amina"].pk).update(trn="7654321")
    actions.correct_trn(
        person=cast.people["amina"], trn=written, reason="From the letter", by=cast.grace, at=cast.at
    )
    assert Person.objects.get(pk=cast.people["amina"].pk).trn == read


@pytest.mark.parametrize("written", ["QQ123456C", "12", "0000000", "none", "1/9/1980", "2024/25"])
def test_what_is_no_trn_is_refused(cast: Cast, written: str) -> None:
    with pytest.raises(CannotCorrect) as refused:
        actions.correct_trn(person=cast.people["amina"], trn=written, reason="x", by=cast.grace, at=cast.at)
    assert refused.value.codes == ("trn",)


def test_trn_of_someone_else_names_them(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people["ben"].pk).update(trn="1234567")
    with pytest.raises(CannotCorrect, match="Ben Oyelaran has this TRN too"):
        actions.correct_trn(person=cast.people["amina"], trn="1234567", reason="x", by=cast.grace, at=cast.at)


def test_a_school_is_corrected_by_a_row(cast: Cast) -> None:
    person, why = cast.people["amina"], {"reason": "Moved", "by": cast.grace, "at": cast.at}
    actions.correct_school(person=person, name="Grove School", **why)
    person.refresh_from_db()
    assert str(person.organisation) == "Grove School"
    assert [row[:3] for row in rows(person)] == [("school", "Castellane Trust", "Grove School")]


def test_a_correction_without_a_reason_changes_nothing(cast: Cast) -> None:
    with pytest.raises(CannotCorrect):
        actions.correct_school(
            person=cast.people["amina"], name="Grove School", reason=" ", by=cast.grace, at=cast.at
        )
    assert str(Person.objects.get(pk=cast.people["amina"].pk).organisation) == "Castellane Trust"


def test_new_address_counts_once_it_is_confirmed_and_the_old_one_is_told_at_once(cast: Cast) -> None:
    person, before = cast.people["amina"], cast.people["amina"].email
    account = cast.people["amina"].account
    assert account is not None
    ask(cast)
    person.refresh_from_db()
    assert person.email == before
    assert "confirm" in queries.list_emails_to(provider=cast.llse, email=before)[0].text
    token = newest_token(NEW)
    _, invitation = actions.confirm_email_change(token=token, site=SITE, at=cast.at)
    person.refresh_from_db()
    assert (person.email, invitation) == (NEW, None)
    assert Account.objects.get(pk=account.pk).email == NEW
    assert rows(person) == [("email", before, NEW, "New school", "Grace Penhaligon")]
    with pytest.raises(CannotCorrect):
        actions.confirm_email_change(token=token, site=SITE, at=cast.at)


def test_address_confirmed_by_someone_without_account_gets_a_new_invitation(cast: Cast) -> None:
    person = actions.add_person(
        provider=cast.llse, given_name="Nia", family_name="", email="nia@scool.example", by=None, at=cast.at
    )
    old = actions.invite(person=person, site=SITE, by=cast.grace, at=cast.at)
    ask(cast, "nia@school.example", person=person)
    _, invitation = actions.confirm_email_change(
        token=newest_token("nia@school.example"), site=SITE, at=cast.at
    )
    assert invitation is not None
    assert Invitation.objects.get(pk=old.pk).withdrawn_at == cast.at
    assert queries.list_emails_to(provider=cast.llse, email="nia@school.example")[0].link_id == invitation.pk


def test_expired_address_link_is_renewed_from_its_page_once(cast: Cast) -> None:
    change, later = ask(cast), cast.at + timedelta(days=8)
    token = newest_token(NEW)
    with pytest.raises(CannotCorrect):
        actions.confirm_email_change(token=token, site=SITE, at=later)
    assert actions.renew_email_change(token=token, site=SITE, at=later)
    assert not actions.renew_email_change(token=token, site=SITE, at=later)
    actions.confirm_email_change(token=newest_token(NEW), site=SITE, at=later)
    assert Person.objects.get(pk=change.person_id).email == NEW


def test_withdrawn_address_cannot_be_confirmed_or_renewed(cast: Cast) -> None:
    ask(cast)
    token = newest_token(NEW)
    assert actions.withdraw_email_change(person=cast.people["amina"], by=cast.grace, at=cast.at)
    assert not actions.renew_email_change(token=token, site=SITE, at=cast.at + timedelta(days=8))
    with pytest.raises(CannotCorrect):
        actions.confirm_email_change(token=token, site=SITE, at=cast.at)


@pytest.mark.parametrize("address", ["BEN@llse.example", " ben@llse.example\u200b", "ben@llse.example"])
def test_address_of_someone_else_at_the_provider_names_them(cast: Cast, address: str) -> None:
    with pytest.raises(CannotCorrect, match="Ben Oyelaran has this email address"):
        ask(cast, address)


def test_address_known_at_another_provider_is_treated_like_any_other(cast: Cast) -> None:
    ask(cast, cast.finn.email)
    change = EmailChange.objects.get()
    assert change.email == cast.finn.email
    with pytest.raises(CannotCorrect):
        actions.confirm_email_change(token=newest_token(cast.finn.email), site=SITE, at=cast.at)
    assert Person.objects.get(pk=cast.people["amina"].pk).email != cast.finn.email


def test_account_of_two_providers_keeps_the_address_it_signs_in_with(cast: Cast) -> None:
    account = cast.people["amina"].account
    assert account is not None
    before = account.email
    Person.objects.create(provider=cast.ucl, given_name="Amina", email="amina@ucl.example", account=account)
    ask(cast)
    actions.confirm_email_change(token=newest_token(NEW), site=SITE, at=cast.at)
    account.refresh_from_db()
    assert account.email == before
    assert Person.objects.get(pk=cast.people["amina"].pk).email == NEW


def test_links_for_a_new_password_sent_to_the_old_address_stop_working(cast: Cast) -> None:
    account = cast.people["amina"].account
    assert account is not None
    actions.send_password_reset(account=account, site=SITE, at=cast.at)
    token = newest_token(account.email)
    ask(cast)
    actions.confirm_email_change(token=newest_token(NEW), site=SITE, at=cast.at)
    with pytest.raises(actions.CannotReset):
        actions.choose_new_password(token=token, password=PASSWORD, at=cast.at)


@pytest.mark.parametrize("address", ["no", "a@b", "a b@school.example", f"{'x' * 65}@school.example", ""])
def test_what_is_no_address_is_refused(cast: Cast, address: str) -> None:
    with pytest.raises(CannotCorrect) as refused:
        ask(cast, address)
    assert refused.value.codes == ("email",)


def test_spellings_of_one_address() -> None:
    assert clean_email("\ufeff O’Neil+a@School.EXAMPLE ") == "o’neil+a@school.example"
    assert "a@xn--mller-kva.example" in spellings("a@müller.example")
    assert "a@müller.example" in spellings("a@xn--mller-kva.example")
    assert mailbox("Ann+npq@xn--mller-kva.example") == mailbox("ann@müller.example")


def test_withdrawn_invitation_is_neither_used_nor_renewed_nor_sent_again(cast: Cast) -> None:
    person = actions.add_person(
        provider=cast.llse, given_name="Nia", family_name="", email="nia@school.example", by=None, at=cast.at
    )
    actions.invite(person=person, site=SITE, by=cast.grace, at=cast.at)
    token, later = newest_token(person.email), cast.at + timedelta(days=15)
    assert actions.withdraw_invitation(person=person, by=cast.grace, at=cast.at) == 1
    with pytest.raises(actions.CannotInvite):
        actions.accept_invitation(token=token, password=PASSWORD, at=cast.at)
    assert not actions.renew_invitation(token=token, site=SITE, at=later)
    assert actions.invite_again(email=person.email, site=SITE, at=later) == 0
    assert actions.withdraw_invitation(person=person, by=cast.grace, at=cast.at) == 0
