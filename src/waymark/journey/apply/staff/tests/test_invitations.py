"""Who is invited: once while a link can be used, and anew when it has expired or was withdrawn."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import Cast
from tests.emails import SITE
from waymark.ground.people import actions as people
from waymark.ground.people.models import Email, Invitation, Person
from waymark.ground.people.roles import Role
from waymark.journey.apply.staff import actions
from waymark.journey.apply.staff.queries import InvitationState, list_staff_members


@pytest.fixture
def nell(cast: Cast) -> Person:
    return people.add_person(
        provider=cast.llse, given_name="Nell", family_name="Ashdown", email="nell@llse.example",
        roles=[Role.COACH], by=cast.grace, at=cast.at,
    )  # fmt: skip


def invite(cast: Cast, person: Person, *, days: int = 0) -> bool:
    return actions.invite_once(person, site=SITE, by=cast.grace, at=cast.at + timedelta(days=days))


def state(cast: Cast, person: Person, *, days: int = 0) -> InvitationState:
    members = list_staff_members(for_=cast.grace, at=cast.at + timedelta(days=days))
    return next(member.state for member in members if member.person == person)


def test_someone_is_invited_once_until_the_link_expires(cast: Cast, nell: Person) -> None:
    assert state(cast, nell) is InvitationState.NOT_INVITED
    assert [invite(cast, nell, days=days) for days in (0, 1, 13, 14)] == [True, False, False, True]
    assert state(cast, nell) is InvitationState.INVITED


def test_an_expired_link_is_said_to_have_expired_from_its_last_moment(cast: Cast, nell: Person) -> None:
    invite(cast, nell)
    assert state(cast, nell, days=13) is InvitationState.INVITED
    assert state(cast, nell, days=14) is InvitationState.EXPIRED


def test_a_withdrawn_link_cannot_be_used_so_that_another_one_is_sent(cast: Cast, nell: Person) -> None:
    invite(cast, nell)
    people.withdraw_invitation(person=nell, by=cast.grace, at=cast.at)
    assert state(cast, nell) is InvitationState.EXPIRED
    assert invite(cast, nell)
    assert state(cast, nell) is InvitationState.INVITED


def test_a_link_that_was_used_is_no_open_invitation(cast: Cast, nell: Person) -> None:
    invite(cast, nell)
    Invitation.objects.filter(person=nell).update(accepted_at=cast.at)
    assert state(cast, nell) is InvitationState.EXPIRED
    assert invite(cast, nell)


def test_only_someone_without_an_account_is_invited_again(cast: Cast, nell: Person) -> None:
    def again(person: Person) -> bool:
        return actions.invite_again(person=person, site=SITE, by=cast.grace, at=cast.at)

    assert (again(nell), again(nell), again(cast.hugo)) == (True, True, False)
    assert Invitation.objects.filter(person=nell).count() == 2
    assert state(cast, cast.hugo) is InvitationState.SIGNED_UP


def test_roles_at_the_provider_are_those_chosen_and_their_holder_is_told(cast: Cast) -> None:
    def change(person: Person, *roles: Role) -> bool:
        return actions.change_provider_roles(person=person, roles=roles, by=cast.grace, at=cast.at)

    emails = Email.objects.filter(kind="apply.roles_given")
    assert change(cast.hugo, Role.COACH) is False
    assert not emails.exists()
    assert change(cast.jonas, Role.BOARD, Role.LEAD) is True
    assert [email.to for email in emails] == [cast.jonas.email]
    assert change(cast.jonas, Role.BOARD) is True
    assert emails.count() == 1
    assert people.give_role(person=cast.jonas, role=Role.BOARD, by=None, at=cast.at)
