"""Marketing goes to those who agreed, stops at one click, and stays stopped after erasure."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client

from tests.cast import Cast
from tests.guards import guards_off
from waymark.bridges.mail import jobs
from waymark.ground.emails import actions
from waymark.ground.emails.actions import CannotMarket
from waymark.ground.emails.emails import MARKETING_MESSAGE
from waymark.ground.emails.models import CohortMessageRecipient, MarketingConsent, Suppression
from waymark.ground.people.actions import Message
from waymark.ground.people.models import Email

ADDRESS = "Amina@LLSE.example"


@pytest.fixture(autouse=True)
def empty_outbox() -> None:
    mail.outbox.clear()


def consent(cast: Cast, *, given: bool = True, days: int = 0) -> None:
    actions.record_consent(
        provider=cast.llse,
        email=ADDRESS,
        given=given,
        how="webinar sign-up",
        wording="Email me about programmes",
        at=cast.at + timedelta(days=days),
    )


def market(cast: Cast, once: str = "one") -> None:
    values = {"subject": "Spring", "message": "Apply now"}
    message = Message(MARKETING_MESSAGE, "amina@llse.example", values, once=once)
    actions.queue_marketing(message, provider=cast.llse, at=cast.at)


def unsubscribe_path() -> str:
    return urlsplit(mail.outbox[-1].extra_headers["List-Unsubscribe"].strip("<>")).path


def test_no_marketing_without_consent(cast: Cast) -> None:
    with pytest.raises(CannotMarket):
        market(cast)
    consent(cast)
    consent(cast, given=False)
    with pytest.raises(CannotMarket):
        market(cast)
    assert not Email.objects.exists()


def test_marketing_has_one_click_unsubscribe_that_needs_no_sign_in(cast: Cast) -> None:
    consent(cast)
    market(cast)
    jobs.run(at=cast.at)
    (message,) = mail.outbox
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert unsubscribe_path() in message.body
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.get(unsubscribe_path())
    assert "<button" in page.content.decode()
    assert not Suppression.objects.exists(), "A scanner that opens the link stops nothing."
    assert visitor.post(unsubscribe_path(), {"List-Unsubscribe": "One-Click"}).status_code == 200
    visitor.post(unsubscribe_path())
    assert Suppression.objects.count() == 1
    with pytest.raises(CannotMarket):
        market(cast, "two")


def test_a_link_that_we_did_not_make_is_not_found(client: Client, cast: Cast) -> None:
    assert client.post("/unsubscribe/made-up/").status_code == 404
    assert not Suppression.objects.exists()


def test_suppression_survives_erasure_and_holds_no_address(cast: Cast) -> None:
    consent(cast)
    market(cast)
    jobs.run(at=cast.at)
    Client().post(unsubscribe_path())
    with guards_off():
        MarketingConsent.objects.all().delete()
    consent(cast, days=-1)
    with pytest.raises(CannotMarket):
        market(cast, "two")
    row = Suppression.objects.get()
    assert "amina" not in f"{row.digest} {row}"
    assert len(row.digest) == 64


def test_who_agrees_again_later_is_asked_again(cast: Cast) -> None:
    consent(cast)
    market(cast)
    jobs.run(at=cast.at)
    actions.unsubscribe(
        provider_id=cast.llse.pk, digest=actions.digest_of(ADDRESS), at=cast.at + timedelta(days=1)
    )
    consent(cast, days=2)
    market(cast, "two")


def test_service_emails_have_no_unsubscribe(cast: Cast) -> None:
    actions.send_to_people(
        cohort=cast.cohort, enrolments=[cast.amina], subject="A", text="B", is_marketing=False, key="k",
        by=cast.people["grace"], at=cast.at,
    )  # fmt: skip
    jobs.run(at=cast.at)
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers


def test_a_marketing_message_leaves_out_who_did_not_agree(cast: Cast) -> None:
    consent(cast)
    actions.send_to_people(
        cohort=cast.cohort, enrolments=[cast.amina, cast.ben], subject="A", text="B", is_marketing=True, key="k",
        by=cast.people["grace"], at=cast.at,
    )  # fmt: skip
    rows = CohortMessageRecipient.objects.order_by("enrolment_id").values_list("enrolment", "left_out")
    assert dict(rows) == {cast.amina.pk: "", cast.ben.pk: "no_consent"}
    assert [email.to for email in Email.objects.all()] == ["amina@llse.example"]
