"""What a pack for an inspector consists of."""

from __future__ import annotations

from typing import Literal

from waymark.ground.programmes.values.base import Id, Value

type InspectionSection = Literal[
    "programme",
    "calendar",
    "staff",
    "attendance",
    "people",
    "evaluation",
    "improvements",
    "marking",
    "appeals",
    "statements",
]


class InspectionTemplate(Value):
    """The sections of a pack for an inspector, in their order. One with every section is always offered."""

    id: Id
    title: str
    sections: tuple[InspectionSection, ...]
    """Any of `programme`, `calendar`, `staff`, `attendance`, `people`, `evaluation`, `improvements`, `marking`,
    `appeals`, `statements`."""
