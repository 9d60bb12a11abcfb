"""A verified outage moves the close for everyone, by the pack's rule. It takes two people.

| Action             | Result                                                                          |
|--------------------|---------------------------------------------------------------------------------|
| `record_outage`    | the incident with its hours; no close moves, and nothing is marked meanwhile    |
| `confirm_outage`   | by someone else: a later close for everyone, an email to each, once             |
| `return_outage`    | by someone else, with a reason: no close moves                                  |
| `withdraw_outage`  | by its author: the same; what was right is recorded again                       |
"""

from waymark.journey.sit.outages.actions.confirm import CannotReviewOutage, confirm_outage, return_outage
from waymark.journey.sit.outages.actions.record import CannotRecordOutage, record_outage, withdraw_outage

__all__ = [
    "CannotRecordOutage",
    "CannotReviewOutage",
    "confirm_outage",
    "record_outage",
    "return_outage",
    "withdraw_outage",
]
