"""Reviews stand before a place is given, and the waiting list has the order that a lead gave it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from tests.emails import SITE
from waymark.ground.cohorts.models import Cohort
from waymark.ground.ledger.queries import count_entries
from waymark.ground.programmes.values import Applications
from waymark.journey.apply.applications.models import Application
from waymark.journey.apply.applications.tests.makers import review_twice
from waymark.journey.apply.selection import actions, queries
from waymark.journey.apply.selection.models import Offer, WaitingOrder
from waymark.journey.apply.selection.rules import Recommendation
from waymark.journey.apply.selection.tests.test_selection import LIST, UNTIL, path_of, submit
from waymark.journey.apply.selection.words import STATES
from waymark.kit.forms import ChangedSince

NOT_SURE = Recommendation.NOT_SURE


@pytest.fixture
def application(cast: Cast, spring: Cohort) -> Application:
    return submit(cast, spring, "ada")


def test_no_place_is_given_before_two_people_have_reviewed(cast: Cast, application: Application) -> None:
    grace, path = cast.browser("grace"), f"{LIST}{application.reference}/"
    actions.review_application(
        application=application, recommendation=Recommendation.SUITABLE, reason="x", by=cast.grace, at=cast.at
    )
    for page, form in (("acceptance/", {}), ("offer/", {"until": "2026-11-06"})):
        answer = grace.post(f"{path}{page}", form)
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "Two people review an application before you can give this applicant a place." in text
        assert "So far there is 1 review." in text
    assert "Offer a place" not in grace.get(path).content.decode()
    assert not Offer.objects.exists()
    assert application.decision is None


def test_the_list_says_where_each_undecided_application_stands(
    cast: Cast, spring: Cohort, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    states = {
        "ada": "Waiting for a decision",
        "ben": "Offered a place",
        "cleo": "On the waiting list",
        "dai": "The offer has expired",
        "eve": "Offered a place",
        "fay": "The offer was declined",
    }
    rows = {key: submit(cast, spring, key) for key in states}
    for key in ("ben", "dai", "eve", "fay"):
        review_twice(cast, rows[key])
    for key in ("cleo", "eve"):
        actions.put_on_waiting_list(application=rows[key], site=SITE, by=cast.grace, at=cast.at)
    for key in ("dai", "ben", "eve", "fay"):
        until = date(2026, 10, 30) if key == "dai" else UNTIL
        actions.offer_place(application=rows[key], until=until, site=SITE, by=cast.grace, at=cast.at)
        if key == "fay":
            actions.answer_offer(application=rows[key], accepts=False, site=SITE, at=cast.at)
    at = cast.at + timedelta(days=10)
    with django_assert_max_num_queries(2):
        state_codes = queries.undecided_states(applications=list(rows.values()), at=at)
    assert {key: STATES[state_codes[row.pk]] for key, row in rows.items()} == states
    for key, row in rows.items():
        assert state_codes[row.pk] == queries.state_of(application=row, at=at), key
    text = cast.browser("grace").get(LIST).content.decode()
    assert "On the waiting list" in text
    assert "The offer was declined" in text


@pytest.mark.parametrize("recommendations", [(NOT_SURE, Recommendation.SUITABLE), (NOT_SURE, NOT_SURE)])
def test_the_lead_says_why_where_not_all_reviewers_recommend(
    cast: Cast, application: Application, recommendations: tuple[Recommendation, Recommendation]
) -> None:
    review_twice(cast, application, *recommendations)
    grace, path = cast.browser("grace"), f"{LIST}{application.reference}/"
    for page, form in (("acceptance/", {}), ("offer/", {"until": "2026-11-06"})):
        answer = grace.post(f"{path}{page}", form | {"despite": " "})
        assert answer.status_code == 422
        assert "Enter why you’re giving them a place" in answer.content.decode()
    with pytest.raises(
        actions.CannotSelect, match="Not everyone who reviewed this application recommends it"
    ):
        actions.accept_directly(application=application, site=SITE, by=cast.grace, at=cast.at)
    grace.post(f"{path}offer/", {"until": "2026-11-06", "despite": "Her chair is sure"})
    assert Offer.objects.get().despite == "Her chair is sure"
    assert "Her chair is sure" in grace.get(path).content.decode()
    assert "Her chair is sure" not in Client().get(path_of(application)).content.decode()
    assert grace.post(f"{path}acceptance/", {"despite": "Her chair is sure"}).status_code == 302
    decision = Application.objects.get().decision
    assert decision
    assert (decision.outcome, decision.note) == ("accepted", "Her chair is sure")


def test_a_reason_is_not_asked_where_all_recommend(cast: Cast, application: Application) -> None:
    review_twice(cast, application)
    text = cast.browser("grace").get(f"{LIST}{application.reference}/acceptance/").content.decode()
    assert "Why are you giving them a place?" not in text


@pytest.mark.parametrize(("needed", "missing"), [(0, 0), (1, 1), (2, 2)])
def test_the_pack_says_how_many_review(
    cast: Cast, application: Application, monkeypatch: pytest.MonkeyPatch, needed: int, missing: int
) -> None:
    programme = queries.programme_of(application.cohort.programme)
    other = programme.model_copy(update={"applications": Applications(reviews=needed)})
    monkeypatch.setattr(queries, "programme_of", lambda _: other)
    assert queries.reviews_of(application=application).missing == missing
    if needed:
        return
    actions.offer_place(application=application, until=UNTIL, site=SITE, by=cast.grace, at=cast.at)
    assert "This programme doesn’t ask for reviews." in (
        cast.browser("grace").get(f"{LIST}{application.reference}/acceptance/").content.decode()
    )


def waits(cast: Cast, cohort: Cohort, *keys: str) -> list[Application]:
    applications = [submit(cast, cohort, key) for key in keys]
    for application in applications:
        actions.put_on_waiting_list(application=application, site=SITE, by=cast.grace, at=cast.at)
    return applications


def order(cast: Cast, cohort: Cohort) -> list[str]:
    return [row.family_name for row in queries.list_waiting(cohort=cohort, at=cast.at)]


def test_a_lead_reorders_the_waiting_list_with_a_reason(cast: Cast, spring: Cohort) -> None:
    ada, bo, cy = waits(cast, spring, "ada", "bo", "cy")
    grace, page = cast.browser("grace"), "/cohorts/spring-2027/waiting-list/"
    assert "Change the order of the waiting list" in grace.get(LIST).content.decode()
    places = {f"place_{ada.pk}": "1", f"place_{bo.pk}": "2", f"place_{cy.pk}": "1"}
    assert "Enter why you’re changing the order" in grace.post(page, places).content.decode()
    assert grace.post(page, places | {"reason": "Cy waited last year too"}).status_code == 302
    assert order(cast, spring) == ["Cy", "Ada", "Bo"]
    assert "You are number 1 on the waiting list" in Client().get(path_of(cy)).content.decode()
    assert "waited last year" not in Client().get(path_of(cy)).content.decode()
    text = grace.get(page).content.decode()
    assert "Cy waited last year too" in text
    assert grace.get(LIST).content.decode().index("Cy</a>. You can offer") > 0
    assert count_entries(provider_id=cast.llse.pk, verb="apply.waiting_ordered") == 1
    waits(cast, spring, "di")
    assert order(cast, spring) == ["Cy", "Ada", "Bo", "Di"]
    actions.withdraw_application(application=cy, why="", by=None, at=cast.at)
    assert order(cast, spring) == ["Ada", "Bo", "Di"]


def test_the_same_order_is_no_change_and_needs_no_reason(cast: Cast, spring: Cohort) -> None:
    ada, bo = waits(cast, spring, "ada", "bo")
    same = {ada.pk: 1, bo.pk: 2}
    assert (
        actions.order_waiting_list(cohort=spring, places=same, reason="", by=cast.grace, at=cast.at) is None
    )
    with pytest.raises(actions.CannotSelect, match="Enter why you’re changing the order"):
        actions.order_waiting_list(
            cohort=spring, places={ada.pk: 2, bo.pk: 1}, reason=" ", by=cast.grace, at=cast.at
        )
    assert not WaitingOrder.objects.exists()


def test_two_leads_do_not_overwrite_each_others_order(cast: Cast, spring: Cohort) -> None:
    ada, bo = waits(cast, spring, "ada", "bo")
    swap = {"cohort": spring, "places": {bo.pk: 1}, "reason": "x", "by": cast.grace}
    first = actions.order_waiting_list(**swap, at=cast.at)  # type: ignore[arg-type]
    assert first
    again = {**swap, "places": {ada.pk: 1}}
    with pytest.raises(ChangedSince):
        actions.order_waiting_list(**again, at=cast.at, made_from=0)  # type: ignore[arg-type]
    at = cast.at + timedelta(hours=1)
    actions.order_waiting_list(**again, at=at, made_from=first.pk)  # type: ignore[arg-type]
    assert order(cast, spring) == ["Ada", "Bo"]


@pytest.mark.parametrize("place", ["0", "3", "x", ""])
def test_a_place_outside_the_list_is_refused(cast: Cast, spring: Cohort, place: str) -> None:
    ada, bo = waits(cast, spring, "ada", "bo")
    form = {f"place_{ada.pk}": "1", f"place_{bo.pk}": place, "reason": "x"}
    assert cast.browser("grace").post("/cohorts/spring-2027/waiting-list/", form).status_code == 422
    assert not WaitingOrder.objects.exists()


def test_an_empty_waiting_list_says_so(cast: Cast, spring: Cohort) -> None:
    text = cast.browser("grace").get("/cohorts/spring-2027/waiting-list/").content.decode()
    assert "No one is on the waiting list." in text
    assert spring.starts_on > date(2026, 1, 1)
