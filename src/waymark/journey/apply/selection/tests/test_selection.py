"""From review to place: two reviewers, offers by link, the waiting list, and decisions put right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.cast import Cast
from tests.emails import SITE, newest_link
from tests.filled import form_of
from waymark.ground.cohorts.actions import withdraw
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.cohorts.rules import WithdrawalReason
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.actions import change_organisation
from waymark.ground.people.models import Email
from waymark.journey.apply import actions
from waymark.journey.apply.applications.models import Application, ApplicationDecision, ApplicationLink
from waymark.journey.apply.applications.tests.makers import FULL_ANSWERS, review_twice
from waymark.journey.apply.selection import actions as selection
from waymark.journey.apply.selection import queries
from waymark.journey.apply.selection.models import CohortPlaces, Offer, SuitabilityReview
from waymark.journey.apply.selection.rules import Recommendation, State

UNTIL = date(2026, 11, 6)
LIST = "/cohorts/spring-2027/applications/"


def submit(cast: Cast, cohort: Cohort, key: str, **changes: str) -> Application:
    answers = replace(
        FULL_ANSWERS, **{"email": f"{key}@school.example", "family_name": key.title(), "trn": "", **changes}
    )
    return actions.submit_application(
        cohort=cohort, answers=answers, idempotency_key=key, at=cast.at, site=SITE
    )


@pytest.fixture
def application(cast: Cast, spring: Cohort) -> Application:
    return submit(cast, spring, "ada")


def path_of(application: Application) -> str:
    return "/" + newest_link(application.email).split("/", 3)[3]


def state(application: Application, cast: Cast, **later: int) -> State:
    row = Application.objects.get(pk=application.pk)
    return queries.state_of(application=row, at=cast.at + timedelta(**later))


def offer(cast: Cast, application: Application, until: date = UNTIL) -> Offer:
    review_twice(cast, application)
    return selection.offer_place(application=application, until=until, site=SITE, by=cast.grace, at=cast.at)


# --- reviews ---


def test_two_people_review_independently_and_a_disagreement_is_shown(
    cast: Cast, application: Application
) -> None:
    grace, jonas = cast.browser("grace"), cast.browser("jonas")
    page = f"/reviews/{application.reference}/"
    assert grace.post(page, {"recommendation": "suitable", "reason": "Leads two schools"}).status_code == 302
    assert "Leads two schools" not in jonas.get(page).content.decode()
    assert jonas.post(page, {"recommendation": "not_suitable", "reason": "Too early"}).status_code == 302
    assert "Leads two schools" in jonas.get(page).content.decode()
    lead = grace.get(f"{LIST}{application.reference}/").content.decode()
    assert "The reviewers disagree." in lead
    assert "Too early" in lead
    assert "disagree" in grace.get(f"{LIST}{application.reference}/acceptance/").content.decode()


def test_a_review_is_corrected_by_a_new_row(cast: Cast, application: Application) -> None:
    grace, page = cast.browser("grace"), f"/reviews/{application.reference}/"
    for reason in ("First", "First", "Second"):
        grace.post(page, {"recommendation": "suitable", "reason": reason})
    assert SuitabilityReview.objects.count() == 2
    assert [review.reason for review in queries.list_reviews(application=application)] == ["Second"]


def test_the_board_finds_its_reviews_from_its_home(cast: Cast, application: Application) -> None:
    jonas = cast.browser("jonas")
    assert 'href="/reviews/"' in jonas.get("/").content.decode()
    assert f"/reviews/{application.reference}/" in jonas.get("/reviews/").content.decode()


def test_reviewers_do_not_see_the_trn(cast: Cast, spring: Cohort) -> None:
    application = submit(cast, spring, "ada", trn="9999001")
    review = cast.browser("jonas").get(f"/reviews/{application.reference}/").content.decode()
    assert "ada@school.example" in review
    assert "9999001" not in review
    assert "TRN" not in review
    assert "9999001" in cast.browser("grace").get(f"{LIST}{application.reference}/").content.decode()


def test_reviewers_do_not_see_access_needs(cast: Cast, application: Application) -> None:
    assert (
        "A room without steps"
        not in cast.browser("jonas").get(f"/reviews/{application.reference}/").content.decode()
    )
    assert (
        "A room without steps"
        in cast.browser("grace").get(f"{LIST}{application.reference}/").content.decode()
    )


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("email", "You can’t review your own application."),
        ("sponsor_email", "You can’t review an application that you sponsor."),
        ("mentor_email", "whose mentor or line manager you are"),
    ],
)
def test_nobody_reviews_whom_they_are_close_to(cast: Cast, spring: Cohort, field: str, sentence: str) -> None:
    application = submit(cast, spring, "bo", **{field: cast.people["jonas"].email})
    answer = cast.browser("jonas").post(
        f"/reviews/{application.reference}/", {"recommendation": "suitable", "reason": "x"}
    )
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not SuitabilityReview.objects.exists()


def test_nobody_reviews_a_colleague_and_an_unknown_school_is_said(
    cast: Cast, application: Application
) -> None:
    jonas, page = cast.people["jonas"], f"/reviews/{application.reference}/"
    change_organisation(person=jonas, name="", by=cast.grace, at=cast.at)
    assert "We don’t know where you work." in cast.browser("jonas").get(page).content.decode()
    change_organisation(person=jonas, name="PEBBLEWORTH trust", by=cast.grace, at=cast.at)
    text = cast.browser("jonas").get(page).content.decode()
    assert "You can’t review an application from your own school or trust." in text


@pytest.mark.parametrize("who", ["amina", "finn", "mark"])
def test_others_do_not_see_reviews(cast: Cast, application: Application, who: str) -> None:
    if who in cast.people:
        assert cast.browser(who).get(f"/reviews/{application.reference}/").status_code in (403, 404)


# --- offers ---


def test_an_offer_is_accepted_by_link_and_enrols_and_invites(cast: Cast, application: Application) -> None:
    grace = cast.browser("grace")
    review_twice(cast, application)
    assert grace.post(f"{LIST}{application.reference}/offer/", {"until": "2026-11-06"}).status_code == 302
    path = path_of(application)
    assert "Answer by the end of Friday 6 November 2026" in Client().get(path).content.decode()
    assert "you are enrolled at once" in Client().get(f"{path}offer/").content.decode()
    assert not Enrolment.objects.filter(cohort=application.cohort).exists()
    assert Client().post(f"{path}offer/").status_code == 422
    assert Client().post(f"{path}offer/", {"answer": "yes"}).status_code == 302
    assert Enrolment.objects.get(cohort=application.cohort).person.email == "ada@school.example"
    assert Email.objects.filter(to="ada@school.example", kind="people.invitation").exists()
    assert "You have a place." in Client().get(path).content.decode()
    assert Client().post(f"{path}offer/", {"answer": "no"}).status_code == 302
    assert state(application, cast) is State.ACCEPTED


def test_a_declined_offer_frees_the_place(cast: Cast, application: Application) -> None:
    selection.set_places(cohort=application.cohort, places=1, by=cast.grace, at=cast.at)
    offer(cast, application)
    assert queries.places_of(cohort=application.cohort, at=cast.at).left == 0
    Client().post(f"{path_of(application)}offer/", {"answer": "no"})
    assert queries.places_of(cohort=application.cohort, at=cast.at).left == 1
    assert state(application, cast) is State.OFFER_DECLINED
    assert not Enrolment.objects.filter(cohort=application.cohort).exists()


def test_an_offer_expires_at_the_end_of_its_last_day_and_is_asked_for_again(
    cast: Cast, application: Application
) -> None:
    made = offer(cast, application)
    assert made.expires_at.isoformat() == "2026-11-07T00:00:00+00:00"
    with pytest.raises(selection.CannotSelect, match="This offer has expired"):
        selection.answer_offer(application=application, accepts=True, site=SITE, at=made.expires_at)
    assert state(application, cast, days=20) is State.OFFER_EXPIRED
    later = cast.at + timedelta(days=20)
    request = selection.ask_for_new_offer(application=application, at=later)
    assert request == selection.ask_for_new_offer(application=application, at=later)
    again = selection.offer_place(
        application=application, until=later.date(), site=SITE, by=cast.grace, at=later
    )
    assert again.pk != made.pk
    assert selection.ask_for_new_offer(application=application, at=later) is None


def test_the_last_place_is_given_once(cast: Cast, spring: Cohort, application: Application) -> None:
    other = submit(cast, spring, "bo")
    selection.set_places(cohort=spring, places=1, by=cast.grace, at=cast.at)
    offer(cast, application)
    with pytest.raises(selection.CannotSelect, match="Every place is taken or offered"):
        offer(cast, other)
    with pytest.raises(selection.CannotSelect, match="Every place is taken or offered"):
        selection.accept_directly(application=other, site=SITE, by=cast.grace, at=cast.at)
    selection.accept_directly(application=application, site=SITE, by=cast.grace, at=cast.at)
    assert CohortPlaces.objects.count() == 1


def test_someone_who_withdraws_frees_their_place(
    cast: Cast, spring: Cohort, application: Application
) -> None:
    selection.set_places(cohort=spring, places=1, by=cast.grace, at=cast.at)
    review_twice(cast, application)
    enrolment = selection.accept_directly(application=application, site=SITE, by=cast.grace, at=cast.at)
    assert queries.places_of(cohort=spring, at=cast.at).left == 0
    reason = WithdrawalReason("change-in-career")
    withdraw(enrolment=enrolment, reason=reason, effective_on=cast.at.date(), by=cast.grace, at=cast.at)
    assert queries.places_of(cohort=spring, at=cast.at).left == 1


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("", "Enter the last day to answer the offer"),
        ("2026-10-21", "must be today or later"),
        ("soon", "Enter a real date"),
    ],
)
def test_a_wrong_last_day_is_said(cast: Cast, application: Application, until: str, sentence: str) -> None:
    review_twice(cast, application)
    answer = cast.browser("grace").post(f"{LIST}{application.reference}/offer/", {"until": until})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Offer.objects.exists()


# --- the waiting list ---


def test_the_waiting_list_moves_up_when_someone_leaves_it(cast: Cast, spring: Cohort) -> None:
    first, second, third = (submit(cast, spring, key) for key in ("ada", "bo", "cy"))
    for application in (first, second, third, first):
        selection.put_on_waiting_list(application=application, site=SITE, by=cast.grace, at=cast.at)
    assert [row.pk for row in queries.list_waiting(cohort=spring, at=cast.at)] == [
        first.pk,
        second.pk,
        third.pk,
    ]
    assert "You are number 2 on the waiting list" in Client().get(path_of(second)).content.decode()
    Client().post(f"{path_of(first)}withdrawal/", {"why": "Another job"})
    assert "You are number 1 on the waiting list" in Client().get(path_of(second)).content.decode()
    offer(cast, second)
    assert queries.position_of(application=third, at=cast.at) == 1
    assert "First on the waiting list" in cast.browser("grace").get(LIST).content.decode()


# --- withdrawn, twice, put right ---


def test_an_applicant_withdraws_by_link(cast: Cast, application: Application) -> None:
    path = path_of(application)
    assert Client().get(f"{path}withdrawal/").status_code == 200
    assert application.decision is None
    Client().post(f"{path}withdrawal/", {})
    decision = ApplicationDecision.objects.get()
    assert (decision.outcome, decision.by) == ("withdrawn", None)
    assert "You’ve withdrawn this application" in Client().get(path).content.decode()
    assert "By the applicant" in cast.browser("grace").get(f"{LIST}{application.reference}/").content.decode()


@pytest.mark.parametrize(
    ("changes", "signs"),
    [
        ({"email": "ADA@school.example"}, ("email",)),
        ({"family_name": "ÁDA"}, ()),
        ({"family_name": "Ada"}, ("name",)),
        ({"family_name": "Ada", "organisation": "Elsewhere"}, ()),
        ({}, ()),
    ],
)
def test_a_second_application_is_guessed(
    cast: Cast, spring: Cohort, application: Application, changes: dict[str, str], signs: tuple[str, ...]
) -> None:
    second = submit(cast, spring, "bo", **changes)
    twins = queries.list_twins(application=second)
    assert [twin.signs for twin in twins] == ([signs] if signs else [])


def test_the_same_trn_in_another_cohort_is_a_sign_and_another_provider_is_not_asked(
    cast: Cast, spring: Cohort
) -> None:
    first = submit(cast, spring, "ada", trn="9999001")
    second = submit(cast, spring, "bo", trn="9999001")
    assert [twin.sentence for twin in queries.list_twins(application=first)] == ["same TRN"]
    assert [twin.application.pk for twin in queries.list_twins(application=second)] == [first.pk]


def test_a_second_application_points_to_the_first_and_both_are_kept(cast: Cast, spring: Cohort) -> None:
    first, second = submit(cast, spring, "ada"), submit(cast, spring, "bo", email="ada@school.example")
    grace = cast.browser("grace")
    page = grace.get(f"{LIST}{second.reference}/").content.decode()
    assert "This is a guess, based on what was typed." in page
    assert "same email address" in page
    assert grace.post(f"{LIST}{second.reference}/twin/", {"twin": "NOWHERE"}).status_code == 422
    assert grace.post(f"{LIST}{second.reference}/twin/", {"twin": first.reference}).status_code == 302
    assert state(second, cast) is State.TWICE
    assert (
        f'continuing with is <a href="{LIST}{first.reference}/">'
        in grace.get(f"{LIST}{second.reference}/").content.decode()
    )
    assert second.reference in grace.get(f"{LIST}{first.reference}/").content.decode()
    assert state(first, cast) is State.TO_DECIDE


def test_a_decision_is_put_right_with_a_reason_and_another_follows(
    cast: Cast, application: Application
) -> None:
    grace, page = cast.browser("grace"), f"{LIST}{application.reference}/"
    grace.post(f"{page}rejection/", {"reason": "cohort_full"})
    assert grace.post(f"{page}reopening/", {"why": ""}).status_code == 422
    assert grace.post(f"{page}reopening/", {"why": "We counted wrongly"}).status_code == 302
    assert state(application, cast) is State.TO_DECIDE
    assert "We counted wrongly" in grace.get(page).content.decode()
    review_twice(cast, application)
    assert grace.post(f"{page}acceptance/").status_code == 302
    outcomes = ApplicationDecision.objects.order_by("id").values_list("outcome", flat=True)
    assert list(outcomes) == ["rejected", "reopened", "accepted"]
    assert grace.post(f"{page}reopening/", {"why": "Again"}).status_code == 422
    kinds = [email.kind for email in Email.objects.filter(to=application.email).order_by("id")]
    assert kinds == [
        "apply.received",
        "apply.rejected",
        "apply.reopened",
        "apply.accepted",
        "people.invitation",
    ]


def test_acceptance_is_confirmed_on_a_page_of_its_own(cast: Cast, application: Application) -> None:
    grace, page = cast.browser("grace"), f"{LIST}{application.reference}/acceptance/"
    text = grace.get(page).content.decode()
    assert "2 more reviews are needed before you can accept them." in text
    assert "Accept and enrol in" not in text
    review_twice(cast, application)
    text = grace.get(page).content.decode()
    assert "2 reviews have been recorded." in text
    assert "Accept and enrol in Spring 2027" in text
    assert "The sponsor has not answered." in text
    assert application.decision is None


@pytest.mark.parametrize("page", ["offer/", "withdrawal/"])
def test_an_expired_link_neither_answers_nor_withdraws(
    cast: Cast, application: Application, page: str
) -> None:
    offer(cast, application)
    path = path_of(application)
    ApplicationLink.objects.update(expires_at=cast.at - timedelta(days=1))
    assert Client().post(f"{path}{page}", {"answer": "yes"}).status_code == 404
    assert "This link has expired" in Client().get(path).content.decode()
    assert "We’ve emailed you a new link" in Client().post(f"{path}renewal/").content.decode()


def test_places_are_saved_and_a_wrong_number_is_said(cast: Cast, spring: Cohort) -> None:
    grace, page = cast.browser("grace"), "/cohorts/spring-2027/places/"
    assert grace.post(page, {"places": "-1"}).status_code == 422
    assert grace.post(page, {"places": "24"}).status_code == 302
    assert "24 places are free of 24" in grace.get(LIST).content.decode()
    form = form_of(grace.get(LIST), action=page)
    assert grace.post(page, form | {"places": ""}).status_code == 302
    assert "There is no limit on places." in grace.get(LIST).content.decode()


def test_the_same_review_by_recommendation(cast: Cast, application: Application) -> None:
    review = selection.review_application(
        application=application, recommendation=Recommendation.NOT_SURE, reason="x", by=cast.grace, at=cast.at
    )
    assert review.recommendation == "not_sure"


def test_a_review_and_its_correction_leave_a_line_each(cast: Cast, application: Application) -> None:
    for recommendation in (Recommendation.SUITABLE, Recommendation.SUITABLE, Recommendation.NOT_SUITABLE):
        selection.review_application(
            application=application,
            recommendation=recommendation,
            reason="Read it",
            by=cast.grace,
            at=cast.at,
        )
    assert count_entries(provider_id=cast.llse.pk, verb="apply.reviewed") == 2
