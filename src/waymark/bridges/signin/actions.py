"""Signing in with a password, an invitation or a link, with every attempt recorded; requests for a new password.

Each door does the same work whether there is an account or not: the same statements, one hash of the password. What
only an account needs, such as an email, is done by the worker.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.bridges.signin import rules, words
from waymark.bridges.signin.entering import note_seen
from waymark.bridges.signin.models import Door, Guide, Outcome, PasswordResetRequest, SignInAttempt, Slowdown
from waymark.bridges.signin.second_factor import actions as second_factor
from waymark.bridges.signin.second_factor import queries as second_factors
from waymark.bridges.signin.second_factor.actions import reset_by_operator
from waymark.bridges.signin.second_factor.words import Factor
from waymark.bridges.signin.sessions.ending import end_sessions
from waymark.bridges.signin.sources import Source, second_step_key, slowdown_key
from waymark.ground.people import actions as people
from waymark.ground.people import queries
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Account, Person


__all__ = ["note_seen", "reset_by_operator"]


class CannotSignIn(Refusal):
    """Email address and password do not belong together, the account is closed, or it is too soon to try again."""


def sign_in(*, email: str, password: str, source: Source, at: datetime) -> Account:
    """The account with that email address and password."""
    begin_attempt(email=email, door=Door.SIGN_IN, source=source, at=at)
    account = queries.find_account(email=email)
    is_right = people.is_password_of(account, password)
    if account is None or not is_right:
        record_attempt(account, door=Door.SIGN_IN, outcome=Outcome.WRONG_PASSWORD, source=source, at=at)
        raise CannotSignIn(Reason("mismatch", words.MISMATCH))
    if not account.is_active:
        record_attempt(account, door=Door.SIGN_IN, outcome=Outcome.CLOSED, source=source, at=at)
        raise CannotSignIn(Reason("closed", words.CLOSED))
    end_attempt(account, door=Door.SIGN_IN, outcome=_outcome(account), source=source, at=at)
    return account


def _outcome(account: Account) -> Outcome:
    """Of a right password: a second step follows where the account has one."""
    return Outcome.SECOND_STEP if second_factors.has_factor(account) else Outcome.SIGNED_IN


def pass_second_step(
    *, account: Account, code: str, door: Door, source: Source, at: datetime, now: datetime
) -> Factor:
    """The factor whose code it is. Wrong codes slow the account down by a count of their own."""
    key = second_step_key(account.email, source=source)
    wait = _count_failure(key, at=at)
    if wait:
        record_attempt(account, door=door, outcome=Outcome.TOO_SOON, source=source, at=at)
        raise CannotSignIn(Reason("too_soon", words.too_soon_for_code(wait)))
    try:
        factor = second_factor.use_code(account=account, code=code, at=at, now=now)
    except second_factor.WrongCode:
        record_attempt(account, door=door, outcome=Outcome.WRONG_CODE, source=source, at=at)
        raise
    Slowdown.objects.filter(key=key).delete()
    return factor


def confirm_password(*, account: Account, password: str, source: Source, at: datetime) -> None:
    """Whether someone who is signed in knows the password. Wrong ones are counted as at the sign-in page."""
    begin_attempt(email=account.email, door=Door.CONFIRMATION, source=source, at=at)
    if not people.is_password_of(account, password):
        record_attempt(account, door=Door.CONFIRMATION, outcome=Outcome.WRONG_PASSWORD, source=source, at=at)
        raise CannotSignIn(Reason("wrong_password", words.WRONG_PASSWORD))
    Slowdown.objects.filter(key=slowdown_key(account.email, source=source)).delete()


def accept_invitation(*, token: str, password: str, source: Source, at: datetime) -> Account:
    """As `people.accept_invitation`. Whoever has the link may not guess a password any faster than anyone else."""
    invitation = queries.find_open_invitation(token=token, at=at)
    if invitation is None:
        return people.accept_invitation(token=token, password=password, at=at)
    email, door = invitation.person.email, Door.INVITATION
    begin_attempt(email=email, door=door, source=source, at=at)
    try:
        account = people.accept_invitation(token=token, password=password, at=at)
    except (people.CannotInvite, people.CannotUsePassword) as refusal:
        account_tried = queries.find_account(email=email)
        closed = "account_closed" in refusal.codes
        outcome = Outcome.CLOSED if closed else Outcome.WRONG_PASSWORD
        record_attempt(account_tried, door=door, outcome=outcome, source=source, at=at)
        raise
    end_attempt(account, door=door, outcome=_outcome(account), source=source, at=at)
    return account


def account_of_verified_address(*, email: str, at: datetime) -> Account | None:
    """Whose address it is. People who were invited there are let in, where their provider allows it."""
    allowing = second_factors.list_providers_letting_invited_in()
    people.accept_by_verified_address(email=email, provider_ids=allowing, at=at)
    return queries.find_account(email=email)


def renew_invitation(*, token: str, site: str, at: datetime) -> bool:
    """Email a new link in place of an invitation that has expired; False if it has not, or was never ours."""
    return people.renew_invitation(token=token, site=site, at=at)


def choose_new_password(*, token: str, password: str, source: Source, at: datetime) -> Account:
    """As `people.choose_new_password`, and recorded."""
    account = people.choose_new_password(token=token, password=password, at=at)
    end_sessions(account=account)
    end_attempt(account, door=Door.NEW_PASSWORD, outcome=Outcome.PASSWORD_CHANGED, source=source, at=at)
    return account


def change_own_password(*, account: Account, password: str, source: Source, at: datetime) -> Account:
    """As `people.change_own_password`, and recorded. The caller keeps the session that asked."""
    changed = people.change_own_password(account=account, password=password, at=at)
    end_attempt(changed, door=Door.CONFIRMATION, outcome=Outcome.PASSWORD_CHANGED, source=source, at=at)
    return changed


def begin_attempt(*, email: str, door: Door, source: Source, at: datetime) -> None:
    """Count a failure before the password is looked at, so that many attempts at once gain nothing."""
    wait = _count_failure(slowdown_key(email, source=source), at=at)
    if wait:
        account = queries.find_account(email=email)
        record_attempt(account, door=door, outcome=Outcome.TOO_SOON, source=source, at=at)
        raise CannotSignIn(Reason("too_soon", words.too_soon(wait)))


@transaction.atomic
def _count_failure(key: str, *, at: datetime) -> timedelta:
    """How long to wait before the next attempt; an attempt that comes too soon is not counted."""
    slowdown = _locked_slowdown(key, at=at)
    if slowdown.wait_until > at:
        return slowdown.wait_until - at
    forgotten = rules.is_forgotten(last_at=slowdown.last_at, at=at)
    slowdown.failures = 1 if forgotten else slowdown.failures + 1
    slowdown.last_at, slowdown.wait_until = at, at + rules.wait_after(slowdown.failures)
    slowdown.save()
    return timedelta()


def _locked_slowdown(key: str, *, at: datetime) -> Slowdown:
    """The row of a key, old or new. Whoever signs in deletes it, also while someone else waits for it."""
    while True:
        Slowdown.objects.bulk_create([Slowdown(key=key, last_at=at, wait_until=at)], ignore_conflicts=True)
        slowdown: Slowdown | None = Slowdown.objects.select_for_update(no_key=True).filter(key=key).first()
        if slowdown is not None:
            return slowdown


def record_attempt(
    account: Account | None, *, door: Door, outcome: Outcome, source: Source, at: datetime
) -> SignInAttempt:
    return SignInAttempt.objects.create(
        account=account,
        door=door,
        outcome=outcome,
        client_address=source.address or None,
        browser=source.browser,
        at=at,
    )


def end_attempt(account: Account, *, door: Door, outcome: Outcome, source: Source, at: datetime) -> None:
    """Record a success, and forget the failures before it."""
    Slowdown.objects.filter(key=slowdown_key(account.email, source=source)).delete()
    record_attempt(account, door=door, outcome=outcome, source=source, at=at)


def request_password_reset(*, email: str, site: str, at: datetime) -> None:
    """Leave the address for the worker, which alone finds out whether there is an account."""
    PasswordResetRequest.objects.create(email=email.strip().lower()[:254], site=site, at=at)


@transaction.atomic
def renew_password_reset(*, token: str, site: str, at: datetime) -> bool:
    """Ask for a new link from the page of one that has expired. False if the link was never ours."""
    reset = queries.find_password_reset(token=token)
    if reset is None or reset.used_at is not None:
        return False
    request_password_reset(email=reset.account.email, site=site, at=at)
    return True


@transaction.atomic
def set_up_for_demonstration(*, person: Person, password: str, secret: bytes, at: datetime) -> None:
    """An account with a password and an authenticator app that everyone may know; only in a demonstration."""
    if not person.provider.demonstration:
        raise ValueError("Only a person of a demonstration has a password that everyone knows.")
    account = people.give_account(person=person)
    account.set_password(password)
    account.save(update_fields=["password"])
    second_factor.set_app(account=account, secret=secret, at=at)


@transaction.atomic
def guide(*, person: Person, label: str, try_this: str, position: int) -> Guide:
    """Let visitors be this person, whose account gets no usable password."""
    people.give_account(person=person)
    return Guide.objects.create(person=person, label=label, try_this=try_this, position=position)
