"""Who looks like the same person, and how an email address is compared. Pure.

| Alike                        | Because                                                          |
|------------------------------|------------------------------------------------------------------|
| the same TRN                 | a TRN is one teacher’s                                           |
| the same name and school     | names folded, as lists sort them                                 |
| nearly the same email address| without capitals, and without what follows a plus sign           |
| the same name                | only if nothing speaks against it: another TRN does              |
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

INVISIBLE = re.compile("[\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
LONGEST_LOCAL_PART = 64


class Likeness(StrEnum):
    SAME_TRN = "same_trn"
    SAME_NAME_AND_SCHOOL = "same_name_and_school"
    SAME_MAILBOX = "same_mailbox"
    SAME_NAME = "same_name"


LIKENESS = {
    Likeness.SAME_TRN: "the same TRN",
    Likeness.SAME_NAME_AND_SCHOOL: "the same name and school",
    Likeness.SAME_MAILBOX: "nearly the same email address",
    Likeness.SAME_NAME: "the same name",
}


def guess(person: Person, other: Person) -> tuple[Likeness, ...]:
    """Why the two may be one person; empty if nothing says so."""
    alike = []
    if person.trn and person.trn == other.trn:
        alike.append(Likeness.SAME_TRN)
    if mailbox(person.email) == mailbox(other.email):
        alike.append(Likeness.SAME_MAILBOX)
    if person.sort_name == other.sort_name:
        if person.organisation_id and person.organisation_id == other.organisation_id:
            alike.append(Likeness.SAME_NAME_AND_SCHOOL)
        elif not (person.trn and other.trn and person.trn != other.trn):
            alike.append(Likeness.SAME_NAME)
    return tuple(alike)


def clean_email(text: str) -> str:
    """As people paste it: without invisible characters, spaces around it, and in lower case."""
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text)).strip().lower()


def spellings(address: str) -> tuple[str, ...]:
    """The address with its domain as people read it, and as machines do (`xn--`): the same mailbox."""
    local, _, domain = address.rpartition("@")
    try:
        machine = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return (address,)
    return tuple(dict.fromkeys((address, f"{local}@{machine}", _readable(address))))


def _readable(address: str) -> str:
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('ascii').decode('idna')}"
    except UnicodeError:
        return address


def mailbox(address: str) -> str:
    """One spelling of an address, without what follows a plus sign: only to guess by."""
    local, _, domain = _readable(clean_email(address)).rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
