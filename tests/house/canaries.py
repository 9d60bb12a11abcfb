"""Texts that say whose they are, planted in every field that a person writes; and who may read which kind of them.

A canary is a word that stands nowhere else. Its kind, and whose it is, are known here, so that every answer of the
house can be read for words that its reader must not see. What the table does not allow, nobody may see.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from tests.world.texts import Owner
from waymark.ground.people.roles import Role

LETTERS = "bcdfghjklmnpqrst"
WORD = re.compile(rf"zq[{LETTERS}]{{12}}|\b98\d{{5}}\b|\b[0-9A-Z]{{14}}\b", re.IGNORECASE)
"""A written word, a teacher reference number, or the code of a script or a sitting."""


class Scope(StrEnum):
    OWN = "own"
    """What is about the reader's own person."""
    WRITTEN = "written"
    """What the reader wrote about somebody."""
    TEAM = "team"
    """Of the staff whom the reader works with, or is looked after by."""
    COACHEES = "coachees"
    SCRIPTS = "scripts"
    """Of those whose script the reader marks."""
    FAILS = "fails"
    """Of those whose script failed, in the reader's cohorts."""
    HEADS = "heads"
    """Of those whom the reader assists."""
    COHORT = "cohort"
    """Of the cohorts the reader takes part in or works with."""
    WITH_PARTNER = "with_partner"
    """Of those who are with the delivery partner that the reader works for."""
    STAFFED = "staffed"
    """Of the cohorts the reader works with in any role, those to come among them."""
    PROVIDER = "provider"


P, F, C, M, S, L, B, T, D, A = (
    Role.PARTICIPANT,
    Role.FACILITATOR,
    Role.COACH,
    Role.MARKER,
    Role.SENIOR,
    Role.LEAD,
    Role.BOARD,
    Role.SETTER,
    Role.PARTNER,
    Role.ASSISTANT,
)
OWN, WRITTEN, TEAM, COACHEES, SCRIPTS, FAILS, HEADS, COHORT, WITH_PARTNER, STAFFED, PROVIDER = Scope

