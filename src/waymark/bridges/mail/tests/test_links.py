"""No row keeps a link that works: links are made when emails are sent."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core import mail, serializers

from tests.cast import PASSWORD, Cast
from tests.emails import SITE, newest_email, newest_token
from tests.guards import guards_off
from waymark.bridges.mail import jobs
from waymark.bridges.mail.models import Delivery, Setback
from waymark.ground.people import actions, queries
from waymark.ground.people.models import Email, Invitation, PasswordReset, Person
from waymark.kit.links import digest_of


def add(cast: Cast) -> Person:
    return actions.add_person(
        provider=cast.llse,
        given_name="Nell",
        family_name="Ashdown",
        email="nell@trust.example",
        by=None,
        at=cast.at,
    )


def invite(cast: Cast) -> str:
    actions.invite(person=add(cast), site=SITE, by=None, at=cast.at)
    return newest_token("nell@trust.example")


def reset(cast: Cast) -> str:
    account = cast.grace.account
    assert account
    actions.send_password_reset(account=account, site=SITE, at=cast.at)
    return newest_token(account.email)


def rewrite_invitations(**values: object) -> None:
    """As someone who owns the database could."""
    with guards_off():
        Invitation.objects.update(**values)


def every_row() -> str:
    models = [model for model in apps.get_models() if not model._meta.proxy]
    return "".join(serializers.serialize("json", model._base_manager.all()) for model in models)


def test_no_row_of_any_table_has_the_link_before_or_after_it_was_sent(cast: Cast) -> None:
    mail.outbox.clear()
    tokens = [invite(cast), reset(cast)]
    assert not [token for token in tokens if token in every_row()]
    assert jobs.run(at=cast.at) == 2
    assert [token in message.body for token, message in zip(tokens, mail.outbox, strict=True)] == [True] * 2
    assert not [token for token in tokens if token in every_row()]
    assert all(digest_of(token) in every_row() for token in tokens)


def test_link_works_under_an_earlier_key_and_ends_with_it(cast: Cast, settings: Any) -> None:
    token, second = invite(cast), reset(cast)
    settings.LINK_KEYS = ["a new key", *settings.LINK_KEYS]
    assert newest_token("nell@trust.example") == token
    assert queries.find_open_invitation(token=token, at=cast.at)
    assert queries.find_open_password_reset(token=second, at=cast.at)
    settings.LINK_KEYS = ["a new key"]
    assert queries.find_open_invitation(token=token, at=cast.at) is None
    assert queries.find_open_password_reset(token=second, at=cast.at) is None


def test_email_whose_link_cannot_be_made_waits(cast: Cast, settings: Any) -> None:
    mail.outbox.clear()
    invite(cast)
    settings.LINK_KEYS = ["a new key"]
    assert jobs.run(at=cast.at) == 0
    assert not mail.outbox
    assert Setback.objects.get().email == newest_email("nell@trust.example")


def test_a_token_for_one_purpose_is_not_valid_for_another(cast: Cast) -> None:
    assert queries.find_open_invitation(token=reset(cast), at=cast.at) is None
    assert queries.find_open_password_reset(token=invite(cast), at=cast.at) is None


def test_a_row_whose_digest_was_written_by_someone_else_opens_nothing(cast: Cast) -> None:
    """Whoever can write rows and has no key cannot make a link."""
    invite(cast)
    rewrite_invitations(token_digest=digest_of("chosen by a thief"))
    assert queries.find_open_invitation(token="chosen by a thief", at=cast.at) is None


def test_a_random_token_of_an_earlier_version_still_works(cast: Cast) -> None:
    invite(cast)
    rewrite_invitations(token_digest=digest_of("random"), version=0)
    assert queries.find_open_invitation(token="random", at=cast.at)
    actions.accept_invitation(token="random", password=PASSWORD, at=cast.at)
    assert queries.find_open_invitation(token="random", at=cast.at) is None


def test_an_expired_link_is_renewed_once(cast: Cast) -> None:
    token, later = invite(cast), cast.at + timedelta(days=15)
    assert actions.renew_invitation(token=token, site=SITE, at=later)
    renewed = newest_token("nell@trust.example")
    assert renewed != token
    assert queries.find_open_invitation(token=token, at=later) is None
    assert queries.find_open_invitation(token=renewed, at=later)
    assert not actions.renew_invitation(token=token, site=SITE, at=later)


def test_links_that_an_earlier_version_sent_are_forgotten(cast: Cast) -> None:
    sent, waiting = (
        Email.objects.create(
            provider=cast.llse,
            to="a@b.example",
            subject="An invitation",
            text=f"Use this link:\n\n{SITE}/accounts/invitations/{once}/\n\nIt works once.",
            once=once,
            at=cast.at,
        )
        for once in ("live-token-1", "live-token-2")
    )
    Delivery.objects.create(email=sent, at=cast.at)
    migration: Any = import_module("waymark.bridges.mail.migrations.0004_forget_links_that_were_sent")
    with guards_off():
        migration.forget(apps, None)
    sent.refresh_from_db()
    waiting.refresh_from_db()
    assert sent.text == "Use this link:\n\n(link removed)\n\nIt works once."
    assert "live-token-2" in waiting.text


@pytest.mark.parametrize("purpose", ["invitation", "password_reset"])
def test_email_of_a_row_that_is_gone_waits(cast: Cast, purpose: str) -> None:
    invite(cast)
    reset(cast)
    with guards_off():
        Invitation.objects.all().delete()
        PasswordReset.objects.all().delete()
    email = Email.objects.get(link_purpose=purpose)
    with pytest.raises(queries.LinkNotMade):
        queries.text_to_send(email)
