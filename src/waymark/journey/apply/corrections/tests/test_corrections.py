"""Answers that are corrected after an application was submitted: by the applicant, by the lead, and what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.emails import SITE, newest_link
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.ledger.models import Entry
from waymark.ground.people.models import Email
from waymark.journey.apply import actions
from waymark.journey.apply.applications.models import (
    Application,
    ApplicationAccessNeeds,
    ApplicationCorrection,
    ApplicationDraft,
)
from waymark.journey.apply.applications.queries import first_corrected
from waymark.journey.apply.applications.tests.makers import FULL_ANSWERS, apply, review_twice
from waymark.journey.apply.corrections import queries
from waymark.journey.apply.corrections.actions import CannotCorrect
from waymark.journey.apply.jobs import run
from waymark.journey.apply.selection import queries as selection
from waymark.journey.apply.sponsors.queries import newest_endorsement

SPONSOR = "chair@pebbleworth.example"


@pytest.fixture
def application(cast: Cast, spring: Cohort) -> Application:
    """Through the pages, with every question answered."""
    return apply(Client())


def path_of(application: Application) -> str:
    return "/" + newest_link(application.email).split("/", 3)[3]


def lead_path(application: Application) -> str:
    return f"/cohorts/spring-2027/applications/{application.reference}/"


def current(application: Application) -> Application:
    row = first_corrected(Application.objects.filter(pk=application.pk))
    assert row
    return row


def correct(cast: Cast, application: Application, *, later: timedelta = timedelta(), **changes: Any) -> None:
    """As the lead."""
    at = cast.at + later
    actions.keep_changes(application=application, answers=changes, by=cast.grace, at=at)
    actions.correct_answers(
        application=application,
        version=queries.version_of(application=application),
        reason="They telephoned",
        by=cast.grace,
        site=SITE,
        client_address=None,
        at=at,
    )


def save(client: Client, path: str, application: Application, **form: str) -> Any:
    version = queries.version_of(application=application)
    return client.post(f"{path}answers/", {"version": version, **form}, follow=True)


def test_an_applicant_corrects_an_answer_by_link_and_what_was_submitted_stays(
    application: Application,
) -> None:
    visitor, path = Client(), path_of(application)
    page = visitor.get(f"{path}answers/").content.decode()
    assert "Two schools are joining us." in page
    assert "Save these changes" not in page
    answer = visitor.post(f"{path}answers/reason/", {"reason": "Three schools are joining us."})
    assert answer.headers["location"] == f"{path}answers/"
    page = visitor.get(f"{path}answers/").content.decode()
    assert "Before: Two schools are joining us." in page
    assert "Now: Three schools are joining us." in page
    assert not ApplicationCorrection.objects.exists()
    page = save(visitor, path, application).content.decode()
    assert "We’ve saved your corrected answers." in page
    row = ApplicationCorrection.objects.get()
    assert (row.field, row.before, row.after) == (
        "reason", "Two schools are joining us.", "Three schools are joining us.",
    )  # fmt: skip
    assert (row.by, row.reason) == (None, "")
    assert Application.objects.get().reason == "Two schools are joining us."
    assert current(application).reason == "Three schools are joining us."
    assert not ApplicationDraft.objects.filter(application=application).exists()
    assert Entry.objects.get(verb="apply.corrected").facts == {"fields": ["reason"]}
    email = Email.objects.get(kind="apply.corrected")
    assert email.to == application.email
    assert "schools are joining" not in email.text


def test_the_lead_gives_a_reason_and_the_applicant_reads_it(cast: Cast, application: Application) -> None:
    grace, path = cast.browser("grace"), lead_path(application)
    assert f'href="{path}answers/"' in grace.get(path).content.decode()
    grace.post(f"{path}answers/experience/", {"experience_years": "22"})
    refused = save(grace, path, application, reason=" ")
    assert refused.status_code == 422
    assert "Enter why you’re correcting these answers" in refused.content.decode()
    page = save(grace, path, application, reason="They telephoned").content.decode()
    assert "You’ve corrected the answers. We’ve emailed the applicant." in page
    assert "Before: 21" in page
    row = ApplicationCorrection.objects.get()
    assert (row.by, row.reason, row.after) == (cast.grace, "They telephoned", "22")
    assert current(application).experience_years == 22
    text = Client().get(path_of(application)).content.decode()
    assert f"by {cast.grace.name}" in text
    assert "Why: They telephoned" in text


def test_a_lead_does_not_see_what_an_applicant_is_still_changing(
    cast: Cast, application: Application
) -> None:
    Client().post(f"{path_of(application)}answers/reason/", {"reason": "Not ready"})
    assert "Not ready" not in cast.browser("grace").get(f"{lead_path(application)}answers/").content.decode()


def test_changes_are_discarded(application: Application) -> None:
    visitor, path = Client(), path_of(application)
    visitor.post(f"{path}answers/reason/", {"reason": "Not ready"})
    page = visitor.post(f"{path}answers/", {"act": "discard"}, follow=True).content.decode()
    assert "Not ready" not in page
    assert "Two schools are joining us." in page
    assert not ApplicationCorrection.objects.exists()


def test_the_same_answer_again_is_no_correction(application: Application) -> None:
    visitor, path = Client(), path_of(application)
    visitor.post(f"{path}answers/reason/", {"reason": "Two schools are joining us."})
    assert "What you’ve changed" not in visitor.get(f"{path}answers/").content.decode()
    answer = save(visitor, path, application)
    assert answer.status_code == 422
    assert "These are the same as the answers we have." in answer.content.decode()


def test_an_answer_that_opens_another_question_is_saved_with_it(application: Application) -> None:
    visitor, path = Client(), path_of(application)
    answer = visitor.post(f"{path}answers/trn/", {"trn": "9999002"})
    assert answer.headers["location"] == f"{path}answers/trn-check/"
    refused = save(visitor, path, application)
    assert refused.status_code == 422
    assert "you also need to answer “TRN as we read it”" in refused.content.decode()
    back = visitor.post(f"{path}answers/trn-check/", {"is_right": "no"})
    assert back.headers["location"] == f"{path}answers/trn/"
    visitor.post(f"{path}answers/trn-check/", {"is_right": "yes"})
    save(visitor, path, application)
    assert current(application).trn == "9999002"


def test_another_workplace_asks_for_its_name(application: Application) -> None:
    visitor, path = Client(), path_of(application)
    answer = visitor.post(
        f"{path}answers/workplace/", {"workplace": "school", "school_search": "Hollin Bank"}
    )
    assert answer.headers["location"] == f"{path}answers/school/"
    answer = visitor.post(f"{path}answers/school/", {"urn": "not_listed"})
    visitor.post(f"{path}answers/organisation/", {"organisation": "Hollin Bank Primary"})
    save(visitor, path, application)
    row = current(application)
    assert (row.workplace, row.organisation, row.urn) == ("not_listed", "Hollin Bank Primary", "")


def test_bad_answers_are_refused_as_when_applying(application: Application) -> None:
    visitor, path = Client(), path_of(application)
    for step, form, sentence in (
        ("email", {"email": "x"}, "Enter an email address in the correct format"),
        ("trn", {"trn": "QQ123456C"}, "National Insurance number"),
        ("sponsor", {"sponsor_name": "A", "sponsor_email": application.email}, "not your own"),
    ):
        answer = visitor.post(f"{path}answers/{step}/", form)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert not ApplicationDraft.objects.filter(application=application).exists()


@pytest.mark.parametrize("step", ["consents", "nowhere"])
def test_what_was_agreed_to_is_not_corrected(application: Application, step: str) -> None:
    assert Client().get(f"{path_of(application)}answers/{step}/").status_code == 404


def test_two_who_correct_at_once_overwrite_nothing(cast: Cast, application: Application) -> None:
    visitor, path = Client(), path_of(application)
    visitor.post(f"{path}answers/reason/", {"reason": "Mine"})
    version = queries.version_of(application=application)
    correct(cast, application, reason="Hers")
    answer = visitor.post(f"{path}answers/", {"version": version})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert f"{cast.grace.name} corrected an answer on" in text
    assert "Before: Hers" in text
    assert "Now: Mine" in text
    save(visitor, path, application)
    assert [row.before for row in ApplicationCorrection.objects.order_by("id")] == [
        "Two schools are joining us.", "Hers",
    ]  # fmt: skip


def test_answers_stay_as_they_are_once_there_is_a_decision(cast: Cast, application: Application) -> None:
    visitor, path = Client(), path_of(application)
    visitor.post(f"{path}answers/reason/", {"reason": "Mine"})
    review_twice(cast, application)
    actions.accept_directly(application=application, site=SITE, by=cast.grace, at=cast.at)
    with pytest.raises(actions.CannotDecideApplication):
        correct(cast, application, reason="Too late")
    for answer in (
        visitor.get(f"{path}answers/"), save(visitor, path, application), visitor.get(f"{path}answers/reason/")
    ):  # fmt: skip
        assert answer.status_code in (200, 302)
    assert "See and correct" not in visitor.get(path).content.decode()
    assert not ApplicationCorrection.objects.exists()


def test_access_needs_are_corrected_in_rows_of_their_own(cast: Cast, application: Application) -> None:
    correct(cast, application, access_answer="yes", access_needs="Large print")
    assert not ApplicationCorrection.objects.exists()
    rows = ApplicationAccessNeeds.objects.order_by("id")
    assert [row.needs for row in rows] == ["A room without steps", "Large print"]
    assert (rows[1].by, rows[1].reason) == (cast.grace, "They telephoned")
    text = cast.browser("grace").get(lead_path(application)).content.decode()
    assert "Large print" in text
    assert "Before: A room without steps" in text
    reviewer = cast.browser("jonas").get(f"/reviews/{application.reference}/").content.decode()
    assert "Large print" not in reviewer
    assert "without steps" not in reviewer


def test_reviewers_do_not_see_that_a_trn_was_corrected(cast: Cast, application: Application) -> None:
    correct(cast, application, trn="9999002", trn_answer="given", **{"trn-check_confirmed": "9999002"})
    assert ApplicationCorrection.objects.filter(field="trn").exists()
    text = cast.browser("jonas").get(f"/reviews/{application.reference}/").content.decode()
    assert "9999002" not in text
    assert "TRN" not in text


def test_a_review_made_before_the_correction_of_an_answer_it_rests_on_counts_no_longer(
    cast: Cast, application: Application
) -> None:
    review_twice(cast, application)
    correct(cast, application, later=timedelta(hours=1), reason="Otherwise")
    reviews = selection.reviews_of(application=current(application))
    assert (len(reviews.current), len(reviews.outdated), reviews.missing) == (0, 2, 2)
    text = cast.browser("grace").get(f"/reviews/{application.reference}/").content.decode()
    assert "Corrected since your review" in text
    assert "Your review no longer counts." in text
    lead = cast.browser("grace").get(lead_path(application)).content.decode()
    assert "This review no longer counts" in lead
    with pytest.raises(actions.CannotSelect, match="2 others were made before an answer was corrected"):
        actions.accept_directly(application=application, site=SITE, by=cast.grace, at=cast.at)
    same = {"recommendation": actions.Recommendation.SUITABLE, "reason": "Read it"}
    later = cast.at + timedelta(hours=2)
    for reviewer in (cast.grace, cast.people["jonas"]):
        actions.review_application(application=current(application), by=reviewer, at=later, **same)
    assert selection.reviews_of(application=current(application)).missing == 0


def test_a_new_address_leaves_reviews_as_they_are(cast: Cast, application: Application) -> None:
    review_twice(cast, application)
    correct(cast, application, later=timedelta(hours=1), email="new@school.example")
    assert selection.reviews_of(application=current(application)).missing == 0


def test_a_reviewer_who_is_now_the_sponsor_no_longer_counts(cast: Cast, application: Application) -> None:
    review_twice(cast, application)
    correct(cast, application, sponsor_name="Jonas", sponsor_email=cast.people["jonas"].email)
    reviews = selection.reviews_of(application=current(application))
    assert [review.by for review in reviews.outdated] == [cast.people["jonas"]]


def test_a_link_to_an_address_that_was_corrected_opens_nothing(cast: Cast, application: Application) -> None:
    visitor, path = Client(), path_of(application)
    visitor.post(f"{path}answers/email/", {"email": "New@School.example"})
    page = save(visitor, path, application).content.decode()
    assert "From now on, we’ll email you at new@school.example." in page
    for address in (path, f"{path}answers/", f"{path}withdrawal/"):
        assert visitor.get(address).status_code in (404, 410)
    assert visitor.post(f"{path}renewal/").status_code == 404
    assert (
        "You can correct your answers"
        in visitor.get(f"/{newest_link('new@school.example').split('/', 3)[3]}answers/").content.decode()
    )
    email = Email.objects.get(kind="apply.address_corrected")
    assert email.to == application.email
    assert "new@school.example" not in email.text
    assert not email.link_purpose
    assert not Email.objects.filter(kind="apply.corrected", to=application.email).exists()


def test_a_corrected_sponsor_is_asked_and_the_earlier_one_is_not_heard_any_more(
    cast: Cast, application: Application
) -> None:
    earlier = "/" + newest_link(SPONSOR).split("/", 3)[3]
    actions.endorse(
        application=application, endorses=True, comment="", cover="x",
        hours_by_month={date(2027, 5, 1): 6}, at=cast.at,
    )  # fmt: skip
    correct(
        cast,
        application,
        later=timedelta(days=1),
        sponsor_name="Una",
        sponsor_email="una@pebbleworth.example",
    )
    assert Client().get(earlier).status_code == 410
    assert newest_endorsement(application=current(application)) is None
    text = cast.browser("grace").get(lead_path(application)).content.decode()
    assert "Una has not answered yet." in text
    assert "An earlier answer, on" in text
    path = "/" + newest_link("una@pebbleworth.example").split("/", 3)[3]
    assert "Ottoline Pebbleworth asks for your support" in Client().get(path).content.decode()
    run(at=cast.at + timedelta(days=9))
    reminded = Email.objects.filter(kind="apply.sponsor_reminder")
    assert [email.to for email in reminded] == ["una@pebbleworth.example"]
    assert newest_endorsement(application=Application.objects.get()) is None


def test_who_is_enrolled_has_the_corrected_name_address_and_trn(cast: Cast, application: Application) -> None:
    names = {"given_name": "Otti", "printed-name_confirmed": "Otti Pebbleworth"}
    correct(cast, application, email="otti@school.example", **names)
    review_twice(cast, application)
    actions.accept_directly(application=Application.objects.get(), site=SITE, by=cast.grace, at=cast.at)
    person = Enrolment.objects.get(cohort=application.cohort).person
    assert (person.given_name, person.family_name, person.email) == (
        "Otti",
        "Pebbleworth",
        "otti@school.example",
    )
    assert Email.objects.get(kind="apply.accepted").to == "otti@school.example"


def test_lists_show_what_was_corrected(cast: Cast, application: Application) -> None:
    correct(cast, application, family_name="Quill", **{"printed-name_confirmed": "Ottoline Quill"})
    grace = cast.browser("grace")
    assert "Ottoline Quill" in grace.get("/cohorts/spring-2027/applications/").content.decode()
    assert "Ottoline Quill" in grace.get("/reviews/").content.decode()


def test_a_second_application_is_guessed_from_corrected_answers(cast: Cast, application: Application) -> None:
    other = actions.submit_application(
        cohort=application.cohort,
        answers=replace(FULL_ANSWERS, email="typo@school.example", trn="", family_name="Other"),
        idempotency_key="b",
        at=cast.at,
        site=SITE,
    )
    assert selection.list_twins(application=application) == []
    correct(cast, other, email=application.email.upper().lower())
    assert [twin.signs for twin in selection.list_twins(application=application)] == [("email",)]


def test_a_draft_of_a_correction_is_not_an_application_that_was_begun(application: Application) -> None:
    visitor = Client()
    visitor.post(f"{path_of(application)}answers/reason/", {"reason": "Mine"})
    draft = ApplicationDraft.objects.get(application=application)
    session = visitor.session
    session[f"application:{application.cohort_id}"] = draft.pk
    session.save()
    page = visitor.get("/programmes/llse-npqel/applications/spring-2027/", follow=True).content.decode()
    assert "Mine" not in page


def test_an_older_application_can_be_corrected_without_the_questions_of_today(
    cast: Cast, spring: Cohort
) -> None:
    answers = replace(FULL_ANSWERS, role="", trn_answer="", sponsor_role="", access_answer="")
    application = actions.submit_application(
        cohort=spring, answers=answers, idempotency_key="old", at=cast.at, site=SITE
    )
    correct(cast, application, reason="Otherwise")
    assert [row.field for row in ApplicationCorrection.objects.all()] == ["reason"]


def test_another_providers_lead_corrects_nothing(cast: Cast, application: Application) -> None:
    assert cast.browser("finn").get(f"{lead_path(application)}answers/").status_code == 404
    with pytest.raises(CannotCorrect, match="Check what you changed"):
        actions.correct_answers(
            application=application, version="forged", reason="x", by=cast.grace, site=SITE, client_address=None,
            at=cast.at,
        )  # fmt: skip
