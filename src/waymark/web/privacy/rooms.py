"""Every room’s account of the personal data it holds, found through the rooms themselves, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from django.apps import apps

from waymark.kit.personal_data import Held, PersonalData, RoomData

KIT = "waymark.kit"


def list_rooms() -> list[str]:
    """Dotted names of the rooms, in the order of the story. The kit holds nothing."""
    names = (config.name for config in apps.get_app_configs())
    return [name for name in names if name.startswith("waymark.") and name != KIT]


def list_room_data() -> list[RoomData]:
    return [import_module(f"{room}.personal_data").DATA for room in list_rooms()]


def list_held() -> Iterator[Held]:
    """Every kind of record about a person."""
    for data in list_room_data():
        yield from data.held


def doors() -> list[Callable[..., PersonalData]]:
    """`personal_data_of` of each room that holds anything about people."""
    holding = (room for room in list_rooms() if import_module(f"{room}.personal_data").DATA.held)
    return [import_module(f"{room}.queries").personal_data_of for room in holding]
