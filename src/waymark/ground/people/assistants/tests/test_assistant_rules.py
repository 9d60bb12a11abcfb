"""Who can be named, and who can assist."""

import pytest

from waymark.ground.people.assistants.rules import (
    MOST_ASSISTANTS,
    MOST_NAMED,
    AssistantReason,
    may_assist,
    may_name,
)
from waymark.ground.people.roles import Role


@pytest.mark.parametrize(
    ("oneself", "named", "current", "within_a_day", "reasons"),
    [
        (False, False, 0, 0, ()),
        (False, False, MOST_ASSISTANTS - 1, MOST_NAMED - 1, ()),
        (True, False, 0, 0, (AssistantReason.ONESELF,)),
        (False, True, 1, 1, (AssistantReason.NAMED_ALREADY,)),
        (False, False, MOST_ASSISTANTS, 0, (AssistantReason.TOO_MANY,)),
        (False, False, 0, MOST_NAMED, (AssistantReason.TOO_OFTEN,)),
    ],
)
def test_who_can_be_named(
    oneself: bool, named: bool, current: int, within_a_day: int, reasons: tuple[AssistantReason, ...]
) -> None:
    decision = may_name(is_oneself=oneself, is_named=named, current=current, named_within_a_day=within_a_day)
    assert decision.reasons == reasons


def test_a_head_has_three_assistants_and_names_six_a_day_at_most() -> None:
    assert (MOST_ASSISTANTS, MOST_NAMED) == (3, 6)


@pytest.mark.parametrize("role", Role)
def test_whoever_judges_or_decides_assists_no_one(role: Role) -> None:
    judges = role in {Role.SETTER, Role.MARKER, Role.SENIOR, Role.LEAD, Role.BOARD}
    assert may_assist({role, Role.ASSISTANT}).allowed is not judges
