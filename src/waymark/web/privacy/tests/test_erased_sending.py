"""Erasure, and what the mail bridge holds about sending to an address."""

from __future__ import annotations

from tests.cast import Cast
from waymark.bridges.mail.models import FailingAddress, SendAttempt, Setback
from waymark.ground.people import actions as people
from waymark.ground.people.models import Email
from waymark.web.privacy.erasure import erase_person

AMINA, BEN = "amina@llse.example", "ben@llse.example"


def write(cast: Cast, once: str, *, to: str) -> Email:
    people.queue_email(provider=cast.llse, to=to, subject=once, text="Dear", once=once, at=cast.at)
    return Email.objects.get(once=once)


def test_an_erased_person_leaves_no_failure_behind(cast: Cast) -> None:
    """And those of others stay."""
    for to in (AMINA, BEN):
        failed, attempted = write(cast, f"failed {to}", to=to), write(cast, f"attempt {to}", to=to)
        Setback.objects.create(email=failed, times=1, again_at=cast.at, since=cast.at)
        SendAttempt.objects.create(email=attempted, at=cast.at, over_at=cast.at, repeats=False)
        FailingAddress.objects.create(provider=cast.llse, email=to, since=cast.at)
    erase_person(person=cast.amina.person, reason="Asked for", by=cast.grace, at=cast.at)
    assert [row.email.to for row in Setback.objects.all()] == [BEN]
    assert [row.email.to for row in SendAttempt.objects.all()] == [BEN]
    assert [row.email for row in FailingAddress.objects.all()] == [BEN]
