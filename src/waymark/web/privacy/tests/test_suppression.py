"""Unsubscribing from marketing holds after the person was erased."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client

from tests.cast import Cast
from waymark.bridges.mail import jobs
from waymark.ground.emails import actions
from waymark.ground.emails.actions import CannotMarket
from waymark.ground.emails.emails import MARKETING_MESSAGE
from waymark.ground.emails.models import Suppression
from waymark.ground.people.actions import Message
from waymark.web.privacy.erasure import erase_person


def consent(cast: Cast, *, days: int = 0) -> None:
    at = cast.at + timedelta(days=days)
    given = {"given": True, "how": "webinar sign-up", "wording": "Email me about programmes"}
    actions.record_consent(provider=cast.llse, email="amina@llse.example", at=at, **given)


def market(cast: Cast, once: str) -> None:
    values = {"subject": "Spring", "message": "Apply now"}
    message = Message(MARKETING_MESSAGE, "amina@llse.example", values, once=once)
    actions.queue_marketing(message, provider=cast.llse, at=cast.at)


@pytest.mark.django_db
def test_unsubscribing_holds_after_the_person_was_erased(cast: Cast) -> None:
    """The link works after erasure too, and an older consent that comes back from a file lifts nothing."""
    mail.outbox.clear()
    consent(cast)
    market(cast, "one")
    jobs.run(at=cast.at)
    path = urlsplit(mail.outbox[-1].extra_headers["List-Unsubscribe"].strip("<>")).path
    erase_person(person=cast.amina.person, reason="Asked for", by=cast.grace, at=cast.at)
    posted = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    assert posted.status_code == 200
    assert Suppression.objects.filter(provider=cast.llse).count() == 1
    consent(cast, days=-1)
    with pytest.raises(CannotMarket):
        market(cast, "two")
