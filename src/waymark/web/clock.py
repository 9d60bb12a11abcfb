"""What time is it? In production the real time; in a demonstration the time it was told to be, running on."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings

from waymark.web.models import PretendDate


def real_now() -> datetime:
    """The only reading of the clock: at the door of a request, and at the start of a worker's round."""
    return datetime.now(tz=UTC)


def time_now() -> datetime:
    return told(real_now())


def told(real: datetime) -> datetime:
    """The time that counts at that real instant."""
    return real if settings.IN_PRODUCTION else pretended(real)


def pretended(real: datetime) -> datetime:
    """The demonstration's time at that real instant; the real time where none was set."""
    newest = PretendDate.objects.order_by("-id").values_list("pretend_at", "real_at").first()
    return real if newest is None else newest[0] + (real - newest[1])
