"""Emails that visitors cause are few, and an erased person leaves no account behind that no one else uses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import PASSWORD, Cast
from tests.emails import SITE, newest_token
from waymark.ground.people import actions
from waymark.ground.people.access import (
    EVERYONE,
    allowed_roles,
    fast_path,
    is_about_own_enrolment,
    is_same_for_everyone,
    open_to_everyone,
    opens_before_second_factor,
    same_for_everyone,
)
from waymark.ground.people.models import Account, Person
from waymark.ground.people.passwords import CannotUsePassword


def left(cast: Cast, to: str, once: str, *, client: str = "192.0.2.1", **later: int) -> bool:
    return actions.queue_visitors_email(
        provider=cast.llse, to=to, subject="News", text="News.", once=once,
        client_address=client, at=cast.at + timedelta(**later),
    )  # fmt: skip


def test_three_emails_a_day_leave_for_one_address(cast: Cast) -> None:
    assert [left(cast, "a@x.example", f"o{n}", client=f"192.0.2.{n}") for n in range(4)] == [True] * 3 + [
        False
    ]
    assert left(cast, "b@x.example", "another address")
    assert not left(cast, "a@x.example", "the same day", hours=23)
    assert left(cast, "a@x.example", "the next day", hours=24)


def test_twenty_emails_an_hour_leave_because_of_one_visitor(cast: Cast) -> None:
    sent = [left(cast, f"a{number}@x.example", f"o{number}") for number in range(21)]
    assert sent == [True] * 20 + [False]
    assert left(cast, "b@x.example", "another visitor", client="192.0.2.2")
    assert left(cast, "c@x.example", "an hour later", hours=1)


def test_a_visitor_whose_address_is_not_known_is_not_counted_with_others(cast: Cast) -> None:
    assert all(left(cast, f"a{number}@x.example", f"o{number}", client="") for number in range(21))


def test_a_network_of_ipv6_is_one_visitor() -> None:
    first, second, other = (
        actions.digest_of_visitor(address) for address in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")
    )
    assert first == second != other
    assert actions.digest_of_visitor("192.0.2.1") != actions.digest_of_visitor("192.0.2.2")


def test_an_account_goes_with_the_last_person_who_uses_it(cast: Cast) -> None:
    account = cast.hugo.account
    assert account
    account_id = account.pk
    other = Person.objects.create(
        provider=cast.ucl, given_name="Hugo", email="h@ucl.example", account=account
    )
    assert actions.remove_identity(person=cast.hugo) is None
    assert Account.objects.filter(pk=account_id).exists()
    assert actions.remove_identity(person=other) == account_id
    assert not Account.objects.filter(pk=account_id).exists()
    assert actions.remove_identity(person=other) is None


def test_a_password_that_is_easily_guessed_is_not_accepted_with_an_invitation(cast: Cast) -> None:
    nell = actions.add_person(
        provider=cast.llse, given_name="Nell", family_name="Ashdown", email="nell@x.example", by=None, at=cast.at
    )  # fmt: skip
    actions.invite(person=nell, site=SITE, by=None, at=cast.at)
    token = newest_token(nell.email)
    with pytest.raises(CannotUsePassword):
        actions.accept_invitation(token=token, password="nell ashdown 1", at=cast.at)
    account = actions.accept_invitation(token=token, password=PASSWORD, at=cast.at)
    assert account.check_password(PASSWORD)


def test_views_are_marked_only_by_what_they_say() -> None:
    def page(request: object) -> None: ...

    for is_marked in (is_about_own_enrolment, is_same_for_everyone, opens_before_second_factor):
        assert not is_marked(page)
    assert allowed_roles(page) is None
    assert allowed_roles(open_to_everyone(page)) == EVERYONE

    def same(request: object) -> None: ...

    assert is_same_for_everyone(same_for_everyone(same))
    assert allowed_roles(same) == EVERYONE

    def save(request: object) -> None: ...

    assert allowed_roles(fast_path(save)) == EVERYONE
