"""Emails to an applicant, whose address may be someone else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests.cast import Cast
from tests.emails import SITE
from waymark.ground.cohorts.models import Cohort
from waymark.ground.people.models import Email
from waymark.journey.apply import actions, queries
from waymark.journey.apply.applications.models import Application
from waymark.journey.apply.applications.tests.makers import ANSWERS, ANSWERS_BY_STEP, APPLY

SPAM = "Buy now at http://spam.example"


def submit(cohort: Cohort, key: str, *, to: str = "", by: str = "192.0.2.7", at: datetime) -> bool:
    """Whether the application was acknowledged."""
    answers = replace(ANSWERS, email=to or f"applicant{key}@school.example")
    application = actions.submit_application(
        cohort=cohort, answers=answers, idempotency_key=key, at=at, client_address=by
    )
    return queries.was_acknowledged(application=application)


@pytest.mark.parametrize("decide", ["accept", "reject"])
def test_no_email_holds_what_the_applicant_wrote(cast: Cast, spring: Cohort, decide: str) -> None:
    answers = replace(
        ANSWERS,
        given_name=SPAM,
        family_name=SPAM,
        job=SPAM,
        organisation=SPAM,
        sponsor_name=SPAM,
        reason=SPAM,
    )
    application = actions.submit_application(
        cohort=spring, answers=answers, idempotency_key="a", at=cast.at, client_address="192.0.2.7"
    )
    if decide == "accept":
        actions.accept_application(application=application, site=SITE, by=cast.grace, at=cast.at)
    else:
        reason = "cohort_full"
        actions.reject_application(application=application, reason=reason, note="", by=cast.grace, at=cast.at)
    emails = Email.objects.filter(to=answers.email)
    assert emails.count() == (3 if decide == "accept" else 2)
    assert not [email for email in emails if "spam" in f"{email.subject} {email.text}".lower()]


def test_three_emails_a_day_are_sent_to_one_address(cast: Cast, spring: Cohort) -> None:
    to = "victim@school.example"
    left = [submit(spring, f"{n}", to=to, by=f"192.0.2.{n}", at=cast.at) for n in range(5)]
    assert left == [True] * 3 + [False] * 2
    assert Application.objects.filter(email=to).count() == 5
    assert submit(spring, "tomorrow", to=to, at=cast.at + timedelta(days=1))


def test_twenty_emails_an_hour_are_sent_because_of_one_client_address(cast: Cast, spring: Cohort) -> None:
    left = [submit(spring, f"{n}", at=cast.at) for n in range(22)]
    assert left == [True] * 20 + [False] * 2
    assert submit(spring, "from elsewhere", by="192.0.2.8", at=cast.at)
    assert submit(spring, "an hour later", at=cast.at + timedelta(hours=1))


def test_a_network_of_ipv6_is_one_visitor(cast: Cast, spring: Cohort) -> None:
    left = [submit(spring, f"{n}", by=f"2001:db8::{n:x}", at=cast.at) for n in range(21)]
    assert left == [True] * 20 + [False]


def test_row_does_not_tell_the_client_address(cast: Cast, spring: Cohort) -> None:
    submit(spring, "a", at=cast.at)
    assert "192.0.2.7" not in str(Email.objects.values().latest("id"))


def test_page_says_whether_the_reference_was_emailed(cast: Cast, spring: Cohort) -> None:
    pages = []
    for _ in range(4):
        visitor = Client()
        for step, answers in ANSWERS_BY_STEP.items():
            visitor.post(f"{APPLY}{step}/", answers)
        pages.append(visitor.post(f"{APPLY}check/", follow=True).content.decode())
    assert ["We’ve emailed this reference" in page for page in pages] == [True] * 3 + [False]
    assert "Write down this reference" in pages[-1]
