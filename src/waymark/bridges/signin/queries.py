"""People that a visitor of the demonstration can be. Used only in a demonstration."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypedDict

from waymark.bridges.signin.models import Guide

if TYPE_CHECKING:
    from waymark.ground.people.models import Provider


class Group(TypedDict):
    provider: Provider
    guides: list[Guide]


def list_guides() -> list[Guide]:
    """By provider, in their order."""
    rows = Guide.objects.select_related("person__provider", "person__account")
    return list(rows.order_by("person__provider__short_name", "position", "id"))


def list_groups() -> list[Group]:
    """The guides by provider, in their order."""
    return [
        {"provider": provider, "guides": list(group)}
        for provider, group in groupby(list_guides(), key=lambda guide: guide.person.provider)
    ]


def find_guide(*, person_id: int) -> Guide | None:
    """By an id that a visitor may have typed, of any length."""
    return next((guide for guide in list_guides() if guide.person_id == person_id), None)
