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
    """Within a transaction. Raises `TakenByAnother`, or IntegrityError, if the email is not ours to send.

    What a worker that stopped left behind is taken over, by one of several workers.
    """
    left = SendAttempt.objects.filter(email=email, over_at__lte=at, repeats=True).first()
    times = 1 + (left.times if left else 0)
    repeats = is_repeated(has_own_link=bool(email.link_purpose), times=times)
    values = {"at": at, "over_at": at + LEASE, "times": times, "repeats": repeats}
    if left is None:
        SendAttempt.objects.create(email=email, **values)
    elif not SendAttempt.objects.filter(pk=left.pk, over_at=left.over_at).update(**values):
        raise TakenByAnother
    if Delivery.objects.filter(email=email).exists():
        raise TakenByAnother


def end(email: Email) -> None:
    """The answer is known."""
    SendAttempt.objects.filter(email=email).delete()
