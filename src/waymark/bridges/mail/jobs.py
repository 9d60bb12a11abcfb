"""Sends the letters that rooms have left. In a demonstration they go into a folder and cannot be sent."""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import SMTPException
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from waymark.bridges.mail.enclosures import NothingEnclosed, enclosed_in
from waymark.bridges.mail.models import Delivery
from waymark.ground.people.queries import list_letters_to_send

if TYPE_CHECKING:
    from waymark.ground.people.models import Letter

AT_A_TIME = 50
log = logging.getLogger("waymark.mail")


def run(*, at: datetime) -> int:
    """Send what waits, oldest first; how many left. A letter that fails stays and is tried again."""
    return sum(_send(letter, at=at) for letter in list_letters_to_send(limit=AT_A_TIME))


def _send(letter: Letter, *, at: datetime) -> int:
    try:
        with transaction.atomic():
            Delivery.objects.create(letter=letter, at=at)
            _message_of(letter).send()
    except (SMTPException, OSError, ValueError, NothingEnclosed) as problem:
        log.warning("Letter %s did not leave: %s", letter.pk, type(problem).__name__)
        return 0
    except IntegrityError:
        return 0
    return 1


def _message_of(letter: Letter) -> EmailMessage:
    message = EmailMessage(letter.subject, letter.text, to=[letter.to])
    for file in enclosed_in(letter):
        message.attach(file.name, file.data, file.media_type)
    return message
