"""Navigation links of each role, the most used first."""

from __future__ import annotations

from waymark.ground.people.roles import Role
from waymark.kit.addresses import address

MAIN_LINKS: dict[Role, tuple[tuple[str, str], ...]] = {
    Role.PARTICIPANT: (
        ("Home", "web:home"),
        ("My programme", "web:route"),
        ("Workbook", "practise:workbook"),
        ("Peer group", "gather:group"),
        ("Coaching", "coach:mine"),
        ("Assessment", "sit:before"),
    ),
    Role.FACILITATOR: (
        ("Home", "web:home"),
        ("Peer groups", "gather:own_groups"),
        ("Improvement", "improve:issues"),
    ),
    Role.COACH: (
        ("Home", "web:home"),
        ("My coachees", "coach:coachees"),
        ("Peer groups", "gather:own_groups"),
    ),
    Role.SETTER: (("Home", "web:home"), ("Papers", "papers:papers")),
    Role.MARKER: (("Home", "web:home"), ("My scripts", "mark:list")),
    Role.SENIOR: (("Home", "web:home"), ("Fails awaiting confirmation", "mark:fails")),
    Role.LEAD: (
        ("Today", "web:home"),
        ("Enquiries", "enquire:enquiries"),
        ("Cohorts", "apply:cohorts"),
        ("People", "web:people"),
        ("Staff", "apply:staff"),
        ("Improvement", "improve:issues"),
        ("Emails", "mail:messages"),
        ("Audit log", "web:audit_log"),
        ("Settings", "people:settings"),
        ("System status", "web:running"),
    ),
    Role.BOARD: (
        ("Home", "web:home"),
        ("Reviews", "apply:reviews"),
        ("Releases", "award:releases"),
        ("Improvement", "improve:issues"),
    ),
    Role.PARTNER: (("Participants", "web:home"),),
    Role.ASSISTANT: (("Home", "web:home"),),
}


COHORT_LINKS: tuple[tuple[str, str, frozenset[Role]], ...] = (
    ("Cohort", "apply:cohort", frozenset({Role.LEAD})),
    ("Applications", "apply:applications", frozenset({Role.LEAD})),
    ("Messages", "emails:cohort_messages", frozenset({Role.LEAD})),
    ("Fees", "pay:cohort", frozenset({Role.LEAD})),
    ("Progress", "web:cohort_progress", frozenset({Role.LEAD, Role.FACILITATOR})),
    ("Registers", "learn:cohort_sessions", frozenset({Role.LEAD, Role.FACILITATOR})),
    ("Results", "reflect:all_results", frozenset({Role.LEAD, Role.FACILITATOR})),
    ("Groups", "gather:groups", frozenset({Role.LEAD, Role.FACILITATOR})),
    ("Coaches", "coach:pairings", frozenset({Role.LEAD})),
    ("Coaching", "coach:cohort", frozenset({Role.LEAD, Role.FACILITATOR})),
    ("Windows", "sit:windows", frozenset({Role.LEAD})),
    ("Marking", "mark:progress", frozenset({Role.LEAD})),
    ("Awards", "award:cohort", frozenset({Role.LEAD})),
)
"""Pages about one cohort for its staff, in the order of the programme."""


def links_for(role: Role | None) -> list[tuple[str, str]]:
    """Label and address of each main link of a role."""
    return [(label, address(name)) for label, name in MAIN_LINKS[role]] if role else []


def links_of_cohort(slug: str, role: Role | None) -> list[tuple[str, str]]:
    """Label and address of each page about one cohort that the role may open."""
    return [(label, address(name, slug)) for label, name, roles in COHORT_LINKS if role in roles]
