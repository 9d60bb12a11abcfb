"""Scripts are counted, listed and prepared for one cohort, and a senior marker sees the fails of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.guards import guards_off
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import Cohort, CohortStaff
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.roles import Role
from waymark.journey.mark import actions, queries
from waymark.journey.mark.models import Allocation, Script
from waymark.journey.mark.tests.makers import (
    AFTER,
    BODY,
    make_mark,
    make_marks,
    make_scripts,
    make_submission,
    make_window,
    marker_of,
)
from waymark.journey.sit import queries as sit

OTHER_BODY = BODY.model_copy(update={"code": "T-B"})

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture
def parallel(cast: Cast) -> Cohort:
    """A second cohort of the same provider, with a script of its own that chioma and dev have."""
    cohort = cohorts.open_cohort(
        programme=cast.cohort.programme, name="Parallel", starts_on=cast.cohort.starts_on, by=None, at=cast.at
    )
    for name in ("chioma", "dev"):
        cohorts.assign_staff(cohort=cohort, person=cast.people[name], role=Role.MARKER, by=None, at=cast.at)
    window = make_window(cast, cohort=cohort, body=OTHER_BODY)
    make_submission(window, cast.enrolled("pia", "Pia", "Parallel", cohort=cohort))
    actions.prepare_scripts(cohort=cohort, by=cast.grace, at=AFTER)
    actions.allocate_scripts(cohort=cohort, by=cast.grace, at=AFTER)
    return cohort


def test_scripts_are_counted_for_one_cohort(cast: Cast, parallel: Cohort) -> None:
    make_scripts(cast, cast.amina, cast.ben)
    assert queries.count_scripts(cohort=cast.cohort) == 2
    assert queries.count_scripts(cohort=parallel) == 1
    assert queries.count_scripts(cohort=cast.ucl_cohort) == 0


def test_scripts_without_two_markers_are_counted_for_one_cohort(cast: Cast, parallel: Cohort) -> None:
    [script] = make_scripts(cast, cast.amina)
    assert queries.count_unallocated(cohort=cast.cohort) == 0
    with guards_off():
        Allocation.objects.get(script=script, part="second").delete()
    assert queries.count_unallocated(cohort=cast.cohort) == 1
    assert queries.count_unallocated(cohort=parallel) == 0


def test_a_third_marker_does_not_replace_a_missing_second(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    make_marks(script, 12, 7)
    assert queries.list_scripts_with_third(cohort=cast.cohort) == {script.pk}
    assert queries.list_scripts_with_third(cohort=cast.ucl_cohort) == set()
    assert queries.count_unallocated(cohort=cast.cohort) == 0


def test_markers_are_listed_with_what_they_have_in_one_cohort(cast: Cast, parallel: Cohort) -> None:
    [script] = make_scripts(cast, cast.amina)
    first, second = marker_of(script, "first"), marker_of(script, "second")
    make_mark(script, "first", 12)
    workloads = queries.list_marker_workloads(cohort=cast.cohort)
    expected = {(first.name, 1, 1), (second.name, 0, 1)}
    assert {(marker.name, marker.marked, marker.allocated) for marker in workloads} == expected
    assert len(queries.list_marker_workloads(cohort=parallel)) == 2


def test_the_result_of_a_participant_follows_their_own_marks(cast: Cast, parallel: Cohort) -> None:
    amina, ben = make_scripts(cast, cast.amina, cast.ben)
    make_marks(amina, 12, 12)
    make_marks(ben, (4, "o1"), (4, "o1"))
    results = queries.all_results_by_enrolment(cohort=cast.cohort)
    assert set(results) == {cast.amina.pk, cast.ben.pk}
    [passed], [failed] = results[cast.amina.pk], results[cast.ben.pk]
    assert (str(passed.marking.points), passed.marking.missing_omissions) == ("12", ())
    assert (str(failed.marking.points), failed.marking.missing_omissions) == ("4", ("o1",))
    assert queries.get_script_result(enrolment=cast.amina) == passed
    assert queries.get_script_result(enrolment=cast.uma) is None


def test_a_senior_marker_sees_the_fails_of_the_cohorts_they_work_with(cast: Cast, parallel: Cohort) -> None:
    [script] = make_scripts(cast, cast.amina)
    assert queries.list_fails_for(for_=cast.simi) == []
    make_marks(script, 4, 5)
    [elsewhere] = Script.objects.filter(cohort=parallel)
    make_marks(elsewhere, 4, 5)
    assert [fail.code for fail in queries.list_fails_for(for_=cast.simi)] == [script.code]
    assert queries.get_fail_for(for_=cast.simi, code=script.code)
    assert queries.get_fail_for(for_=cast.simi, code=elsewhere.code) is None
    assert queries.list_fails_for(for_=cast.grace) == []


def test_a_senior_marker_who_marks_in_another_cohort_sees_no_fail_of_it(cast: Cast, parallel: Cohort) -> None:
    [elsewhere] = Script.objects.filter(cohort=parallel)
    make_marks(elsewhere, 4, 5)
    cohorts.assign_staff(cohort=parallel, person=cast.simi, role=Role.MARKER, by=None, at=cast.at)
    assert queries.list_fails_for(for_=cast.simi) == []
    assert queries.get_fail_for(for_=cast.simi, code=elsewhere.code) is None


def test_a_senior_marker_of_another_provider_sees_no_fail(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    make_marks(script, 4, 5)
    CohortStaff.objects.create(
        cohort=cast.cohort, person=cast.finn, role=Role.SENIOR.value, by=None, at=cast.at
    )
    assert queries.list_fails_for(for_=cast.finn) == []
    assert queries.get_fail_for(for_=cast.finn, code=script.code) is None


def test_a_marker_lists_their_own_scripts(cast: Cast, parallel: Cohort) -> None:
    scripts = make_scripts(cast, cast.amina, cast.ben)
    for marker in (cast.chioma, cast.dev, cast.esther):
        codes = {item.code for item in queries.list_allocated_scripts(for_=marker)}
        assert codes == set(Script.objects.filter(allocations__marker=marker).values_list("code", flat=True))
    third = next(marker for marker in (cast.chioma, cast.dev, cast.esther) if not has(marker, scripts[0]))
    assert queries.get_allocated_script(for_=third, code=scripts[0].code) is None


def has(marker: object, script: Script) -> bool:
    return Allocation.objects.filter(marker=marker, script=script).exists()


def test_scripts_are_not_prepared_while_a_request_is_undecided(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_submission(make_window(cast), cast.amina)
    monkeypatch.setattr(sit, "count_undecided", lambda *, cohort_id: (1, 2))
    with pytest.raises(actions.CannotPrepare) as refused:
        actions.prepare_scripts(cohort=cast.cohort, by=None, at=AFTER)
    assert refused.value.codes == ("undecided",)
    assert not Script.objects.exists()


def test_scripts_that_are_made_leave_one_audit_line(cast: Cast) -> None:
    make_submission(make_window(cast), cast.amina)
    for _ in range(2):
        actions.prepare_scripts(cohort=cast.cohort, by=cast.grace, at=AFTER)
    assert count_entries(provider_id=cast.llse.pk, verb="mark.scripts_made") == 1
