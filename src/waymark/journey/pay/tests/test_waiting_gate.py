"""Where a participant’s fee is waited for next, and the sentence about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rows_read import rows_read
from waymark.ground.cohorts.models import Enrolment
from waymark.ground.programmes.conditions import Answer
from waymark.ground.programmes.values import FeeGate
from waymark.journey.pay import gates, queries
from waymark.journey.pay.actions import set_fee_rules, waive_fee
from waymark.journey.pay.gates import ShownGate
from waymark.journey.pay.models import FeeAgreement
from waymark.journey.pay.rules import GateName, Payer
from waymark.journey.pay.tests.makers import LATER, PAST, make_fee, make_rules

if TYPE_CHECKING:
    from tests.cast import Cast

OWED = ((Payer.PERSON, ((PAST, 80_000), (LATER, 20_000))),)
START, SITTING, AWARD = GateName.START, GateName.SITTING, GateName.AWARD


def own(cast: Cast) -> Enrolment:
    return Enrolment.objects.annotate(**gates.fee_columns()).get(pk=cast.amina.pk)


def waiting(cast: Cast, *asked_for: GateName) -> GateName | None:
    gate = gates.find_waiting_gate(enrolment=own(cast), gates=asked_for or tuple(GateName), at=cast.at)
    return gate.name if gate else None


def rules_id(cast: Cast) -> object:
    return vars(own(cast))["fee_rules_id"]


def test_the_rules_are_the_newest_of_the_enrolments_provider(cast: Cast) -> None:
    assert rules_id(cast) is None
    set_fee_rules(as_programme=False, before=[AWARD], debts_of=[Payer.PERSON], by=cast.finn, at=cast.at)
    assert rules_id(cast) is None
    make_rules(cast, AWARD)
    newest = make_rules(cast, SITTING)
    assert rules_id(cast) == newest.pk


def test_the_first_gate_that_waits_is_named(cast: Cast) -> None:
    make_fee(cast, cast.amina, *OWED)
    make_rules(cast, AWARD, SITTING)
    assert waiting(cast) is SITTING
    assert waiting(cast, AWARD) is AWARD
    assert waiting(cast, START) is None


def test_a_gate_that_lets_someone_through_is_not_named(cast: Cast) -> None:
    """What is overdue since the first day of the cohort isn’t asked before the start."""
    make_fee(cast, cast.amina, *OWED)
    make_rules(cast, START, AWARD)
    assert waiting(cast) is AWARD
    waive_fee(enrolment=cast.amina, waived=True, reason="Agreed", by=cast.grace, at=cast.at)
    assert waiting(cast) is None


def test_a_provider_that_decided_for_no_gate_overrides_the_programme(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_fee(cast, cast.amina, *OWED)
    monkeypatch.setattr(gates, "programme_rule", lambda cohort: FeeGate(before=(AWARD,)))
    assert waiting(cast) is AWARD
    make_rules(cast)
    assert waiting(cast) is None
    set_fee_rules(as_programme=True, before=[], debts_of=[], by=cast.grace, at=cast.at)
    assert waiting(cast) is AWARD


def test_where_no_gate_asks_no_account_is_read(cast: Cast) -> None:
    make_fee(cast, cast.amina, *OWED)
    enrolment = own(cast)
    with rows_read(FeeAgreement) as agreements:
        assert gates.find_waiting_gate(enrolment=enrolment, gates=tuple(GateName), at=cast.at) is None
    assert not agreements


def test_the_note_joins_the_first_reason_to_the_gate() -> None:
    gate = ShownGate(SITTING, Answer(False, ("One thing is open. Another, too.", "Email us."), ()))
    assert queries.note_in_words(gate) == (
        "One thing is open. Another, too, and this must be settled before your written assessment."
    )
