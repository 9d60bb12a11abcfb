"""Setting up, using, removing and resetting second factors. The person is emailed about each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.crypto import get_random_string

from waymark.bridges.signin import emails
from waymark.bridges.signin.passkeys.models import Passkey
from waymark.bridges.signin.second_factor import queries, rules, secrets, words
from waymark.bridges.signin.second_factor.models import AuthenticatorApp, RecoveryCode, SignInRules
from waymark.bridges.signin.second_factor.rules import ForParticipants
from waymark.bridges.signin.second_factor.words import Factor
from waymark.bridges.signin.sessions.ending import end_sessions
from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.ground.people import queries as people_queries
from waymark.ground.people.actions import Message
from waymark.kit.email_kinds import EmailKind
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Account, Person, Provider


class WrongCode(Refusal):
    """The code is not one of the account's, or was used before."""


class CannotChangeFactor(Refusal):
    """The second factor cannot be added, removed or reset."""


def set_app(*, account: Account, secret: bytes, at: datetime, last_step: int = 0) -> None:
    """The app with that secret, in place of an earlier one. No code up to `last_step` works."""
    AuthenticatorApp.objects.update_or_create(
        account=account,
        defaults={
            "secret": secrets.encrypt(secret),
            "last_step": last_step,
            "added_at": at,
            "last_used_at": None,
        },
    )


@transaction.atomic
def add_app(*, account: Account, secret: bytes, code: str, at: datetime, now: datetime) -> list[str]:
    """Set up an authenticator app, in place of an earlier one, with a first code that proves it works.

    Returns new recovery codes if these are the account's first, to be shown once. `now` is the real time.
    """
    if not queries.may_have_second_factor(account):
        raise CannotChangeFactor(Reason("not_offered", words.NOT_OFFERED))
    step = rules.matching_step(code, secret=secret, now=now)
    if step is None:
        raise WrongCode(Reason("wrong_code", words.WRONG_FIRST_CODE))
    lock_row(account)
    set_app(account=account, secret=secret, last_step=step, at=at)
    tell(account, emails.FACTOR_ADDED, verb="signin.factor_added", factor=Factor.APP, at=at)
    return first_recovery_codes(account=account, at=at)


def first_recovery_codes(*, account: Account, at: datetime) -> list[str]:
    """New codes for an account that has none left to use; otherwise none."""
    has_codes = RecoveryCode.objects.filter(account=account, used_at=None).exists()
    return [] if has_codes else _replace_codes(account, at=at)


@transaction.atomic
def new_recovery_codes(*, account: Account, at: datetime) -> list[str]:
    """Ten codes in place of all earlier ones, to be shown once."""
    lock_row(account)
    codes = _replace_codes(account, at=at)
    tell(account, emails.CODES_MADE, verb="signin.recovery_codes_made", at=at)
    return codes


def _replace_codes(account: Account, *, at: datetime) -> list[str]:
    codes = secrets.new_recovery_codes()
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=secrets.digests_of(code, account_id=account.pk)[0], at=at)
        for code in codes
    )
    return [rules.shown_code(code) for code in codes]


@transaction.atomic
def use_code(*, account: Account, code: str, at: datetime, now: datetime) -> Factor:
    """Use up a code of the app, or a recovery code. Of many requests with the same code one succeeds."""
    app = AuthenticatorApp.objects.filter(account=account).first()
    step = rules.matching_step(code, secret=secrets.decrypt(app.secret), now=now) if app else None
    if app is not None and step is not None:
        unused = AuthenticatorApp.objects.filter(pk=app.pk, last_step__lt=step)
        if not unused.update(last_step=step, last_used_at=at):
            raise WrongCode(Reason("used_code", words.USED_CODE))
        return Factor.APP
    if _use_recovery_code(account, code, at=at):
        return Factor.RECOVERY_CODE
    raise WrongCode(Reason("wrong_code", words.WRONG_CODE))


def _use_recovery_code(account: Account, text: str, *, at: datetime) -> bool:
    code = rules.recovery_code_of(text)
    digests = secrets.digests_of(code, account_id=account.pk) if code else []
    unused = RecoveryCode.objects.filter(account=account, used_at=None)
    if not unused.filter(digest__in=digests).update(used_at=at):
        return False
    left = words.codes_left(unused.count())
    tell(account, emails.CODE_USED, {"left": left}, verb="signin.recovery_code_used", at=at)
    return True


