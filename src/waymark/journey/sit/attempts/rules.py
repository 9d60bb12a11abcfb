"""Who is asked to sit in a window: a first attempt, another one after a fail, and never someone who has passed.

| Clause                 | Says                                                                      | Here            |
|------------------------|---------------------------------------------------------------------------|-----------------|
| house                  | who is awarded, or has passed, is not asked to sit again                  | `may_sit`       |
| house                  | another attempt only after a fail that has been released                  | `may_sit`       |
| house                  | never the same paper twice, in whichever enrolment it was sat             | `may_sit`       |
| pack: max_attempts     | so many attempts, and no more                                             | `may_sit`       |
| window                 | a window for named people is for those who are entered, and no one else   | `may_sit`       |
| enrolment              | no one sits while they are deferred, or after they have withdrawn         | `may_sit`       |

An attempt is a sitting with answers that were submitted or collected. Its number is its place among them, so there is
nothing that could disagree with the sittings. A sitting in which nothing was written uses up its paper and no attempt.
Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from waymark.kit.decisions import Decision


class AttemptResult(StrEnum):
    """What a released outcome says about an attempt."""

    FAILED = "failed"
    PASSED = "passed"
    """The assessment is passed; the award still waits for something else."""
    AWARDED = "awarded"


class AttemptReason(StrEnum):
    """Why someone is not asked to sit in a window."""

    NOT_ENTERED = "not_entered"
    NOT_ACTIVE = "not_active"
    ASSESSMENT_DEFERRED = "assessment_deferred"
    AWARDED = "awarded"
    PASSED = "passed"
    AWAITING_RESULT = "awaiting_result"
    NO_ATTEMPTS_LEFT = "no_attempts_left"
    SAME_PAPER = "same_paper"


@dataclass(frozen=True, kw_only=True)
class EarlierSitting:
    """A sitting of the same person in another window."""

    window_id: int
    paper_id: int
    is_submitted: bool
    """Whether there are answers, submitted or collected: only then is it an attempt."""
    result: AttemptResult | None
    """None until the result is released."""


def may_sit(
    *,
    earlier: Sequence[EarlierSitting],
    paper_id: int,
    max_attempts: int,
    is_entered: bool = True,
    is_active: bool = True,
    is_assessment_deferred: bool = False,
) -> Decision[AttemptReason]:
    """Whether someone who hasn't begun in a window is asked to sit in it, with every reason why not."""
    attempts = [sitting for sitting in earlier if sitting.is_submitted]
    results = {attempt.result for attempt in attempts}
    reasons = []
    if not is_entered:
        reasons.append(AttemptReason.NOT_ENTERED)
    if not is_active:
        reasons.append(AttemptReason.NOT_ACTIVE)
    if is_assessment_deferred:
        reasons.append(AttemptReason.ASSESSMENT_DEFERRED)
    if AttemptResult.AWARDED in results:
        reasons.append(AttemptReason.AWARDED)
    elif AttemptResult.PASSED in results:
        reasons.append(AttemptReason.PASSED)
    elif None in results:
        reasons.append(AttemptReason.AWAITING_RESULT)
    elif len(attempts) >= max_attempts:
        reasons.append(AttemptReason.NO_ATTEMPTS_LEFT)
    if any(sitting.paper_id == paper_id for sitting in earlier):
        reasons.append(AttemptReason.SAME_PAPER)
    return Decision(tuple(reasons))
