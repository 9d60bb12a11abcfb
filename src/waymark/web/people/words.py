"""The words of the list of people and of one person's page."""

from __future__ import annotations

MISSING = {
    "sign_in": "have never signed in",
    "coach": "have no coach",
    "group": "have no peer group",
    "sponsor": "have no sponsor",
    "mentor": "have no mentor",
    "practice": "haven’t tried the practice assessment by their programme’s date",
}
"""What someone may lack, by its value in the address of the list."""

FIELDS = {
    "name": "Name",
    "email": "Email address",
    "trn": "TRN",
    "school": "School or organisation",
    "access_needs": "Access needs",
    "role": "Role",
}
NOT_KNOWN = "Not known"
CHANGED = "{field} changed from {before} to {after}"
ADDED = "{field} added: {after}"
REMOVED = "{field} removed: {before}"
STATEMENT_ISSUED = (
    "A statement of result was issued under the name {name} on {on}. It stays as it is. To have it issued again "
    "under the new name, ask for a new statement after this change."
)
FALLBACK = "Someone else"


def change_in_words(field: str, before: str, after: str) -> str:
    """One change as a line of the timeline."""
    sentence = CHANGED if before and after else ADDED if after else REMOVED
    return sentence.format(field=FIELDS[field], before=before, after=after)