@transaction.atomic
def remove_app(*, account: Account, at: datetime) -> None:
    lock_row(account)
    factors = queries.factors_of(account)
    if factors.app is None:
        return
    refuse_last(account, factors)
    factors.app.delete()
    after_removal(account, kind=Factor.APP, at=at)


def refuse_last(account: Account, factors: queries.Factors) -> None:
    """Who needs a second factor cannot remove the last."""
    is_needed = queries.needs_second_factor(account)
    if not rules.may_remove(factors=factors.count, is_needed=is_needed):
        raise CannotChangeFactor(Reason("last_factor", words.LAST_FACTOR))


def after_removal(account: Account, *, kind: Factor, at: datetime) -> None:
    """Recovery codes go with the last factor."""
    if not queries.has_factor(account):
        RecoveryCode.objects.filter(account=account).delete()
    tell(account, emails.FACTOR_REMOVED, verb="signin.factor_removed", factor=kind, at=at)


@transaction.atomic
def reset_by_lead(*, person: Person, reason: str, by: Person, at: datetime) -> None:
    """Remove every second factor of someone who has lost theirs, and end their sessions."""
    if person.account is None:
        raise CannotChangeFactor(Reason("no_factor", words.NO_FACTOR))
    if person.account_id == by.account_id:
        raise CannotChangeFactor(Reason("not_own", words.NOT_OWN))
    if queries.works_elsewhere(person):
        raise CannotChangeFactor(Reason("also_elsewhere", words.ALSO_ELSEWHERE))
    account = lock_row(person.account)
    _reset(account, by=by.name, at=at)
    facts = {"reason": reason}
    ledger.record(
        "signin.factor_reset", about=person, provider_id=person.provider_id, by=by, at=at, facts=facts
    )


@transaction.atomic
def reset_by_operator(*, account: Account, at: datetime) -> None:
    """As `reset_by_lead`, from the command line."""
    _reset(lock_row(account), by="The people who run this site", at=at)
    for person in people_queries.list_persons_of(account_id=account.pk):
        ledger.record("signin.factor_reset", about=person, provider_id=person.provider_id, by=None, at=at)


def _reset(account: Account, *, by: str, at: datetime) -> None:
    if not queries.has_factor(account):
        raise CannotChangeFactor(Reason("no_factor", words.NO_FACTOR))
    AuthenticatorApp.objects.filter(account=account).delete()
    Passkey.objects.filter(account=account).delete()
    RecoveryCode.objects.filter(account=account).delete()
    end_sessions(account=account)
    tell(account, emails.FACTOR_RESET, {"by": by}, verb="", at=at)


@transaction.atomic
def set_rules(
    *,
    participants: ForParticipants,
    invited_may_use_oidc: bool | None = None,
    by: Person,
    at: datetime,
) -> None:
    """What the lead's provider says about signing in. None leaves that as it is; the same again changes nothing."""
    provider = lock_row(by.provider)
    _let_invited_in(provider, invited_may_use_oidc, by=by, at=at)
    before = queries.setting_of(provider)
    if before == participants:
        return
    SignInRules.objects.update_or_create(provider=provider, defaults={"participants": participants.value})
    ledger.record(
        "signin.rules_changed",
        about=provider,
        provider_id=provider.pk,
        by=by,
        at=at,
        facts={"before": before.value, "after": participants.value},
    )


def _let_invited_in(provider: Provider, allowed: bool | None, *, by: Person, at: datetime) -> None:
    if allowed is None or allowed == queries.lets_invited_in(provider):
        return
    SignInRules.objects.update_or_create(provider=provider, defaults={"invited_may_use_oidc": allowed})
    ledger.record(
        "signin.invited_rule_changed",
        about=provider,
        provider_id=provider.pk,
        by=by,
        at=at,
        facts={"allowed": allowed},
    )


def tell(
    account: Account,
    kind: EmailKind,
    values: Mapping[str, str] | None = None,
    *,
    verb: str,
    at: datetime,
    factor: Factor | None = None,
) -> None:
    """Record it for each person of the account, and email its address."""
    persons = people_queries.list_persons_of(account_id=account.pk)
    for person in persons if verb else ():
        facts = {"kind": factor.value} if factor else {}
        ledger.record(verb, about=person, provider_id=person.provider_id, by=person, at=at, facts=facts)
    if persons:
        what = {"what": words.KINDS[factor]} if factor else {}
        once = f"{kind.code}:{account.pk}:{get_random_string(16)}"
        message = Message(kind, account.email, {**what, **(values or {})}, once=once)
        people.queue_message(message, provider=persons[0].provider, at=at)
