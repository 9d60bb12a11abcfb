"""Decides whether texts that arrived within the tolerance count. It takes two people, whichever way it goes.

| Action                   | Result                                                                         |
|--------------------------|--------------------------------------------------------------------------------|
| `propose_late`           | what a lead proposes about everyone affected by one cause; nothing is changed  |
| `confirm_late_proposal`  | the decision, made by someone else: receipts or emails                         |
| `return_late_proposal`   | someone else disagrees, with a reason: the texts are to be decided again       |
| `withdraw_late_proposal` | its author takes it back: the same                                             |
"""

from waymark.journey.sit.late_texts.actions.propose import (
    CannotProposeLate,
    propose_late,
    withdraw_late_proposal,
)
from waymark.journey.sit.late_texts.actions.review import (
    CannotReviewLateProposal,
    confirm_late_proposal,
    return_late_proposal,
)

__all__ = [
    "CannotProposeLate",
    "CannotReviewLateProposal",
    "confirm_late_proposal",
    "propose_late",
    "return_late_proposal",
    "withdraw_late_proposal",
]
