"""The current time: the real time in production, a pretend time that runs on in a demonstration."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings

from waymark.web.models import PretendDate


def real_now() -> datetime:
    """The only place that reads the clock: when a request arrives and when a worker's round starts."""
    return datetime.now(tz=UTC)


def time_now() -> datetime:
    return effective_time(real_now())


def effective_time(real: datetime) -> datetime:
    """The time that counts for rules and deadlines at that real instant."""
    return real if settings.IN_PRODUCTION else demonstration_time(real)


def demonstration_time(real: datetime) -> datetime:
    """The demonstration's time at that real instant; the real time if none was set."""
    newest = PretendDate.objects.order_by("-id").values_list("pretend_at", "real_at").first()
    return real if newest is None else newest[0] + (real - newest[1])
