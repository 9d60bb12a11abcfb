"""What an enrolment is at a moment, and which changes to it are allowed.

| Clause         | Says                                                                        | Here           |
|----------------|-----------------------------------------------------------------------------|----------------|
| house          | the last change that has taken effect and isn't undone says what it is      | `status_from`  |
| DfE: defer     | not deferred, not withdrawn                                                 | `may_defer`    |
| DfE: withdraw  | not withdrawn                                                               | `may_withdraw` |
| DfE: resume    | not active already; someone withdrawn can be resumed                        | `may_return`   |
| four eyes      | another person than the one who asked approves, and never the participant   | `may_decide`   |
| house          | undone on the same local day, if nothing else was done since                | `may_undo`     |

| DfE: defer     | at least one declaration, of any type                                       | `missing_declaration` |
| DfE: withdraw  | a `started` declaration                                                     | `missing_declaration` |
| DfE: withdraw  | no declaration is dated after it                                            | `may_withdraw` |
| DfE: declare   | one of each type, not in the future, in their order                         | `may_declare`  |
| house          | who has the award is neither deferred nor withdrawn nor moved               | `AWARDED`      |

A missing declaration is a warning: the provider’s own records come first, and the DfE refuses at its own door. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from waymark.ground.cohorts.enrolments.reasons import DeclarationReason, DeclarationType, EnrolmentReason
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
ENDS = tuple(kind for kind in STOPS if kind != "deferral")
"""After which the enrolment is over; someone deferred is to come back."""
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
    status: EnrolmentStatus,
    *,
    is_assessment: bool,
    is_assessment_deferred: bool,
    is_requested: bool,
    is_planned: bool = False,
    is_awarded: bool = False,
) -> Decision[EnrolmentReason]:
    """Whether a deferral can be asked for. `is_planned`: one is agreed that has not begun."""
    reasons = _stopped(status)
    if is_awarded:
        reasons.append(EnrolmentReason.AWARDED)
    if is_planned:
        reasons.append(EnrolmentReason.PLANNED)
    if is_assessment and is_assessment_deferred:
        reasons.append(EnrolmentReason.ASSESSMENT_DEFERRED)
    if is_requested:
        reasons.append(EnrolmentReason.REQUESTED)
    return Decision(tuple(reasons))


def check_deferral_dates(
    *, effective_on: date, review_on: date, expected_return_on: date, joined_on: date, today: date
) -> tuple[EnrolmentReason, ...]:
    """The review is after the first day and not after the day of return; neither is over already.

    `joined_on`: the cohort’s first day, or the day of enrolment if that was earlier.
    """
    reasons = []
    if effective_on < joined_on:
        reasons.append(EnrolmentReason.BEFORE_JOINING)
    if expected_return_on <= effective_on:
        reasons.append(EnrolmentReason.RETURN_NOT_LATER)
    elif not effective_on < review_on <= expected_return_on:
        reasons.append(EnrolmentReason.REVIEW_NOT_BETWEEN)
    elif expected_return_on <= today:
        reasons.append(EnrolmentReason.RETURN_IN_THE_PAST)
    elif review_on < today:
        reasons.append(EnrolmentReason.REVIEW_IN_THE_PAST)
    return tuple(reasons)


def may_decide(*, asked_by: int, participant: int, by: int, is_decided: bool) -> Decision[EnrolmentReason]:
    """A request is decided once, by someone who neither asked for it nor is concerned by it."""
    reasons = [EnrolmentReason.DECIDED] if is_decided else []
    if by == asked_by:
        reasons.append(EnrolmentReason.OWN_REQUEST)
    if by == participant:
        reasons.append(EnrolmentReason.OWN_ENROLMENT)
    return Decision(tuple(reasons))


def may_withdraw(
    status: EnrolmentStatus,
    *,
    effective_on: date,
    joined_on: date,
    today: date,
    declared_on: date | None = None,
    is_awarded: bool = False,
) -> Decision[EnrolmentReason]:
    """Someone deferred can withdraw; the day is neither in the future nor before they joined.

    `declared_on`: the day of the last declaration, which the DfE would not keep if it were after the withdrawal.
    """
    reasons = [reason for reason in _stopped(status) if reason is not EnrolmentReason.DEFERRED]
    if is_awarded:
        reasons.append(EnrolmentReason.AWARDED)
    if effective_on > today:
        reasons.append(EnrolmentReason.IN_THE_FUTURE)
    elif effective_on < joined_on:
        reasons.append(EnrolmentReason.BEFORE_JOINING)
    elif declared_on and effective_on < declared_on:
        reasons.append(EnrolmentReason.BEFORE_DECLARATION)
    return Decision(tuple(reasons))


def may_return(status: EnrolmentStatus, *, is_planned: bool = False) -> Decision[EnrolmentReason]:
    """Someone deferred or withdrawn, or whose deferral is to come, and whose enrolment doesn't carry on elsewhere."""
    if status is EnrolmentStatus.ACTIVE and is_planned:
        return Decision(())
    if status is EnrolmentStatus.ACTIVE:
        return Decision((EnrolmentReason.IS_ACTIVE,))
    return Decision((EnrolmentReason.MOVED,) if status in OVER else ())


