"""Who must have a second factor, and which codes count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from waymark.bridges.signin.second_factor import rules
from waymark.bridges.signin.second_factor.rules import ForParticipants
from waymark.ground.people.roles import NOT_STAFF, Role

STAFF = [role for role in Role if role not in NOT_STAFF]
SECRET = b"12345678901234567890"
NOW = datetime(2026, 11, 30, 12, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize("role", STAFF)
def test_every_staff_role_needs_one_in_production(role: Role) -> None:
    assert rules.needs_second_factor({role}, of_staff=True)
    assert rules.needs_second_factor({role, Role.PARTICIPANT}, of_staff=True)
    assert not rules.needs_second_factor({role}, of_staff=False)


@pytest.mark.parametrize(
    ("settings", "needed"),
    [
        ([], False),
        ([ForParticipants.OFF], False),
        ([ForParticipants.OPTIONAL], False),
        ([ForParticipants.REQUIRED], True),
        ([ForParticipants.OFF, ForParticipants.REQUIRED], True),
    ],
)
def test_participants_need_one_if_a_provider_of_theirs_says_so(settings, needed: bool) -> None:
    for of_staff in (True, False):
        assert (
            rules.needs_second_factor({Role.PARTICIPANT}, of_staff=of_staff, participants=settings) is needed
        )


def test_someone_without_a_role_needs_none() -> None:
    assert not rules.needs_second_factor((), of_staff=True, participants=[ForParticipants.REQUIRED])


@pytest.mark.parametrize(
    ("roles", "settings", "may"),
    [
        ({Role.PARTICIPANT}, [], True),
        ({Role.PARTICIPANT}, [ForParticipants.OFF], False),
        ({Role.PARTICIPANT}, [ForParticipants.OFF, ForParticipants.OPTIONAL], True),
        ({Role.PARTICIPANT, Role.COACH}, [ForParticipants.OFF], True),
    ],
)
def test_a_provider_can_switch_it_off_for_participants_alone(roles, settings, may: bool) -> None:
    assert rules.may_have_second_factor(roles, participants=settings) is may


@pytest.mark.parametrize(("factors", "needed", "may"), [(1, True, False), (2, True, True), (1, False, True)])
def test_the_last_factor_stays_where_one_is_needed(factors: int, needed: bool, may: bool) -> None:
    assert rules.may_remove(factors=factors, is_needed=needed) is may


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ],
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    """Appendix B, SHA-1; of its eight digits the last six."""
    assert rules.code_at(seconds // 30, secret=SECRET) == code


@pytest.mark.parametrize(("drift", "counts"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_one_step_wrong(drift: int, counts: bool) -> None:
    step = rules.step_of(NOW) + drift
    matched = rules.matching_step(rules.code_at(step, secret=SECRET), secret=SECRET, now=NOW)
    assert matched == (step if counts else None)


@pytest.mark.parametrize("text", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12345６", "-12345"])
def test_anything_but_six_digits_is_no_code(text: str) -> None:
    assert rules.digits_of(text) == ""
    assert rules.matching_step(text, secret=SECRET, now=NOW) is None


def test_spaces_in_a_code_are_passed_over() -> None:
    assert rules.digits_of(" 123 456 ") == "123456"


@pytest.mark.parametrize("text", ["abcde-fghjk", "ABCDE FGHJK", " abcdefghjk ", "abcde–fghjk"])
def test_recovery_codes_are_read_as_people_write_them(text: str) -> None:
    assert rules.recovery_code_of(text) == "abcdefghjk"


@pytest.mark.parametrize("text", ["", "abcde-fghj", "abcde-fghjkm", "abcde-fghj0", "123456"])
def test_anything_else_is_no_recovery_code(text: str) -> None:
    assert rules.recovery_code_of(text) == ""


@pytest.mark.parametrize(("minutes", "recent"), [(0, True), (10, True), (10.1, False), (-1, False)])
def test_a_confirmation_holds_for_ten_minutes(minutes: float, recent: bool) -> None:
    confirmed = (NOW - timedelta(minutes=minutes)).timestamp()
    assert rules.is_recent(confirmed, now=NOW) is recent
