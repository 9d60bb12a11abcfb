"""Scheme D as tables, and what must never happen."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from waymark.ground.papers.values import Criterion, Level, Omission, PassMark, Scheme
from waymark.journey.mark import words
from waymark.journey.mark.allocation_rules import ScriptToAllocate, plan_allocation
from waymark.journey.mark.rules import (
    BlindMark,
    FailRoute,
    MarkingReason,
    MarkingState,
    Thresholds,
    feedback_level,
    format_points,
    resolve_marks,
    thresholds_of,
    verdict_of,
)
from waymark.journey.mark.validation import MarkDraft, OmissionJudgement, validate_mark

THRESHOLDS = Thresholds(full_marks=15, pass_points=Fraction(9), band=Fraction(3, 4))
"""60% of 15, and 5% of full marks on each side."""


def blind_marks(*marks: tuple[int, str]) -> list[BlindMark]:
    return [
        BlindMark(marker=marker, points=points, missing_omissions=frozenset(missing.split()))
        for marker, (points, missing) in enumerate(marks, start=1)
    ]


@pytest.mark.parametrize(
    ("marks", "state", "points", "borderline"),
    [
        ([], MarkingState.WAITING, None, False),
        ([(12, "")], MarkingState.WAITING, None, False),
        ([(12, ""), (11, "")], MarkingState.PASS, "11.5", False),
        ([(9, ""), (9, "")], MarkingState.PASS, "9", True),
        ([(9, ""), (10, "")], MarkingState.PASS, "9.5", True),
        ([(10, ""), (10, "")], MarkingState.PASS, "10", False),
        ([(8, ""), (8, "")], MarkingState.FAIL_UNCONFIRMED, "8", False),
        ([(8, ""), (9, "")], MarkingState.NEEDS_THIRD, None, False),
        ([(2, ""), (15, "")], MarkingState.NEEDS_THIRD, None, False),
        ([(8, ""), (9, ""), (9, "")], MarkingState.PASS, "9", True),
        ([(8, ""), (9, ""), (7, "")], MarkingState.FAIL_UNCONFIRMED, "8", False),
        ([(2, ""), (15, ""), (10, "")], MarkingState.PASS, "10", False),
        ([(12, "o1"), (12, "o1")], MarkingState.FAIL_UNCONFIRMED, "12", False),
        ([(12, "o1"), (12, "")], MarkingState.NEEDS_THIRD, None, False),
        ([(12, "o1"), (12, "o2")], MarkingState.NEEDS_THIRD, None, False),
        ([(12, "o1"), (12, ""), (11, "")], MarkingState.PASS, "12", False),
        ([(12, "o1"), (12, ""), (11, "o1")], MarkingState.FAIL_UNCONFIRMED, "12", False),
        ([(12, "o1"), (12, "o2"), (12, "o1 o2")], MarkingState.FAIL_UNCONFIRMED, "12", False),
        ([(5, "o1"), (4, "")], MarkingState.NEEDS_THIRD, None, False),
    ],
)
def test_what_the_marks_of_a_script_come_to(
    marks: list[tuple[int, str]], state: MarkingState, points: str | None, borderline: bool
) -> None:
    marking = resolve_marks(blind_marks(*marks), THRESHOLDS)
    assert (marking.state, marking.borderline) == (state, borderline)
    assert (marking.points is None) == (points is None)
    assert marking.points is None or format_points(marking.points) == points


@pytest.mark.parametrize(
    ("points", "missing", "passed", "routes"),
    [
        (9, [], True, ()),
        (8, [], False, (FailRoute.BELOW,)),
        (15, ["o1"], False, (FailRoute.OMISSION,)),
        (3, ["o1"], False, (FailRoute.BELOW, FailRoute.OMISSION)),
    ],
)
def test_a_fail_names_both_routes(
    points: int, missing: list[str], passed: bool, routes: tuple[FailRoute, ...]
) -> None:
    verdict = verdict_of(points, missing, THRESHOLDS)
    assert (verdict.passed, verdict.routes) == (passed, routes)


def test_a_pass_mark_between_two_points_is_kept_exactly() -> None:
    thresholds = Thresholds(full_marks=14, pass_points=Fraction(14 * 60, 100), band=Fraction(0))
    assert not verdict_of(8, [], thresholds).passed
    assert verdict_of(Fraction(17, 2), [], thresholds).passed
    assert format_points(thresholds.pass_points) == "8.4"


def test_a_fail_counts_when_a_senior_marker_who_did_not_mark_confirms_it() -> None:
    marks = blind_marks((4, ""), (5, ""))
    assert resolve_marks(marks, THRESHOLDS).state is MarkingState.FAIL_UNCONFIRMED
    assert resolve_marks(marks, THRESHOLDS, confirmed_by=9).state is MarkingState.FAIL
    assert resolve_marks(marks, THRESHOLDS, confirmed_by=1).state is MarkingState.FAIL_UNCONFIRMED
    assert (
        resolve_marks(blind_marks((12, ""), (12, "")), THRESHOLDS, confirmed_by=9).state is MarkingState.PASS
    )


def test_one_marker_counts_once() -> None:
    twice = [BlindMark(marker=1, points=3), BlindMark(marker=1, points=4)]
    assert resolve_marks(twice, THRESHOLDS, confirmed_by=9).state is MarkingState.WAITING


def test_no_fail_without_two_markers_and_a_senior() -> None:
    """V5: ten thousand random workflows."""
    dice = random.Random(5)
    fails = 0
    for _ in range(10_000):
        marks = [
            BlindMark(
                marker=dice.randrange(4),
                points=dice.randrange(16),
                missing_omissions=frozenset(key for key in ("o1", "o2") if dice.random() < 0.3),
            )
            for _ in range(dice.randrange(5))
        ]
        senior = dice.choice([None, 0, 1, 2, 3, 9])
        if resolve_marks(marks, THRESHOLDS, confirmed_by=senior).state is MarkingState.FAIL:
            fails += 1
            counted = list({mark.marker: mark for mark in marks}.values())[:3]
            assert len(counted) >= 2
            assert senior is not None
            assert senior not in {mark.marker for mark in counted}
            verdicts = [verdict_of(mark.points, mark.missing_omissions, THRESHOLDS) for mark in counted]
            assert sum(not verdict.passed for verdict in verdicts) >= 2
    assert fails > 500


def chance_of_a_wrong_fail(specificity: Fraction, omissions: int, *, senior: bool) -> Fraction:
    """That a good script fails by omission when each marker, and the senior marker, is right that often."""
    false_positive = 1 - specificity
    names = [f"o{number}" for number in range(omissions)]
    judgements = [
        frozenset(name for name, is_missing in zip(names, flags, strict=True) if is_missing)
        for flags in product([False, True], repeat=omissions)
    ]
    weight = {
        missing: false_positive ** len(missing) * specificity ** (omissions - len(missing))
        for missing in judgements
    }
    total = Fraction(0)
    for first, second in product(weight, repeat=2):
        marks = [
            BlindMark(marker=1, points=15, missing_omissions=first),
            BlindMark(marker=2, points=15, missing_omissions=second),
        ]
        both = weight[first] * weight[second]
        if resolve_marks(marks, THRESHOLDS).state is not MarkingState.NEEDS_THIRD:
            total += both * _fails(marks)
            continue
        for third, likelihood in weight.items():
            three = [*marks, BlindMark(marker=3, points=15, missing_omissions=third)]
            total += both * likelihood * _fails(three)
    return total * false_positive if senior else total


def _fails(marks: list[BlindMark]) -> bool:
    return resolve_marks(marks, THRESHOLDS, confirmed_by=9).state is MarkingState.FAIL


def test_a_good_script_is_hardly_ever_failed_by_an_omission() -> None:
    """V6: at 95% specificity, 0.725% for one omission, and 0.11% for three once a senior marker has read it."""
    specificity = Fraction(95, 100)
    assert chance_of_a_wrong_fail(specificity, 1, senior=False) == Fraction(725, 100_000)
    assert chance_of_a_wrong_fail(specificity, 3, senior=True) < Fraction(1, 100)
    assert chance_of_a_wrong_fail(specificity, 3, senior=True) < Fraction(12, 10_000)


SCHEME = Scheme(
    pass_mark=PassMark(numerator=60, denominator=100),
    criteria=(
        Criterion(
            id="c1",
            title="Finds the problem",
            looks_for="A cause.",
            questions=("q1",),
            statements=(),
            levels=tuple(Level(points=points, label=str(points), says="...") for points in range(4)),
        ),
    ),
    omissions=(Omission(id="o1", says="The script prepares.", why="..."),),
)
TEXTS = ["First we prepare.\n\nThe lead’s “five   things” are seen – in every lesson.", ""]


@pytest.mark.parametrize(
    ("level", "judgement", "errors"),
    [
        (2, OmissionJudgement(met=True, passage="First we prepare."), []),
        (
            2,
            OmissionJudgement(met=True, passage='prepare. The lead\'s "five things" are seen - in every'),
            [],
        ),
        (0, OmissionJudgement(met=False, reason="The plan begins with delivery."), []),
        (2, OmissionJudgement(met=None, passage="First we prepare."), ["o1-met not_answered"]),
        (2, OmissionJudgement(met=True), ["o1-passage no_passage"]),
        (2, OmissionJudgement(met=True, passage="prepare"), ["o1-passage short_passage"]),
        (2, OmissionJudgement(met=True, passage="First we deliver."), ["o1-passage not_in_script"]),
        (None, OmissionJudgement(met=False, reason="  "), ["o1-reason no_reason", "c1 no_level"]),
        (7, OmissionJudgement(met=False, reason="None."), ["c1 no_level"]),
    ],
)
def test_every_error_of_a_mark_is_reported_at_once(
    level: int | None, judgement: OmissionJudgement, errors: list[str]
) -> None:
    draft = MarkDraft(criteria={} if level is None else {"c1": level}, omissions={"o1": judgement})
    assert [f"{error.field} {error.code}" for error in validate_mark(draft, SCHEME, TEXTS)] == errors


def test_the_thresholds_of_a_scheme_are_exact() -> None:
    thresholds = thresholds_of(SCHEME, band=Fraction(5, 100))
    assert (thresholds.full_marks, thresholds.pass_points, thresholds.band) == (
        3,
        Fraction(9, 5),
        Fraction(3, 20),
    )


@pytest.mark.parametrize(("points", "level"), [((2,), 2), ((1, 3), 1), ((0, 2, 3), 2)])
def test_the_level_that_feedback_is_written_about(points: tuple[int, ...], level: int) -> None:
    assert feedback_level(points) == level


def test_every_reason_has_its_sentence() -> None:
    assert set(words.REASONS) == set(MarkingReason)


def test_allocation_is_balanced_and_free_of_conflicts() -> None:
    """T20: five hundred random cohorts."""
    dice = random.Random(20)
    for _ in range(500):
        markers = list(range(dice.randint(3, 9)))
        scripts = [
            ScriptToAllocate(
                script=number,
                needs=2,
                excluded=frozenset(dice.sample(markers, dice.randint(0, len(markers) - 2)))
                if dice.random() < 0.2
                else frozenset(),
            )
            for number in range(dice.randint(1, 40))
        ]
        excluded = {item.script: item.excluded for item in scripts}
        plan = plan_allocation(scripts, markers, {})
        assert not plan.short
        for script, chosen in plan.allocated:
            assert len(set(chosen)) == 2
            assert not excluded[script] & set(chosen)
        if not any(excluded.values()):
            load = [sum(marker in chosen for _, chosen in plan.allocated) for marker in markers]
            assert max(load) - min(load) <= 1


def test_a_script_without_enough_markers_is_reported() -> None:
    script = ScriptToAllocate(script=1, needs=2, excluded=frozenset({1, 2}))
    assert plan_allocation([script], [1, 2, 3], {}).short == ((1, 1),)


def test_a_marker_who_has_scripts_already_gets_fewer() -> None:
    scripts = [ScriptToAllocate(script=number, needs=1, excluded=frozenset()) for number in range(4)]
    plan = plan_allocation(scripts, [1, 2], {1: 2})
    assert sorted(chosen for _, chosen in plan.allocated) == [(1,), (2,), (2,), (2,)]
