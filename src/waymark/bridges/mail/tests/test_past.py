"""For a demonstration: what was written until now has left, but for one email that has perhaps been sent."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.conf import settings

from tests.cast import Cast
from waymark.bridges.mail.actions import record_past
from waymark.bridges.mail.models import Delivery, SendAttempt, Withheld
from waymark.ground.people import actions as people
from waymark.ground.people.models import Email

AMINA = "amina@llse.example"


def write(cast: Cast, once: str, *, kind: str = "", hours: int = 0) -> Email:
    at = cast.at + timedelta(hours=hours)
    people.queue_email(provider=cast.llse, to=AMINA, subject=once, text="Dear", once=once, at=at, kind=kind)
    return Email.objects.get(once=once)


def test_production_has_no_past_that_is_made_up(cast: Cast) -> None:
    write(cast, "one")
    with patch.object(settings, "IN_PRODUCTION", True), pytest.raises(ValueError, match="mail server"):
        record_past(at=cast.at)
    assert not Delivery.objects.exists()


def test_each_email_left_when_it_was_written(cast: Cast) -> None:
    earlier, now, later = (write(cast, f"{hours}", hours=hours) for hours in (-3, 0, 1))
    assert record_past(at=cast.at) == 2
    assert dict(Delivery.objects.values_list("email", "at")) == {earlier.pk: earlier.at, now.pk: now.at}
    assert not SendAttempt.objects.exists()
    assert record_past(at=later.at) == 1


def test_what_left_or_was_withheld_stays_as_it_is(cast: Cast) -> None:
    sent, withheld = write(cast, "sent"), write(cast, "withheld")
    Delivery.objects.create(email=sent, at=cast.at)
    Withheld.objects.create(email=withheld, why=Withheld.Reason.OFF, at=cast.at)
    assert record_past(at=cast.at) == 0
    assert Delivery.objects.get().email == sent


def test_the_newest_email_of_one_kind_has_perhaps_been_sent(cast: Cast) -> None:
    kind = "coach.paired"
    first = write(cast, "first", kind=kind, hours=-2)
    second = write(cast, "second", kind=kind, hours=-1)
    other = write(cast, "other")
    assert record_past(at=cast.at, interrupted=kind) == 2
    assert set(Delivery.objects.values_list("email", flat=True)) == {first.pk, other.pk}
    attempt = SendAttempt.objects.get()
    assert (attempt.email, attempt.at, attempt.over_at) == (second, second.at, cast.at)
    assert not attempt.repeats, "A lead decides."
