"""The attempt that is recorded before an email is handed to the mail server: a lease, and a trace after a crash."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from waymark.bridges.mail.models import Delivery, SendAttempt
from waymark.bridges.mail.rules import LEASE, is_repeated

if TYPE_CHECKING:
    from waymark.ground.people.models import Email


class TakenByAnother(Exception):
    """Another worker is sending this email, or has sent it."""


def begin(email: Email, *, at: datetime) -> None:
    """Within a transaction. Raises `TakenByAnother`, or IntegrityError, if the email is not ours to send."""
    if not _begin_again(email, at=at):
        repeats = is_repeated(has_own_link=bool(email.link_purpose), times=1)
        SendAttempt.objects.create(email=email, at=at, over_at=at + LEASE, repeats=repeats)
    if Delivery.objects.filter(email=email).exists():
        raise TakenByAnother


def _begin_again(email: Email, *, at: datetime) -> bool:
    """Take over what a worker that stopped left behind; one of several workers does."""
    left = SendAttempt.objects.filter(email=email, over_at__lte=at, repeats=True).first()
    if left is None:
        return False
    times = left.times + 1
    repeats = is_repeated(has_own_link=bool(email.link_purpose), times=times)
    rows = SendAttempt.objects.filter(pk=left.pk, over_at=left.over_at)
    if not rows.update(at=at, over_at=at + LEASE, times=times, repeats=repeats):
        raise TakenByAnother
    return True


def end(email: Email) -> None:
    """The answer is known."""
    SendAttempt.objects.filter(email=email).delete()
