"""Roles that end and staff who leave: each on record, each on its day, and only the one who was named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import Http404, HttpRequest

from tests.cast import Cast
from waymark.ground.cohorts import actions, jobs, queries, staffing
from waymark.ground.cohorts.models import CohortStaff, Leaving
from waymark.ground.cohorts.rules import EnrolmentChoice, choose_enrolment
from waymark.ground.ledger.models import Entry
from waymark.ground.people.queries import held_roles_of
from waymark.ground.people.roles import Role

TODAY = date(2026, 10, 22)
NEXT_WEEK, YESTERDAY = TODAY + timedelta(days=7), TODAY - timedelta(days=1)


def member(cast: Cast, who: str) -> CohortStaff:
    return CohortStaff.objects.select_related("cohort__programme", "person").get(person=cast.people[who])


def leave(cast: Cast, who: str = "dev", *, last_on: date = NEXT_WEEK) -> Leaving:
    return staffing.record_leaving(
        person=cast.people[who], last_on=last_on, reason="A new post", by=cast.grace, at=cast.at
    )


def before(cast: Cast, who: str, **changes: object) -> None:
    """As if it had been entered a week ago."""
    CohortStaff.objects.filter(person=cast.people[who]).update(at=cast.at - timedelta(days=7), **changes)


def test_a_role_that_ends_is_on_record_and_can_be_given_again(cast: Cast) -> None:
    before(cast, "hugo")
    staffing.take_from_staff(member=member(cast, "hugo"), by=cast.grace, at=cast.at)
    ended = member(cast, "hugo")
    assert (ended.ended_at, ended.until_on, ended.is_current) == (cast.at, TODAY, False)
    entry = Entry.objects.get(verb="cohorts.unstaffed")
    assert entry.facts == {"role": "coach", "cohort": cast.cohort.slug}
    assert not queries.has_role_in_force(member=ended)
    actions.assign_staff(cohort=cast.cohort, person=cast.hugo, role=Role.COACH, by=cast.grace, at=cast.at)
    assert queries.has_role_in_force(member=ended)


def test_other_roles_and_other_people_are_not_the_same_role(cast: Cast) -> None:
    CohortStaff.objects.create(
        cohort=cast.cohort, person=cast.hugo, role="facilitator", from_on=TODAY, at=cast.at
    )
    coach = CohortStaff.objects.get(person=cast.hugo, role="coach")
    assert not queries.has_role_in_force(member=coach)
    assert len(queries.list_roles_in_force(person=cast.hugo)) == 2
    CohortStaff.objects.filter(pk=coach.pk).update(ended_at=cast.at)
    assert [row.role for row in queries.list_roles_in_force(person=cast.hugo)] == ["facilitator"]


def test_a_role_in_which_someone_holds_work_stays(cast: Cast, settings: object) -> None:
    settings.STAFF_CHECKS = [f"{__name__}.holds_work"]  # type: ignore[attr-defined]
    with pytest.raises(staffing.CannotTakeRole):
        staffing.take_from_staff(member=member(cast, "dev"), by=cast.grace, at=cast.at)
    assert member(cast, "dev").ended_at is None


def holds_work(*, member: CohortStaff) -> list[object]:
    from waymark.kit.refusals import Reason

    return [Reason("holds_work", f"{member.person.name} has scripts to mark.")]


def test_a_leaving_ends_roles_on_the_last_day_and_is_on_record(cast: Cast) -> None:
    before(cast, "dev")
    leave(cast)
    assert member(cast, "dev").until_on == NEXT_WEEK
    assert Entry.objects.get(verb="cohorts.leaving_recorded").facts == {"last_on": NEXT_WEEK.isoformat()}


@pytest.mark.parametrize(
    ("until_on", "becomes"), [(None, NEXT_WEEK), (TODAY, TODAY), (date(2027, 1, 1), NEXT_WEEK)]
)
def test_an_earlier_last_day_in_a_cohort_stays(cast: Cast, until_on: date | None, becomes: date) -> None:
    before(cast, "dev", until_on=until_on)
    leave(cast)
    assert member(cast, "dev").until_on == becomes


def test_a_leaving_takes_every_role_but_that_of_a_participant(cast: Cast) -> None:
    from waymark.ground.people import actions as people

    people.give_role(person=cast.dev, role=Role.PARTICIPANT, by=cast.grace, at=cast.at)
    before(cast, "dev")
    leaving = leave(cast, last_on=YESTERDAY)
    leaving.refresh_from_db()
    assert (leaving.roles, leaving.in_force_at) == (["marker"], cast.at)
    assert held_roles_of(cast.dev) == {Role.PARTICIPANT}
    assert Entry.objects.filter(verb="cohorts.left").count() == 1
    assert queries.find_leaving(person=cast.dev) is None


def test_the_worker_puts_a_leaving_into_force_once(cast: Cast) -> None:
    before(cast, "dev")
    leave(cast)
    jobs.run(at=cast.at)
    assert Role.MARKER in held_roles_of(cast.dev)
    after = cast.at + timedelta(days=8)
    begun = jobs.run(at=after)
    assert begun >= 1
    assert not held_roles_of(cast.dev)
    assert jobs.run(at=after) == 0


def test_the_job_counts_what_it_did(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "bring_staff_up_to_date", lambda at: 2)
    monkeypatch.setattr(jobs, "put_leavings_into_force", lambda at: 3)
    assert jobs.run(at=cast.at) == 5


def test_someone_who_is_not_enrolled_has_no_such_page() -> None:
    request = HttpRequest()
    request.enrolment = None  # type: ignore[attr-defined]
    with pytest.raises(Http404):
        queries.own_enrolment_or_404(request)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("own", "named", "past", "choice"),
    [
        (["a", "b"], "b", (), (EnrolmentChoice.FOUND, "b")),
        (["a"], "c", ("c",), (EnrolmentChoice.FOUND, "c")),
        (["a"], "d", ("c",), (EnrolmentChoice.NOT_FOUND, "")),
    ],
)
def test_an_enrolment_that_is_named_is_found_among_ones_own(
    own: list[str], named: str, past: tuple[str, ...], choice: tuple[EnrolmentChoice, str]
) -> None:
    assert choose_enrolment(own, named=named, chosen="", past=past) == choice
