"""May this issue be recorded, and may this action be assigned to it?

| Clause             | Says                                              | Here                |
|--------------------|---------------------------------------------------|---------------------|
| house: issue       | an issue has a summary and evidence               | `may_record_issue`  |
| house: due date    | an action is due today or later                   | `may_assign_action` |
| house: owner       | the owner is staff of the cohort's provider       | `may_assign_action` |
| house: one action  | an issue has one action; a second one is refused  | `may_assign_action` |
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from waymark.journey.improve.inspections.rules import EVERYTHING
from waymark.kit.decisions import Decision

__all__ = ["EVERYTHING", "ImprovementReason", "may_assign_action", "may_record_issue"]


class ImprovementReason(StrEnum):
    """Why something is refused. The code is the form's field where the reason is about one."""

    NO_SUMMARY = "summary"
    NO_EVIDENCE = "evidence"
    NO_ACTION = "what"
    DUE_IN_THE_PAST = "due_on"
    OWNER_NOT_STAFF = "owner"
    HAS_AN_ACTION = "has_an_action"
    NOTHING_DIFFERS = "nothing_differs"


def may_record_issue(*, summary: str, evidence: str) -> Decision[ImprovementReason]:
    """Allowed if both texts say something."""
    refused_if = {
        ImprovementReason.NO_SUMMARY: not summary.strip(),
        ImprovementReason.NO_EVIDENCE: not evidence.strip(),
    }
    return Decision(tuple(reason for reason, applies in refused_if.items() if applies))


def may_assign_action(
    *, what: str, due_on: date, today: date, owner_is_staff: bool, has_action: bool
) -> Decision[ImprovementReason]:
    """Allowed once for an issue; `has_action` says whether it has another action already."""
    refused_if = {
        ImprovementReason.HAS_AN_ACTION: has_action,
        ImprovementReason.NO_ACTION: not what.strip(),
        ImprovementReason.DUE_IN_THE_PAST: due_on < today,
        ImprovementReason.OWNER_NOT_STAFF: not owner_is_staff,
    }
    return Decision(tuple(reason for reason, applies in refused_if.items() if applies))