def may_move(
    status: EnrolmentStatus,
    *,
    same_cohort: bool,
    same_programme: bool,
    is_enrolled_there: bool,
    is_return: bool = False,
    is_awarded: bool = False,
) -> Decision[EnrolmentReason]:
    """To another cohort of the same programme, on whichever version, in which they aren't enrolled.

    Someone deferred or withdrawn is brought back into it; a move is for those who are on the programme.
    """
    reasons: list[EnrolmentReason] = []
    if is_awarded:
        reasons.append(EnrolmentReason.AWARDED)
    if not is_return and status in (EnrolmentStatus.DEFERRED, EnrolmentStatus.WITHDRAWN):
        reasons.append(EnrolmentReason.NOT_HERE_TO_MOVE)
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


type Declared = Mapping[DeclarationType, date]
"""The day of each declaration that is not voided."""


def missing_declaration(kind: str, *, declared: Declared) -> DeclarationType | None:
    """Which declaration the DfE wants before it takes a change of that kind; None where it has it, or wants none.

    A deferral needs any declaration, and the first is `started`.
    """
    has_it = {"deferral": bool(declared), "withdrawal": DeclarationType.STARTED in declared}
    return None if has_it.get(kind, True) else DeclarationType.STARTED


def may_declare(
    kind: DeclarationType,
    *,
    declared_on: date,
    declared: Declared,
    joined_on: date,
    withdrawn_on: date | None,
    today: date,
) -> Decision[DeclarationReason]:
    """Whether a declaration can be recorded: one of each type, in their order, while the person took part."""
    order = list(DeclarationType)
    earlier, later = order[: order.index(kind)], order[order.index(kind) + 1 :]
    reasons = []
    if kind in declared:
        reasons.append(DeclarationReason.DECLARED_ALREADY)
    elif kind is not DeclarationType.STARTED and DeclarationType.STARTED not in declared:
        reasons.append(DeclarationReason.EARLIER_FIRST)
    if declared_on > today:
        reasons.append(DeclarationReason.IN_THE_FUTURE)
    elif declared_on < joined_on:
        reasons.append(DeclarationReason.BEFORE_JOINING)
    elif withdrawn_on and declared_on > withdrawn_on:
        reasons.append(DeclarationReason.AFTER_WITHDRAWAL)
    elif any(declared_on < declared[other] for other in earlier if other in declared) or any(
        declared_on > declared[other] for other in later if other in declared
    ):
        reasons.append(DeclarationReason.OUT_OF_ORDER)
    return Decision(tuple(reasons))


def may_void(kind: DeclarationType, *, declared: Declared, is_voided: bool) -> Decision[DeclarationReason]:
    """The last one first: without `started`, no other declaration could be there."""
    if is_voided:
        return Decision((DeclarationReason.VOIDED,))
    if kind is DeclarationType.STARTED and len(declared) > 1:
        return Decision((DeclarationReason.LATER_STANDS,))
    return Decision(())
