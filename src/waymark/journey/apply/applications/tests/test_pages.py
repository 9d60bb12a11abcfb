"""An applicant's way through the questions, and the lead's decision."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.emails import link_in
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.people.models import Email
from waymark.journey.apply.applications.models import Application, ApplicationDraft
from waymark.journey.apply.applications.tests.makers import (
    ANSWERS_BY_STEP,
    APPLY,
    answer_every_question,
    apply,
    review_twice,
)


def test_an_application_from_the_first_question_to_the_reference(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    assert visitor.get(APPLY).headers["location"].endswith("/name/")
    answer_every_question(visitor)
    checked = visitor.get(f"{APPLY}check/").content.decode()
    assert "ottoline@pebbleworth.example" in checked
    assert "0099901" in checked
    answer = visitor.post(f"{APPLY}check/")
    assert answer.headers["location"] == f"{APPLY}submitted/"
    sent = Application.objects.get()
    assert sent.reference in visitor.get(f"{APPLY}submitted/").content.decode()
    assert Email.objects.get(to=sent.email).once == f"application:{sent.pk}:received"
    assert Client().get(f"{APPLY}submitted/").status_code == 404


def test_pressing_submit_twice_creates_one_application(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    answer_every_question(visitor)
    session = dict(visitor.session.items())
    draft = ApplicationDraft.objects.values("answers", "reference").get()
    visitor.post(f"{APPLY}check/")
    visitor.post(f"{APPLY}check/")
    current = visitor.session
    for key, value in session.items():  # the second press arrives before the first has answered
        current[key] = value
    current.save()
    ApplicationDraft.objects.update(**draft)
    visitor.post(f"{APPLY}check/")
    assert Application.objects.count() == 1
    assert Email.objects.count() == 2  # to the applicant and to the sponsor


def test_changing_an_answer_returns_to_the_check(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    answer_every_question(visitor)
    page = visitor.get(f"{APPLY}check/").content.decode()
    assert f"{APPLY}role/?check" in page
    answer = visitor.post(f"{APPLY}role/?check", {"role": "trust_leader", "job": "Chief executive"})
    assert answer.headers["location"] == f"{APPLY}check/"
    assert "Chief executive" in visitor.get(f"{APPLY}check/").content.decode()


def test_the_check_needs_every_answer(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    visitor.post(f"{APPLY}name/", ANSWERS_BY_STEP["name"])
    assert visitor.post(f"{APPLY}check/").headers["location"] == f"{APPLY}printed-name/"
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("step", "answers", "sentence"),
    [
        ("name", {"given_name": "", "family_name": ""}, "Enter your given name"),
        ("name", {"given_name": "Zo\x00e", "family_name": "Quill"}, "can’t be saved"),
        ("email", {"email": "nobody"}, "Enter an email address in the correct format"),
        ("trn", {"trn": "12"}, "Teacher reference number must have at least 5 digits"),
        ("reason", {"reason": "x" * 5_000_000}, "5000000 characters"),
    ],
)
def test_invalid_answers_are_returned_with_a_sentence(
    cast: Cast, spring: Cohort, step: str, answers: dict[str, str], sentence: str
) -> None:
    answer = Client().post(f"{APPLY}{step}/", answers)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_half_a_surrogate_pair_is_returned_with_a_sentence(cast: Cast, spring: Cohort) -> None:
    form = "application/x-www-form-urlencoded"
    answer = Client().post(f"{APPLY}organisation/", b"organisation=head%ED%A0%80", content_type=form)
    assert answer.status_code == 422
    assert "can’t be saved" in answer.content.decode()


def test_there_is_no_application_page_after_the_cohort_started(cast: Cast) -> None:
    assert Client().get("/programmes/llse-npqel/applications/llse-spring-2025/name/").status_code == 404


def test_the_lead_accepts_an_application_once(cast: Cast, spring: Cohort) -> None:
    sent = apply(Client())
    grace = cast.browser("grace")
    page = f"/cohorts/spring-2027/applications/{sent.reference}/"
    assert "Two schools are joining us." in grace.get(page).content.decode()
    review_twice(cast, sent)
    assert grace.post(f"{page}acceptance/").status_code == 302
    enrolment = Enrolment.objects.get(cohort=spring)
    assert (enrolment.person.email, enrolment.person.trn) == ("ottoline@pebbleworth.example", "0099901")
    emails = list(Email.objects.filter(to=sent.email).order_by("id"))
    assert len(emails) == 3
    assert "/accounts/invitations/" in link_in(emails[2])
    again = grace.post(f"{page}acceptance/")
    assert again.status_code == 422
    assert "This application was accepted on" in again.content.decode()
    assert (
        "You can only decide on an application once"
        in grace.post(f"{page}rejection/", {"reason": "cohort_full"}).content.decode()
    )
    assert Email.objects.filter(to=sent.email).count() == 3


def test_the_lead_rejects_an_application_with_a_reason(cast: Cast, spring: Cohort) -> None:
    sent = apply(Client())
    grace = cast.browser("grace")
    page = f"/cohorts/spring-2027/applications/{sent.reference}/"
    assert grace.post(f"{page}rejection/", {"note": "Kept as typed"}).status_code == 422
    assert (
        grace.post(f"{page}rejection/", {"reason": "cohort_full", "note": "Autumn has room."}).status_code
        == 302
    )
    email = Email.objects.get(to=sent.email, once__endswith="decided")
    assert "There are no places left in this cohort." in email.text
    assert "Autumn has room." in email.text
    assert not Enrolment.objects.filter(cohort=spring).exists()


def test_the_lead_sees_that_an_email_address_is_known(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    answer_every_question(visitor)
    visitor.post(f"{APPLY}email/", {"email": cast.people["amina"].email})
    visitor.post(f"{APPLY}check/")
    sent = Application.objects.get()
    grace = cast.browser("grace")
    page = f"/cohorts/spring-2027/applications/{sent.reference}/"
    assert "know this email address as Amina Castellane" in grace.get(page).content.decode()
    review_twice(cast, sent)
    assert grace.post(f"{page}acceptance/").status_code == 302
    assert Enrolment.objects.get(cohort=spring).person == cast.people["amina"]
    assert not Email.objects.filter(once__startswith="invitation").exists()


def test_the_list_of_applications_needs_no_more_queries_for_more_rows(
    cast: Cast, spring: Cohort, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        apply(Client())
    grace = cast.browser("grace")
    grace.get("/cohorts/spring-2027/applications/")
    with django_assert_max_num_queries(14):
        text = grace.get("/cohorts/spring-2027/applications/").content.decode()
    assert "12 open applications" in text


def test_back_leads_to_the_question_before(cast: Cast, spring: Cohort) -> None:
    visitor = Client()
    for step, before in [
        ("name", "/programmes/llse-npqel/"),
        ("email", f"{APPLY}printed-name/"),
        ("reason", f"{APPLY}access-needs/"),
    ]:
        page = visitor.get(f"{APPLY}{step}/").content.decode()
        assert f'<a class="govuk-back-link" href="{before}">' in page
    page = visitor.get(f"{APPLY}email/?check").content.decode()
    assert f'<a class="govuk-back-link" href="{APPLY}check/">' in page
