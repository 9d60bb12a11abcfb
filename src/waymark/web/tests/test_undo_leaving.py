"""A leaving undone on the same day puts the work back; what was done with it since stays, and is said."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import CohortStaff
from waymark.ground.people.models import Email
from waymark.ground.people.roles import Role
from waymark.journey.coach.actions import pair_coaches
from waymark.journey.coach.models import CoachingSession, Pairing
from waymark.journey.enquire.actions import hand_over_enquiry, send_enquiry
from waymark.journey.enquire.enquiries.models import Enquiry
from waymark.journey.gather.actions import choose_owners
from waymark.journey.gather.models import PeerGroup
from waymark.journey.gather.tests.makers import make_groups
from waymark.journey.improve.actions import assign_action, correct_action, record_issue
from waymark.journey.improve.queries import find_action
from waymark.journey.mark.models import Allocation
from waymark.journey.mark.tests.makers import make_mark, make_scripts
from waymark.web.leaving.models import HandOver
from waymark.web.tests.test_leaving import leave, url_of

if TYPE_CHECKING:
    from tests.cast import Cast
    from waymark.ground.people.models import Person
    from waymark.journey.mark.models import Script


def undo(cast: Cast, person: Person) -> str:
    """What the lead reads after undoing that person's leaving."""
    answer = cast.browser("grace").post(f"{url_of(person)}undo/", follow=True)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def hand_over(cast: Cast, person: Person, **chosen: Any) -> None:
    answer = leave(cast.browser("grace"), person, **chosen)
    assert answer.status_code == 302, answer.content.decode()


@pytest.fixture
def ola(cast: Cast) -> Person:
    """Works for the provider, and not yet with the cohort."""
    return cast.person("ola", "Ola", "Brandt", Role.COACH)


def owned(cast: Cast, person: Person) -> PeerGroup:
    make_groups(cast)
    group = PeerGroup.objects.get()
    choose_owners(cohort=cast.cohort, owners={group: person}, by=cast.grace, at=cast.at)
    return group


def test_a_group_goes_to_someone_named_who_joins_the_cohort(cast: Cast, ola: Person) -> None:
    group = owned(cast, cast.fay)
    grace, key = cast.browser("grace"), f"groups-{cast.cohort.pk}"
    text = grace.get(url_of(cast.fay)).content.decode()
    assert "1 peer group to look after in LLSE spring 2025" in text
    assert "Group 1" in text
    choices = text.split("Who looks after them?")[1].split("</select>")[0]
    assert choices.index("Select a person") < choices.index("Hugo Marchbanks")
    assert "Ola Brandt (becomes facilitator of this cohort)" in choices
    assert "Fay Abernethy" not in choices
    sessions = {f"sessions-{cast.cohort.pk}": ola.pk}
    assert leave(grace, cast.fay, **sessions).status_code == 422, "No one was named for the group."
    hand_over(cast, cast.fay, **sessions, **{key: ola.pk})
    group.refresh_from_db()
    assert group.owner == ola
    assert CohortStaff.objects.get(cohort=cast.cohort, person=ola).role == "facilitator"
    text = Email.objects.get(to=ola.email, kind="web.handed_over").text
    assert "LLSE spring 2025: you look after Group 1" in text
    assert not Email.objects.filter(to=ola.email, kind="gather.looks_after").exists()


def test_a_coach_of_the_cohort_takes_a_group_over_without_a_further_role(cast: Cast) -> None:
    group = owned(cast, cast.fay)
    chosen = {f"groups-{cast.cohort.pk}": cast.hugo.pk, f"sessions-{cast.cohort.pk}": cast.petra.pk}
    hand_over(cast, cast.fay, **chosen)
    group.refresh_from_db()
    assert group.owner == cast.hugo
    assert {row.role for row in CohortStaff.objects.filter(person=cast.hugo)} == {"coach"}


def test_groups_and_sessions_go_back_on_the_same_day(cast: Cast, ola: Person) -> None:
    group = owned(cast, cast.fay)
    hand_over(cast, cast.fay, **{f"groups-{cast.cohort.pk}": ola.pk, f"sessions-{cast.cohort.pk}": ola.pk})
    assert HandOver.objects.filter(piece="role").count() == 1, "One role, whatever it is needed for."
    text = undo(cast, cast.fay)
    assert "Fay Abernethy has their roles back and their work: 1 peer group to look after." in text
    assert "This stays as it is" not in text
    group.refresh_from_db()
    assert group.owner == cast.fay
    staff = CohortStaff.objects.filter(cohort=cast.cohort, role="facilitator", ended_at=None)
    assert [row.person for row in staff] == [cast.fay]
    text = Email.objects.get(to=ola.email, kind="web.handed_back").text
    assert "1 peer group to look after" in text
    assert "You are no longer facilitator of LLSE spring 2025" in text
    assert not HandOver.objects.filter(returned_at=None).exists()


