"""Emails participants when their window is set and when it opens. Practice windows are announced to no one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from waymark.ground.emails.actions import announce
from waymark.ground.emails.queries import list_announced, list_concerned
from waymark.ground.people.actions import Message, queue_messages
from waymark.journey.sit import emails
from waymark.journey.sit.attempts.queries import not_asked_ids
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.words import closing, local_moment
from waymark.kit.addresses import site_address

if TYPE_CHECKING:
    from waymark.kit.email_kinds import EmailKind


def announce_window(window: SittingWindow, *, at: datetime) -> int:
    """Email everyone who takes part that the window is set; inside the caller’s transaction."""
    messages = _messages(window, emails.WINDOW_SET, "sit.window_set", at=at)
    return queue_messages(messages, provider=window.cohort.provider, at=at)


def announce_opened(*, at: datetime) -> int:
    """Email everyone whose window has opened, once. Two statements while there is nothing new."""
    open_now = deadlines.windows_open_for_everyone(at=at)
    keys = {f"sit.opened:{pk}": pk for pk in open_now.order_by("id").values_list("id", flat=True)}
    new = [pk for key, pk in keys.items() if key not in list_announced(keys=keys)] if keys else []
    windows = SittingWindow.objects.filter(pk__in=new).select_related("cohort__provider") if new else ()
    return sum(
        announce(
            provider=window.cohort.provider,
            key=f"sit.opened:{window.pk}",
            messages=_opened(window, at=at),
            at=at,
        )
        for window in windows
    )


def _opened(window: SittingWindow, *, at: datetime) -> Callable[[], list[Message]]:
    return lambda: _messages(window, emails.WINDOW_OPENS, "sit.window_opens", at=at)


def _messages(window: SittingWindow, kind: EmailKind, occasion: str, *, at: datetime) -> list[Message]:
    """To everyone who is asked to sit in it: not to those deferred, withdrawn, awarded or not entered."""
    times, not_asked = deadlines.times_in(window), not_asked_ids(window=window, at=at)
    return [
        Message(
            kind,
            enrolment.person.email,
            {
                "greeting": enrolment.person.greeting,
                "opens": local_moment(window.opens_at, zone=window.zone),
                "closes": closing(times.get(enrolment.pk, window.rules), zone=window.zone),
                "zone": window.zone,
                "link": f"{site_address('sit:before')}?enrolment={enrolment.reference}",
            },
            once=f"{occasion}:{window.pk}:{enrolment.pk}",
            cohort_id=window.cohort_id,
        )
        for enrolment in list_concerned(cohort=window.cohort, at=at)
        if enrolment.pk not in not_asked
    ]
