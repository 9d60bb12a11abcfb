"""Lines of staff as people type and paste them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.ground.people.roles import Role
from waymark.journey.apply.staff.rules import NOT_ON_LINES, StaffLine, StaffRemark, read_staff_lines, role_of
from waymark.journey.apply.staff.words import sentence_of
from waymark.kit.email_addresses import is_email

COHORTS = {"spring-2027": "Spring 2027", "autumn-2027": "Autumn 2027"}


def read(text: str, cohort: str = "") -> tuple[StaffLine, ...]:
    return read_staff_lines(text, cohorts=COHORTS, cohort=cohort, is_email=is_email)


def codes(line: StaffLine) -> list[StaffRemark]:
    return [remark.code for remark in line.remarks]


@pytest.mark.parametrize(
    "text",
    [
        "Hugo Marchbanks, hugo@school.example, Coach, Spring 2027",
        "Hugo Marchbanks;hugo@school.example;coach;spring-2027",
        "Hugo Marchbanks\tHUGO@school.example\tCOACH\tSPRING 2027",
        "“Hugo Marchbanks” <hugo@school.example>, Coach, Spring 2027".replace("“", "").replace("”", ""),
        '"Hugo  Marchbanks",hugo@school.example,"Coach","Spring 2027"',
    ],
)
def test_a_line_is_read_however_it_is_separated(text: str) -> None:
    [line] = read(text)
    assert (line.given_name, line.family_name, line.email) == ("Hugo", "Marchbanks", "hugo@school.example")
    assert (line.roles, line.cohort, codes(line)) == ((Role.COACH,), "spring-2027", [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hugo Marchbanks, Coach", StaffRemark.NO_EMAIL),
        ("Hugo Marchbanks, hugo@school, Coach, Spring 2027", StaffRemark.NOT_EMAIL),
        ("hugo@school.example, Coach, Spring 2027", StaffRemark.NO_NAME),
        ("Hugo Marchbanks, hugo@school.example", StaffRemark.NO_ROLE),
        ("Hugo Marchbanks, hugo@school.example, Astronaut", StaffRemark.UNKNOWN_ROLE),
        ("Hugo Marchbanks, hugo@school.example, Participant", StaffRemark.UNKNOWN_ROLE),
        ("Hugo Marchbanks, hugo@school.example, Coach", StaffRemark.NO_COHORT),
        ("Hugo Marchbanks, hugo@school.example, Coach, Winter 1999", StaffRemark.UNKNOWN_COHORT),
        ("Hugo Marchbanks, hugo@school.example, Coach, Spring 2027, and more", StaffRemark.TOO_MANY_CELLS),
        ("A, B, C, hugo@school.example, Coach, Spring 2027", StaffRemark.TOO_MANY_CELLS),
        ("Hugo\x00 Marchbanks, hugo@school.example, Coach, Spring 2027", StaffRemark.UNREADABLE),
        ("Hu " + "x" * 101 + ", hugo@school.example, Lead", StaffRemark.TOO_LONG),
    ],
)
def test_a_line_with_a_problem_says_so_and_keeps_its_text(text: str, expected: StaffRemark) -> None:
    [line] = read(text)
    assert expected in [remark.code for remark in line.problems]
    assert line.text == text
    assert all(sentence_of(remark) for remark in line.remarks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maria de Souza, m@school.example, Award board", StaffRemark.NAME_GUESSED),
        ("Maria, m@school.example, Award board", StaffRemark.NAME_GUESSED),
        ("Souza, Maria, m@school.example, Award board", StaffRemark.NAME_TURNED),
        ("Maria Souza, m@school.example, board", StaffRemark.ROLE_GUESSED),
        ("Maria Souza, m@school.example, assesor, Spring 2027", StaffRemark.ROLE_GUESSED),
        ("Maria Souza, m@school.example, Marker, Sprng 2027", StaffRemark.COHORT_GUESSED),
    ],
)
def test_a_guess_is_shown_as_a_guess(text: str, expected: StaffRemark) -> None:
    [line] = read(text)
    assert [remark.code for remark in line.guesses] == [expected]
    assert not line.problems


def test_a_role_in_a_cohort_takes_the_selected_cohort_and_a_role_at_the_provider_takes_none() -> None:
    marker, board = read("A B, a@x.example, Marker\nC D, c@x.example, Award board", cohort="autumn-2027")
    assert (marker.cohort, board.cohort) == ("autumn-2027", "")


def test_several_roles_stand_on_one_line() -> None:
    [line] = read("A B, a@x.example, Marker + Senior marker / coach, Spring 2027")
    assert line.roles == (Role.MARKER, Role.SENIOR, Role.COACH)


def test_a_heading_row_and_empty_lines_are_passed_over() -> None:
    lines = read("Name,Email,Role\n\nA B,a@x.example,Award board\n")
    assert [(line.number, line.name) for line in lines] == [(3, "A B")]


def test_two_names_for_one_email_address_are_a_problem() -> None:
    first, second = read("A B, a@x.example, Marker, Spring 2027\nC D, A@x.example, Coach, Spring 2027")
    assert not first.problems
    assert [remark.code for remark in second.problems] == [StaffRemark.TWO_NAMES]


@pytest.mark.parametrize("role", [role for role in Role if role not in NOT_ON_LINES])
def test_every_staff_role_is_read_by_its_name(role: Role) -> None:
    from waymark.ground.people.roles import LABELS

    assert role_of(LABELS[role]) == (role, True)


def test_a_delivery_partner_is_not_invited_by_a_line() -> None:
    assert role_of("Delivery partner") == (None, False)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_and_none_is_lost(text: str) -> None:
    lines = read(text)
    assert all(line.remarks or line.roles for line in lines)
    assert all(line.text.strip() for line in lines)


def test_a_name_with_the_family_name_first_is_turned_and_says_so() -> None:
    [line] = read("Marchbanks, Hugo, hugo@school.example, Coach, Spring 2027")
    assert (line.given_name, line.family_name) == ("Hugo", "Marchbanks")
    assert StaffRemark.NAME_TURNED in codes(line)
