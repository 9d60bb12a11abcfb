"""Which of someone's own pages a lead may see as they do; every other page is closed, and says why.

A page is on the list only if it shows nothing that a lead could not read by the rules of the access matrix. The matrix
opens each of them this way and reads it. A new page is closed until it is put on the list.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from waymark.ground.people.access import EVERYONE, allowed_roles

PAGES = {
    "web:home": "Home",
    "web:enrolments": "Choosing a programme",
    "web:route": "My programme",
    "web:hours": "Hours",
    "learn:session": "A session",
    "learn:study": "A study item",
    "learn:study_page": "A study page",
    "reflect:changes": "What was changed",
    "apply:protected_time": "Time for studies",
    "pay:own": "Your fee",
    "web:cohort_progress": "Progress of a cohort",
    "learn:cohort_sessions": "Registers",
}
"""Name of the address to what the list of opened pages calls it."""


class Closed(StrEnum):
    """Why a page is not shown."""

    ANSWERS = "answers"
    WORKBOOK = "workbook"
    GROUP = "group"
    COACHING = "coaching"
    ASSESSMENT = "assessment"
    RESULT = "result"
    HEALTH = "health"
    ACCOUNT = "account"
    NO_ACCESS = "no_access"
    NOT_LISTED = "not_listed"


BY_NAME = {
    "web:own_access_needs": Closed.HEALTH,
    "web:own_dietary_needs": Closed.HEALTH,
    "web:own_dietary_needs_removal": Closed.HEALTH,
    "sit:extensions": Closed.HEALTH,
    "sit:evidence": Closed.HEALTH,
    "web:account": Closed.ACCOUNT,
    "web:assistants": Closed.ACCOUNT,
    "web:assistant_end": Closed.ACCOUNT,
    "web:assistant_link": Closed.ACCOUNT,
    "web:assistant_reminders": Closed.ACCOUNT,
    "web:assisting": Closed.ACCOUNT,
    "web:assisting_acceptance": Closed.ACCOUNT,
    "web:assisting_end": Closed.ACCOUNT,
    "web:your_data": Closed.ACCOUNT,
    "apply:own_consents": Closed.ACCOUNT,
    "web:your_copy": Closed.ACCOUNT,
    "emails:preference": Closed.ACCOUNT,
    "mail:mine": Closed.ACCOUNT,
    "pay:own_statement": Closed.NOT_LISTED,
}
BY_ROOM = {
    "reflect": Closed.ANSWERS,
    "practise": Closed.WORKBOOK,
    "gather": Closed.GROUP,
    "coach": Closed.COACHING,
    "sit": Closed.ASSESSMENT,
    "award": Closed.RESULT,
}
SIGNING_IN = ("signin_", "account_")


def reason_closed(name: str, view: Any, *, roles: frozenset[Any]) -> Closed | None:
    """Why the page of that name is not shown as someone with these roles sees it; None if it is."""
    allowed = allowed_roles(view)
    if allowed != EVERYONE and (allowed is None or not roles & frozenset(allowed)):
        return Closed.ACCOUNT if name.startswith(SIGNING_IN) else Closed.NO_ACCESS
    if name in PAGES:
        return None
    if name.startswith(SIGNING_IN):
        return Closed.ACCOUNT
    return BY_NAME.get(name) or BY_ROOM.get(name.partition(":")[0], Closed.NOT_LISTED)


def is_outside(name: str, view: Any) -> bool:
    """Whether it is a page that everyone may read, and so is left as it is: the programmes, the privacy notice."""
    return allowed_roles(view) == EVERYONE and name not in PAGES and not name.startswith(SIGNING_IN)
