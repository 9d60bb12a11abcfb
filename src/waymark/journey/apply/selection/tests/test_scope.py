"""Places, offers, reviews and waiting lists are each one cohort’s, and the newest row of each counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import Cast
from tests.emails import SITE
from tests.filled import form_of
from waymark.ground.cohorts.actions import open_cohort
from waymark.ground.cohorts.models import Cohort
from waymark.ground.ledger.models import Entry
from waymark.ground.people.actions import change_organisation
from waymark.ground.people.models import Email, Person
from waymark.journey.apply.applications.actions import CannotDecideApplication
from waymark.journey.apply.applications.models import Application, ApplicationCorrection
from waymark.journey.apply.applications.tests.makers import review_twice
from waymark.journey.apply.selection import actions, queries
from waymark.journey.apply.selection.models import OfferAnswer, OfferRequest, SuitabilityReview, WaitingPlace
from waymark.journey.apply.selection.rules import Recommendation, State
from waymark.journey.apply.selection.tests.test_selection import UNTIL, submit

DAY = timedelta(days=1)
LAST_MOMENT = timedelta(seconds=1)


@pytest.fixture
def autumn(cast: Cast) -> Cohort:
    """Another cohort of the same provider."""
    return open_cohort(
        programme=cast.cohort.programme, name="Autumn 2027", starts_on=date(2027, 9, 6), by=None, at=cast.at
    )


@pytest.fixture
def ucl_spring(cast: Cast) -> Cohort:
    return open_cohort(
        programme=cast.ucl_cohort.programme, name="UCL 2027", starts_on=date(2027, 4, 26), by=None, at=cast.at
    )


@pytest.fixture
def ada(cast: Cast, spring: Cohort) -> Application:
    return submit(cast, spring, "ada")


def offer(cast: Cast, application: Application, *, days: int = 0) -> int:
    """Offers a place until 6 November, on a later day if need be; the id of the offer."""
    at = cast.at + days * DAY
    until = max(UNTIL, at.date())
    return actions.offer_place(application=application, until=until, site=SITE, by=cast.grace, at=at).pk


def reviewed(cast: Cast, application: Application) -> Application:
    return review_twice(cast, application)


def waiting(cast: Cast, application: Application) -> WaitingPlace:
    return actions.put_on_waiting_list(application=application, site=SITE, by=cast.grace, at=cast.at)


def refusal(cast: Cast, application: Application, until: date = UNTIL) -> tuple[str, ...]:
    with pytest.raises(actions.CannotSelect) as refused:
        actions.offer_place(application=application, until=until, site=SITE, by=cast.grace, at=cast.at)
    return refused.value.codes


def again(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def lines(verb: str) -> list[tuple[int | None, dict[str, object]]]:
    return [(entry.by_id, entry.facts) for entry in Entry.objects.filter(verb=f"apply.{verb}").order_by("id")]


# --- offers that keep a place ---


def test_an_open_offer_keeps_a_place_in_its_own_cohort_until_its_last_moment(
    cast: Cast, spring: Cohort, autumn: Cohort, ada: Application
) -> None:
    bo = reviewed(cast, submit(cast, autumn, "bo"))
    offer(cast, reviewed(cast, ada))
    offer(cast, bo)
    newest = queries.newest_offer(application=ada)
    assert newest is not None
    expiry = newest.expires_at
    assert queries.open_offers(spring, at=cast.at) == 1
    assert queries.open_offers(spring, at=expiry - LAST_MOMENT) == 1
    assert queries.open_offers(spring, at=expiry) == 0


def test_an_earlier_offer_keeps_no_place_beside_the_newest_one(
    cast: Cast, spring: Cohort, ada: Application
) -> None:
    """The answer that counts is that to the newest offer."""
    first = offer(cast, reviewed(cast, ada))
    second = offer(cast, ada, days=20)
    OfferAnswer.objects.create(offer_id=second, accepted=False, at=cast.at)
    assert first < second
    assert queries.open_offers(spring, at=cast.at) == 0


def test_an_offer_of_a_decided_application_keeps_no_place_until_it_is_reopened(
    cast: Cast, spring: Cohort, ada: Application
) -> None:
    other = submit(cast, spring, "bo")
    offer(cast, reviewed(cast, ada))
    actions.withdraw_application(application=other, why="", by=cast.grace, at=cast.at)
    assert queries.open_offers(spring, at=cast.at) == 1
    actions.withdraw_application(application=ada, why="", by=cast.grace, at=cast.at)
    assert queries.open_offers(spring, at=cast.at) == 0
    actions.reopen_application(application=again(ada), why="Wrong", site=SITE, by=cast.grace, at=cast.at)
    assert queries.open_offers(spring, at=cast.at) == 1


def test_places_are_the_cohorts_own_and_the_newest_number(cast: Cast, spring: Cohort, autumn: Cohort) -> None:
    for cohort, places in ((spring, 10), (spring, 12), (autumn, 3)):
        actions.set_places(cohort=cohort, places=places, by=cast.grace, at=cast.at)
    places = queries.places_of(cohort=spring, at=cast.at)
    assert (places.total, places.enrolled, places.offered, places.left) == (12, 0, 0, 12)
    assert lines("places_set") == [(cast.grace.pk, {"places": number}) for number in (10, 12, 3)]


def test_two_leads_do_not_overwrite_each_others_number_of_places(cast: Cast, spring: Cohort) -> None:
    lead = cast.browser("grace")
    page = lead.get(f"/cohorts/{spring.slug}/applications/")
    form = form_of(page, action=f"/cohorts/{spring.slug}/places/")
    actions.set_places(cohort=spring, places=12, by=cast.grace, at=cast.at)
    actions.set_places(cohort=spring, places=13, by=cast.grace, at=cast.at)
    answer = lead.post(f"/cohorts/{spring.slug}/places/", form | {"places": "14"})
    assert answer.status_code == 409
    assert queries.places_of(cohort=spring, at=cast.at).total == 13


def test_the_newest_offer_is_the_applications_own(cast: Cast, spring: Cohort, ada: Application) -> None:
    bo = reviewed(cast, submit(cast, spring, "bo"))
    assert queries.newest_offer(application=ada) is None
    offer(cast, reviewed(cast, ada))
    newest = offer(cast, ada, days=20)
    offer(cast, bo)
    made = queries.newest_offer(application=ada)
    assert made
    assert made.pk == newest


def test_the_last_day_to_answer_is_that_of_the_cohorts_zone(cast: Cast, ada: Application) -> None:
    offer(cast, reviewed(cast, ada))
    made = queries.newest_offer(application=ada)
    assert made
    assert queries.last_day_of(made, cohort=ada.cohort) == UNTIL


# --- where an application stands ---


def test_each_application_stands_where_its_own_rows_say(cast: Cast, spring: Cohort, ada: Application) -> None:
    bo, cy = submit(cast, spring, "bo"), reviewed(cast, submit(cast, spring, "cy"))
    waiting(cast, bo)
    offer(cast, cy)
    expected = {ada.pk: State.TO_DECIDE, bo.pk: State.WAITING}
    assert queries.undecided_states(applications=[ada, bo], at=cast.at) == expected
    assert {row.pk: queries.state_of(application=row, at=cast.at) for row in (ada, bo)} == expected


def test_an_offer_is_refused_in_the_past_and_while_another_is_open(cast: Cast, ada: Application) -> None:
    reviewed(cast, ada)
    assert refusal(cast, ada, cast.at.date() - DAY) == ("past",)
    actions.offer_place(application=ada, until=cast.at.date(), site=SITE, by=cast.grace, at=cast.at)
    assert refusal(cast, ada) == ("offered",)
    assert lines("offered") == [(cast.grace.pk, {"until": "2026-10-22"})]


def test_no_offer_is_made_to_a_decided_application(cast: Cast, ada: Application) -> None:
    reviewed(cast, ada)
    actions.withdraw_application(application=ada, why="", by=cast.grace, at=cast.at)
    for act in (
        lambda: offer(cast, again(ada)),
        lambda: waiting(cast, again(ada)),
        lambda: actions.accept_directly(application=again(ada), site=SITE, by=cast.grace, at=cast.at),
        lambda: actions.answer_offer(application=again(ada), accepts=False, site=SITE, at=cast.at),
        lambda: actions.withdraw_application(application=again(ada), why="", by=cast.grace, at=cast.at),
    ):
        with pytest.raises(CannotDecideApplication):
            act()


def test_accepting_directly_takes_the_place_that_the_applicants_open_offer_keeps(
    cast: Cast, spring: Cohort, ada: Application
) -> None:
    actions.set_places(cohort=spring, places=1, by=cast.grace, at=cast.at)
    bo = reviewed(cast, submit(cast, spring, "bo"))
    offer(cast, reviewed(cast, ada))
    with pytest.raises(actions.CannotSelect) as refused:
        actions.accept_directly(application=bo, site=SITE, by=cast.grace, at=cast.at)
    assert refused.value.codes == ("no_place",)
    assert actions.accept_directly(application=ada, site=SITE, by=cast.grace, at=cast.at).cohort == spring


def test_an_offer_is_answered_once_and_before_it_expires(cast: Cast, ada: Application) -> None:
    def answer(days: int = 0) -> tuple[str, ...]:
        with pytest.raises(actions.CannotSelect) as refused:
            actions.answer_offer(application=ada, accepts=False, site=SITE, at=cast.at + days * DAY)
        return refused.value.codes

    assert answer() == ("answered",)
    offer(cast, reviewed(cast, ada))
    assert answer(days=30) == ("expired",)
    assert actions.answer_offer(application=ada, accepts=False, site=SITE, at=cast.at) is None
    assert answer() == ("answered",)
    assert lines("offer_declined") == [(None, {})]
    assert lines("offer_accepted") == []


def test_a_yes_to_an_offer_returns_the_enrolment_and_leaves_a_line(cast: Cast, ada: Application) -> None:
    offer(cast, reviewed(cast, ada))
    enrolment = actions.answer_offer(application=ada, accepts=True, site=SITE, at=cast.at)
    assert enrolment
    assert enrolment.cohort == ada.cohort
    assert lines("offer_accepted") == [(None, {})]
    assert lines("offer_declined") == []


def test_another_offer_is_asked_for_once_and_only_after_one_expired(cast: Cast, ada: Application) -> None:
    later = cast.at + 30 * DAY
    assert actions.ask_for_new_offer(application=ada, at=later) is None
    offer(cast, reviewed(cast, ada))
    assert actions.ask_for_new_offer(application=ada, at=cast.at) is None
    request = actions.ask_for_new_offer(application=ada, at=later)
    assert request == OfferRequest.objects.get()
    assert actions.ask_for_new_offer(application=ada, at=later) == request
    assert lines("offer_requested") == [(None, {})]


# --- reviews ---


def review(cast: Cast, application: Application, by: Person, reason: str = "Read it") -> SuitabilityReview:
    return actions.review_application(
        application=application, recommendation=Recommendation.SUITABLE, reason=reason, by=by, at=cast.at
    )


def test_a_review_is_its_reviewers_own_and_of_one_application(
    cast: Cast, spring: Cohort, ada: Application
) -> None:
    bo = submit(cast, spring, "bo")
    own = review(cast, ada, cast.grace)
    review(cast, bo, cast.grace, "Of the other")
    review(cast, ada, cast.jonas, "By the other")
    assert queries.own_review(application=ada, for_=cast.grace) == own
    corrected = review(cast, ada, cast.grace, "Read it twice")
    assert queries.own_review(application=ada, for_=cast.grace) == corrected
    assert queries.own_review(application=bo, for_=cast.jonas) is None
    assert [row.by for row in queries.list_reviews(application=ada)] == [cast.grace, cast.jonas]
    assert {pk: len(rows) for pk, rows in queries.list_reviews_of([ada, bo]).items()} == {ada.pk: 2, bo.pk: 1}
    assert lines("reviewed") == [
        (person.pk, {"again": is_again})
        for person, is_again in (
            (cast.grace, False), (cast.grace, False), (cast.jonas, False), (cast.grace, True),
        )
    ]  # fmt: skip


def test_the_same_review_again_is_one(cast: Cast, ada: Application) -> None:
    assert review(cast, ada, cast.grace) == review(cast, ada, cast.grace)
    assert SuitabilityReview.objects.count() == 1


def test_a_review_by_someone_who_is_now_a_colleague_counts_no_more(cast: Cast, ada: Application) -> None:
    reviewed(cast, ada)
    change_organisation(person=cast.jonas, name=ada.organisation, by=cast.grace, at=cast.at)
    reviews = queries.reviews_of(application=again(ada))
    assert [row.by for row in reviews.current] == [cast.grace]
    assert [row.by for row in reviews.outdated] == [cast.jonas]
    assert (reviews.missing, reviews.needs_reason) == (1, False)
    assert refusal(cast, again(ada)) == ("few_reviews",)


def test_reviews_still_count_once_the_application_is_decided(cast: Cast, ada: Application) -> None:
    reviewed(cast, ada)
    actions.withdraw_application(application=ada, why="", by=cast.grace, at=cast.at)
    assert len(queries.reviews_of(application=again(ada)).current) == 2
    with pytest.raises(actions.CannotReview) as refused:
        review(cast, again(ada), cast.fay)
    assert refused.value.codes == ("decided",)


def test_a_reason_is_needed_once_enough_people_have_reviewed_and_not_all_recommend(
    cast: Cast, ada: Application
) -> None:
    review(cast, ada, cast.grace)
    assert not queries.reviews_of(application=ada).needs_reason
    actions.review_application(
        application=ada, recommendation=Recommendation.NOT_SURE, reason="x", by=cast.jonas, at=cast.at
    )
    reviews = queries.reviews_of(application=ada)
    assert reviews.needs_reason
    assert reviews.allow(despite=" ").reasons == ("not_recommended",)
    assert reviews.allow(despite="Her chair is sure").allowed
    assert refusal(cast, ada) == ("not_recommended",)


def test_applications_to_review_are_the_providers_own_and_undecided(
    cast: Cast, spring: Cohort, ucl_spring: Cohort, ada: Application
) -> None:
    bo, decided, uma = (
        submit(cast, cohort, key) for cohort, key in ((spring, "bo"), (spring, "cy"), (ucl_spring, "di"))
    )
    actions.withdraw_application(application=decided, why="", by=cast.grace, at=cast.at)
    review(cast, bo, cast.grace)
    rows = queries.list_to_review(for_=cast.jonas)
    assert [(row.pk, len(reviews.current)) for row, reviews in rows] == [(ada.pk, 0), (bo.pk, 1)]
    assert [row.pk for row, _ in queries.list_to_review(for_=cast.finn)] == [uma.pk]


def test_an_application_is_opened_for_review_by_its_reference_within_the_provider(
    cast: Cast, spring: Cohort, ada: Application
) -> None:
    submit(cast, spring, "bo")

    def opened(for_: Person) -> Application | None:
        return queries.get_application_to_review(for_=for_, reference=ada.reference)

    row = opened(cast.jonas)
    assert row
    assert row.pk == ada.pk
    assert opened(cast.finn) is None


# --- the waiting list ---


def test_each_cohort_has_its_own_waiting_list_and_order(
    cast: Cast, spring: Cohort, autumn: Cohort, ada: Application
) -> None:
    bo, cy, unlisted = submit(cast, spring, "bo"), submit(cast, autumn, "cy"), submit(cast, spring, "di")
    for application in (ada, bo, cy):
        waiting(cast, application)
    order = actions.order_waiting_list(
        cohort=spring, places={bo.pk: 1}, reason=" Was first ", by=cast.grace, at=cast.at
    )
    other = actions.order_waiting_list(
        cohort=autumn, places={cy.pk: 1}, reason="x", by=cast.grace, at=cast.at
    )
    assert order
    assert (order.reason, other) == ("Was first", None)
    assert queries.newest_order(cohort=spring) == order
    assert queries.list_orders(cohort=spring) == [order]
    assert queries.newest_order(cohort=autumn) is None
    assert queries.list_orders(cohort=autumn) == []
    positions = [queries.position_of(application=row, at=cast.at) for row in (bo, ada, cy, unlisted)]
    assert positions == [1, 2, 1, None]


def test_an_open_or_declined_offer_takes_off_the_waiting_list_and_an_expired_one_does_not(
    cast: Cast, spring: Cohort, ada: Application
) -> None:
    bo = submit(cast, spring, "bo")
    for application in (ada, bo):
        waiting(cast, reviewed(cast, application))
    offer(cast, ada)
    newest = queries.newest_offer(application=ada)
    assert newest is not None
    expiry = newest.expires_at

    def listed(at_expiry: timedelta) -> list[int]:
        return [row.pk for row in queries.list_waiting(cohort=spring, at=expiry + at_expiry)]

    assert listed(-LAST_MOMENT) == [bo.pk]
    assert listed(timedelta()) == [ada.pk, bo.pk]
    offer(cast, ada, days=20)
    actions.answer_offer(application=ada, accepts=False, site=SITE, at=cast.at + 20 * DAY)
    assert listed(60 * DAY) == [bo.pk]
    actions.offer_place(
        application=ada, until=cast.at.date() + 30 * DAY, site=SITE, by=cast.grace, at=cast.at + 30 * DAY
    )
    assert listed(60 * DAY) == [ada.pk, bo.pk]


def test_waiting_is_told_and_noted_once(cast: Cast, ada: Application) -> None:
    assert waiting(cast, ada) == waiting(cast, ada)
    assert Email.objects.filter(kind="apply.waiting", to=ada.email).count() == 1
    assert lines("waits") == [(cast.grace.pk, {})]


# --- second applications ---


def corrected(cast: Cast, application: Application, field: str, before: str, after: str) -> None:
    ApplicationCorrection.objects.create(
        application=application, field=field, before=before, after=after, by=cast.grace, at=cast.at
    )


def test_a_second_application_is_looked_for_at_the_provider_and_by_corrected_answers_too(
    cast: Cast, spring: Cohort, ucl_spring: Cohort, ada: Application
) -> None:
    submit(cast, ucl_spring, "bo", email="ada@school.example")
    other = submit(cast, spring, "cy")
    assert queries.list_twins(application=ada) == []
    corrected(cast, other, "email", other.email, ada.email)
    assert [(twin.application.pk, twin.signs) for twin in queries.list_twins(application=ada)] == [
        (other.pk, ("email",))
    ]


def test_an_answer_that_was_corrected_is_no_sign_any_more(
    cast: Cast, spring: Cohort, ada: Application
) -> None:
    other = submit(cast, spring, "cy", email="ADA@school.example")
    corrected(cast, other, "email", other.email, "cy@school.example")
    assert queries.list_twins(application=ada) == []


def test_an_application_points_to_another_one_of_the_provider_alone(
    cast: Cast, ucl_spring: Cohort, ada: Application
) -> None:
    elsewhere = submit(cast, ucl_spring, "bo")
    for twin in (ada, elsewhere):
        with pytest.raises(actions.CannotSelect) as refused:
            actions.mark_as_twice(application=ada, twin=twin, by=cast.grace, at=cast.at)
        assert refused.value.codes == ("itself",)
    assert again(ada).decision is None


def test_two_applications_never_point_to_each_other(cast: Cast, spring: Cohort, ada: Application) -> None:
    bo = submit(cast, spring, "bo")
    actions.mark_as_twice(application=bo, twin=ada, by=cast.grace, at=cast.at)
    with pytest.raises(actions.CannotSelect) as refused:
        actions.mark_as_twice(application=again(ada), twin=again(bo), by=cast.grace, at=cast.at)
    assert refused.value.codes == ("twin_is_closed",)
    assert again(ada).decision is None


def test_only_a_decision_that_enrolled_no_one_is_put_right_and_with_a_reason(
    cast: Cast, ada: Application
) -> None:
    def refused(why: str) -> tuple[str, ...]:
        with pytest.raises(actions.CannotSelect) as refused:
            actions.reopen_application(application=again(ada), why=why, site=SITE, by=cast.grace, at=cast.at)
        return refused.value.codes

    assert refused("Wrong") == ("not_reopenable",)
    actions.withdraw_application(application=ada, why=" Another job ", by=None, at=cast.at)
    decision = again(ada).decision
    assert decision
    assert decision.note == "Another job"
    assert refused(" ") == ("no_reason",)
    actions.reopen_application(application=again(ada), why=" Wrong ", site=SITE, by=cast.grace, at=cast.at)
    assert refused("Wrong") == ("not_reopenable",)
    assert Email.objects.filter(kind="apply.reopened", to=ada.email).count() == 1
