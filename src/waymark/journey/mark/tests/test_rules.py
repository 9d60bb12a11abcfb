"""Scheme D as tables, and what must never happen."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from waymark.ground.papers.values import Criterion, Level, Omission, PassMark, Scheme
from waymark.journey.mark import words
from waymark.journey.mark.rules import (
    Draft,
    Given,
    Omitted,
    Route,
    State,
    Terms,
    Why,
    faults_of,
    level_from,
    settle,
    shown_points,
    terms_of,
    verdict_of,
)
from waymark.journey.mark.sharing import ToShare, share_out

TERMS = Terms(most=15, pass_points=Fraction(9), band=Fraction(3, 4))
"""60 % of 15, and five per cent of full marks each side."""


def given(*marks: tuple[int, str]) -> list[Given]:
    return [
        Given(marker=place, points=points, nowhere=frozenset(nowhere.split()))
        for place, (points, nowhere) in enumerate(marks, start=1)
    ]


@pytest.mark.parametrize(
    ("marks", "state", "result", "borderline"),
    [
        ([], State.WAITING, None, False),
        ([(12, "")], State.WAITING, None, False),
        ([(12, ""), (11, "")], State.PASS, "11.5", False),
        ([(9, ""), (9, "")], State.PASS, "9", True),
        ([(9, ""), (10, "")], State.PASS, "9.5", True),
        ([(10, ""), (10, "")], State.PASS, "10", False),
        ([(8, ""), (8, "")], State.FAIL_UNCONFIRMED, "8", False),
        ([(8, ""), (9, "")], State.NEEDS_THIRD, None, False),
        ([(2, ""), (15, "")], State.NEEDS_THIRD, None, False),
        ([(8, ""), (9, ""), (9, "")], State.PASS, "9", True),
        ([(8, ""), (9, ""), (7, "")], State.FAIL_UNCONFIRMED, "8", False),
        ([(2, ""), (15, ""), (10, "")], State.PASS, "10", False),
        ([(12, "o1"), (12, "o1")], State.FAIL_UNCONFIRMED, "12", False),
        ([(12, "o1"), (12, "")], State.NEEDS_THIRD, None, False),
        ([(12, "o1"), (12, "o2")], State.NEEDS_THIRD, None, False),
        ([(12, "o1"), (12, ""), (11, "")], State.PASS, "12", False),
        ([(12, "o1"), (12, ""), (11, "o1")], State.FAIL_UNCONFIRMED, "12", False),
        ([(12, "o1"), (12, "o2"), (12, "o1 o2")], State.FAIL_UNCONFIRMED, "12", False),
        ([(5, "o1"), (4, "")], State.NEEDS_THIRD, None, False),
    ],
)
def test_where_a_script_stands(
    marks: list[tuple[int, str]], state: State, result: str | None, borderline: bool
) -> None:
    settled = settle(given(*marks), TERMS)
    assert (settled.state, settled.borderline) == (state, borderline)
    assert (settled.result is None) == (result is None)
    assert settled.result is None or shown_points(settled.result) == result


@pytest.mark.parametrize(
    ("points", "nowhere", "passed", "routes"),
    [
        (9, [], True, ()),
        (8, [], False, (Route.BELOW,)),
        (15, ["o1"], False, (Route.OMISSION,)),
        (3, ["o1"], False, (Route.BELOW, Route.OMISSION)),
    ],
)
def test_both_routes_to_a_fail_are_told(
    points: int, nowhere: list[str], passed: bool, routes: tuple[Route, ...]
) -> None:
    verdict = verdict_of(points, nowhere, TERMS)
    assert (verdict.passed, verdict.routes) == (passed, routes)


def test_a_pass_mark_between_two_points_is_kept_exactly() -> None:
    terms = Terms(most=14, pass_points=Fraction(14 * 60, 100), band=Fraction(0))
    assert not verdict_of(8, [], terms).passed
    assert verdict_of(Fraction(17, 2), [], terms).passed
    assert shown_points(terms.pass_points) == "8.4"


def test_a_fail_stands_when_a_senior_who_did_not_mark_confirms_it() -> None:
    marks = given((4, ""), (5, ""))
    assert settle(marks, TERMS).state is State.FAIL_UNCONFIRMED
    assert settle(marks, TERMS, confirmed_by=9).state is State.FAIL
    assert settle(marks, TERMS, confirmed_by=1).state is State.FAIL_UNCONFIRMED
    assert settle(given((12, ""), (12, "")), TERMS, confirmed_by=9).state is State.PASS


def test_one_marker_counts_once() -> None:
    twice = [Given(marker=1, points=3), Given(marker=1, points=4)]
    assert settle(twice, TERMS, confirmed_by=9).state is State.WAITING


def test_no_fail_without_two_markers_and_a_senior() -> None:
    """V5: ten thousand random workflows."""
    dice = random.Random(5)
    fails = 0
    for _ in range(10_000):
        marks = [
            Given(
                marker=dice.randrange(4),
                points=dice.randrange(16),
                nowhere=frozenset(one for one in ("o1", "o2") if dice.random() < 0.3),
            )
            for _ in range(dice.randrange(5))
        ]
        senior = dice.choice([None, 0, 1, 2, 3, 9])
        settled = settle(marks, TERMS, confirmed_by=senior)
        if settled.state is State.FAIL:
            fails += 1
            counted = list({mark.marker: mark for mark in marks}.values())[:3]
            assert len(counted) >= 2
            assert senior is not None
            assert senior not in {mark.marker for mark in counted}
            failing = [not verdict_of(one.points, one.nowhere, TERMS).passed for one in counted]
            assert sum(failing) >= 2
    assert fails > 500


def chance(specificity: Fraction, hurdles: int, *, senior: bool) -> Fraction:
    """That a good script fails by omission when each marker, and the senior, is right that often."""
    wrong = 1 - specificity
    names = [f"o{place}" for place in range(hurdles)]
    sets = [
        (frozenset(one for one, missed in zip(names, flags, strict=True) if missed), flags)
        for flags in product([False, True], repeat=hurdles)
    ]
    weight = {nowhere: wrong ** len(nowhere) * specificity ** (hurdles - len(nowhere)) for nowhere, _ in sets}
    total = Fraction(0)
    for first, second in product(weight, repeat=2):
        marks = [Given(marker=1, points=15, nowhere=first), Given(marker=2, points=15, nowhere=second)]
        both = weight[first] * weight[second]
        if settle(marks, TERMS).state is not State.NEEDS_THIRD:
            total += both * (settle(marks, TERMS, confirmed_by=9).state is State.FAIL)
            continue
        for third, likely in weight.items():
            three = [*marks, Given(marker=3, points=15, nowhere=third)]
            total += both * likely * (settle(three, TERMS, confirmed_by=9).state is State.FAIL)
    return total * wrong if senior else total


def test_a_good_script_is_hardly_ever_failed_by_an_omission() -> None:
    """V6: at 95 % specificity, 0.725 % for a hurdle, and 0.11 % for three of them once a senior has read."""
    specificity = Fraction(95, 100)
    assert chance(specificity, 1, senior=False) == Fraction(725, 100_000)
    assert chance(specificity, 3, senior=True) < Fraction(1, 100)
    assert chance(specificity, 3, senior=True) < Fraction(12, 10_000)


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
    ("level", "said", "faults"),
    [
        (2, Omitted(met=True, passage="First we prepare."), []),
        (2, Omitted(met=True, passage='prepare. The lead\'s "five things" are seen - in every'), []),
        (0, Omitted(met=False, reason="The plan begins with delivery."), []),
        (2, Omitted(met=None, passage="First we prepare."), ["o1-found not_answered"]),
        (2, Omitted(met=True), ["o1-passage no_passage"]),
        (2, Omitted(met=True, passage="prepare"), ["o1-passage short_passage"]),
        (2, Omitted(met=True, passage="First we deliver."), ["o1-passage not_in_script"]),
        (None, Omitted(met=False, reason="  "), ["o1-reason no_reason", "c1 no_level"]),
        (7, Omitted(met=False, reason="None."), ["c1 no_level"]),
    ],
)
def test_every_fault_of_a_mark_is_told_at_once(level: int | None, said: Omitted, faults: list[str]) -> None:
    draft = Draft(criteria={} if level is None else {"c1": level}, omissions={"o1": said})
    assert [f"{one.field} {one.code}" for one in faults_of(draft, SCHEME, TEXTS)] == faults


def test_the_terms_of_a_scheme_are_exact() -> None:
    terms = terms_of(SCHEME, band=Fraction(5, 100))
    assert (terms.most, terms.pass_points, terms.band) == (3, Fraction(9, 5), Fraction(3, 20))


@pytest.mark.parametrize(("points", "level"), [((2,), 2), ((1, 3), 1), ((0, 2, 3), 2)])
def test_the_level_that_feedback_speaks_of(points: tuple[int, ...], level: int) -> None:
    assert level_from(points) == level


def test_every_reason_has_its_sentence() -> None:
    assert set(words.WHY) == set(Why)


def test_shares_are_balanced_and_free_of_conflict() -> None:
    """T20: five hundred random cohorts."""
    dice = random.Random(20)
    for _ in range(500):
        markers = list(range(dice.randint(3, 9)))
        scripts = [
            ToShare(
                script=place,
                needs=2,
                barred=frozenset(dice.sample(markers, dice.randint(0, len(markers) - 2)))
                if dice.random() < 0.2
                else frozenset(),
            )
            for place in range(dice.randint(1, 40))
        ]
        barred = {one.script: one.barred for one in scripts}
        shares = share_out(scripts, markers, {})
        assert not shares.short
        for script, chosen in shares.given:
            assert len(set(chosen)) == 2
            assert not barred[script] & set(chosen)
        if not any(barred.values()):
            has = [sum(marker in chosen for _, chosen in shares.given) for marker in markers]
            assert max(has) - min(has) <= 1


def test_too_few_markers_are_named() -> None:
    one = ToShare(script=1, needs=2, barred=frozenset({1, 2}))
    assert share_out([one], [1, 2, 3], {}).short == ((1, 1),)
