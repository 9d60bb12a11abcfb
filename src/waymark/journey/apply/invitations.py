"""The address that a new participant's invitation leads to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from waymark.ground.people.access import Request


def invitation_link(request: Request) -> Callable[[str], str]:
    """A function that makes the address of an invitation from its token."""
    return lambda token: request.build_absolute_uri(reverse("signin_invitation", args=[token]))
