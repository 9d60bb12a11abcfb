"""Nothing of an outcome is shown before its release, and then to its own participant alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.models import Person, Provider
from waymark.journey.award import actions, queries, statement
from waymark.journey.award.facts import freeze_facts
from waymark.journey.award.models import Outcome
from waymark.journey.award.statement import content_of
from waymark.journey.award.tests.makers import LATER, LINK, decide, give_minutes, make_ready, release
from waymark.journey.mark.tests.makers import make_marks, make_scripts

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

    from tests.cast import Cast


@pytest.fixture
def decided(cast: Cast) -> list[Outcome]:
    make_ready(cast, cast.amina)
    make_ready(cast, cast.ben, 4, 4)
    return [decide(cast, cast.amina), decide(cast, cast.ben)]


def test_only_the_board_of_the_provider_sees_unreleased_outcomes(cast: Cast, decided: list[Outcome]) -> None:
    assert queries.list_unreleased_for(for_=cast.jonas) == decided
    assert queries.list_unreleased_for(for_=cast.finn) == []
    release(cast, decided[0])
    assert queries.list_unreleased_for(for_=cast.jonas) == decided[1:]
    assert (queries.count_released_for(for_=cast.jonas), queries.count_released_for(for_=cast.finn)) == (1, 0)


def test_outcomes_are_found_by_their_number_within_the_provider(cast: Cast, decided: list[Outcome]) -> None:
    wanted = [decided[1].pk]
    assert queries.list_outcomes_for(for_=cast.jonas, ids=wanted) == decided[1:]
    assert queries.list_outcomes_for(for_=cast.finn, ids=wanted) == []


def test_a_participant_learns_their_own_outcome_after_its_release(cast: Cast, decided: list[Outcome]) -> None:
    assert queries.released_outcome_of(enrolment=cast.amina) is None
    assert queries.statement_of(enrolment=cast.amina) is None
    release(cast, decided[0])
    assert queries.released_outcome_of(enrolment=cast.amina) == decided[0]
    assert queries.released_outcome_of(enrolment=cast.ben) is None
    issued = queries.statement_of(enrolment=cast.amina)
    assert issued
    assert issued == queries.find_statement(outcome=decided[0])
    assert queries.statement_of(enrolment=cast.ben) is None
    assert queries.find_statement(outcome=decided[1]) is None


def test_each_act_leaves_one_audit_line(cast: Cast, decided: list[Outcome]) -> None:
    release(cast, *decided)
    release(cast, *decided)
    lines = {
        verb: count_entries(provider_id=cast.llse.pk, verb=f"award.{verb}")
        for verb in ("decided", "released", "statement_issued")
    }
    assert lines == {"decided": 2, "released": 2, "statement_issued": 1}


def test_one_decision_of_their_own_among_many_cannot_be_released(cast: Cast) -> None:
    make_ready(cast, cast.amina)
    make_ready(cast, cast.ben)
    own = actions.decide_award(enrolment=cast.amina, by=cast.jonas, at=LATER)
    others = decide(cast, cast.ben)
    with pytest.raises(actions.CannotRelease):
        actions.release_outcomes(outcomes=[others, own], link=LINK, by=cast.jonas, at=LATER)


def test_a_refusal_names_only_what_is_open(cast: Cast) -> None:
    give_minutes(cast.amina, 4_000)
    [script] = make_scripts(cast, cast.amina)
    make_marks(script, 12)
    with pytest.raises(actions.CannotDecide) as refused:
        actions.decide_award(enrolment=cast.amina, by=cast.grace, at=LATER)
    assert refused.value.codes == ("not_ready", "marks_waiting")


def test_an_award_can_be_decided_once_it_is_ready_and_until_it_is_decided(cast: Cast) -> None:
    def status(enrolment: object) -> queries.AwardStatus:
        statuses = queries.list_award_statuses_for(for_=cast.grace, cohort=cast.cohort, at=LATER)
        return next(status for status in statuses if status.enrolment == enrolment)

    make_ready(cast, cast.amina)
    assert (status(cast.amina).can_decide, status(cast.amina).can_approve) == (True, True)
    assert (status(cast.ben).can_decide, status(cast.ben).can_approve) == (False, False)
    decide(cast, cast.amina)
    assert (status(cast.amina).can_decide, status(cast.amina).can_approve) == (False, False)


def test_the_borderline_band_is_given_from_its_low_to_its_high_end(cast: Cast) -> None:
    make_ready(cast, cast.amina, 9, 10)
    assert (
        "close to the pass mark, between 8.25 and 9.75" in decide(cast, cast.amina).facts["feedback"]["why"]
    )


@pytest.mark.parametrize(
    ("demonstration", "signs_for_demonstration", "expected"),
    [(True, False, True), (False, True, True), (False, False, False)],
)
def test_a_statement_of_a_demonstration_says_so(
    cast: Cast,
    settings: SettingsWrapper,
    demonstration: bool,
    signs_for_demonstration: bool,
    expected: bool,
) -> None:
    make_ready(cast, cast.amina)
    outcome = decide(cast, cast.amina)
    Provider.objects.filter(pk=cast.llse.pk).update(demonstration=demonstration)
    settings.SIGNS_FOR_DEMONSTRATION = signs_for_demonstration
    [outcome] = queries.list_outcomes_for(for_=cast.jonas, ids=[outcome.pk])
    assert content_of(outcome, number="A", at=LATER)["demonstration"] is expected


def test_a_decision_without_a_script_has_no_facts(cast: Cast) -> None:
    status = queries.get_award_status(enrolment=cast.amina, at=LATER)
    with pytest.raises(ValueError, match="until the script has a final result"):
        freeze_facts(status, depth="none", next_steps="", next_on=None)


def test_a_statement_is_signed_over_the_name_as_it_is_written(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed: list[str] = []
    make_ready(cast, cast.amina)
    Person.objects.filter(pk=cast.amina.person.pk).update(given_name="Zoë")
    outcome = decide(cast, cast.amina)
    sign = statement.sign
    monkeypatch.setattr(statement, "sign", lambda text: signed.append(text) or sign(text))
    [outcome] = queries.list_outcomes_for(for_=cast.jonas, ids=[outcome.pk])
    statement.typeset(outcome, number="A", at=LATER)
    assert '"name":"Zoë Castellane"' in signed[0]
