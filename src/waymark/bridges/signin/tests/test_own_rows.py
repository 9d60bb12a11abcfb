"""Acts on one account leave others alone, and what is reset from outside is on record."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings as django_settings

from tests.cast import PASSWORD, Cast
from waymark.bridges.signin import actions
from waymark.bridges.signin.models import Passkey, Slowdown
from waymark.bridges.signin.oidc import provider
from waymark.bridges.signin.passkeys import actions as passkeys
from waymark.bridges.signin.second_factor import actions as second_factor
from waymark.bridges.signin.second_factor import queries, rules
from waymark.bridges.signin.sources import Source
from waymark.bridges.signin.tests.second_steps import Phone, account_of
from waymark.ground.ledger.models import Entry

SOURCE = Source(address="192.0.2.7")


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")]
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    """Its appendix B, of which an app shows the last six digits."""
    step = rules.step_of(datetime.fromtimestamp(seconds, tz=UTC))
    assert rules.code_at(step, secret=b"12345678901234567890") == code


def test_a_right_password_frees_its_own_account_alone(cast: Cast) -> None:
    for who in ("grace", "fay"):
        with pytest.raises(actions.CannotSignIn):
            actions.confirm_password(
                account=account_of(cast, who), password="wrong", source=SOURCE, at=cast.at
            )
    actions.confirm_password(account=account_of(cast, "grace"), password=PASSWORD, source=SOURCE, at=cast.at)
    assert Slowdown.objects.count() == 1


def test_an_app_counts_as_one_factor_and_recovery_codes_as_none(cast: Cast, monkeypatch: Any) -> None:
    account = account_of(cast, "grace")
    assert queries.factors_of(account).count == 0
    Phone(monkeypatch).set_up(account)
    assert queries.factors_of(account).count == 1


def test_a_reset_by_the_operator_is_on_record(cast: Cast, monkeypatch: Any) -> None:
    Phone(monkeypatch).set_up(account_of(cast, "grace"))
    second_factor.reset_by_operator(account=account_of(cast, "grace"), at=cast.at)
    entry = Entry.objects.get(verb="signin.factor_reset")
    assert (entry.about_id, entry.by_id) == (cast.grace.pk, None)


def passkey_of(cast: Cast, who: str, *, sign_count: int = 3) -> Passkey:
    return Passkey.objects.create(
        account=account_of(cast, who),
        credential_id=who.encode(),
        credential=b"",
        sign_count=sign_count,
        handle=who,
        name="Phone",
        added_at=cast.at,
    )


def test_a_passkey_is_removed_by_its_own_account(cast: Cast) -> None:
    passkey = passkey_of(cast, "amina")
    ben = account_of(cast, "ben")
    assert passkeys.remove_passkey(account=ben, passkey_id=passkey.pk, at=cast.at) is False
    assert passkeys.remove_passkey(account=passkey.account, passkey_id=passkey.pk, at=cast.at) is True
    assert not Passkey.objects.exists()


def test_a_passkey_used_twice_at_once_counts_once(cast: Cast) -> None:
    first, second = passkey_of(cast, "amina"), Passkey.objects.get()
    passkeys.note_used(passkey=first, sign_count=4, at=cast.at)
    with pytest.raises(passkeys.CannotUsePasskey):
        passkeys.note_used(passkey=second, sign_count=5, at=cast.at)
    assert Passkey.objects.get().sign_count == 4


def test_a_provider_that_names_another_issuer_is_not_used(monkeypatch: Any, settings: Any) -> None:
    settings.OIDC_ISSUER = "https://ours.example"
    endpoints = dict.fromkeys(("authorization_endpoint", "token_endpoint", "jwks_uri"), "https://x.example")
    for issuer in ("https://ours.example", "https://another.example"):
        monkeypatch.setattr(provider, "_json", lambda _, i=issuer: {"issuer": i, **endpoints})
        if issuer == django_settings.OIDC_ISSUER:
            assert provider.describe()["issuer"] == issuer
        else:
            with pytest.raises(provider.ProviderDown, match="another issuer"):
                provider.describe()
