"""Answers those who asked for a new password, and deletes what need not be kept any longer.

Who has an account is emailed a link; who was invited and never chose a password is invited again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from waymark.bridges.signin.models import PasswordResetRequest, SignInAttempt, Slowdown
from waymark.bridges.signin.rules import FORGOTTEN_AFTER
from waymark.bridges.signin.sessions.models import SignedInSession
from waymark.bridges.signin.sessions.queries import OPEN
from waymark.ground.people import actions as people
from waymark.ground.people import queries

BATCH_SIZE = 200
UNKNOWN_KEPT = timedelta(days=1)
"""How long an attempt at an address without an account is kept."""


def run(*, at: datetime) -> int:
    """Answer the waiting requests, and return how many there were."""
    waiting = PasswordResetRequest.objects.order_by("id").values_list("id", flat=True)[:BATCH_SIZE]
    answered = sum(_answer(request_id, at=at) for request_id in list(waiting))
    forget(at=at)
    return answered


@transaction.atomic
def _answer(request_id: int, *, at: datetime) -> int:
    """Two workers may come to the same request: the one that finds it still there answers it."""
    rows = PasswordResetRequest.objects.select_for_update().filter(pk=request_id)
    request = rows.first()
    if request is None:
        return 0
    account = queries.find_account(email=request.email)
    if account is not None:
        people.send_password_reset(account=account, site=request.site, at=at)
    else:
        people.invite_again(email=request.email, site=request.site, at=at)
    rows.delete()
    return 1


def forget(*, at: datetime) -> None:
    """Delete what is older than it may be kept; each by an indexed moment."""
    SignInAttempt.objects.filter(at__lt=at - settings.SIGN_INS_KEPT_FOR).delete()
    SignInAttempt.objects.filter(account=None, at__lt=at - UNKNOWN_KEPT).delete()
    people.forget_password_resets(before=at - settings.SIGN_INS_KEPT_FOR)
    SignedInSession.objects.exclude(OPEN).delete()
    Slowdown.objects.filter(last_at__lt=at - FORGOTTEN_AFTER).delete()