def test_coachees_go_back_and_are_told(cast: Cast, ola: Person) -> None:
    pair_coaches(coaches={cast.amina: cast.hugo, cast.ben: cast.hugo}, by=cast.grace, at=cast.at)
    hand_over(cast, cast.hugo, **{f"coachees-{cast.cohort.pk}": ola.pk})
    cast.set_time(cast.at + timedelta(hours=1))
    assert "their work: 2 participants to coach." in undo(cast, cast.hugo)
    assert set(Pairing.objects.values_list("coach_id", flat=True)) == {cast.hugo.pk}
    assert not CohortStaff.objects.filter(person=ola).exists(), "The role went with the work."
    mails = Email.objects.filter(to=cast.amina.person.email, kind="coach.paired").order_by("id")
    assert "Hugo Marchbanks" in mails.last().text  # type: ignore[union-attr]


def test_coachees_with_another_coach_or_a_session_since_stay(cast: Cast, ola: Person) -> None:
    cleo = cast.enrolled("cleo", "Cleo", "Writer")
    pair_coaches(coaches=dict.fromkeys((cast.amina, cast.ben, cleo), cast.hugo), by=cast.grace, at=cast.at)
    before = Pairing.objects.get(enrolment=cleo)
    session = {
        "held_on": cast.at.date(),
        "minutes": 60,
        "by": cast.hugo,
        "at": cast.at - timedelta(minutes=1),
    }
    CoachingSession.objects.create(pairing=before, item_id="coaching-1", **session)
    hand_over(cast, cast.hugo, **{f"coachees-{cast.cohort.pk}": ola.pk})
    later = cast.at + timedelta(hours=1)
    cast.set_time(later)
    kit = cast.person("kit", "Kit", "Moor", Role.COACH)
    cohorts.assign_staff(cohort=cast.cohort, person=kit, role=Role.COACH, by=cast.grace, at=later)
    pair_coaches(coaches={cast.amina: kit}, by=cast.grace, at=later)
    CoachingSession.objects.create(
        pairing=Pairing.objects.get(enrolment=cast.ben),
        item_id="coaching-1",
        held_on=later.date(),
        minutes=60,
        by=ola,
        at=later,
    )
    text = undo(cast, cast.hugo)
    assert "their work: 1 participant to coach." in text
    assert "Amina Castellane: Kit Moor coaches them now." in text
    assert (
        "Ben Tolland: Ola Brandt has recorded a session with them." in text
        or "Ola Brandt has recorded" in text
    )
    assert "Ola Brandt is still coach of LLSE spring 2025, because they still have work in it." in text
    coaches = dict(Pairing.objects.values_list("enrolment_id", "coach_id"))
    assert coaches == {cast.amina.pk: kit.pk, cast.ben.pk: ola.pk, cleo.pk: cast.hugo.pk}


def test_scripts_go_back_except_those_that_were_marked(cast: Cast) -> None:
    others = [cast.enrolled(name, name.title(), "Writer") for name in ("cleo", "dora", "emil", "fred")]
    scripts = make_scripts(cast, cast.amina, cast.ben, *others)
    before = _parts_of(cast.chioma)
    hand_over(cast, cast.chioma, **{f"scripts-{cast.cohort.pk}": cast.esther.pk})
    moved = HandOver.objects.filter(piece="script").order_by("id")
    assert moved.count() == len(before) > 2
    first = Allocation.objects.get(pk=moved[0].row_id)
    now = Allocation.objects.get(script=first.script, part=first.part, withdrawn_at=None)
    make_mark(now.script, now.part, 2)
    text = undo(cast, cast.chioma)
    back = len(before) - 1
    assert f"their work: {back} scripts to mark." in text
    assert "1 script of LLSE spring 2025: marked already" in text
    assert _parts_of(cast.chioma) == before - {(first.script_id, first.part, first.place)}
    _two_markers_each(scripts)
    assert HandOver.objects.filter(returned_at=None).get().row_id == first.pk


def _parts_of(marker: Person) -> set[tuple[int, str, int]]:
    rows = Allocation.objects.filter(marker=marker, withdrawn_at=None)
    return set(rows.values_list("script_id", "part", "place"))


def _two_markers_each(scripts: list[Script]) -> None:
    for script in scripts:
        rows = Allocation.objects.filter(script=script, withdrawn_at=None)
        assert rows.values("marker").distinct().count() == rows.count() == 2


