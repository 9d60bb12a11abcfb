"""The staff of the demonstration. Everyone is invented, and every address ends in `.example`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from waymark.ground.people.roles import Role

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class StaffMember:
    """Someone whom visitors can be, with a line on what to try."""

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
    staff: tuple[StaffMember, ...]


def _staff(key: str, name: str, role: Role, label: str, try_this: str) -> StaffMember:
    given_name, family = name.split(" ", 1)
    return StaffMember(key=key, given=given_name, family=family, role=role, label=label, try_this=try_this)


LLSE = Team(
    slug="llse",
    name="Leadership Learning South East",
    short_name="LLSE",
    pack="llse-npqel",
    paper="llse-a",
    staff=(
        _staff(
            "lead",
            "Sunniva Okoro-Pike",
            Role.LEAD,
            "Programme lead",
            "Decide on an application and a request for more time. See in the control room who is offline.",
        ),
        _staff(
            "facilitator",
            "Imran Nightingale",
            Role.FACILITATOR,
            "Facilitator",
            "Take a register. See what participants learned in a workshop, weakest first, and record a change.",
        ),
        _staff(
            "coach",
            "Barnaby Quillfeather",
            Role.COACH,
            "Coach",
            "Open a preparation sheet, then record a coaching session and agree an action.",
        ),
        _staff(
            "setter",
            "Ottoline Larkspur",
            Role.SETTER,
            "Paper setter",
            "Read the problems in paper B, fix them, and ask the second setter for a review.",
        ),
        _staff(
            "setter2",
            "Magnus Thornleigh",
            Role.SETTER,
            "Second paper setter",
            "Review a paper that someone else wrote. It can’t be locked before you do.",
        ),
        _staff(
            "marker",
            "Chidi Fernsby",
            Role.MARKER,
            "Marker",
            "Mark an anonymous script: first the omissions, each with a passage, then the criteria.",
        ),
        _staff(
            "marker2",
            "Delphine Oakeshott",
            Role.MARKER,
            "Second marker",
            "Mark a script blind: you never see the first marker’s marks.",
        ),
        _staff(
            "marker3",
            "Wren Abernethy-Cole",
            Role.MARKER,
            "Third marker",
            "Mark a script on which the first two markers disagree.",
        ),
        _staff(
            "senior",
            "Percival Hathersage",
            Role.SENIOR,
            "Senior marker",
            "Read all marks of a script that fails. Confirm the fail, or don’t.",
        ),
        _staff(
            "board",
            "Honor Winterbourne",
            Role.BOARD,
            "Award board",
            "Release decisions. Until you do, participants can’t see their results.",
        ),
        _staff(
            "partner",
            "Ingrid Solberg-Hale",
            Role.PARTNER,
            "Delivery partner",
            "See attendance and hours of the participants who are with your organisation, and nothing else.",
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
        _staff(
            "lead",
            "Teodora Wickham-Rao",
            Role.LEAD,
            "Programme lead",
            "The same system with another programme. Look for anything from LLSE: you won’t find it.",
        ),
        _staff(
            "facilitator",
            "Lorcan Bellweather",
            Role.FACILITATOR,
            "Facilitator",
            "See what participants learned in module 1, weakest first, and record a change.",
        ),
        _staff(
            "coach",
            "Nasreen Holloway-Finch",
            Role.COACH,
            "Coach",
            "Prepare a coaching session in three minutes.",
        ),
        _staff(
            "setter",
            "Verity Ashgrove",
            Role.SETTER,
            "Paper setter",
            "Open the locked paper. No one can change it, not even you.",
        ),
        _staff(
            "setter2",
            "Casper Nwosu-Reid",
            Role.SETTER,
            "Second paper setter",
            "See what you reviewed, and the fingerprint that identifies the text.",
        ),
        _staff(
            "marker",
            "Gideon Applegarth",
            Role.MARKER,
            "Marker",
            "Mark an anonymous script of UCL’s paper.",
        ),
        _staff(
            "marker2",
            "Isolde Penrose",
            Role.MARKER,
            "Second marker",
            "Mark the same scripts as Gideon, without seeing his marks.",
        ),
        _staff(
            "marker3",
            "Marlowe Eze",
            Role.MARKER,
            "Third marker",
            "Mark a script when the first two markers disagree.",
        ),
        _staff(
            "senior",
            "Rosalind Akerele",
            Role.SENIOR,
            "Senior marker",
            "Confirm a fail, or don’t.",
        ),
        _staff(
            "board",
            "Cyprian Vale",
            Role.BOARD,
            "Award board",
            "Release the lead’s decisions.",
        ),
        _staff(
            "partner",
            "Matteo Fairweather",
            Role.PARTNER,
            "Delivery partner",
            "See attendance and hours of the participants who are with your organisation, and nothing else.",
        ),
    ),
)


def read_yaml(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text("utf-8"))


def names() -> dict[str, Any]:
    """The people, schools, trusts and towns in `names.yaml`."""
    invented: dict[str, Any] = read_yaml(HERE / "names.yaml")
    return invented
