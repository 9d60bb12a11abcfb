"""Where each role can go from every page: few places, the most used first."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from waymark.ground.people.roles import Role

PLACES: dict[Role, tuple[tuple[str, str], ...]] = {
    Role.PARTICIPANT: (
        ("Home", "desks:home"),
        ("My programme", "desks:route"),
        ("Workbook", "practise:workbook"),
        ("Peer group", "gather:group"),
        ("Coaching", "coach:mine"),
        ("Assessment", "sit:before"),
    ),
    Role.FACILITATOR: (("Home", "desks:home"), ("Improvement", "improve:findings")),
    Role.COACH: (("Home", "desks:home"), ("My coachees", "coach:coachees")),
    Role.SETTER: (("Home", "desks:home"),),
    Role.MARKER: (("Home", "desks:home"), ("My scripts", "mark:list")),
    Role.SENIOR: (("Home", "desks:home"), ("Fails to confirm", "mark:fails")),
    Role.LEAD: (
        ("Today", "desks:home"),
        ("Cohorts", "apply:cohorts"),
        ("Improvement", "improve:findings"),
        ("Ledger", "desks:ledger"),
    ),
    Role.BOARD: (("Home", "desks:home"), ("Releases", "award:releases"), ("Improvement", "improve:findings")),
}


def links_for(role: Role | None) -> list[tuple[str, str]]:
    """Label and address of each place of a role."""
    return [(label, url) for label, name in PLACES[role] if (url := _known(name))] if role else []


def _known(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
