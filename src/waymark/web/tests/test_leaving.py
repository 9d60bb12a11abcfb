"""A member of staff leaves: all they hold goes to named people in one act, and they see nothing of it any more."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.filled import form_of
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts import jobs, queries
from waymark.ground.cohorts.models import CohortStaff, Leaving
from waymark.ground.people.models import Email, RoleHeld
from waymark.ground.people.roles import Role
from waymark.journey.coach.actions import pair_coaches
from waymark.journey.coach.models import Pairing
from waymark.journey.improve.actions import assign_action, record_issue
from waymark.journey.improve.queries import find_action
from waymark.journey.mark.models import Allocation, Mark
from waymark.journey.mark.tests.makers import make_mark, make_scripts

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast
    from waymark.ground.people.models import Person


def url_of(person: Person) -> str:
    return f"/staff/{person.pk}/leaving/"


def leave(browser: Client, person: Person, **changes: Any) -> Any:
    url = url_of(person)
    return browser.post(url, form_of(browser.get(url)) | {"last_on": "2026-10-30"} | changes)


def test_coachees_go_to_a_named_coach_who_is_told(cast: Cast) -> None:
    other = cast.person("ola", "Ola", "Brandt", Role.COACH)
    cohorts.assign_staff(cohort=cast.cohort, person=other, role=Role.COACH, by=cast.grace, at=cast.at)
    pair_coaches(coaches={cast.amina: cast.hugo, cast.ben: cast.hugo}, by=cast.grace, at=cast.at)
    grace = cast.browser("grace")
    assert "2 participants to coach in LLSE spring 2025" in grace.get(url_of(cast.hugo)).content.decode()
    key = f"coachees-{cast.cohort.pk}"
    refused = leave(grace, cast.hugo)
    assert refused.status_code == 422
    assert "Select a person" in refused.content.decode()
    assert not Leaving.objects.exists()
    assert leave(grace, cast.hugo, **{key: other.pk}).status_code == 302
    assert set(Pairing.objects.values_list("coach_id", flat=True)) == {other.pk}
    assert "you coach 2 more participants" in Email.objects.get(to=other.email, kind="web.handed_over").text
    amina = cast.amina.person.email
    assert "Ola Brandt coaches you" in Email.objects.get(to=amina, kind="web.new_coach").text
    assert not Email.objects.filter(to=amina, kind="coach.paired", subject__contains="Ola").exists()
    assert cast.browser("hugo").get(f"/coach/{cast.amina.reference}/preparation/").status_code == 404


def test_a_conflict_of_interest_is_shown_and_those_go_to_someone_else(cast: Cast) -> None:
    close, free = (
        cast.person("ola", "Ola", "Castellane", Role.COACH),
        cast.person("kit", "Kit", "Moor", Role.COACH),
    )
    for person in (close, free):
        cohorts.assign_staff(cohort=cast.cohort, person=person, role=Role.COACH, by=cast.grace, at=cast.at)
    pair_coaches(coaches={cast.amina: cast.hugo, cast.ben: cast.hugo}, by=cast.grace, at=cast.at)
    grace, key = cast.browser("grace"), f"coachees-{cast.cohort.pk}"
    text = grace.get(url_of(cast.hugo)).content.decode()
    assert "Ola Castellane (conflict of interest with 1)" in text
    refused = leave(grace, cast.hugo, **{key: close.pk})
    assert refused.status_code == 422
    assert "which is a conflict of interest" in refused.content.decode()
    assert leave(grace, cast.hugo, **{key: close.pk, f"{key}-otherwise": free.pk}).status_code == 302
    coaches = dict(Pairing.objects.values_list("enrolment_id", "coach_id"))
    assert coaches == {cast.amina.pk: free.pk, cast.ben.pk: close.pk}


def test_someone_who_takes_over_gets_the_role_with_the_work(cast: Cast) -> None:
    pair_coaches(coaches={cast.amina: cast.hugo}, by=cast.grace, at=cast.at)
    grace, key = cast.browser("grace"), f"coachees-{cast.cohort.pk}"
    text = grace.get(url_of(cast.hugo)).content.decode()
    assert "Petra Lindqvist (becomes coach of this cohort)" in text
    assert "Amina Castellane (becomes" not in text
    assert leave(grace, cast.hugo, **{key: cast.petra.pk}).status_code == 302
    assert CohortStaff.objects.filter(cohort=cast.cohort, person=cast.petra, role="coach").exists()
    assert Pairing.objects.get().coach == cast.petra


def test_unmarked_scripts_go_to_a_marker_and_recorded_marks_stay(cast: Cast) -> None:
    others = [cast.enrolled(name, name.title(), "Writer") for name in ("cleo", "dora", "emil")]
    scripts = make_scripts(cast, cast.amina, cast.ben, *others)
    first = Allocation.objects.filter(marker=cast.chioma).order_by("id").first()
    assert first
    make_mark(first.script, first.part, 2)
    left = Allocation.objects.filter(marker=cast.chioma, mark=None).count()
    grace, key = cast.browser("grace"), f"scripts-{cast.cohort.pk}"
    text = grace.get(url_of(cast.chioma)).content.decode()
    assert left
    assert f"{left} script" in text
    assert leave(grace, cast.chioma, **{key: cast.esther.pk}).status_code == 302
    current = Allocation.objects.filter(withdrawn_at=None)
    assert current.filter(marker=cast.chioma).count() == 1
    assert Mark.objects.filter(allocation=first).exists()
    for script in scripts:
        markers = list(current.filter(script=script).values_list("marker_id", flat=True))
        assert len(markers) == len(set(markers)) == 2, "First and second marker are different people."


def test_after_the_last_day_a_leaver_sees_nothing_and_history_is_kept(cast: Cast) -> None:
    grace = cast.browser("grace")
    assert leave(grace, cast.chioma).status_code == 302
    assert cast.browser("chioma").get("/mark/").status_code == 200, "The last day is still to come."
    cast.set_time(cast.at + timedelta(days=9))
    jobs.run(at=cast.at)
    assert cast.browser("chioma").get("/mark/").status_code in (302, 403)
    assert cast.browser("chioma").get("/").status_code in (200, 302, 403)
    assert not RoleHeld.objects.filter(person=cast.chioma).exists()
    member = CohortStaff.objects.get(person=cast.chioma)
    assert member.ended_at
    assert not member.is_current
    assert "No longer on the staff" in grace.get("/staff/").content.decode()
    cohorts.assign_staff(cohort=cast.cohort, person=cast.chioma, role=Role.MARKER, by=cast.grace, at=cast.at)
    assert cast.browser("chioma").get("/mark/").status_code == 200, "A leaver can come back."
    assert CohortStaff.objects.filter(person=cast.chioma).count() == 2


@pytest.mark.parametrize("days", [0, 9])
def test_a_leaving_is_undone(cast: Cast, days: int) -> None:
    grace = cast.browser("grace")
    leave(grace, cast.chioma)
    cast.set_time(cast.at + timedelta(days=days))
    jobs.run(at=cast.at)
    assert grace.post(f"{url_of(cast.chioma)}undo/").status_code == 302
    jobs.run(at=cast.at)
    assert cast.browser("chioma").get("/mark/").status_code == 200
    assert CohortStaff.objects.get(person=cast.chioma).until_on is None
    assert queries.last_leaving_of(person=cast.chioma) is None


def test_someone_who_came_back_keeps_what_they_were_given_since(cast: Cast) -> None:
    grace = cast.browser("grace")
    leave(grace, cast.chioma, last_on="2026-10-20")
    cohorts.assign_staff(cohort=cast.cohort, person=cast.chioma, role=Role.MARKER, by=cast.grace, at=cast.at)
    answer = grace.post(f"{url_of(cast.chioma)}undo/")
    assert answer.status_code == 422
    assert "has been given a role again since" in answer.content.decode()


def test_sessions_get_another_facilitator_and_actions_another_owner(cast: Cast) -> None:
    issue = record_issue(cohort=cast.cohort, summary="Late", evidence="Register", by=cast.grace, at=cast.at)
    assign_action(
        issue=issue, what="Start on time", owner=cast.fay, due_on=date(2026, 11, 2), by=cast.grace, at=cast.at
    )
    spring = cohorts.open_cohort(
        programme=cast.cohort.programme, name="Spring 2027", starts_on=date(2027, 4, 26), by=None, at=cast.at
    )
    for person, role in ((cast.fay, Role.FACILITATOR), (cast.chioma, Role.MARKER)):
        cohorts.assign_staff(cohort=spring, person=person, role=role, by=cast.grace, at=cast.at)
    grace, other = cast.browser("grace"), cast.person("ola", "Ola", "Brandt", Role.FACILITATOR)
    text = grace.get(url_of(cast.fay)).content.decode()
    assert "to run in Spring 2027" in text
    assert "Chioma Okonjo" not in text.split("Who runs them?")[1].split("</select>")[0], (
        "A marker can’t facilitate."
    )
    chosen = {f"sessions-{spring.pk}": other.pk, "actions": other.pk}
    assert leave(grace, cast.fay, **chosen).status_code == 302
    assert CohortStaff.objects.filter(cohort=spring, person=other, role="facilitator").exists()
    action = find_action(issue=issue)
    assert action
    assert action.owner == other


def test_the_only_lead_stays(cast: Cast) -> None:
    answer = leave(cast.browser("grace"), cast.grace)
    assert answer.status_code == 422
    assert "Grace Penhaligon is the only programme lead" in answer.content.decode()


def test_nothing_moves_when_one_part_is_refused(cast: Cast) -> None:
    issue = record_issue(cohort=cast.cohort, summary="Late", evidence="Register", by=cast.grace, at=cast.at)
    assign_action(
        issue=issue,
        what="Start on time",
        owner=cast.grace,
        due_on=date(2026, 11, 2),
        by=cast.grace,
        at=cast.at,
    )
    assert leave(cast.browser("grace"), cast.grace, actions=cast.fay.pk).status_code == 422
    action = find_action(issue=issue)
    assert action
    assert action.owner == cast.grace


@pytest.mark.parametrize("last_on", ["2020-01-01", "2099-01-01", "31 February 2027", ""])
def test_a_last_day_out_of_range_is_refused(cast: Cast, last_on: str) -> None:
    assert leave(cast.browser("grace"), cast.chioma, last_on=last_on).status_code == 422
    assert not Leaving.objects.exists()


def test_the_page_is_closed_to_everyone_but_a_lead_of_this_provider(cast: Cast) -> None:
    assert cast.browser("fay").get(url_of(cast.hugo)).status_code == 403
    assert cast.browser("finn").get(url_of(cast.hugo)).status_code == 404
    assert cast.browser("grace").get(url_of(cast.people["amina"])).status_code == 404
