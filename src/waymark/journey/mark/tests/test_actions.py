"""From submissions to scripts with a final result."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.guards import guards_off
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import CohortStaff
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.models import Organisation, Person
from waymark.ground.people.roles import Role
from waymark.journey.coach.models import Pairing
from waymark.journey.mark import actions, queries
from waymark.journey.mark.models import Allocation, Mark, Script
from waymark.journey.mark.rules import MarkingState
from waymark.journey.mark.tests.makers import (
    AFTER,
    draft_of,
    make_mark,
    make_marks,
    make_scripts,
    make_submission,
    make_window,
    marker_of,
)
from waymark.journey.sit.models import SittingWindow
from waymark.journey.sit.rules import SETTLES

if TYPE_CHECKING:
    from tests.cast import Cast
from waymark.kit.forms import ChangedSince


def result_of(script: Script) -> queries.ScriptResult:
    result = queries.get_script_result(enrolment=script.submission.sitting.enrolment)
    assert result is not None
    return result


def test_scripts_are_not_prepared_before_the_window_has_closed(cast: Cast) -> None:
    with pytest.raises(actions.CannotPrepare) as no_window:
        actions.prepare_scripts(cohort=cast.cohort, by=cast.people["grace"], at=AFTER)
    window = make_window(cast)
    make_submission(window, cast.amina)
    with pytest.raises(actions.CannotPrepare) as too_early:
        actions.prepare_scripts(
            cohort=cast.cohort, by=cast.people["grace"], at=window.closes_before - timedelta(seconds=1)
        )
    assert no_window.value.codes == ("no_window",)
    assert too_early.value.codes == ("window_open",)
    assert "Monday 26 October 2026, 23:59" in str(too_early.value)
    settled = window.closes_before + timedelta(seconds=window.tolerance_seconds) + SETTLES
    assert actions.prepare_scripts(cohort=cast.cohort, by=None, at=settled) == 1
    assert actions.prepare_scripts(cohort=cast.cohort, by=None, at=settled) == 0


def test_a_script_is_cut_at_the_word_limit(cast: Cast) -> None:
    window = make_window(cast)
    with guards_off():
        SittingWindow.objects.filter(pk=window.pk).update(max_words=5)
    make_submission(window, cast.amina, {"q1": "One two three.", "q2": "Four five six seven."})
    actions.prepare_scripts(cohort=cast.cohort, by=None, at=AFTER)
    script = Script.objects.select_related("reading").get()
    assert script.words == 5
    assert script.reading.answers["q1"] == "One two three."
    assert script.reading.answers["q2"].strip() == "Four five"
    assert script.reading.beyond["q2"].strip() == "six seven."


def test_codes_reveal_neither_order_nor_name(cast: Cast) -> None:
    """T3: the rank of a code does not follow that of the submission."""
    window = make_window(cast)
    for place in range(60):
        enrolment = cast.enrolled(f"p{place}", f"Given{place}", f"{chr(65 + place % 26)}family{place}")
        make_submission(window, enrolment)
    actions.prepare_scripts(cohort=cast.cohort, by=None, at=AFTER)
    codes = list(Script.objects.order_by("submission_id").values_list("code", flat=True))
    ranks = {code: rank for rank, code in enumerate(sorted(codes))}
    gaps = sum((place - ranks[code]) ** 2 for place, code in enumerate(codes))
    assert all(len(code) == 14 for code in codes)
    assert abs(1 - 6 * gaps / (60 * (60**2 - 1))) < 0.6


def test_every_script_is_allocated_to_two_markers_once(cast: Cast) -> None:
    scripts = make_scripts(cast, cast.amina, cast.ben)
    for script in scripts:
        parts = Allocation.objects.filter(script=script).values_list("part", flat=True)
        assert sorted(parts) == ["first", "second"]
    assert actions.allocate_scripts(cohort=cast.cohort, by=None, at=AFTER) == 0
    assert count_entries(provider_id=cast.llse.pk, verb="mark.allocated") == 1


def facilitate(cast: Cast, *names: str) -> None:
    """Rows of an earlier version: no action gives a marker this role now."""
    CohortStaff.objects.bulk_create(
        CohortStaff(cohort=cast.cohort, person=cast.people[name], role=Role.FACILITATOR.value, at=cast.at)
        for name in names
    )


def test_no_one_marks_a_participant_they_coach_facilitate_or_work_with(cast: Cast) -> None:
    """T20."""
    people = cast.people
    for name in ("greta", "hal", "ines"):
        cast.person(name, name.capitalize(), "Moss", Role.MARKER)
        cohorts.assign_staff(cohort=cast.cohort, person=people[name], role=Role.MARKER, by=None, at=cast.at)
    Pairing.objects.create(enrolment=cast.amina, coach=people["chioma"], by=people["grace"], at=cast.at)
    shared = Organisation.objects.get(persons=people["amina"])
    Person.objects.filter(pk=people["dev"].pk).update(organisation=shared)
    facilitate(cast, "esther")
    [script] = make_scripts(cast, cast.amina)
    chosen = set(Allocation.objects.filter(script=script).values_list("marker_id", flat=True))
    assert chosen <= {people[name].pk for name in ("greta", "hal", "ines")}


def test_someone_from_the_participants_organisation_is_not_allocated_when_nobody_else_is_left(
    cast: Cast,
) -> None:
    """Colleagues of the other participant can mark the script, and are not too few by themselves."""
    shared = Organisation.objects.get(persons=cast.people["amina"])
    Person.objects.filter(pk__in=[cast.people[name].pk for name in ("chioma", "dev")]).update(
        organisation=shared
    )
    make_scripts(cast, cast.ben)
    with pytest.raises(actions.CannotAllocate) as refused:
        make_scripts(cast, cast.amina)
    assert refused.value.codes == ("too_few_markers",)


def test_allocation_is_refused_when_there_are_too_few_markers(cast: Cast) -> None:
    facilitate(cast, "chioma", "dev")
    with pytest.raises(actions.CannotAllocate) as refused:
        make_scripts(cast, cast.amina)
    assert refused.value.codes == ("too_few_markers",)
    assert "1 script" in str(refused.value)
    assert "1 more person" in str(refused.value)
    assert not Allocation.objects.exists()


def test_two_marks_on_the_same_side_of_the_pass_mark_give_the_result(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    make_mark(script, "first", 12)
    assert result_of(script).marking.state is MarkingState.WAITING
    make_mark(script, "second", 11)
    result = result_of(script)
    assert (result.marking.state, str(result.marking.points)) == (MarkingState.PASS, "23/2")
    assert result.criteria["c1"] == (3, 3)


def test_a_split_allocates_a_third_marker_at_once(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    make_marks(script, 12, 7)
    assert result_of(script).marking.state is MarkingState.NEEDS_THIRD
    third = marker_of(script, "third")
    assert third not in {marker_of(script, "first"), marker_of(script, "second")}
    make_mark(script, "third", 6)
    assert result_of(script).marking.state is MarkingState.FAIL_UNCONFIRMED


def test_a_split_waits_for_the_lead_when_no_marker_is_free(cast: Cast) -> None:
    facilitate(cast, "esther")
    [script] = make_scripts(cast, cast.amina)
    make_marks(script, 12, 7)
    assert not queries.list_scripts_with_third(cohort=cast.cohort)
    cast.person("greta", "Greta", "Moss", Role.MARKER)
    cohorts.assign_staff(
        cohort=cast.cohort, person=cast.people["greta"], role=Role.MARKER, by=None, at=cast.at
    )
    assert actions.allocate_scripts(cohort=cast.cohort, by=cast.people["grace"], at=AFTER) == 1
    assert marker_of(script, "third") == cast.people["greta"]


def test_disagreement_on_an_omission_is_a_split(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    make_marks(script, (12, "o1"), 12, (11, "o1"))
    marking = result_of(script).marking
    assert (marking.state, marking.missing_omissions) == (MarkingState.FAIL_UNCONFIRMED, ("o1",))


def test_the_same_mark_twice_is_one_and_a_different_one_is_refused(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    first = make_mark(script, "first", 12)
    assert make_mark(script, "first", 12) == first
    with pytest.raises(ChangedSince) as refused:
        make_mark(script, "first", 3)
    assert refused.value.codes == ("marked_already",)
    assert Mark.objects.count() == 1
    assert count_entries(provider_id=cast.llse.pk, verb="mark.recorded") == 1


def test_the_action_validates_the_mark_itself(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    marker = marker_of(script, "first")
    allocated = queries.get_allocated_script(for_=marker, code=script.code)
    assert allocated is not None
    other = replace(allocated, answers={"q1": "Another text."})
    with pytest.raises(actions.CannotMark) as refused:
        actions.record_mark(script=other, draft=draft_of(12), by=marker, at=AFTER)
    assert refused.value.codes == ("not_in_script", "not_in_script")


def test_a_senior_marker_confirms_a_fail_once(cast: Cast) -> None:
    simi = cast.people["simi"]
    [script] = make_scripts(cast, cast.amina)
    assert actions.confirm_fail(code=script.code, reason="I read it.", by=simi, at=AFTER) is None
    make_marks(script, 4, 5)
    with pytest.raises(actions.CannotConfirm):
        actions.confirm_fail(code=script.code, reason="  ", by=simi, at=AFTER)
    first = actions.confirm_fail(code=script.code, reason="I read it.", by=simi, at=AFTER)
    assert actions.confirm_fail(code=script.code, reason=" I read it.", by=simi, at=AFTER) == first
    with pytest.raises(ChangedSince):
        actions.confirm_fail(code=script.code, reason="Again.", by=simi, at=AFTER)
    assert result_of(script).marking.state is MarkingState.FAIL
    assert count_entries(provider_id=cast.llse.pk, verb="mark.fail_confirmed") == 1


def test_someone_who_marked_a_script_cannot_confirm_its_fail(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    make_marks(script, 4, 5)
    marker = marker_of(script, "first")
    cohorts.assign_staff(cohort=cast.cohort, person=marker, role=Role.SENIOR, by=None, at=cast.at)
    assert actions.confirm_fail(code=script.code, reason="Mine.", by=marker, at=AFTER) is None
    assert queries.list_fails_for(for_=marker) == []


def test_the_results_of_a_cohort_take_four_queries(cast: Cast, django_assert_num_queries: object) -> None:
    scripts = make_scripts(cast, cast.amina, cast.ben)
    for script in scripts:
        make_marks(script, 12, 12)
    queries.all_results_by_enrolment(cohort=cast.cohort)
    with django_assert_num_queries(4):
        assert len(queries.all_results_by_enrolment(cohort=cast.cohort)) == 2
