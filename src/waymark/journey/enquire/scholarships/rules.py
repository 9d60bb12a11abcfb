"""Whether a scholarship is likely. DfE decides; this is a guess until it has.

| Clause                               | Says                                                      | Here              |
|--------------------------------------|-----------------------------------------------------------|-------------------|
| DfE: `ineligible_for_funding_reason` | DfE’s two codes, as DfE writes them                       | the first two     |
| DfE: funding for NPQs                | a state-funded setting in England, once for each NPQ      | `_reasons`        |
| DfE: NPQEL                           | it is on the PP50 or FE list, or is a RISE school         | `_establishment`  |
| DfE: `zero` cohorts                  | no one is funded                                          | `Funding`         |
| DfE: `full` cohorts, 2021 to 2023    | every state-funded setting is funded, without the list    | `Funding`         |
| our own                              | what isn't known makes the answer unknown, never yes      | `NOT_KNOWN`       |
| our own                              | DfE's own answer, once recorded, wins over everything     | `dfe_answer`      |

Every reason is returned, in the order of the table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Funding(StrEnum):
    """How DfE funds a cohort."""

    ZERO = "zero"
    CAPPED = "capped"
    FULL = "full"


class Outcome(StrEnum):
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNKNOWN = "unknown"


class ScholarshipReason(StrEnum):
    """The first two are DfE's codes, as DfE writes them."""

    PREVIOUSLY_FUNDED = "previously-funded"
    ESTABLISHMENT_INELIGIBLE = "establishment-ineligible"
    COHORT_NOT_FUNDED = "cohort-not-funded"
    ROLE_INELIGIBLE = "role-ineligible"
    PREVIOUS_FUNDING_NOT_KNOWN = "previous-funding-not-known"
    ESTABLISHMENT_NOT_KNOWN = "establishment-not-known"
    LIST_NOT_KNOWN = "list-not-known"
    COHORT_FUNDING_NOT_KNOWN = "cohort-funding-not-known"
    ROLE_NOT_KNOWN = "role-not-known"


NOT_KNOWN = frozenset(reason for reason in ScholarshipReason if reason.value.endswith("-not-known"))


@dataclass(frozen=True, kw_only=True)
class ScholarshipFacts:
    """What someone says about themselves, and what the provider knows. None: not known."""

    is_state_funded_in_england: bool | None
    is_on_list: bool | None
    """Whether the setting's URN or UKPRN is on the provider's list; None if they gave no number."""
    has_list: bool
    """Whether the provider has uploaded a list."""
    was_funded_before: bool | None
    has_role: bool | None
    """Whether they have, or are about to have, a role that the programme is for."""
    funding: Funding | None
    """Of the cohort."""


@dataclass(frozen=True, kw_only=True)
class DfeAnswer:
    """What DfE has answered for an application."""

    is_eligible: bool
    reason: str = ""
    """DfE's `ineligible_for_funding_reason`; empty if there is none."""


@dataclass(frozen=True)
class ScholarshipAnswer:
    outcome: Outcome
    reasons: tuple[ScholarshipReason, ...] = ()
    is_from_dfe: bool = False


def decide_scholarship(facts: ScholarshipFacts, *, dfe_answer: DfeAnswer | None = None) -> ScholarshipAnswer:
    """The answer with every reason; `dfe_answer` wins over everything that we know."""
    if dfe_answer is not None:
        reasons = tuple(reason for reason in ScholarshipReason if reason.value == dfe_answer.reason)
        outcome = Outcome.ELIGIBLE if dfe_answer.is_eligible else Outcome.NOT_ELIGIBLE
        return ScholarshipAnswer(outcome, () if dfe_answer.is_eligible else reasons, is_from_dfe=True)
    reasons = tuple(reason for reason in ScholarshipReason if reason in _reasons(facts))
    against = tuple(reason for reason in reasons if reason not in NOT_KNOWN)
    if against:
        return ScholarshipAnswer(Outcome.NOT_ELIGIBLE, against)
    return ScholarshipAnswer(Outcome.UNKNOWN if reasons else Outcome.ELIGIBLE, reasons)


def _reasons(facts: ScholarshipFacts) -> set[ScholarshipReason]:
    return {
        reason
        for reason in (
            _of_yes_or_no(
                facts.was_funded_before,
                bad=True,
                against=ScholarshipReason.PREVIOUSLY_FUNDED,
                unknown=ScholarshipReason.PREVIOUS_FUNDING_NOT_KNOWN,
            ),
            _of_yes_or_no(
                facts.has_role,
                bad=False,
                against=ScholarshipReason.ROLE_INELIGIBLE,
                unknown=ScholarshipReason.ROLE_NOT_KNOWN,
            ),
            _establishment(facts),
            _of_cohort(facts.funding),
        )
        if reason is not None
    }


def _of_yes_or_no(
    value: bool | None, *, bad: bool, against: ScholarshipReason, unknown: ScholarshipReason
) -> ScholarshipReason | None:
    if value is None:
        return unknown
    return against if value is bad else None


def _establishment(facts: ScholarshipFacts) -> ScholarshipReason | None:
    if facts.is_state_funded_in_england is False:
        return ScholarshipReason.ESTABLISHMENT_INELIGIBLE
    if facts.is_state_funded_in_england is None:
        return ScholarshipReason.ESTABLISHMENT_NOT_KNOWN
    if facts.funding is Funding.FULL:
        return None
    if not facts.has_list:
        return ScholarshipReason.LIST_NOT_KNOWN
    if facts.is_on_list is None:
        return ScholarshipReason.ESTABLISHMENT_NOT_KNOWN
    return None if facts.is_on_list else ScholarshipReason.ESTABLISHMENT_INELIGIBLE


def _of_cohort(funding: Funding | None) -> ScholarshipReason | None:
    if funding is None:
        return ScholarshipReason.COHORT_FUNDING_NOT_KNOWN
    return ScholarshipReason.COHORT_NOT_FUNDED if funding is Funding.ZERO else None


def read_number(text: str) -> str | None:
    """A URN (6 digits) or a UKPRN (8 digits that begin with 1), as people write them; None if it is neither."""
    digits = re.sub(r"(?i)^(urn|ukprn)\b[:.]?|\s", "", text.strip())
    return digits if re.fullmatch(r"[0-9]{6}|1[0-9]{7}", digits, re.ASCII) else None
