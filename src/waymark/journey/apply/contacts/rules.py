"""What can be entered as someone's sponsor or mentor. Pure.

| Clause | Says                                                                    |
|--------|-------------------------------------------------------------------------|
| house  | a name and an email address, or neither: there is no one any more        |
| house  | nobody is their own sponsor or mentor                                    |
| house  | a last day isn't before the first one                                    |
| house  | a change says why                                                        |
| house  | a sponsor is asked while they are one, of someone who takes part         |
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from waymark.kit.decisions import Decision


class ContactReason(StrEnum):
    NO_NAME = "name"
    NO_EMAIL = "email"
    OWN = "own"
    ENDS_BEFORE = "until_on"
    NO_REASON = "reason"
    NO_SPONSOR = "no_sponsor"
    SPONSOR_ENDED = "sponsor_ended"
    NOT_ON_PROGRAMME = "not_on_programme"


@dataclass(frozen=True, kw_only=True)
class ContactDraft:
    """Who sponsors or mentors someone; no name and no address where there is no one."""

    name: str = ""
    email: str = ""
    from_on: date | None = None
    until_on: date | None = None


def may_set_contact(
    draft: ContactDraft, *, own_addresses: list[str], replaces: bool, reason: str
) -> Decision[ContactReason]:
    """Every reason why this can't be saved."""
    reasons = []
    if draft.email and not draft.name:
        reasons.append(ContactReason.NO_NAME)
    if draft.name and not draft.email:
        reasons.append(ContactReason.NO_EMAIL)
    if draft.email and draft.email.casefold() in {address.casefold() for address in own_addresses}:
        reasons.append(ContactReason.OWN)
    if draft.from_on and draft.until_on and draft.until_on < draft.from_on:
        reasons.append(ContactReason.ENDS_BEFORE)
    if replaces and not reason.strip():
        reasons.append(ContactReason.NO_REASON)
    return Decision(tuple(reasons))


def may_be_asked(
    *, email: str, until_on: date | None, takes_part: bool, today: date
) -> Decision[ContactReason]:
    """Every reason why the sponsor of an enrolment isn't asked for support today."""
    reasons = []
    if not email:
        reasons.append(ContactReason.NO_SPONSOR)
    if until_on is not None and until_on < today:
        reasons.append(ContactReason.SPONSOR_ENDED)
    if not takes_part:
        reasons.append(ContactReason.NOT_ON_PROGRAMME)
    return Decision(tuple(reasons))
