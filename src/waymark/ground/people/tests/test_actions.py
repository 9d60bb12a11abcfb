"""Invitations, roles and emails."""

from datetime import timedelta

import pytest

from tests.cast import PASSWORD, Cast
from tests.emails import SITE, newest_token
from waymark.ground.people import actions, queries
from waymark.ground.people.models import Person
from waymark.ground.people.roles import Role


def invited(cast: Cast) -> tuple[Person, str]:
    """Somebody new who was written to, and the token of the email."""
    person = actions.add_person(
        provider=cast.llse,
        given_name="Nell",
        family_name="Ashdown",
        email="Nell@LLSE.example ",
        by=None,
        at=cast.at,
    )
    actions.invite(person=person, site=SITE, by=None, at=cast.at)
    return person, newest_token("nell@llse.example")


def test_an_invitation_gives_an_account_once(cast: Cast) -> None:
    person, token = invited(cast)
    account = actions.accept_invitation(token=token, password=PASSWORD, at=cast.at)
    person.refresh_from_db()
    assert person.account == account
    with pytest.raises(actions.CannotInvite, match="has been used"):
        actions.accept_invitation(token=token, password=PASSWORD, at=cast.at)


def test_an_invitation_runs_out(cast: Cast) -> None:
    _, token = invited(cast)
    with pytest.raises(actions.CannotInvite, match="has expired"):
        actions.accept_invitation(token=token, password=PASSWORD, at=cast.at + timedelta(days=15))


@pytest.mark.parametrize("password", [PASSWORD, "another long password"])
def test_two_invitations_accepted_at_the_same_moment_give_one_account(
    cast: Cast, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The account is not there yet when the second looks, and is there when it writes."""
    person, first = invited(cast)
    actions.invite(person=person, site=SITE, by=None, at=cast.at)
    second = newest_token(person.email)
    account = actions.accept_invitation(token=first, password=PASSWORD, at=cast.at)
    Person.objects.filter(pk=person.pk).update(account=None)
    seen, find = [None], queries.find_account
    monkeypatch.setattr(queries, "find_account", lambda *, email: seen.pop() if seen else find(email=email))
    if password == PASSWORD:
        assert actions.accept_invitation(token=second, password=password, at=cast.at) == account
    else:
        with pytest.raises(actions.CannotInvite, match="already have an account"):
            actions.accept_invitation(token=second, password=password, at=cast.at)


def test_one_account_can_be_two_persons_and_needs_its_own_password(cast: Cast) -> None:
    _, token = invited(cast)
    account = actions.accept_invitation(token=token, password=PASSWORD, at=cast.at)
    other = actions.add_person(
        provider=cast.ucl,
        given_name="Nell",
        family_name="Ashdown",
        email="nell@llse.example",
        by=None,
        at=cast.at,
    )
    actions.invite(person=other, site=SITE, by=None, at=cast.at)
    second = newest_token("nell@llse.example")
    with pytest.raises(actions.CannotInvite, match="already have an account"):
        actions.accept_invitation(token=second, password="another long password", at=cast.at)
    assert actions.accept_invitation(token=second, password=PASSWORD, at=cast.at) == account


def test_the_same_person_is_added_once_whatever_the_case(cast: Cast) -> None:
    again = actions.add_person(
        provider=cast.llse, given_name="A", family_name="B", email="AMINA@llse.example", by=None, at=cast.at
    )
    assert again == cast.people["amina"]


def test_the_same_occasion_writes_one_letter(cast: Cast) -> None:
    for _ in range(2):
        actions.queue_email(
            provider=cast.llse, to="a@b.example", subject="Once", text="Once.", once="occasion:1", at=cast.at
        )
    assert len(queries.list_emails_to(provider=cast.llse, email="a@b.example")) == 1


def test_people_of_another_provider_are_not_found(cast: Cast) -> None:
    assert queries.get_person_for(for_=cast.people["finn"], person_id=cast.people["amina"].pk) is None
    assert cast.people["chioma"] not in queries.list_persons_with(role=Role.MARKER, for_=cast.people["finn"])