type Rule = dict[Role, Scope]
ITS_WRITER: Rule = {P: OWN, C: COACHEES}
OF_THE_TEAM: Rule = {L: PROVIDER, B: PROVIDER, F: COHORT}
MAY_SEE: dict[str, Rule] = {
    # people
    "participant name": {
        P: COHORT,
        F: COHORT,
        C: COACHEES,
        L: PROVIDER,
        B: PROVIDER,
        D: WITH_PARTNER,
        A: HEADS,
    },
    "participant email": {P: OWN, L: PROVIDER},
    "organisation": {P: COHORT, F: COHORT, C: COACHEES, L: PROVIDER},
    "TRN": {L: PROVIDER},
    "lead name": {P: PROVIDER, F: PROVIDER, L: PROVIDER, B: PROVIDER},
    "facilitator name": {P: TEAM, F: OWN, L: PROVIDER, B: PROVIDER},
    "coach name": {P: TEAM, F: TEAM, C: OWN, L: PROVIDER},
    "assistant name": {A: OWN, P: TEAM, L: PROVIDER},
    "assistant email": {A: OWN, P: TEAM, L: PROVIDER},
    "setter name": {T: PROVIDER, L: PROVIDER},
    "marker name": {M: OWN, L: PROVIDER},
    "senior name": {S: OWN, L: PROVIDER},
    "partner name": {D: OWN, L: PROVIDER},
    "delivery partner": {P: OWN, D: WITH_PARTNER, L: PROVIDER},
    "board name": {P: PROVIDER, B: OWN, L: PROVIDER},
    "staff email": {F: OWN, C: OWN, T: OWN, M: OWN, S: OWN, B: OWN, D: OWN, L: PROVIDER},
    "staff organisation": {L: PROVIDER},
    "leaving reason": {L: PROVIDER},
    "correction": {L: PROVIDER},
    "access need": {P: OWN, L: PROVIDER},
    "support reason": {P: OWN, F: OWN, C: OWN, L: PROVIDER},
    "dietary need": {P: OWN},
    # before the programme
    "enquiry": {L: PROVIDER},
    "cohort name": {P: COHORT, F: COHORT, L: PROVIDER, B: PROVIDER, D: COHORT},
    "open cohort name": {L: PROVIDER, B: PROVIDER},
    "application": {L: PROVIDER, B: PROVIDER},
    "application access needs": {L: PROVIDER},
    "application review": {L: PROVIDER, B: PROVIDER},
    "enrolment file": {L: PROVIDER},
    "words of an email": {L: PROVIDER},
    "message to people": {P: COHORT, L: PROVIDER},
    "fee": {L: PROVIDER},
    # the programme
    "answer to a question": {P: OWN, F: COHORT, L: PROVIDER},
    "change": {P: COHORT, F: COHORT, L: PROVIDER},
    "reason for a correction": {F: COHORT, L: PROVIDER},
    "workbook title": ITS_WRITER,
    "workbook text": ITS_WRITER,
    "evidence": ITS_WRITER,
    "group meeting": {P: COHORT},
    "shared coaching notes": ITS_WRITER,
    "private coaching notes": {C: WRITTEN},
    "triangulation": ITS_WRITER,
    "agreed action": ITS_WRITER,
    # the assessment
    "notes": {P: OWN},
    "script": {P: OWN, M: SCRIPTS, S: FAILS},
    "sitting code": {P: OWN},
    "script code": {M: SCRIPTS, S: FAILS},
    "extension": {P: OWN, L: PROVIDER, B: PROVIDER},
    "access arrangement": {P: OWN, L: PROVIDER, B: PROVIDER},
    "sponsor or mentor": {P: OWN, L: PROVIDER},
    "life of an enrolment": {L: PROVIDER, B: PROVIDER},
    "late text": {P: OWN, L: PROVIDER, B: PROVIDER},
    "incident": {L: PROVIDER, B: PROVIDER},
    "marker's reason": {M: WRITTEN, S: FAILS},
    "senior's reason": {S: FAILS},
    "what comes next": {P: OWN},
    "what comes next, not released": {B: PROVIDER},
    "issue": OF_THE_TEAM,
    "inspection": {L: PROVIDER},
    "reason for another action": {L: PROVIDER},
    "legal hold": {L: PROVIDER},
    "erasure": {L: PROVIDER},
    # papers
    "paper title": {T: PROVIDER, L: PROVIDER},
    "paper case": {T: PROVIDER, P: PROVIDER},
    "paper question": {T: PROVIDER, P: PROVIDER, M: PROVIDER, S: PROVIDER},
    "paper criterion": {T: PROVIDER, M: PROVIDER, S: PROVIDER, P: PROVIDER},
    "paper omission": {T: PROVIDER, M: PROVIDER, S: PROVIDER, P: PROVIDER},
    "paper scheme": {T: PROVIDER, M: PROVIDER},
    "paper feedback": {T: PROVIDER, P: PROVIDER},
    "paper review": {T: PROVIDER},
    "coming paper title": {T: PROVIDER, L: PROVIDER},
    "coming paper case": {T: PROVIDER},
    "coming paper question": {T: PROVIDER},
    "coming paper criterion": {T: PROVIDER},
    "coming paper omission": {T: PROVIDER},
    "coming paper scheme": {T: PROVIDER},
    "coming paper feedback": {T: PROVIDER},
    "coming paper review": {T: PROVIDER},
    "draft title": {T: PROVIDER},
    "draft case": {T: PROVIDER},
    "draft question": {T: PROVIDER},
    "draft criterion": {T: PROVIDER},
    "draft omission": {T: PROVIDER},
    "draft scheme": {T: PROVIDER},
    "draft feedback": {T: PROVIDER},
}
"""Kind of text to who may read it. A kind that is not here may be read by nobody."""
PUBLIC = {
    "enquire:scholarship",
    "apply:programme",
    "apply:application_start",
    "apply:application_check",
    "apply:application_step",
    "apply:application_saved",
    "apply:application_submitted",
}
ONLY_AT = {
    ("answer to a question", F): "reflect:results",
    ("answer to a question", L): "reflect:results",
    ("open cohort name", B): "apply:reviews apply:review",
    ("paper criterion", P): "award:mine",
    ("paper omission", P): "award:mine",
    ("paper feedback", P): "award:mine",
}
"""Where alone somebody may read it. Answers are shown without names, and from five on; the board reviews applications
for a cohort to come; a participant meets the mark scheme with the result, never while writing.
"""
ALSO_AT: dict[str, dict[str, Rule]] = {
    "web:home": {"lead name": {C: PROVIDER}},
    "web:account": {"lead name": {C: PROVIDER}},
    "mail:mine": {
        kind: {F: STAFFED, C: STAFFED, M: STAFFED, S: STAFFED} for kind in ("cohort name", "open cohort name")
    }
    | {
        "lead name": {C: PROVIDER},
        "participant name": {C: STAFFED},
        "coach name": {P: PROVIDER},
    },
    "gather:group_owners": {"facilitator name": {F: PROVIDER}, "coach name": {F: PROVIDER}},
}
"""What may be read at one address besides: an email said which cohort its reader works with, and who was whose coach
before another was; someone whose pages a lead can see is told who it is; facilitators see who looks after each group.
"""


