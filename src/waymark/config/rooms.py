"""The order of the floors and rooms, in this one place: from the lowest to the highest.

A room may import the rooms before it in its own floor, and everything in the floors below; never what comes after.
Settings read their list of apps from here, and a house test holds `.importlinter` to it.
"""

from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1]

FLOORS = ("kit", "ground", "journey", "bridges", "web", "config", "serving | demo", "cli")
"""From the bottom up. Imports go downward only; the two floors in one place do not know each other."""

KIT = "waymark.kit"

GROUND = (
    "waymark.ground.ledger",
    "waymark.ground.schools",
    "waymark.ground.people",
    "waymark.ground.programmes",
    "waymark.ground.papers",
    "waymark.ground.cohorts",
    "waymark.ground.hours",
    "waymark.ground.emails",
)
"""What every room of the journey uses, lowest first."""

JOURNEY = (
    "waymark.journey.enquire",
    "waymark.journey.apply",
    "waymark.journey.pay",
    "waymark.journey.learn",
    "waymark.journey.reflect",
    "waymark.journey.practise",
    "waymark.journey.gather",
    "waymark.journey.coach",
    "waymark.journey.sit",
    "waymark.journey.mark",
    "waymark.journey.award",
    "waymark.journey.improve",
)
"""The story, from the first question to an improved next cohort."""

BRIDGES = ("waymark.bridges.signin", "waymark.bridges.mail")
"""The only code that talks to a network. Bridges never import each other, so their order means nothing."""

WEB = "waymark.web"

ALL = (KIT, *GROUND, *JOURNEY, *BRIDGES, WEB)
"""Every app of ours, in the order in which they may import each other."""

DOORS = ("queries", "actions", "rules")
"""What others may import of a room. Everything else of it is closed."""

ALSO_OPEN = (
    "waymark.ground.people.roles",  # which roles there are
    "waymark.ground.people.access",  # how a view says who may enter
    "waymark.ground.programmes.packs",  # reading and checking packs, without Django
    "waymark.ground.programmes.england",  # bank holidays and school holidays
    "waymark.ground.programmes.conditions",  # who answers which named condition
    "waymark.ground.programmes.values",  # the frozen values of a programme
    "waymark.ground.papers.folders",  # a paper read from a folder
    "waymark.ground.papers.values",  # the frozen values of a paper
    "waymark.web.clock",  # the clock, read when a request comes in
    "waymark.web.durability",  # checks that the database does not lose acknowledged writes
)
"""Modules that are open as well, each for the reason beside it."""


def template_folders() -> list[Path]:
    """Where the subjects of a divided room keep their templates: `journey/sit/writing/templates` and the like."""
    return sorted(path for path in SOURCE.glob("*/*/*/templates") if path.is_dir())


def short_name(room: str) -> str:
    """`waymark.journey.sit` is called `sit`."""
    return room.rpartition(".")[2]
