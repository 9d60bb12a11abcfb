"""Sends the letters that rooms have left. In a demonstration they go into a folder and cannot be sent."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from enum import Enum, auto
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from waymark.bridges.mail.enclosures import NothingEnclosed, enclosed_in
from waymark.bridges.mail.models import Delivery, Setback
from waymark.ground.people.queries import list_letters_to_send

if TYPE_CHECKING:
    from waymark.ground.people.models import Letter

AT_A_TIME = 50
IN_A_ROW = 3
"""Letters that did not leave one after the other: the mail server is asked again in the next round."""
SOONEST, LATEST = timedelta(seconds=10), timedelta(minutes=10)
"""When a letter is tried again that did not leave twice, and at most."""
ABOUT_THE_LETTER = (SMTPDataError, SMTPRecipientsRefused, ValueError, NothingEnclosed)
log = logging.getLogger("waymark.mail")


class SaveOutcome(Enum):
    LEFT = auto()
    REFUSED = auto()
    """This letter, and perhaps this one alone."""
    NO_ANSWER = auto()
    SENT_BY_ANOTHER = auto()


def run(*, at: datetime) -> int:
    """Send what waits, oldest first; how many left. A letter that fails stays and is tried again.

    A mail server that does not answer is not asked fifty times: what else the worker does would wait for it.
    """
    left = silent = 0
    for letter in list_letters_to_send(limit=AT_A_TIME, at=at):
        became = _send(letter, at=at)
        left += became is SaveOutcome.LEFT
        silent = silent + 1 if became is SaveOutcome.NO_ANSWER else 0
        if silent == IN_A_ROW:
            break
    return left


def _send(letter: Letter, *, at: datetime) -> SaveOutcome:
    try:
        with transaction.atomic():
            Delivery.objects.create(letter=letter, at=at)
            _message_of(letter).send()
    except (SMTPException, OSError, ValueError, NothingEnclosed) as problem:
        log.warning("Letter %s did not leave: %s", letter.pk, type(problem).__name__)
        _set_back(letter, at=at)
        return SaveOutcome.REFUSED if isinstance(problem, ABOUT_THE_LETTER) else SaveOutcome.NO_ANSWER
    except IntegrityError:
        return SaveOutcome.SENT_BY_ANOTHER
    return SaveOutcome.LEFT


def _set_back(letter: Letter, *, at: datetime) -> None:
    """Once is chance; from the second time on it waits twice as long each time."""
    times = 1 + (Setback.objects.filter(letter=letter).values_list("times", flat=True).first() or 0)
    wait = min(SOONEST * 2 ** min(times - 2, 10), LATEST) if times > 1 else timedelta()
    Setback.objects.update_or_create(letter=letter, defaults={"times": times, "again_at": at + wait})


def _message_of(letter: Letter) -> EmailMessage:
    message = EmailMessage(letter.subject, letter.text, to=[letter.to])
    for file in enclosed_in(letter):
        message.attach(file.name, file.data, file.media_type)
    return message
