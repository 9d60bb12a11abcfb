"""Whether the background worker is running and emails are being sent; and one alert when they aren’t.

The alert does not depend on the worker: `bin/waymark status --alert` sends it, started by a timer of the system.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage

from waymark.bridges.mail import queries as mail
from waymark.kit.formatting import counted, long_moment
from waymark.web.models import WorkerRound

SILENT = timedelta(minutes=5)
"""After so long without a finished round, the worker counts as stopped."""
TRIES = 3
"""From so many attempts on, an email that has not left is worth an alert."""
RECORDED_EVERY = timedelta(seconds=10)


@dataclass(frozen=True)
class Running:
    last_round: datetime | None
    failed: str
    is_silent: bool
    emails: list[mail.WaitingEmail]

    @property
    def problems(self) -> list[str]:
        """Sentences for the operator; none while all is well."""
        sentences = []
        if self.is_silent:
            when = (
                f"It last ran on {long_moment(self.last_round)}." if self.last_round else "It has never run."
            )
            sentences.append(f"The background worker isn’t running. {when} Start it with: bin/waymark work")
        if self.failed:
            sentences.append(
                f"Some of the background worker’s jobs are failing: {self.failed}. The server’s log says why."
            )
        stuck = [email for email in self.emails if email.times >= TRIES]
        if stuck:
            reasons = " ".join(dict.fromkeys(email.reason for email in stuck if email.reason))
            sentences.append(
                f"{counted(len(stuck), 'email hasn’t', 'emails haven’t')} been sent. {reasons}".strip()
            )
        return sentences


def running(*, at: datetime, provider_id: int | None = None) -> Running:
    """`at` is the real time, never the demonstration’s."""
    last = WorkerRound.objects.order_by("id").first()
    finished_at = last.finished_at if last else None
    return Running(
        last_round=finished_at,
        failed=last.failed if last else "",
        is_silent=finished_at is None or at - finished_at > SILENT,
        emails=mail.list_waiting(provider_id=provider_id),
    )


def record_round(*, failed: list[str], at: datetime) -> None:
    """Write that a round is over, but not more often than every ten seconds unless a job fails or recovers."""
    names = ", ".join(failed)[:200]
    last = WorkerRound.objects.order_by("id").first() or WorkerRound.objects.create()
    if last.finished_at is None or at - last.finished_at >= RECORDED_EVERY or last.failed != names:
        WorkerRound.objects.filter(pk=last.pk).update(finished_at=at, failed=names)


def alert(*, at: datetime) -> bool:
    """Send one email about what is wrong, and no second one until all was well in between. Whether it was sent."""
    problems = running(at=at).problems
    last = WorkerRound.objects.order_by("id").first() or WorkerRound.objects.create()
    rows = WorkerRound.objects.filter(pk=last.pk)
    if not problems:
        rows.update(alerted_at=None)
        return False
    if last.alerted_at is not None or not settings.ALERT_EMAIL:
        return False
    text = "\n\n".join([*problems, "We won’t send another email until this has been fixed."])
    EmailMessage("Waymark needs attention", f"{text}\n", to=[settings.ALERT_EMAIL]).send()
    rows.update(alerted_at=at)
    return True
