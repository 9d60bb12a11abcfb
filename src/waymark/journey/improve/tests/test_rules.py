"""The rules of issues and actions, as tables."""

from datetime import date

import pytest

from waymark.journey.improve import words
from waymark.journey.improve.rules import ImprovementReason, may_assign_action, may_record_issue

TODAY = date(2026, 10, 22)


@pytest.mark.parametrize(
    ("summary", "evidence", "reasons"),
    [
        ("Something", "A result", ()),
        (" ", "A result", (ImprovementReason.NO_SUMMARY,)),
        ("Something", "", (ImprovementReason.NO_EVIDENCE,)),
        ("", "", (ImprovementReason.NO_SUMMARY, ImprovementReason.NO_EVIDENCE)),
    ],
)
def test_an_issue_needs_a_summary_and_evidence(summary, evidence, reasons):
    assert may_record_issue(summary=summary, evidence=evidence).reasons == reasons


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({}, ()),
        ({"due_on": TODAY}, ()),
        ({"due_on": date(2026, 10, 21)}, (ImprovementReason.DUE_IN_THE_PAST,)),
        ({"what": " "}, (ImprovementReason.NO_ACTION,)),
        ({"owner_is_staff": False}, (ImprovementReason.OWNER_NOT_STAFF,)),
        ({"has_action": True}, (ImprovementReason.HAS_AN_ACTION,)),
        ({"has_action": True, "what": ""}, (ImprovementReason.HAS_AN_ACTION, ImprovementReason.NO_ACTION)),
    ],
)
def test_when_an_action_may_be_assigned(changed, reasons):
    action = {
        "what": "Move it",
        "due_on": date(2026, 11, 30),
        "today": TODAY,
        "owner_is_staff": True,
        "has_action": False,
    }
    assert may_assign_action(**(action | changed)).reasons == reasons


def test_every_reason_has_a_sentence():
    assert set(words.REASONS) == set(ImprovementReason)
