"""How a session is opened: after the password, and after the second step where the account has one.

Between the two the session names no account. It holds who has entered the right password, for ten minutes, so no page
and no save of the writing page takes it for someone who is signed in. Who needs a second factor and has none is signed
in, but the session says that one is owed, and only pages for setting one up open (`web/access.py`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth import login, update_session_auth_hash
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from waymark.bridges.signin.second_factor import queries, rules
from waymark.bridges.signin.second_factor.words import Factor
from waymark.bridges.signin.sessions.ending import end_sessions
from waymark.bridges.signin.sessions.models import SignedInSession
from waymark.bridges.signin.sources import source_of
from waymark.ground.people import queries as people
from waymark.ground.people.access import SECOND_FACTOR_OWED, SECOND_FACTOR_PASSED
from waymark.kit.session_keys import stored_key

if TYPE_CHECKING:
    from waymark.ground.people.models import Account

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PENDING, CONFIRMED_AT, SEEN_AT = "sign_in_pending", "sign_in_confirmed_at", "sign_in_seen_at"
"""Keys of the session."""
SEEN_EVERY = timedelta(hours=1)


def begin_second_step(request: Any, account: Account, *, door: str, next_url: str = "") -> None:
    """The password was right. The account’s hash is kept, so that a new password ends this too."""
    request.session[PENDING] = {
        "account": account.pk,
        "hash": account.get_session_auth_hash(),
        "door": door,
        "next": next_url,
        "at": request.real_at.timestamp(),
    }


def pending_account(request: Any) -> Account | None:
    """Whose second step is awaited; None after ten minutes, a new password or the end of the account."""
    pending = request.session.get(PENDING)
    if not pending or not rules.is_recent(pending["at"], now=request.real_at):
        return None
    account = people.get_account(account_id=pending["account"])
    if account is None or not account.is_active:
        return None
    hashes = [account.get_session_auth_hash(), *account.get_session_auth_fallback_hash()]
    return account if any(constant_time_compare(pending["hash"], own) for own in hashes) else None


def pending_facts(request: Any) -> tuple[str, str]:
    """Through which door the pending account came, and where it wants to go."""
    pending = request.session.get(PENDING) or {}
    return str(pending.get("door", "")), str(pending.get("next", ""))


def open_session(request: Any, account: Account, *, factor: Factor | None) -> None:
    """Sign in: every door ends here."""
    request.session.pop(PENDING, None)
    login(request, account, backend=BACKEND)
    note_opened(request, account, factor=factor)


def note_opened(request: Any, account: Account, *, factor: Factor | None) -> None:
    """What a session that has just been opened holds, and its row."""
    confirm(request)
    request.session.pop(SECOND_FACTOR_OWED, None)
    request.session.pop(SECOND_FACTOR_PASSED, None)
    if factor is not None:
        pass_second_factor(request, factor)
    elif queries.needs_second_factor(account):
        request.session[SECOND_FACTOR_OWED] = True
    register(request, account)


def pass_second_factor(request: HttpRequest, factor: Factor) -> None:
    request.session[SECOND_FACTOR_PASSED] = factor.value
    request.session.pop(SECOND_FACTOR_OWED, None)


def confirm(request: Any) -> None:
    """The person has just proved who they are."""
    request.session[CONFIRMED_AT] = request.real_at.timestamp()


def is_confirmed(request: Any) -> bool:
    return rules.is_recent(request.session.get(CONFIRMED_AT, 0), now=request.real_at)


def carry_on(request: Any, account: Account) -> None:
    """Keep this session after a new password, under a new key; every other session of the account ends."""
    end_sessions(account=account)
    update_session_auth_hash(request, account)
    confirm(request)
    register(request, account)


def register(request: Any, account: Account) -> None:
    """Write down where the account is signed in."""
    if not request.session.session_key:
        request.session.create()
    at: datetime = request.real_at
    request.session[SEEN_AT] = at.timestamp()
    SignedInSession.objects.update_or_create(
        key=stored_key(request.session.session_key),
        defaults={
            "account": account,
            "browser": source_of(request).browser,
            "began_at": at,
            "seen_at": at,
        },
    )


def note_seen(request: Any) -> None:
    """Once an hour, write down that a session is in use: two statements then, none otherwise."""
    seen_at = request.session.get(SEEN_AT)
    at: datetime = request.real_at
    if seen_at is None or at.timestamp() - seen_at < SEEN_EVERY.total_seconds():
        return
    request.session[SEEN_AT] = at.timestamp()
    SignedInSession.objects.filter(key=stored_key(request.session.session_key)).update(seen_at=at)
