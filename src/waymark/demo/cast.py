"""Who is who in the demonstration. All of them are invented, and all addresses end in `.example`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from waymark.ground.people.roles import Role

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """A person one can be, with a line on what to try."""

    key: str
    given: str
    family: str
    role: Role
    label: str
    try_this: str


@dataclass(frozen=True, kw_only=True)
class Team:
    slug: str
    name: str
    short_name: str
    pack: str
    paper: str
    staff: tuple[Somebody, ...]


def _one(key: str, name: str, role: Role, label: str, try_this: str) -> Somebody:
    given, family = name.split(" ", 1)
    return Somebody(key=key, given=given, family=family, role=role, label=label, try_this=try_this)


LLSE = Team(
    slug="llse",
    name="Leadership Learning South East",
    short_name="LLSE",
    pack="llse-npqel",
    paper="llse-a",
    staff=(
        _one(
            "lead",
            "Sunniva Okoro-Pike",
            Role.LEAD,
            "Programme lead",
            "Decide an application and a request for more time; see in the control room who is silent or cut off.",
        ),
        _one(
            "facilitator",
            "Imran Nightingale",
            Role.FACILITATOR,
            "Facilitator",
            "Take a register; see what participants learned in a workshop, weakest first; record what will change.",
        ),
        _one(
            "coach",
            "Barnaby Quillfeather",
            Role.COACH,
            "Coach",
            "Open a preparation sheet, then record a coaching session and its action.",
        ),
        _one(
            "setter",
            "Ottoline Larkspur",
            Role.SETTER,
            "Paper setter",
            "Read what the check finds in paper B, mend it, and ask the second setter for a review.",
        ),
        _one(
            "setter2",
            "Magnus Thornleigh",
            Role.SETTER,
            "Second paper setter",
            "Review what somebody else wrote; a paper is locked after that alone.",
        ),
        _one(
            "marker",
            "Chidi Fernsby",
            Role.MARKER,
            "Marker",
            "Mark an anonymous script: omissions by passage first, then the criteria.",
        ),
        _one(
            "marker2",
            "Delphine Oakeshott",
            Role.MARKER,
            "Second marker",
            "Mark blind: you never see what the first marker gave.",
        ),
        _one(
            "marker3",
            "Wren Abernethy-Cole",
            Role.MARKER,
            "Third marker",
            "Settle a split as the third pair of eyes.",
        ),
        _one(
            "senior",
            "Percival Hathersage",
            Role.SENIOR,
            "Senior marker",
            "Read all marks of a script below the line, and confirm the fail or leave it.",
        ),
        _one(
            "board",
            "Honor Winterbourne",
            Role.BOARD,
            "Award board",
            "Release what was decided; only then does anybody see a result.",
        ),
    ),
)

UCL = Team(
    slug="ucl",
    name="UCL Centre for Educational Leadership",
    short_name="UCL",
    pack="ucl-npqel-2025",
    paper="ucl-a",
    staff=(
        _one(
            "lead",
            "Teodora Wickham-Rao",
            Role.LEAD,
            "Programme lead",
            "The same house on another programme: look for LLSE, and find nothing of it.",
        ),
        _one(
            "facilitator",
            "Lorcan Bellweather",
            Role.FACILITATOR,
            "Facilitator",
            "See what participants have learned in module 1, weakest first; record what will change.",
        ),
        _one(
            "coach",
            "Nasreen Holloway-Finch",
            Role.COACH,
            "Coach",
            "Prepare a session in three minutes.",
        ),
        _one(
            "setter",
            "Verity Ashgrove",
            Role.SETTER,
            "Paper setter",
            "Open the locked paper: nothing of it can be changed, not even by you.",
        ),
        _one(
            "setter2",
            "Casper Nwosu-Reid",
            Role.SETTER,
            "Second paper setter",
            "See what you reviewed, and the fingerprint that says which text it was.",
        ),
        _one(
            "marker",
            "Gideon Applegarth",
            Role.MARKER,
            "Marker",
            "Mark a script of the other programme's paper.",
        ),
        _one(
            "marker2",
            "Isolde Penrose",
            Role.MARKER,
            "Second marker",
            "Mark blind beside Gideon.",
        ),
        _one(
            "marker3",
            "Marlowe Eze",
            Role.MARKER,
            "Third marker",
            "Wait for a split.",
        ),
        _one(
            "senior",
            "Rosalind Akerele",
            Role.SENIOR,
            "Senior marker",
            "Confirm what stands below the line.",
        ),
        _one(
            "board",
            "Cyprian Vale",
            Role.BOARD,
            "Award board",
            "Release the decisions of the lead.",
        ),
    ),
)


def read_yaml(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text("utf-8"))


def names() -> dict[str, Any]:
    """People, schools, trusts and towns of `names.yaml`."""
    found: dict[str, Any] = read_yaml(HERE / "names.yaml")
    return found
