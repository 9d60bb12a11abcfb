"""May someone apply for this cohort, and may this application be decided?

| Clause             | Says                                                        | Here         |
|--------------------|-------------------------------------------------------------|--------------|
| house: application | applications close at the end of the day before the first day | `may_apply`  |
| house: decision    | an application is decided once                              | `may_decide` |
| house: decision    | a rejection gives one of the known reasons                  | `may_reject` |
| DfE: application   | what an application tells DfE, in its words                 | the enums    |
| house: sponsor     | headteacher: chair of governors; executive head or trust    | `sponsor_for` |
|                    | leader: chair of trustees; anyone else: headteacher          |              |

Reasons are codes; their sentences are in `words.py`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from waymark.kit.decisions import Decision


class ApplicationReason(StrEnum):
    NOT_OPEN = "not_open"
    ALREADY_DECIDED = "decided"
    NO_REASON = "no_reason"


class TrnAnswer(StrEnum):
    GIVEN = "given"
    NOT_KNOWN = "not_known"
    NONE = "none"


class RoleAtWork(StrEnum):
    HEADTEACHER = "headteacher"
    EXECUTIVE_HEAD = "executive_head"
    TRUST_LEADER = "trust_leader"
    SENIOR_LEADER = "senior_leader"
    MIDDLE_LEADER = "middle_leader"
    TEACHER = "teacher"
    LOCAL_AUTHORITY = "local_authority"
    OTHER = "other"


class HeadteacherStatus(StrEnum):
    """As DfE writes them."""

    NO = "no"
    WHEN_COURSE_STARTS = "yes_when_course_starts"
    FIRST_TWO_YEARS = "yes_in_first_two_years"
    OVER_TWO_YEARS = "yes_over_two_years"
    FIRST_FIVE_YEARS = "yes_in_first_five_years"
    OVER_FIVE_YEARS = "yes_over_five_years"


class Workplace(StrEnum):
    LISTED = "listed"
    """A school of GIAS."""
    NOT_LISTED = "not_listed"
    OTHER_ENGLAND = "other_england"
    OUTSIDE_ENGLAND = "outside_england"


class FundingChoice(StrEnum):
    """As DfE writes them."""

    SCHOOL = "school"
    TRUST = "trust"
    SELF = "self"
    ANOTHER = "another"
    EMPLOYER = "employer"


class AccessAnswer(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_SAID = "not_said"


class SponsorRole(StrEnum):
    HEADTEACHER = "headteacher"
    CHAIR_OF_GOVERNORS = "chair_governors"
    CHAIR_OF_TRUSTEES = "chair_trustees"


def sponsor_for(role: RoleAtWork) -> SponsorRole:
    """Who supports the application: the person or body to whom someone in that role answers."""
    if role is RoleAtWork.HEADTEACHER:
        return SponsorRole.CHAIR_OF_GOVERNORS
    if role in (RoleAtWork.EXECUTIVE_HEAD, RoleAtWork.TRUST_LEADER):
        return SponsorRole.CHAIR_OF_TRUSTEES
    return SponsorRole.HEADTEACHER


def may_apply(*, starts_on: date, today: date) -> Decision[ApplicationReason]:
    return Decision() if today < starts_on else Decision((ApplicationReason.NOT_OPEN,))


def may_decide(*, is_decided: bool) -> Decision[ApplicationReason]:
    return Decision((ApplicationReason.ALREADY_DECIDED,)) if is_decided else Decision()


def may_reject(*, reason: str, known: Collection[str]) -> Decision[ApplicationReason]:
    return Decision() if reason in known else Decision((ApplicationReason.NO_REASON,))
