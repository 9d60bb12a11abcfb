"""The site that a new participant's invitation leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from waymark.ground.people.access import Request


def site_of(request: Request) -> str:
    """Such as `https://npq.our.example`."""
    return request.build_absolute_uri("/").rstrip("/")
