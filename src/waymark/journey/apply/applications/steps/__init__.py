"""The questions of an application; `order.py` says which there are."""

from waymark.journey.apply.applications.steps.base import CHECK, Answering, Step
from waymark.journey.apply.applications.steps.order import (
    STEPS,
    find_step,
    first_unanswered,
    list_steps,
    place_of,
    slug_after,
    slug_before,
)

__all__ = [
    "CHECK",
    "STEPS",
    "Answering",
    "Step",
    "find_step",
    "first_unanswered",
    "list_steps",
    "place_of",
    "slug_after",
    "slug_before",
]
