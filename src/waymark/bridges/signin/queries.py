"""The demonstration's people. Asked only behind the demonstration's door."""

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
    """By a number that anyone may have typed, of any length."""
    return next((one for one in list_guides() if one.person_id == person_id), None)
