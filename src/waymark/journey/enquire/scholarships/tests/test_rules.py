"""The scholarship check: every reason, DfE's codes as written, and DfE's answer above ours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from waymark.journey.enquire.scholarships import words
from waymark.journey.enquire.scholarships.rules import (
    DfeAnswer,
    Funding,
    Outcome,
    ScholarshipFacts,
    ScholarshipReason,
    decide_scholarship,
    read_number,
)

R = ScholarshipReason
GOOD = ScholarshipFacts(
    is_state_funded_in_england=True,
    is_on_list=True,
    has_list=True,
    was_funded_before=False,
    has_role=True,
    funding=Funding.CAPPED,
)


@pytest.mark.parametrize(
    ("changes", "outcome", "reasons"),
    [
        ({}, Outcome.ELIGIBLE, ()),
        ({"is_state_funded_in_england": False}, Outcome.NOT_ELIGIBLE, (R.ESTABLISHMENT_INELIGIBLE,)),
        ({"is_on_list": False}, Outcome.NOT_ELIGIBLE, (R.ESTABLISHMENT_INELIGIBLE,)),
        ({"was_funded_before": True}, Outcome.NOT_ELIGIBLE, (R.PREVIOUSLY_FUNDED,)),
        ({"has_role": False}, Outcome.NOT_ELIGIBLE, (R.ROLE_INELIGIBLE,)),
        ({"funding": Funding.ZERO}, Outcome.NOT_ELIGIBLE, (R.COHORT_NOT_FUNDED,)),
        ({"funding": Funding.FULL, "is_on_list": False}, Outcome.ELIGIBLE, ()),
        ({"funding": Funding.FULL, "is_on_list": None, "has_list": False}, Outcome.ELIGIBLE, ()),
        ({"funding": None}, Outcome.UNKNOWN, (R.COHORT_FUNDING_NOT_KNOWN,)),
        ({"is_state_funded_in_england": None}, Outcome.UNKNOWN, (R.ESTABLISHMENT_NOT_KNOWN,)),
        ({"is_on_list": None}, Outcome.UNKNOWN, (R.ESTABLISHMENT_NOT_KNOWN,)),
        ({"is_on_list": None, "has_list": False}, Outcome.UNKNOWN, (R.LIST_NOT_KNOWN,)),
        ({"was_funded_before": None}, Outcome.UNKNOWN, (R.PREVIOUS_FUNDING_NOT_KNOWN,)),
        ({"has_role": None}, Outcome.UNKNOWN, (R.ROLE_NOT_KNOWN,)),
        # every reason against is given, and what isn't known doesn't weaken a no
        (
            {"was_funded_before": True, "is_on_list": False, "funding": Funding.ZERO, "has_role": None},
            Outcome.NOT_ELIGIBLE,
            (R.PREVIOUSLY_FUNDED, R.ESTABLISHMENT_INELIGIBLE, R.COHORT_NOT_FUNDED),
        ),
        (
            {"has_role": None, "funding": None},
            Outcome.UNKNOWN,
            (R.COHORT_FUNDING_NOT_KNOWN, R.ROLE_NOT_KNOWN),
        ),
    ],
)
def test_the_answer_has_every_reason(
    changes: dict[str, object], outcome: Outcome, reasons: tuple[ScholarshipReason, ...]
) -> None:
    answer = decide_scholarship(replace(GOOD, **changes))  # type: ignore[arg-type]
    assert (answer.outcome, answer.reasons, answer.is_from_dfe) == (outcome, reasons, False)


@pytest.mark.parametrize(
    ("dfe", "outcome", "reasons"),
    [
        (DfeAnswer(is_eligible=True), Outcome.ELIGIBLE, ()),
        (
            DfeAnswer(is_eligible=False, reason="previously-funded"),
            Outcome.NOT_ELIGIBLE,
            (R.PREVIOUSLY_FUNDED,),
        ),
        (
            DfeAnswer(is_eligible=False, reason="establishment-ineligible"),
            Outcome.NOT_ELIGIBLE,
            (R.ESTABLISHMENT_INELIGIBLE,),
        ),
        (DfeAnswer(is_eligible=False, reason="something-new"), Outcome.NOT_ELIGIBLE, ()),
    ],
)
@pytest.mark.parametrize("facts", [GOOD, replace(GOOD, funding=Funding.ZERO, was_funded_before=None)])
def test_the_answer_of_dfe_wins(
    facts: ScholarshipFacts, dfe: DfeAnswer, outcome: Outcome, reasons: tuple[ScholarshipReason, ...]
) -> None:
    answer = decide_scholarship(facts, dfe_answer=dfe)
    assert (answer.outcome, answer.reasons, answer.is_from_dfe) == (outcome, reasons, True)


def test_dfes_codes_are_as_dfe_writes_them() -> None:
    assert {"previously-funded", "establishment-ineligible"} <= {reason.value for reason in ScholarshipReason}


def test_every_reason_has_its_sentence() -> None:
    assert set(words.REASONS) == set(ScholarshipReason)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("123456", "123456"),
        (" URN: 123 456 ", "123456"),
        ("UKPRN 10001234", "10001234"),
        ("20001234", None),
        ("12345", None),
        ("QQ123456C", None),
        ("2026-27", None),
        ("١٢٣٤٥٦", None),
        ("", None),
    ],
)
def test_a_urn_or_a_ukprn_is_read_as_people_write_it(text: str, number: str | None) -> None:
    assert read_number(text) == number