@dataclass(frozen=True)
class Canary:
    kind: str
    owner: Owner

    def __str__(self) -> str:
        return f"{self.kind} of {self.owner}"


@dataclass(frozen=True)
class Reader:
    """Who reads, and what is theirs; in the same labels as `Owner`. A visitor has no provider and no role."""

    key: str = ""
    provider: str = ""
    roles: frozenset[Role] = frozenset()
    cohorts: frozenset[str] = frozenset()
    team: frozenset[str] = frozenset()
    staffed: frozenset[str] = frozenset()
    coachees: frozenset[str] = frozenset()
    scripts: frozenset[str] = frozenset()
    fails: frozenset[str] = frozenset()
    with_partner: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return f"{self.key} of {self.provider}" if self.key else "a visitor"


def reaches(scope: Scope, reader: Reader, owner: Owner) -> bool:
    """Whether what belongs to that owner lies within that scope of the reader."""
    if owner.provider != reader.provider:
        return False
    return {
        OWN: owner.person == reader.key,
        WRITTEN: owner.author == reader.key,
        TEAM: owner.person in reader.team,
        COACHEES: owner.person in reader.coachees,
        SCRIPTS: owner.person in reader.scripts,
        FAILS: owner.person in reader.fails,
        HEADS: owner.person in reader.heads,
        COHORT: owner.cohort in reader.cohorts,
        WITH_PARTNER: owner.person in reader.with_partner,
        STAFFED: owner.cohort in reader.staffed,
        PROVIDER: True,
    }[scope]


def may_see(reader: Reader, canary: Canary, at: str) -> bool:
    """Whether that reader may find it at the address of that name."""
    rule, also = MAY_SEE.get(canary.kind, {}), ALSO_AT.get(at, {}).get(canary.kind, {})
    if is_public(canary, at):
        return True
    return any(
        reaches(rule[role], reader, canary.owner) and at in ONLY_AT.get((canary.kind, role), at).split()
        for role in reader.roles & rule.keys()
    ) or any(reaches(also[role], reader, canary.owner) for role in reader.roles & also.keys())


def is_public(canary: Canary, at: str) -> bool:
    """A cohort that is open for applications is named on the pages on which one applies."""
    return canary.kind == "open cohort name" and at in PUBLIC


def is_own(reader: Reader, canary: Canary) -> bool:
    """The header of every page says who reads it."""
    return (canary.owner.provider, canary.owner.person) == (reader.provider, reader.key)


BESIDE = {
    **{at: {"cohort name", "open cohort name"} for at in ("cohorts:return", "cohorts:move")},
    "web:hours": {"participant name"},
}
"""Kinds that may stand beside the subject of an address: it asks into which other cohort somebody goes, and says who
recorded a meeting of a group.
"""


def is_beside(canary: Canary, about: Owner, at: str) -> bool:
    """Whether a page about that cohort, or that person, may show it."""
    owner = canary.owner
    if canary.kind in BESIDE.get(at, ()):
        return True
    is_same_cohort = not about.cohort or owner.cohort in ("", about.cohort)
    is_same_person = not about.person or not owner.cohort or owner.person in ("", about.person)
    return is_same_cohort and is_same_person


@dataclass
class Canaries:
    """All that were planted, by their words."""

    planted: dict[str, Canary] = field(default_factory=dict)
    drawn: Counter[str] = field(default_factory=Counter)

    def write(self, kind: str, owner: Owner) -> str:
        """A new word of that kind; it begins like a name."""
        mark = repr((kind, owner))
        self.drawn[mark] += 1
        digits = sha256(f"{mark}/{self.drawn[mark]}".encode()).hexdigest()[:12]
        word = "zq" + "".join(LETTERS[int(digit, 16)] for digit in digits)
        self.planted[word] = Canary(kind, owner)
        return word.capitalize()

    def know(self, kind: str, words: dict[str, Owner]) -> None:
        """Words that stand in the world already, such as numbers."""
        self.planted |= {word.lower(): Canary(kind, owner) for word, owner in words.items()}

    def in_text(self, text: str) -> set[Canary]:
        words = {word.lower() for word in WORD.findall(text)}
        return {self.planted[word] for word in words & self.planted.keys()}