def test_a_script_that_the_rules_forbid_by_now_stays(cast: Cast) -> None:
    make_scripts(cast, cast.amina, cast.ben)
    before = _parts_of(cast.chioma)
    if not before:
        pytest.fail("The cast’s scripts have two of three markers each; Chioma should have one.")
    hand_over(cast, cast.chioma, **{f"scripts-{cast.cohort.pk}": cast.esther.pk})
    pair_coaches_directly(cast, cast.chioma)
    text = undo(cast, cast.chioma)
    assert "because of a conflict of interest" in text
    assert _parts_of(cast.chioma) == set()


def pair_coaches_directly(cast: Cast, coach: Person) -> None:
    """Everyone is coached by the marker by now, as an import might say."""
    for enrolment in (cast.amina, cast.ben):
        Pairing.objects.create(enrolment=enrolment, coach=coach, by=cast.grace, at=cast.at)


def test_a_group_that_someone_else_looks_after_by_now_stays(cast: Cast, ola: Person) -> None:
    group = owned(cast, cast.fay)
    hand_over(cast, cast.fay, **{f"groups-{cast.cohort.pk}": ola.pk, f"sessions-{cast.cohort.pk}": ola.pk})
    choose_owners(cohort=cast.cohort, owners={group: cast.hugo}, by=cast.grace, at=cast.at)
    text = undo(cast, cast.fay)
    assert "Fay Abernethy has their roles back." in text
    assert "1 peer group is looked after by someone else now." in text
    group.refresh_from_db()
    assert group.owner == cast.hugo


@pytest.mark.parametrize("changed", [False, True])
def test_actions_go_back_unless_they_were_changed(cast: Cast, changed: bool) -> None:
    issue = record_issue(cohort=cast.cohort, summary="Late", evidence="Register", by=cast.grace, at=cast.at)
    details = {"what": "Start on time", "due_on": date(2026, 11, 2), "by": cast.grace, "at": cast.at}
    assign_action(issue=issue, owner=cast.hugo, **details)
    hand_over(cast, cast.hugo, actions=cast.fay.pk)
    if changed:
        action = find_action(issue=issue)
        assert action
        correct_action(action=action, owner=cast.fay, reason="Sooner", **details | {"what": "Start early"})
    text = undo(cast, cast.hugo)
    assert ("their work: 1 improvement action." in text) is not changed
    assert ("1 improvement action was changed since." in text) is changed
    action = find_action(issue=issue)
    assert action
    assert action.owner == (cast.fay if changed else cast.hugo)
    assert action.reason == ("Sooner" if changed else "Hugo Marchbanks is staying")


@pytest.mark.parametrize("changed", [False, True])
def test_enquiries_go_back_unless_they_were_handed_on(cast: Cast, changed: bool) -> None:
    second = cast.person("nora", "Nora", "Quist", Role.LEAD)
    enquiry = send_enquiry(
        provider=cast.llse,
        programme_slug="llse-npqel",
        name="Vera Holm",
        email="vera@school.example",
        question="Can I start in January?",
        idempotency_key="1",
        at=cast.at,
    )
    _give(cast, enquiry, second)
    hand_over(cast, second, enquiries=cast.grace.pk)
    if changed:
        third = cast.person("omar", "Omar", "Reyes", Role.LEAD)
        _give(cast, enquiry, third)
    text = undo(cast, second)
    assert ("their work: 1 enquiry to answer." in text) is not changed
    assert ("1 enquiry was answered, closed or handed on." in text) is changed
    enquiry.refresh_from_db()
    assert (enquiry.handler == second) is not changed


def _give(cast: Cast, enquiry: Enquiry, person: Person) -> None:
    hand_over_enquiry(enquiry=enquiry, to=person, note="", url="", by=cast.grace, at=cast.at)


def test_on_a_later_day_work_stays_where_it_is(cast: Cast, ola: Person) -> None:
    pair_coaches(coaches={cast.amina: cast.hugo}, by=cast.grace, at=cast.at)
    hand_over(cast, cast.hugo, **{f"coachees-{cast.cohort.pk}": ola.pk})
    cast.set_time(cast.at + timedelta(days=1))
    text = undo(cast, cast.hugo)
    assert "Hugo Marchbanks has their roles back." in text
    assert "What you handed over on an earlier day stays with those who have it now." in text
    assert Pairing.objects.get().coach == ola
    assert not Email.objects.filter(kind="web.handed_back").exists()


def test_what_went_back_once_does_not_go_back_again(cast: Cast, ola: Person) -> None:
    pair_coaches(coaches={cast.amina: cast.hugo}, by=cast.grace, at=cast.at)
    chosen = {f"coachees-{cast.cohort.pk}": ola.pk}
    hand_over(cast, cast.hugo, **chosen)
    undo(cast, cast.hugo)
    hand_over(cast, cast.hugo, **chosen)
    assert HandOver.objects.filter(returned_at=None, piece="coachee").count() == 1
    undo(cast, cast.hugo)
    assert Pairing.objects.get().coach == cast.hugo
