"""The sponsor answers by link, without an account, and may correct the answer until there is a decision."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.cast import Cast
from tests.emails import SITE, newest_link
from waymark.ground.cohorts.models import Cohort
from waymark.ground.people.models import Email
from waymark.journey.apply import actions
from waymark.journey.apply.applications.models import Application, ApplicationLink
from waymark.journey.apply.applications.tests.makers import FULL_ANSWERS
from waymark.journey.apply.jobs import run
from waymark.journey.apply.selection.actions import withdraw_application
from waymark.journey.apply.sponsors.models import Endorsement, ProtectedTime

SPONSOR = FULL_ANSWERS.sponsor_email
YES = {"endorses": "yes", "cover": "Ms Ash teaches Year 6", "hours_2027_05": "6", "hours_2027_06": "4"}


@pytest.fixture
def application(cast: Cast, spring: Cohort) -> Application:
    return actions.submit_application(
        cohort=spring, answers=FULL_ANSWERS, idempotency_key="a", at=cast.at, site=SITE
    )


def path_of(email: str) -> str:
    return "/" + newest_link(email).split("/", 3)[3]


def test_the_first_email_has_the_privacy_notice_and_no_word_of_the_applicant(
    cast: Cast, application: Application
) -> None:
    email = Email.objects.get(to=SPONSOR)
    for words in (
        "How we use your data",
        "legitimate interest",
        "Information Commissioner",
        "you can object",
    ):
        assert words in email.text
    for words in ("Ottoline", "Pebbleworth", "Two schools"):
        assert words not in email.text + email.subject


def test_a_reminder_has_the_notice_too_since_it_may_be_the_first_email_that_arrives(
    cast: Cast, application: Application
) -> None:
    run(at=cast.at + timedelta(days=8))
    reminder = Email.objects.get(to=SPONSOR, kind="apply.sponsor_reminder")
    assert "How we use your data" in reminder.text
    assert f"Email {cast.llse.enquiries_email} about any of this" in reminder.text


def test_a_sponsor_endorses_and_agrees_hours_month_by_month(cast: Cast, application: Application) -> None:
    sponsor, path = Client(), path_of(SPONSOR)
    page = sponsor.get(path).content.decode()
    assert "Ottoline Pebbleworth asks for your support" in page
    assert "Hours in April 2027" in page
    assert sponsor.post(path, YES).headers["location"] == f"{path}answer/"
    assert "We’ve saved your answer" in sponsor.get(f"{path}answer/").content.decode()
    hours = {row.month: row.hours for row in ProtectedTime.objects.all()}
    assert hours == {date(2027, 5, 1): 6, date(2027, 6, 1): 4}


def test_opening_the_link_changes_nothing(cast: Cast, application: Application) -> None:
    for _ in range(3):
        assert Client().get(path_of(SPONSOR)).status_code == 200
    assert not Endorsement.objects.exists()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Select yes if you support this application"),
        ({"endorses": "yes", "cover": "x"}, "Enter the hours you agree for their studies, month by month"),
        ({"endorses": "yes", "hours_2027_05": "6"}, "Enter how their work will be covered"),
        (YES | {"hours_2027_05": "many"}, "must be a whole number"),
        (YES | {"hours_2027_05": "201"}, "must be between 0 and 200"),
    ],
)
def test_an_incomplete_answer_says_what_to_do(
    cast: Cast, application: Application, answers: dict[str, str], sentence: str
) -> None:
    page = Client().post(path_of(SPONSOR), answers)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not Endorsement.objects.exists()


def test_two_people_may_answer_and_every_answer_is_kept(cast: Cast, application: Application) -> None:
    first, second, path = Client(), Client(), path_of(SPONSOR)
    first.post(path, YES)
    first.post(path, YES)
    assert Endorsement.objects.count() == 1
    assert "Answered on" in second.get(path).content.decode()
    second.post(path, {"endorses": "no", "comment": "Not this year"})
    assert list(Endorsement.objects.order_by("id").values_list("endorses", flat=True)) == [True, False]
    lead = cast.browser("grace").get(f"/cohorts/spring-2027/applications/{application.reference}/")
    assert "Not this year" in lead.content.decode()
    assert "An earlier answer, on" in lead.content.decode()


def test_after_the_decision_the_page_is_kind_and_takes_no_answer(
    cast: Cast, application: Application
) -> None:
    path = path_of(SPONSOR)
    withdraw_application(application=application, why="", by=None, at=cast.at)
    assert "Your answer is no longer needed" in Client().post(path, YES).content.decode()
    assert "Thank you for your support" in Client().get(path).content.decode()
    assert not Endorsement.objects.exists()


def test_the_participant_sees_what_was_agreed(cast: Cast, application: Application) -> None:
    Client().post(path_of(SPONSOR), YES)
    enrolment = actions.accept_application(application=application, site=SITE, by=cast.grace, at=cast.at)
    from waymark.ground.people.actions import give_account

    account = give_account(person=enrolment.person)
    browser = Client()
    browser.force_login(account)
    page = browser.get("/protected-time/").content.decode()
    assert "Ms Ash teaches Year 6" in page
    assert "May 2027" in page
    assert 'href="/protected-time/"' in browser.get("/account/").content.decode()
    assert 'href="/protected-time/"' not in cast.browser("grace").get("/account/").content.decode()
    assert "Ms Ash" not in cast.browser("amina").get("/protected-time/").content.decode()


def test_a_sponsor_is_reminded_once(cast: Cast, application: Application) -> None:
    week = timedelta(days=7)
    assert run(at=cast.at + week - timedelta(seconds=1)) == 0
    assert run(at=cast.at + week) == 1
    assert run(at=cast.at + 2 * week) == 0
    assert [email.kind for email in Email.objects.filter(to=SPONSOR).order_by("id")] == [
        "apply.sponsor",
        "apply.sponsor_reminder",
    ]


@pytest.mark.parametrize("why", ["answered", "withdrawn"])
def test_no_reminder_when_it_is_not_needed(cast: Cast, application: Application, why: str) -> None:
    if why == "answered":
        Client().post(path_of(SPONSOR), YES)
    else:
        withdraw_application(application=application, why="", by=None, at=cast.at)
    assert run(at=cast.at + timedelta(days=7)) == 0


def test_an_expired_link_is_renewed_from_its_page(cast: Cast, application: Application) -> None:
    path = path_of(SPONSOR)
    ApplicationLink.objects.update(expires_at=cast.at - timedelta(days=1))
    assert "This link has expired" in Client().post(path, YES).content.decode()
    assert "We’ve emailed you a new link" in Client().post(f"{path}renewal/").content.decode()
    assert path_of(SPONSOR) != path
    assert "asks for your support" in Client().get(path_of(SPONSOR)).content.decode()


def test_the_link_of_another_purpose_does_not_open_the_page(cast: Cast, application: Application) -> None:
    token = path_of(FULL_ANSWERS.email).split("/")[-2]
    assert Client().get(f"/applications/status/{token}/").status_code == 200
    assert Client().get(f"/applications/sponsors/{token}/").status_code == 410
    assert Client().get(f"/applications/drafts/{token}/").status_code == 410
