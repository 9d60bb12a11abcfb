"""What an enrolment is at a moment, and which changes to it are allowed.

| Clause         | Says                                                                        | Here           |
|----------------|-----------------------------------------------------------------------------|----------------|
| house          | the last change that has taken effect and isn't undone says what it is      | `status_from`  |
| DfE: defer     | not deferred, not withdrawn                                                 | `may_defer`    |
| DfE: withdraw  | not withdrawn                                                               | `may_withdraw` |
| DfE: resume    | not active already; someone withdrawn can be resumed                        | `may_return`   |
| four eyes      | another person than the one who asked approves, and never the participant   | `may_decide`   |
| house          | undone on the same local day, if nothing else was done since                | `may_undo`     |

The DfE asks for a declaration before it defers or withdraws someone; that is checked where declarations are sent. Pure.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from waymark.ground.cohorts.enrolments.reasons import EnrolmentReason
from waymark.kit.decisions import Decision


class EnrolmentStatus(StrEnum):
    ACTIVE = "active"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    CONTINUED = "continued"
    """They came back into a later cohort: a new enrolment carries on."""
    TRANSFERRED = "transferred"
    CANCELLED = "cancelled"
    """It was made by an act that was undone."""


STATUS_OF_KIND = {
    "deferral": EnrolmentStatus.DEFERRED,
    "return": EnrolmentStatus.ACTIVE,
    "withdrawal": EnrolmentStatus.WITHDRAWN,
    "continued": EnrolmentStatus.CONTINUED,
    "transfer": EnrolmentStatus.TRANSFERRED,
    "moved_away": EnrolmentStatus.TRANSFERRED,
    "cancelled": EnrolmentStatus.CANCELLED,
}
"""What an enrolment is after a change of that kind. Other kinds leave it as it is."""
STOPS = tuple(kind for kind, status in STATUS_OF_KIND.items() if status is not EnrolmentStatus.ACTIVE)
ASSESSMENT_KINDS = ("assessment_deferral", "assessment_return")
OVER = (EnrolmentStatus.CONTINUED, EnrolmentStatus.TRANSFERRED, EnrolmentStatus.CANCELLED)
"""Carried on elsewhere: nothing more happens to this enrolment."""


def status_from(kind: str | None) -> EnrolmentStatus:
    """By the kind of the last change that has taken effect; None where there is none."""
    return STATUS_OF_KIND[kind] if kind else EnrolmentStatus.ACTIVE


def _stopped(status: EnrolmentStatus) -> list[EnrolmentReason]:
    by_status = {
        EnrolmentStatus.DEFERRED: EnrolmentReason.DEFERRED,
        EnrolmentStatus.WITHDRAWN: EnrolmentReason.WITHDRAWN,
    }
    if status is EnrolmentStatus.ACTIVE:
        return []
    return [by_status.get(status, EnrolmentReason.MOVED)]


def may_defer(
    status: EnrolmentStatus, *, is_assessment: bool, is_assessment_deferred: bool, is_requested: bool
) -> Decision[EnrolmentReason]:
    """Whether a deferral can be asked for."""
    reasons = _stopped(status)
    if is_assessment and is_assessment_deferred:
        reasons.append(EnrolmentReason.ASSESSMENT_DEFERRED)
    if is_requested:
        reasons.append(EnrolmentReason.REQUESTED)
    return Decision(tuple(reasons))


def check_deferral_dates(
    *, effective_on: date, review_on: date, expected_return_on: date
) -> tuple[EnrolmentReason, ...]:
    """The review is after the first day and not after the day of return."""
    reasons = []
    if expected_return_on <= effective_on:
        reasons.append(EnrolmentReason.RETURN_NOT_LATER)
    elif not effective_on < review_on <= expected_return_on:
        reasons.append(EnrolmentReason.REVIEW_NOT_BETWEEN)
    return tuple(reasons)


def may_decide(*, asked_by: int, participant: int, by: int, is_decided: bool) -> Decision[EnrolmentReason]:
    """A request is decided once, by someone who neither asked for it nor is concerned by it."""
    reasons = [EnrolmentReason.DECIDED] if is_decided else []
    if by == asked_by:
        reasons.append(EnrolmentReason.OWN_REQUEST)
    if by == participant:
        reasons.append(EnrolmentReason.OWN_ENROLMENT)
    return Decision(tuple(reasons))


def may_withdraw(status: EnrolmentStatus, *, effective_on: date, today: date) -> Decision[EnrolmentReason]:
    """Someone deferred can withdraw; the day is not in the future."""
    reasons = [reason for reason in _stopped(status) if reason is not EnrolmentReason.DEFERRED]
    if effective_on > today:
        reasons.append(EnrolmentReason.IN_THE_FUTURE)
    return Decision(tuple(reasons))


def may_return(status: EnrolmentStatus) -> Decision[EnrolmentReason]:
    """Someone deferred or withdrawn, whose enrolment doesn't carry on elsewhere already."""
    if status is EnrolmentStatus.ACTIVE:
        return Decision((EnrolmentReason.IS_ACTIVE,))
    return Decision((EnrolmentReason.MOVED,) if status in OVER else ())


def may_move(
    status: EnrolmentStatus, *, same_cohort: bool, same_programme: bool, is_enrolled_there: bool
) -> Decision[EnrolmentReason]:
    """To another cohort of the same programme, on whichever version, in which they aren't enrolled."""
    reasons: list[EnrolmentReason] = []
    if status in OVER:
        reasons.append(EnrolmentReason.MOVED)
    if same_cohort:
        reasons.append(EnrolmentReason.SAME_COHORT)
    elif not same_programme:
        reasons.append(EnrolmentReason.OTHER_PROGRAMME)
    elif is_enrolled_there:
        reasons.append(EnrolmentReason.ENROLLED_THERE)
    return Decision(tuple(reasons))


def may_undo(*, is_undone: bool, made_on: date, today: date, is_last: bool) -> Decision[EnrolmentReason]:
    """On the day on which it was made, while nothing else was done on the enrolment since."""
    reasons = [EnrolmentReason.UNDONE] if is_undone else []
    if made_on != today:
        reasons.append(EnrolmentReason.ANOTHER_DAY)
    if not is_last and not is_undone:
        reasons.append(EnrolmentReason.SOMETHING_SINCE)
    return Decision(tuple(reasons))
