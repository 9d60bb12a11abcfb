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
    return list(Guide.objects.select_related("person__provider", "person__account"))


def list_groups() -> list[Group]:
    """The guides by provider, in their order."""
    guides = sorted(list_guides(), key=lambda guide: (guide.person.provider.short_name, guide.position))
    return [
        {"provider": provider, "guides": list(group)}
        for provider, group in groupby(guides, key=lambda guide: guide.person.provider)
    ]


def find_guide(*, person_id: int) -> Guide | None:
    return Guide.objects.select_related("person__account").filter(person_id=person_id).first()
