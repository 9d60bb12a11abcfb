"""Another coach: with a reason, a day and an author, in a history, and undone on the same day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.filled import form_of
from waymark.ground.cohorts.actions import assign_staff
from waymark.ground.people.models import Email, Person
from waymark.ground.people.roles import Role
from waymark.journey.coach import actions, queries
from waymark.journey.coach.actions import CannotPair, pair_coaches, undo_coach_change
from waymark.journey.coach.models import CoachChange, Pairing
from waymark.journey.coach.tests.makers import PRIVATE, make_pairing, make_session

TODAY = date(2026, 10, 22)


@pytest.fixture
def ivy(cast: Cast) -> Person:
    person = cast.person("ivy", "Ivy", "Newcombe", Role.COACH)
    assign_staff(cohort=cast.cohort, person=person, role=Role.COACH, by=None, at=cast.at)
    return person


def move(cast: Cast, coach: Person, *, reason: str = "Hugo has less time", **given: object) -> CoachChange:
    pair_coaches(coaches={cast.amina: coach}, by=cast.grace, at=cast.at, reason=reason, **given)  # type: ignore[arg-type]
    return CoachChange.objects.order_by("-id")[0]


def coach_of(cast: Cast) -> Person:
    return Pairing.objects.get(enrolment=cast.amina).coach


def url(cast: Cast) -> str:
    return reverse("coach:pairings", args=[cast.cohort.slug])


def test_a_first_coach_needs_no_reason_and_a_move_does(cast: Cast, ivy: Person) -> None:
    first = move(cast, cast.hugo, reason="")
    assert (first.before, first.coach, first.reason, first.from_on) == (None, cast.hugo, "", TODAY)
    with pytest.raises(CannotPair) as refused:
        move(cast, ivy, reason=" ")
    assert refused.value.codes == ("reason",)
    assert coach_of(cast) == cast.hugo
    change = move(cast, ivy, from_on=date(2026, 10, 12))
    assert (change.before, change.coach, change.by) == (cast.hugo, ivy, cast.grace)
    assert (change.reason, change.from_on) == ("Hugo has less time", date(2026, 10, 12))
    assert queries.list_coach_changes(enrolment=cast.amina) == [change]


def test_who_keeps_their_coach_is_in_no_history(cast: Cast, ivy: Person) -> None:
    make_pairing(cast)
    pairs = {cast.amina: cast.hugo, cast.ben: ivy}
    pair_coaches(coaches=pairs, by=cast.grace, at=cast.at, reason="")
    assert CoachChange.objects.filter(enrolment=cast.amina).count() == 1
    assert queries.list_coach_changes(cohort=cast.cohort) == []


def test_an_act_with_a_reason_of_its_own_is_not_asked_for_another(cast: Cast, ivy: Person) -> None:
    make_pairing(cast)
    pair_coaches(coaches={cast.amina: ivy}, by=cast.grace, at=cast.at)
    assert CoachChange.objects.order_by("-id")[0].reason == ""


def test_a_move_is_undone_on_the_same_day_and_stays_in_the_history(cast: Cast, ivy: Person) -> None:
    make_pairing(cast)
    change = move(cast, ivy)
    undone = undo_coach_change(change=change, by=cast.grace, at=cast.at + timedelta(hours=1))
    assert coach_of(cast) == cast.hugo
    assert (undone.undoes, undone.before, undone.coach) == (change, ivy, cast.hugo)
    assert [row.pk for row in queries.list_coach_changes(enrolment=cast.amina)] == [undone.pk, change.pk]
    for row, code in ((change, "undone"), (undone, "first")):
        with pytest.raises(CannotPair) as refused:
            undo_coach_change(change=row, by=cast.grace, at=cast.at + timedelta(hours=2))
        assert code in refused.value.codes
    assert Email.objects.filter(to=cast.hugo.email, kind="coach.coachees").count() == 2


@pytest.mark.parametrize(("hours", "code"), [(13, None), (14, "another_day")])
def test_a_move_is_not_undone_on_another_day(cast: Cast, ivy: Person, hours: int, code: str | None) -> None:
    """The cast’s clock shows 10:00 in London."""
    make_pairing(cast)
    change = move(cast, ivy)
    at = cast.at + timedelta(hours=hours)
    if code is None:
        assert undo_coach_change(change=change, by=cast.grace, at=at)
        return
    with pytest.raises(CannotPair) as refused:
        undo_coach_change(change=change, by=cast.grace, at=at)
    assert refused.value.codes == (code,)


def test_a_move_is_not_undone_once_the_new_coach_recorded_a_session(cast: Cast, ivy: Person) -> None:
    make_session(cast)
    change = move(cast, ivy)
    make_session(
        cast,
        Pairing.objects.select_related("coach", "enrolment__cohort__programme").get(),
        item_id="coaching-2",
        by=ivy,
    )
    with pytest.raises(CannotPair) as refused:
        undo_coach_change(change=change, by=cast.grace, at=cast.at)
    assert refused.value.codes == ("in_use",)


def test_an_earlier_move_is_not_undone_before_the_later_one(cast: Cast, ivy: Person) -> None:
    make_pairing(cast)
    change = move(cast, ivy)
    move(cast, cast.hugo)
    with pytest.raises(CannotPair) as refused:
        undo_coach_change(change=change, by=cast.grace, at=cast.at)
    assert refused.value.codes == ("something_since",)


def test_a_conflict_that_arose_since_is_not_undone_into(cast: Cast, ivy: Person) -> None:
    make_pairing(cast)
    change = move(cast, ivy)
    Person.objects.filter(pk=cast.hugo.pk).update(organisation=cast.amina.person.organisation)
    with pytest.raises(CannotPair) as refused:
        undo_coach_change(change=CoachChange.objects.get(pk=change.pk), by=cast.grace, at=cast.at)
    assert "same_organisation" in refused.value.codes


def test_private_notes_stay_with_the_earlier_coach(cast: Cast, ivy: Person) -> None:
    session = make_session(cast)
    move(cast, ivy)
    page = f"/coach/{cast.amina.reference}/sessions/{session.item_id}/"
    assert PRIVATE not in cast.browser("ivy").get(page).content.decode()
    assert cast.browser("hugo").get(page).status_code == 404


def test_the_form_asks_for_a_reason_only_where_someone_is_moved(cast: Cast, ivy: Person) -> None:
    browser = cast.browser("grace")
    assert "Reason for a change of coach" not in browser.get(url(cast)).content.decode()
    form = form_of(browser.get(url(cast))) | {cast.amina.reference: str(cast.hugo.pk)}
    assert browser.post(url(cast), form).status_code == 302
    form = form_of(browser.get(url(cast))) | {cast.ben.reference: str(cast.hugo.pk)}
    assert browser.post(url(cast), form).status_code == 302
    form = form_of(browser.get(url(cast))) | {cast.amina.reference: str(ivy.pk)}
    answer = browser.post(url(cast), form)
    assert answer.status_code == 422
    assert "Enter the reason for the move" in answer.content.decode()
    form = form_of(answer) | {"reason": "Hugo has less time"}
    assert browser.post(url(cast), form).status_code == 302
    page = browser.get(url(cast)).content.decode()
    assert "from Hugo Marchbanks to Ivy Newcombe, from Thursday 22 October 2026" in page
    assert "Hugo has less time" in page
    own = browser.get(reverse("web:participant", args=[cast.amina.reference])).content.decode()
    assert "from Hugo Marchbanks to Ivy Newcombe" in own
    change = queries.list_coach_changes(cohort=cast.cohort)[0]
    undo = reverse("coach:coach_change_undo", args=[cast.cohort.slug, change.pk])
    assert undo in page
    assert undo not in own
    assert browser.post(undo).status_code == 302
    assert coach_of(cast) == cast.hugo
    assert undo not in browser.get(url(cast)).content.decode()
    assert cast.browser("hugo").post(undo).status_code == 403


def test_a_move_of_another_cohort_is_not_found(cast: Cast, ivy: Person) -> None:
    make_pairing(cast)
    change = move(cast, ivy)
    assert queries.find_coach_change(cohort=cast.ucl_cohort, pk=change.pk) is None
    assert queries.list_coach_changes(cohort=cast.ucl_cohort) == []
    assert actions.undo_coach_change is undo_coach_change
