"""What a pack says about questions from visitors."""

from __future__ import annotations

from datetime import time
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from waymark.ground.programmes.values.base import Id, Value


class Counts(StrEnum):
    """Which hours count until a question from a visitor must be answered."""

    ELAPSED = "elapsed"
    """Every hour, at night and at weekends too."""
    WORKING = "working"
    """Working hours from Monday to Friday, without bank holidays in England."""


class Enquiries(Value):
    """When a question from a visitor is answered."""

    answer_within_hours: Annotated[int, Field(ge=1, le=720)]
    counts: Counts = Counts.ELAPSED
    working_from: time = time(9)
    """The local time at which a working day starts. Only needed with `counts: working`."""
    working_until: time = time(17)
    """The local time at which a working day ends. Only needed with `counts: working`."""


class InternationalPartner(Value):
    """An organisation to which the provider refers people who work outside England."""

    id: Id
    name: str
    regions: tuple[str, ...]
    """The countries or regions for which it is responsible."""
    email: str
    """In a demonstration pack, an address that ends in `.example`."""
    says: str = ""
    """What applies there, in your own words."""
