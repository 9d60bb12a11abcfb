"""Who may look at whose pages, and until when."""

from datetime import UTC, datetime, timedelta

import pytest

from waymark.ground.people.roles import Role
from waymark.web.support.rules import LASTS, Someone, SupportReason, has_more_rights, is_open, may_look

AT = datetime(2026, 10, 22, 9, 0, tzinfo=UTC)
P, F, C, L = Role.PARTICIPANT, Role.FACILITATOR, Role.COACH, Role.LEAD


def someone(number: int, *roles: Role, provider: int = 1, merged: bool = False) -> Someone:
    return Someone(person_id=number, provider_id=provider, roles=frozenset(roles), is_merged=merged)


LEAD = someone(1, L)


@pytest.mark.parametrize(
    ("viewer", "person", "reasons"),
    [
        (LEAD, someone(2, P), ()),
        (LEAD, someone(2, F), ()),
        (LEAD, someone(2, C, P), ()),
        (someone(1, L, P), someone(2, P), ()),
        (LEAD, LEAD, (SupportReason.OWN, SupportReason.MORE_RIGHTS)),
        (someone(1, L, P), someone(1, P), (SupportReason.OWN,)),
        (someone(1, F), someone(2, P), (SupportReason.NOT_LEAD,)),
        (LEAD, someone(2, P, provider=2), (SupportReason.OTHER_PROVIDER,)),
        (LEAD, someone(2, P, Role.MARKER), (SupportReason.MORE_RIGHTS,)),
        (LEAD, someone(2), (SupportReason.NO_PAGES,)),
        (LEAD, someone(2, P, merged=True), (SupportReason.NO_PAGES,)),
    ],
)
def test_who_may_look(viewer: Someone, person: Someone, reasons: tuple[SupportReason, ...]) -> None:
    decision = may_look(viewer=viewer, person=person)
    assert (decision.reasons, decision.allowed) == (reasons, not reasons)


@pytest.mark.parametrize("role", [Role.SETTER, Role.MARKER, Role.SENIOR, Role.LEAD, Role.BOARD])
def test_these_roles_have_more_rights(role: Role) -> None:
    assert has_more_rights({role})
    assert has_more_rights({role, P})


def test_an_access_lasts_thirty_minutes_and_its_last_moment_belongs_to_it_no_more() -> None:
    until = AT + LASTS
    assert timedelta(minutes=30) == LASTS
    assert is_open(until=until, ended_at=None, at=until - timedelta(microseconds=1))
    assert not is_open(until=until, ended_at=None, at=until)
    assert not is_open(until=until, ended_at=AT, at=AT)
