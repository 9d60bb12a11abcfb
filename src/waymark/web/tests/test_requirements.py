"""Pages of a programme whose pack lists requirements: two hurdles, neither of which makes up for the other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.cast import Cast
from waymark.ground.hours import actions as hours
from waymark.ground.hours.requirements import Piece, decide
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Comparator, Gate, Programme, Requirement, Selection, Way
from waymark.journey.apply.programmes.facts import award_conditions
from waymark.web import cohort as progress
from waymark.web import participant

EARLY = datetime(2025, 5, 1, 9, 0, tzinfo=UTC)


def hurdle(id: str, title: str, way: Way, asked_at: tuple[Gate, ...]) -> Requirement:
    return Requirement(
        id=id,
        title=title,
        of=Selection(ways=(way,)),
        comparator=Comparator.AT_LEAST,
        numerator=9,
        denominator=10,
        asked_at=asked_at,
    )


@pytest.fixture
def programme(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Programme:
    requirements = (
        hurdle("live", "Live sessions", Way.ATTENDED, (Gate.SITTING, Gate.AWARD)),
        hurdle("study", "Self-study", Way.STUDIED, (Gate.AWARD,)),
    )
    changed = programme_of(cast.cohort.programme).model_copy(update={"requirements": requirements})
    for module in (progress, participant):
        monkeypatch.setattr(module, "programme_of", lambda published: changed)
    return changed


def earn(cast: Cast, way: Way, programme: Programme) -> None:
    for item in programme.items:
        if item.way is way and item.counts:
            given = {
                "minutes": item.minutes,
                "source": "test",
                "because": cast.cohort,
                "by": None,
                "at": EARLY,
            }
            hours.credit(enrolment=cast.amina, item_id=item.id, **given)


def risks(cast: Cast, at: datetime) -> dict[str, tuple[str, bool]]:
    rows = progress.rows_of(cohort=cast.cohort, for_=cast.grace, role=Role.LEAD, at=at)
    assert {row.needed for row in rows} == {0}
    return {row.reference: (row.risk, row.lost) for row in rows}


def test_no_one_is_at_risk_before_anything_is_missed(cast: Cast, programme: Programme) -> None:
    assert set(risks(cast, EARLY).values()) == {("", False)}


def test_the_progress_of_a_cohort_names_what_cannot_be_met(cast: Cast, programme: Programme) -> None:
    assert risks(cast, cast.at)[cast.amina.reference] == (
        "can’t meet Live sessions without catching up.",
        True,
    )
    earn(cast, Way.ATTENDED, programme)
    assert risks(cast, cast.at)[cast.amina.reference] == ("", False)


@pytest.mark.parametrize(
    ("missed", "risk"),
    [(0, ""), (100, ""), (101, "can miss only 1 hour 39 minutes more of Live sessions.")],
)
def test_someone_who_can_miss_little_more_is_at_risk(missed: int, risk: str) -> None:
    rule = hurdle("live", "Live sessions", Way.ATTENDED, (Gate.AWARD,))
    standing = [piece(2000 - missed, is_open=True), piece(missed)]
    outcome = decide(rule, standing, on=EARLY.date())
    assert outcome.may_miss == 200 - missed
    assert progress._requirement_risk([(rule, outcome)]).sentence == risk


def piece(minutes: int, *, is_open: bool = False) -> Piece:
    return Piece(item_id="x", planned=minutes, due_on=EARLY.date(), is_open=is_open)


def test_a_participant_reads_each_requirement_that_is_not_met(cast: Cast, programme: Programme) -> None:
    earn(cast, Way.ATTENDED, programme)
    fact = participant.facts_of(participant.journey_of(enrolment=cast.amina, at=EARLY))[1]
    assert (fact["label"], fact["value"]) == ("Requirements met", "1 of 2")
    assert str(fact["text"]).startswith("Self-study: 0 minutes of ")
    assert "Live sessions" not in str(fact["text"])
    earn(cast, Way.STUDIED, programme)
    fact = participant.facts_of(participant.journey_of(enrolment=cast.amina, at=EARLY))[1]
    assert (fact["value"], fact["text"]) == ("2 of 2", "All are met.")


def test_the_line_of_hours_has_no_mark_where_no_share_of_all_is_asked(
    cast: Cast, programme: Programme
) -> None:
    fact = participant.facts_of(participant.journey_of(enrolment=cast.amina, at=EARLY))[0]
    line = fact["line"]
    assert isinstance(line, dict)
    assert line["needed"] == 0


def test_the_public_page_states_each_requirement_and_when_it_is_checked(programme: Programme) -> None:
    live, study, _ = award_conditions(programme)
    assert live == (
        "Live sessions: at least 90%. We check this before you start the assessment and when your award is decided."
    )
    assert study == "Self-study: at least 90%. We check this when your award is decided."
