"""A worker that stopped and emails that do not leave are seen, and one alert goes out."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core import mail

from tests.cast import Cast
from waymark.bridges.mail import jobs
from waymark.bridges.mail.models import Setback
from waymark.ground.people import actions as people
from waymark.web.clock import real_now
from waymark.web.models import WorkerRound
from waymark.web.running import SILENT, alert, record_round, running

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
def operator(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(settings, "ALERT_EMAIL", "operator@site.example")
    return "operator@site.example"


def write_email(cast: Cast, *, provider: str = "llse") -> None:
    people.queue_email(
        provider=getattr(cast, provider),
        to="a@school.example",
        subject="Hello",
        text="Hello",
        once=provider,
        at=AT,
    )


def fail_to_send(monkeypatch: pytest.MonkeyPatch, problem: Exception, *, times: int) -> None:
    def send(*_: object, **__: object) -> None:
        raise problem

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", send)
        for number in range(times):
            jobs.run(at=AT + timedelta(hours=number))


@pytest.mark.django_db
def test_a_worker_counts_as_stopped_after_five_minutes() -> None:
    assert running(at=AT).problems == [
        "The background worker isn’t running. It has never run. Start it with: bin/waymark work"
    ]
    record_round(failed=[], at=AT)
    assert running(at=AT + SILENT).problems == []
    assert (
        running(at=AT + SILENT + timedelta(seconds=1))
        .problems[0]
        .startswith("The background worker isn’t running. It last ran on Monday 30 November 2026")
    )


@pytest.mark.django_db
def test_a_round_is_written_every_ten_seconds_and_when_a_job_fails() -> None:
    record_round(failed=[], at=AT)
    record_round(failed=[], at=AT + timedelta(seconds=5))
    assert WorkerRound.objects.get().finished_at == AT
    record_round(failed=["mail"], at=AT + timedelta(seconds=6))
    assert WorkerRound.objects.get().finished_at == AT + timedelta(seconds=6)
    assert running(at=AT).problems == [
        "Some of the background worker’s jobs are failing: mail. The server’s log says why."
    ]


def test_the_page_says_which_email_was_not_sent_and_why(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    write_email(cast)
    write_email(cast, provider="ucl")
    fail_to_send(monkeypatch, ssl.SSLCertVerificationError("self-signed"), times=3)
    record_round(failed=[], at=real_now())
    page = cast.browser("grace").get("/running/").content.decode()
    assert page.count("a@school.example") == 1
    assert "1 email hasn’t been sent." in page
    assert "give its certificate file in WAYMARK_MAIL_CA" in page
    assert "self-signed" not in page
    assert cast.browser("amina").get("/running/").status_code == 403


def test_an_email_that_was_sent_is_not_listed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    write_email(cast)
    fail_to_send(monkeypatch, TimeoutError(), times=1)
    assert Setback.objects.get(email__once="llse").reason == "The mail server didn’t answer."
    assert len(running(at=AT, provider_id=cast.llse.pk).emails) == 1
    jobs.run(at=AT + timedelta(days=1))
    assert running(at=AT, provider_id=cast.llse.pk).emails == []


@pytest.mark.django_db
def test_one_alert_goes_out_until_all_was_well(operator: str) -> None:
    assert alert(at=AT)
    assert not alert(at=AT + timedelta(minutes=5))
    [sent] = mail.outbox
    assert sent.to == [operator]
    assert "The background worker isn’t running" in sent.body
    record_round(failed=[], at=AT)
    assert not alert(at=AT)
    assert alert(at=AT + timedelta(hours=1))
    assert len(mail.outbox) == 2
