"""Giving up and sending again, refused addresses, order, and the pages that say what left."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage

from tests.cast import Cast
from tests.emails import SITE, newest_link
from waymark.bridges.mail import jobs, queries
from waymark.bridges.mail.models import Delivery, FailingAddress, Setback, Withheld
from waymark.bridges.mail.queries import State
from waymark.ground.people import actions as people
from waymark.ground.people.models import Email

SEND = "waymark.bridges.mail.jobs.EmailMessage.send"
AMINA = "amina@llse.example"
REFUSED = SMTPRecipientsRefused({AMINA: (550, b"No such user")})


@pytest.fixture(autouse=True)
def empty_outbox() -> None:
    mail.outbox.clear()


def write(cast: Cast, once: str, *, to: str = AMINA, about: str = "") -> Email:
    people.queue_email(
        provider=cast.llse, to=to, subject=f"Email {once}", text="Dear", once=once, at=cast.at, about=about
    )
    return Email.objects.get(once=once)


def refuse_amina(message: EmailMessage) -> int:
    if message.to == [AMINA]:
        raise REFUSED
    return mail.outbox.append(message) or 1


def rounds(cast: Cast, number: int, *, hours: float = 1) -> None:
    for turn in range(number):
        jobs.run(at=cast.at + timedelta(hours=hours * turn))


def test_an_address_refused_for_good_is_given_up_and_the_leads_are_told(cast: Cast) -> None:
    email = write(cast, "one")
    with patch(SEND, autospec=True, side_effect=refuse_amina):
        rounds(cast, jobs.MOST_REFUSALS + 4)
    setback = Setback.objects.get(email=email)
    assert (setback.times, setback.gave_up_at is not None) == (jobs.MOST_REFUSALS, True)
    assert setback.reason == "The mail server refused the recipient’s address."
    assert FailingAddress.objects.get().email == AMINA
    (notice,) = mail.outbox
    assert (notice.to, notice.subject) == ([cast.people["grace"].email], f"We couldn’t email {AMINA}")
    assert "Check the address" in notice.body


def test_no_answer_is_tried_for_three_days(cast: Cast) -> None:
    write(cast, "one")
    with patch(SEND, side_effect=TimeoutError):
        rounds(cast, 12, hours=6)
        assert Setback.objects.get(email__once="one").gave_up_at is None
        jobs.run(at=cast.at + timedelta(days=3, minutes=1))
    assert Setback.objects.get(email__once="one").gave_up_at is not None
    assert not FailingAddress.objects.exists()


def test_a_lead_sends_it_again_and_the_address_works_again(cast: Cast) -> None:
    email = write(cast, "one")
    with patch(SEND, autospec=True, side_effect=refuse_amina):
        rounds(cast, jobs.MOST_REFUSALS)
    browser, page = cast.browser("grace"), f"/messages/{email.pk}/"
    listed = browser.get("/messages/").content.decode()
    assert "1 address doesn’t work" in listed
    assert "Not sent, we’ve stopped trying" in listed
    assert "Send again" in browser.get(page).content.decode()
    assert browser.post(f"{page}sending/").status_code == 302
    browser.post(f"{page}sending/")
    mail.outbox.clear()
    jobs.run(at=cast.at + timedelta(days=1))
    assert [message.subject for message in mail.outbox if message.to == [AMINA]] == ["Email one"]
    assert not FailingAddress.objects.exists()
    assert "Send again" not in browser.get(page).content.decode()


def test_emails_about_one_thing_to_one_address_leave_in_order(cast: Cast) -> None:
    write(cast, "first", about="sit.sitting:1")
    write(cast, "second", about="sit.sitting:1")
    write(cast, "other", about="sit.sitting:2")
    write(cast, "someone else", to="ben@llse.example", about="sit.sitting:1")
    with patch(SEND, side_effect=[TimeoutError(), 1, 1]):
        assert jobs.run(at=cast.at) == 2
    waiting = Email.objects.filter(delivery__isnull=True).order_by("id")
    assert [email.once for email in waiting] == ["first", "second"]
    jobs.run(at=cast.at + timedelta(hours=1))
    jobs.run(at=cast.at + timedelta(hours=1))
    assert [message.subject for message in mail.outbox] == ["Email first", "Email second"]


def test_an_email_that_was_given_up_holds_up_nothing(cast: Cast) -> None:
    write(cast, "first", about="a")
    later = write(cast, "second", about="a")
    Setback.objects.create(
        email=Email.objects.get(once="first"), times=9, again_at=cast.at, gave_up_at=cast.at
    )
    jobs.run(at=cast.at)
    assert Delivery.objects.get().email == later


def test_a_lead_filters_what_was_sent(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(30):
        write(cast, f"to amina {number}")
    write(cast, "to ben", to="ben@llse.example")
    jobs.run(at=cast.at)
    browser = cast.browser("grace")
    with django_assert_max_num_queries(12):
        page = browser.get("/messages/", {"person": "amina", "state": "sent"}).content.decode()
    assert "30 emails" in page
    assert "Email to ben" not in page
    assert "No emails match" in browser.get("/messages/", {"state": "trying"}).content.decode()


@pytest.mark.parametrize(
    ("days", "is_listed"),
    [
        ({"since": "0001-01-01"}, True),
        ({"since": "9999-12-31"}, False),
        ({"until": "0001-01-01"}, False),
        ({"until": "9999-12-31"}, True),
        ({"since": "2026-10-22", "until": "2026-10-22"}, True),
        ({"since": "2026-10-23"}, False),
        ({"until": "2026-10-21"}, False),
    ],
)
def test_emails_are_found_by_their_day(cast: Cast, days: dict[str, str], is_listed: bool) -> None:
    write(cast, "to amina")
    answer = cast.browser("grace").get("/messages/", days)
    assert answer.status_code == 200
    assert ("No emails match" not in answer.content.decode()) is is_listed


def test_no_page_of_production_shows_a_link_that_works(cast: Cast) -> None:
    people.invite(person=cast.people["amina"], site=SITE, by=None, at=cast.at)
    jobs.run(at=cast.at)
    token = newest_link(AMINA).rstrip("/").rpartition("/")[2]
    email = Email.objects.latest("id")
    for name, url in (
        ("grace", "/messages/"),
        ("grace", f"/messages/{email.pk}/"),
        ("amina", "/messages/mine/"),
    ):
        page = cast.browser(name).get(url).content.decode()
        assert "account on Waymark" in page
        assert token not in page


def test_each_person_sees_their_own_emails_alone(cast: Cast) -> None:
    write(cast, "for amina")
    write(cast, "for ben", to="ben@llse.example")
    page = cast.browser("amina").get("/messages/mine/").content.decode()
    assert "Email for amina" in page
    assert "Email for ben" not in page
    assert cast.browser("finn").get(f"/messages/{Email.objects.get(once='for amina').pk}/").status_code == 404


def test_a_practice_receipt_is_no_ones_but_its_readers(cast: Cast) -> None:
    people.queue_email(
        provider=cast.llse, to=AMINA, subject="Practice", text="x", once="p", at=cast.at, kind="sit.practice_receipt"
    )  # fmt: skip
    email = Email.objects.get()
    assert "Practice" not in cast.browser("grace").get("/messages/").content.decode()
    assert cast.browser("grace").get(f"/messages/{email.pk}/").status_code == 404
    assert "Receipt for your" in cast.browser("amina").get("/messages/mine/").content.decode()


def test_in_a_demonstration_every_sent_email_is_a_page_with_its_link(cast: Cast) -> None:
    people.invite(person=cast.people["amina"], site=SITE, by=None, at=cast.at)
    visitor = cast.browser("grace")
    email = Email.objects.latest("id")
    assert visitor.get(f"/demonstration/emails/{email.pk}/").status_code == 404
    jobs.run(at=cast.at)
    assert AMINA in visitor.get("/demonstration/emails/").content.decode()
    page = visitor.get(f"/demonstration/emails/{email.pk}/").content.decode()
    assert newest_link(AMINA) in page
    with patch.object(settings, "IN_PRODUCTION", True):
        assert visitor.get("/demonstration/emails/").status_code == 404
        assert visitor.get(f"/demonstration/emails/{email.pk}/").status_code == 404


def test_each_state_of_an_email_is_found_by_its_own_filter(cast: Cast) -> None:
    sent, summary, off, waiting, trying = (write(cast, once) for once in ("a", "b", "c", "d", "e"))
    Delivery.objects.create(email=sent, at=cast.at)
    Withheld.objects.create(email=summary, why=Withheld.Reason.SUMMARY, person=cast.amina.person, at=cast.at)
    Withheld.objects.create(email=off, why=Withheld.Reason.OFF, at=cast.at)
    Setback.objects.create(email=trying, times=1, reason="busy", again_at=cast.at + timedelta(minutes=1))

    def found(state: State) -> list[Email]:
        return list(queries.find_emails_for(for_=cast.grace, at=cast.at, state=state))

    assert [found(state) for state in (State.SENT, State.SUMMARY, State.OFF, State.WAITING, State.TRYING)] == [
        [sent], [summary], [off], [waiting], [trying]
    ]  # fmt: skip
    assert [line.subject for line in queries.list_waiting(provider_id=cast.llse.pk)] == ["Email e"]


def test_sent_emails_are_found_by_a_part_of_the_address(cast: Cast) -> None:
    for once, to in (("a", AMINA), ("b", "ben@llse.example")):
        Delivery.objects.create(email=write(cast, once, to=to), at=cast.at)
    assert [email.to for email in queries.find_sent(to="amina@")] == [AMINA]
    assert queries.find_sent().count() == 2
