"""Adding, using and removing passkeys. The person is emailed about what is added and removed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from waymark.bridges.signin import emails
from waymark.bridges.signin.passkeys.ceremony import NewCredential
from waymark.bridges.signin.passkeys.models import Passkey
from waymark.bridges.signin.second_factor import actions as second_factor
from waymark.bridges.signin.second_factor import queries, words
from waymark.bridges.signin.second_factor.actions import CannotChangeFactor
from waymark.bridges.signin.second_factor.words import Factor
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Account

MOST_PASSKEYS = 20


class CannotUsePasskey(Refusal):
    """The passkey does not prove who it is."""


@transaction.atomic
def add_passkey(
    *, account: Account, credential: NewCredential, handle: str, name: str, at: datetime
) -> list[str]:
    """Returns new recovery codes if these are the account's first, to be shown once."""
    if not queries.may_have_second_factor(account):
        raise CannotChangeFactor(Reason("not_offered", words.NOT_OFFERED))
    lock_row(account)
    if Passkey.objects.filter(account=account).count() >= MOST_PASSKEYS:
        raise CannotChangeFactor(Reason("too_many", words.TOO_MANY_PASSKEYS))
    try:
        with transaction.atomic():
            Passkey.objects.create(
                account=account,
                credential_id=credential.credential_id,
                credential=credential.credential,
                sign_count=credential.sign_count,
                handle=handle,
                name=name,
                added_at=at,
            )
    except IntegrityError as error:
        raise CannotChangeFactor(Reason("known_passkey", words.KNOWN_PASSKEY)) from error
    second_factor.tell(account, emails.FACTOR_ADDED, verb="signin.factor_added", factor=Factor.PASSKEY, at=at)
    return second_factor.first_recovery_codes(account=account, at=at)


def note_used(*, passkey: Passkey, sign_count: int, at: datetime) -> None:
    """A device that counts must have counted on: a copy of it would not know how far."""
    counts = sign_count > 0 or passkey.sign_count > 0
    if counts and sign_count <= passkey.sign_count:
        raise CannotUsePasskey(Reason("copied", words.PASSKEY_FAILED))
    unused = Passkey.objects.filter(pk=passkey.pk, sign_count=passkey.sign_count)
    if not unused.update(sign_count=sign_count, last_used_at=at):
        raise CannotUsePasskey(Reason("at_once", words.PASSKEY_FAILED))


@transaction.atomic
def remove_passkey(*, account: Account, passkey_id: int, at: datetime) -> bool:
    """Whether the account had it."""
    lock_row(account)
    passkey = Passkey.objects.filter(account=account, pk=passkey_id).first()
    if passkey is None:
        return False
    second_factor.refuse_last(account, queries.factors_of(account))
    passkey.delete()
    second_factor.after_removal(account, kind=Factor.PASSKEY, at=at)
    return True
