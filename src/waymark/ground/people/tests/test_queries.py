"""Questions about people answer for one provider, leave merged records out, and find what was asked for alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast
from tests.emails import SITE, newest_token
from waymark.ground.people import actions, queries
from waymark.ground.people.models import Account, Email, Invitation, PasswordReset, Person, Provider
from waymark.ground.people.roles import Role

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def add(cast: Cast, email: str, *, provider: Provider | None = None, **given: Any) -> Person:
    values = {"given_name": "Nell", "family_name": "Ashdown", **given}
    return actions.add_person(provider=provider or cast.llse, email=email, by=None, at=cast.at, **values)


def merge(absorbed: Person, survivor: Person) -> None:
    """Only what a query reads of a merge."""
    Person.objects.filter(pk=absorbed.pk).update(merged_into=survivor)


def test_holders_of_a_role_are_those_of_the_provider_without_merged_records(cast: Cast) -> None:
    twin = add(cast, "chioma.twin@llse.example", roles=[Role.MARKER])
    add(cast, "marker@ucl.example", provider=cast.ucl, roles=[Role.MARKER])
    merge(twin, cast.chioma)
    markers = {cast.chioma, cast.dev, cast.esther}
    assert set(queries.list_persons_with(role=Role.MARKER, for_=cast.grace)) == markers
    assert set(queries.list_holders(provider=cast.llse, role=Role.MARKER)) == markers


def test_staff_are_those_with_a_staff_role_and_the_ones_named(cast: Cast) -> None:
    twin = add(cast, "fay.twin@llse.example", roles=[Role.FACILITATOR])
    merge(twin, cast.fay)
    bare = add(cast, "bare@llse.example")
    helper = add(cast, "helper@llse.example", roles=[Role.ASSISTANT])
    amina = cast.people["amina"]
    staff = queries.list_staff_persons(for_=cast.grace)
    assert cast.fay in staff
    assert not {twin, bare, helper, amina, cast.finn} & set(staff)
    named = queries.list_staff_persons(for_=cast.grace, also=[bare.pk, twin.pk, cast.finn.pk])
    assert set(named) == {*staff, bare}


def test_roles_of_many_are_told_apart(cast: Cast) -> None:
    bare = add(cast, "bare@llse.example")
    assert queries.list_held_roles(persons=[bare, cast.hugo]) == {
        bare.pk: frozenset(),
        cast.hugo.pk: frozenset({Role.COACH}),
    }


def test_a_search_finds_people_of_the_provider_by_all_of_its_words(cast: Cast) -> None:
    nell = add(cast, "nell@llse.example")
    twin = add(cast, "nell.twin@llse.example")
    merge(twin, nell)
    add(cast, "nell@ucl.example", provider=cast.ucl)
    add(cast, "nell.other@llse.example", family_name="Birch")
    assert list(queries.search_persons(for_=cast.grace, text="nel ashd")) == [nell]
    assert list(queries.search_persons(for_=cast.grace, text="ell")) == []
    assert list(queries.search_persons(for_=cast.grace, text=" . ")) == []
    everyone = set(queries.search_persons(for_=cast.grace, text="  "))
    assert cast.grace in everyone
    assert not {twin, cast.finn} & everyone


def test_a_person_is_known_by_the_address_they_sign_in_with_too(cast: Cast) -> None:
    account = Account.objects.create_user("nell@home.example")
    elsewhere = add(cast, "nell@ucl.example", provider=cast.ucl)
    Person.objects.filter(pk=elsewhere.pk).update(account=account)
    nell = add(cast, "nell@llse.example")
    Person.objects.filter(pk=nell.pk).update(account=account)

    def known(email: str) -> Person:
        return queries.person_or_address(provider=cast.llse, email=email)

    assert known("nell@llse.example") == nell
    assert known(" Nell@Home.example ") == nell
    stranger = known(" New@Home.example ")
    assert (stranger.pk, stranger.provider, stranger.email) == (None, cast.llse, "new@home.example")


def test_who_was_invited_and_has_no_account_is_addresses_by_address_at_every_provider(cast: Cast) -> None:
    here, there = add(cast, "nell@x.example"), add(cast, "nell@x.example", provider=cast.ucl)
    other = add(cast, "other@x.example")
    for person in (here, there, other, here):
        actions.invite(person=person, site=SITE, by=None, at=cast.at)

    def invited() -> list[Person]:
        return queries.list_invited_without_account(email=" Nell@X.example ")

    assert invited() == [here, there]
    actions.withdraw_invitation(person=there, by=cast.grace, at=cast.at)
    assert invited() == [here]
    actions.invite(person=there, site=SITE, by=None, at=cast.at)
    assert invited() == [here, there]
    merge(there, other)
    assert invited() == [here]
    actions.give_account(person=here)
    assert invited() == []


def test_who_was_never_invited_is_not_among_the_invited(cast: Cast) -> None:
    add(cast, "nell@x.example")
    assert queries.list_invited_without_account(email="nell@x.example") == []


def test_a_merged_record_is_addresses_by_its_trn_as_the_one_that_remains(cast: Cast) -> None:
    absorbed, survivor = add(cast, "a@x.example", trn="9999001"), add(cast, "b@x.example")
    merge(absorbed, survivor)
    assert queries.list_persons_by_trn(provider=cast.llse, trns=["9999001"]) == {"9999001": survivor}
    later = add(cast, "c@x.example", trn="9999001")
    assert queries.list_persons_by_trn(provider=cast.llse, trns=["9999001"]) == {"9999001": later}


def test_accounts_and_providers_are_addresses_by_what_names_them(cast: Cast) -> None:
    account = cast.grace.account
    assert account
    assert queries.get_account(account_id=account.pk) == account
    assert queries.get_account(account_id=0) is None
    assert queries.find_account(email=f" {account.email.upper()} ") == account
    assert queries.find_account(email="none@x.example") is None
    assert queries.find_provider(slug="ucl") == cast.ucl
    assert queries.find_provider(slug="none") is None
    assert queries.find_provider_by_id(provider_id=cast.ucl.pk) == cast.ucl
    assert queries.find_provider_by_id(provider_id=0) is None


def test_a_person_is_opened_within_the_viewers_provider(cast: Cast) -> None:
    assert queries.get_person_for(for_=cast.grace, person_id=cast.hugo.pk) == cast.hugo
    assert queries.get_person_for(for_=cast.grace, person_id=cast.finn.pk) is None
    twin = add(cast, "hugo.twin@llse.example")
    merge(twin, cast.hugo)
    assert queries.get_person_for(for_=cast.grace, person_id=twin.pk) == cast.hugo


def test_an_invitation_is_renewed_only_once_it_has_expired_and_while_it_is_the_newest(cast: Cast) -> None:
    nell = add(cast, "nell@x.example")
    invitation = actions.invite(person=nell, site=SITE, by=None, at=cast.at)
    expiry = cast.at + 14 * DAY
    assert not queries.can_be_renewed(invitation, at=expiry - timedelta(seconds=1))
    assert queries.can_be_renewed(invitation, at=expiry)
    actions.invite(person=add(cast, "other@x.example"), site=SITE, by=None, at=cast.at)
    assert queries.can_be_renewed(invitation, at=expiry)
    actions.invite(person=nell, site=SITE, by=None, at=cast.at)
    assert not queries.can_be_renewed(invitation, at=expiry)


@pytest.mark.parametrize("column", ["accepted_at", "withdrawn_at"])
def test_an_invitation_that_is_over_is_neither_open_nor_renewed_nor_waiting(cast: Cast, column: str) -> None:
    nell, other = add(cast, "nell@x.example"), add(cast, "other@x.example")
    actions.invite(person=nell, site=SITE, by=None, at=cast.at)
    token = newest_token("nell@x.example")
    actions.invite(person=other, site=SITE, by=None, at=cast.at)
    assert queries.count_waiting_invitations(person=nell) == 1
    Invitation.objects.filter(person=nell).update(**{column: cast.at})
    invitation = queries.find_invitation(token=token)
    assert invitation
    assert not queries.can_be_renewed(invitation, at=cast.at + 14 * DAY)
    assert queries.find_open_invitation(token=token, at=cast.at) is None
    assert queries.count_waiting_invitations(person=nell) == 0


def test_the_newest_invitation_is_the_persons_own(cast: Cast) -> None:
    nell, other = add(cast, "nell@x.example"), add(cast, "other@x.example")
    assert queries.newest_invitation_of(person=nell) is None
    actions.invite(person=nell, site=SITE, by=None, at=cast.at)
    newest = actions.invite(person=nell, site=SITE, by=None, at=cast.at)
    actions.invite(person=other, site=SITE, by=None, at=cast.at)
    assert queries.newest_invitation_of(person=nell) == newest


def test_a_link_for_a_new_password_is_open_for_an_hour_and_once(cast: Cast) -> None:
    account = cast.grace.account
    assert account
    actions.send_password_reset(account=account, site=SITE, at=cast.at)
    token = newest_token(account.email)
    reset = PasswordReset.objects.get()
    assert queries.find_password_reset(token=token) == reset
    assert queries.find_password_reset(token="guessed") is None
    assert queries.find_open_password_reset(token=token, at=cast.at + HOUR - timedelta(seconds=1)) == reset
    assert queries.find_open_password_reset(token=token, at=cast.at + HOUR) is None
    PasswordReset.objects.update(used_at=cast.at)
    assert queries.find_open_password_reset(token=token, at=cast.at) is None


def queue(cast: Cast, to: str, once: str, *, provider: Provider | None = None, **given: Any) -> Email:
    values: dict[str, Any] = {"subject": "News", "text": "News.", "at": cast.at, **given}
    actions.queue_email(provider=provider or cast.llse, to=to, once=once, **values)
    return Email.objects.get(once=once)


def test_an_email_is_addresses_by_its_occasion(cast: Cast) -> None:
    queue(cast, "a@x.example", "occasion:1")
    second = queue(cast, "b@x.example", "occasion:2")
    assert queries.find_email(once="occasion:2") == second
    assert queries.is_email_left(once="occasion:2")
    assert queries.find_email(once="occasion:3") is None
    assert not queries.is_email_left(once="occasion:3")


def test_people_are_listed_by_the_ids_given(cast: Cast) -> None:
    wanted = sorted([cast.grace, cast.finn], key=lambda person: person.pk)
    assert queries.list_persons_by_id(ids=[cast.finn.pk, cast.grace.pk]) == wanted
    assert queries.list_persons_by_id(ids=[]) == []


def test_emails_that_visitors_caused_are_counted_for_a_day_by_address_and_for_an_hour_by_cause(
    cast: Cast,
) -> None:
    queue(cast, "a@x.example", "own")
    queue(cast, "a@x.example", "exactly an hour ago", caused_by="v", at=cast.at - HOUR)
    queue(cast, "a@x.example", "exactly a day ago", caused_by="v", at=cast.at - DAY)
    queue(cast, "b@x.example", "another address", caused_by="v")
    queue(cast, "a@x.example", "another cause", caused_by="w")
    assert queries.count_visitors_emails(to="a@x.example", caused_by="v", at=cast.at) == (2, 1)
    moment = timedelta(seconds=1)
    assert queries.count_visitors_emails(to="a@x.example", caused_by="v", at=cast.at - moment) == (3, 2)


def test_emails_of_a_provider_and_of_a_person_are_newest_first(cast: Cast) -> None:
    first = queue(cast, "Grace@llse.example", "1")
    second = queue(cast, "grace@LLSE.example", "2")
    other = queue(cast, "other@llse.example", "3")
    elsewhere = queue(cast, "grace@llse.example", "4", provider=cast.ucl)
    assert list(queries.all_emails()[:4]) == [elsewhere, other, second, first]
    assert list(queries.all_emails(provider_id=cast.llse.pk)[:3]) == [other, second, first]
    assert list(queries.list_emails_of(person=cast.grace)) == [second, first]
    assert queries.list_emails_to(provider=cast.llse, email="GRACE@llse.example") == [second, first]


def test_addresses_are_addresses_by_a_part_of_them_or_by_a_name_within_the_provider(cast: Cast) -> None:
    queue(cast, "penny@x.example", "1")
    queue(cast, "other@x.example", "2")
    queue(cast, "penfold@x.example", "3", provider=cast.ucl)
    add(cast, "pen@ucl.example", provider=cast.ucl, family_name="Penrose")

    def addresses_by(text: str) -> list[str]:
        return queries.list_addresses_of(provider_id=cast.llse.pk, text=text)

    assert addresses_by(" pen ") == ["grace@llse.example", "penny@x.example"]
    assert addresses_by("grace penh") == ["grace@llse.example"]
    assert addresses_by("grace none") == []


def test_people_are_addresses_by_lower_case_addresses_at_every_provider(cast: Cast) -> None:
    here, there = add(cast, "nell@x.example"), add(cast, "nell@x.example", provider=cast.ucl)
    Person.objects.filter(pk=here.pk).update(email="Nell@X.example")
    assert queries.list_email_persons(addresses=["nell@x.example"]) == [here, there]
    assert queries.list_email_persons(addresses=[]) == []
