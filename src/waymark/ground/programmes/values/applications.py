"""What a pack says about applications."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from waymark.ground.programmes.values.base import Value

REVIEWS = 2


class Applications(Value):
    """How a place is given."""

    reviews: Annotated[int, Field(ge=0, le=REVIEWS)] = REVIEWS
    """How many people review an application before it is accepted or a place is offered. 0: none need to."""
