"""Which roles one person may not have together: asked whenever a role is given and whenever someone is enrolled. Pure.

| In                 | Cannot be the same person                                                          |
|--------------------|------------------------------------------------------------------------------------|
| one cohort         | a participant and any of its staff                                                 |
| one cohort         | a facilitator or programme lead, and a marker or senior marker                     |
| one provider       | a participant and a programme lead or board member, who see every cohort           |
| one provider       | a participant and a paper setter, who reads every paper                            |
| one provider       | someone of a delivery partner, and a participant                                   |
| one provider       | someone of a delivery partner, and a marker, senior marker or board member         |
| one paper, ever    | who wrote or reviewed it, and who sits it                                          |
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from waymark.ground.people.roles import NOT_STAFF, Role
from waymark.kit.decisions import Decision

TEACHES = frozenset({Role.FACILITATOR, Role.LEAD})
JUDGES = frozenset({Role.MARKER, Role.SENIOR})
OF_THE_PROVIDER = frozenset({Role.LEAD, Role.BOARD, Role.SETTER})
"""Roles that see something of every cohort of a provider, or every paper."""
NOT_ENROLLED = OF_THE_PROVIDER | {Role.PARTNER}
"""Roles of those who can take part in none of the provider's cohorts."""
DECIDES = JUDGES | {Role.BOARD}
"""Roles that decide about someone's result."""


class RoleConflict(StrEnum):
    TAKES_PART = "takes_part"
    WORKS_HERE = "works_here"
    SEES_ALL = "sees_all"
    READS_PAPERS = "reads_papers"
    WROTE_A_PAPER = "wrote_a_paper"
    TEACHES_AND_MARKS = "teaches_and_marks"
    OF_A_PARTNER = "of_a_partner"
    DECIDES_HERE = "decides_here"


def may_join_staff(
    *, role: Role, roles_in_cohort: Collection[Role], roles_held: Collection[Role], takes_part: bool
) -> Decision[RoleConflict]:
    """May this person get that role in this cohort? `roles_held` are those at the provider."""
    conflicts = [RoleConflict.TAKES_PART] if takes_part else []
    others = {*roles_in_cohort, *({Role.LEAD} & {*roles_held})}
    if _teach_and_mark({role}, others) or _teach_and_mark(others, {role}):
        conflicts.append(RoleConflict.TEACHES_AND_MARKS)
    if role in DECIDES and Role.PARTNER in roles_held:
        conflicts.append(RoleConflict.OF_A_PARTNER)
    return Decision(tuple(conflicts))


def may_hold(
    *, role: Role, judges_somewhere: bool, is_enrolled: bool, roles_held: Collection[Role]
) -> Decision[RoleConflict]:
    """May this person get that role at the provider? `is_enrolled`: in any of the provider's cohorts."""
    conflicts = []
    if is_enrolled and role in NOT_ENROLLED:
        conflicts.append(RoleConflict.TAKES_PART)
    if role in DECIDES and Role.PARTNER in roles_held:
        conflicts.append(RoleConflict.OF_A_PARTNER)
    if role is Role.PARTNER and (judges_somewhere or DECIDES & {*roles_held}):
        conflicts.append(RoleConflict.DECIDES_HERE)
    if judges_somewhere and role is Role.LEAD:
        conflicts.append(RoleConflict.TEACHES_AND_MARKS)
    return Decision(tuple(conflicts))


def may_take_part(
    *, roles_in_cohort: Collection[Role], roles_held: Collection[Role], wrote_a_paper: bool
) -> Decision[RoleConflict]:
    """May this person be enrolled? `wrote_a_paper`: or reviewed one of the programme's papers."""
    conflicts = []
    if {*roles_in_cohort} - NOT_STAFF:
        conflicts.append(RoleConflict.WORKS_HERE)
    if {*roles_held} & {Role.LEAD, Role.BOARD}:
        conflicts.append(RoleConflict.SEES_ALL)
    if Role.PARTNER in roles_held:
        conflicts.append(RoleConflict.OF_A_PARTNER)
    if Role.SETTER in roles_held:
        conflicts.append(RoleConflict.READS_PAPERS)
    elif wrote_a_paper:
        conflicts.append(RoleConflict.WROTE_A_PAPER)
    return Decision(tuple(conflicts))


def _teach_and_mark(teaching: Collection[Role], judging: Collection[Role]) -> bool:
    return bool(TEACHES & {*teaching} and JUDGES & {*judging})
