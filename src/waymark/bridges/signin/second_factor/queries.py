"""What second factors an account has, and whether it needs one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from waymark.bridges.signin.passkeys.models import Passkey
from waymark.bridges.signin.passkeys.queries import passkeys_of
from waymark.bridges.signin.second_factor import rules
from waymark.bridges.signin.second_factor.models import AuthenticatorApp, RecoveryCode, SignInRules
from waymark.bridges.signin.second_factor.rules import ForParticipants
from waymark.ground.people import queries as people

if TYPE_CHECKING:
    from waymark.ground.people.models import Account, Person, Provider
    from waymark.ground.people.roles import Role


@dataclass(frozen=True)
class Factors:
    """What an account has set up."""

    app: AuthenticatorApp | None
    passkeys: list[Passkey]
    codes_left: int
    codes_made_at: datetime | None

    @property
    def count(self) -> int:
        """Recovery codes are no factor of their own."""
        return int(self.app is not None) + len(self.passkeys)


def factors_of(account: Account) -> Factors:
    codes = list(RecoveryCode.objects.filter(account=account).values_list("used_at", "at"))
    return Factors(
        app=AuthenticatorApp.objects.filter(account=account).first(),
        passkeys=passkeys_of(account),
        codes_left=sum(used_at is None for used_at, _ in codes),
        codes_made_at=max((at for _, at in codes), default=None),
    )


def has_factor(account: Account) -> bool:
    """Whether a second step is asked after the password."""
    has_app = AuthenticatorApp.objects.filter(account=account).exists()
    return has_app or Passkey.objects.filter(account=account).exists()


def roles_of_account(account: Account) -> frozenset[Role]:
    """At every provider."""
    return frozenset(held.role for held in people.list_roles_of_account(account_id=account.pk))


def participants_settings(account: Account) -> list[ForParticipants]:
    """Of each provider where the account has a person."""
    rows = SignInRules.objects.filter(provider__persons__account=account)
    return [ForParticipants(value) for value in rows.values_list("participants", flat=True)]


def needs_second_factor(account: Account) -> bool:
    return rules.needs_second_factor(
        roles_of_account(account),
        of_staff=settings.STAFF_NEED_SECOND_FACTOR,
        participants=participants_settings(account),
    )


def may_have_second_factor(account: Account) -> bool:
    return rules.may_have_second_factor(
        roles_of_account(account), participants=participants_settings(account)
    )


def owes_second_factor(*, roles: Iterable[Role], passed: bool, owed: bool) -> bool:
    """For a session, from what it holds and the roles of the account: asked with every request, without a statement."""
    if passed:
        return False
    return owed or rules.needs_second_factor(roles, of_staff=settings.STAFF_NEED_SECOND_FACTOR)


def setting_of(provider: Provider) -> ForParticipants:
    value = SignInRules.objects.filter(provider=provider).values_list("participants", flat=True).first()
    return ForParticipants(value) if value else ForParticipants.OPTIONAL


def lets_invited_in(provider: Provider) -> bool:
    """Whether someone whom the provider invited may sign in at the other organisation without the link."""
    return SignInRules.objects.filter(provider=provider, invited_may_use_oidc=True).exists()


def list_providers_letting_invited_in() -> list[int]:
    """Their ids."""
    rows = SignInRules.objects.filter(invited_may_use_oidc=True)
    return list(rows.values_list("provider_id", flat=True))


def works_elsewhere(person: Person) -> bool:
    """Whether the person's account has a staff role at another provider."""
    held = people.list_roles_of_account(account_id=person.account_id or 0)
    return any(row.person.provider_id != person.provider_id and row.role != "participant" for row in held)
