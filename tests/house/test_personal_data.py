"""No model holds something about a person without saying so: subject access, erasure and the record read the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from tests.house.planting import NOT_WRITTEN, TEXT
from tests.house.walls import ROOT
from waymark.kit.append_only import Changing
from waymark.kit.guards.tables import guard_of
from waymark.kit.personal_data import Held, Special, model_of
from waymark.web.privacy import rooms
from waymark.web.privacy.record import dpia, record_of_processing

FOLDER = ROOT / "docs" / "privacy"
OURS = [model for model in apps.get_models() if model.__module__.startswith("waymark.")]
SUBJECTS = {"people.Person", "people.Account", "cohorts.Enrolment"}
ACTS = {"by", "lifted_by", "released_by"}
"""Who did something is in the audit log, which the person gets."""
KEYS = NOT_WRITTEN | {
    "link_purpose",
    "link_site",
    "caused_by",
    "about_kind",
    "table",
    "unread",
    "site",
    "door",
    "key",
    "about",
    "archive",
    "secret",
    "credential",
    "handle",
}
"""Fields that hold a key, a choice, or what a machine made of a text."""
ADDRESSES_OF_OTHERS = {"people.Provider.enquiries_email"}


def _declared() -> dict[str, list[Held]]:
    declared: dict[str, list[Held]] = {}
    for held in rooms.list_held():
        declared.setdefault(held.model, []).append(held)
    return declared


def _not_personal() -> set[str]:
    return {entry.model for data in rooms.list_room_data() for entry in data.not_personal}


@pytest.mark.parametrize("room", rooms.list_rooms())
def test_every_room_answers_for_the_personal_data_it_holds(room: str) -> None:
    data = next(data for data in rooms.list_room_data() if data.room == room.rpartition(".")[2])
    models_of_room = {model._meta.label for model in OURS if model.__module__.startswith(f"{room}.")}
    assert {held.model for held in data.held} | {entry.model for entry in data.not_personal} <= models_of_room
    assert data.held or data.not_personal
    if data.held:
        assert import_module(f"{room}.queries").personal_data_of in rooms.doors()


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_says_what_it_holds_about_people(model: Any) -> None:
    label = model._meta.label
    declared, neither = _declared().get(label, []), f"{label} is not in its room’s personal_data.py"
    assert bool(declared) != (label in _not_personal()), neither
    for name in _relations_to_people(model):
        paths = [path for held in declared for path in (*held.about, *held.left_out, *held.fields)]
        assert any(path.split("__")[0].removesuffix("_id") == name for path in paths), f"{label}.{name}"
    for name in _texts(model) if declared else ():
        named = [
            path
            for held in declared
            for path in (*held.fields, *held.left_out, *held.erases, *(held.file or ()))
        ]
        assert name in named, f"{label}.{name} is neither given, nor left out, nor erased"
    for name in _addresses(model):
        named = [path for held in declared for path in (*held.emails, *held.fields)]
        assert name in named, f"{label}.{name} holds an address that no one would get"


def _relations_to_people(model: Any) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        related = field.related_model
        if related and related._meta.label in SUBJECTS and field.name not in ACTS:
            yield field.name


def _texts(model: Any) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        if isinstance(field, TEXT) and not (field.choices or field.unique or field.name in KEYS):
            yield field.name


def _addresses(model: Any) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        name = f"{model._meta.label}.{field.name}"
        if isinstance(field, models.EmailField) and name not in ADDRESSES_OF_OTHERS:
            yield field.name


@pytest.mark.parametrize("held", rooms.list_held(), ids=lambda held: f"{held.model} {held.title}")
def test_a_declaration_names_what_is_there(held: Held) -> None:
    paths = [
        *held.fields,
        *held.left_out,
        *held.about,
        *held.emails,
        held.at,
        held.until_release,
        held.enrolment,
        held.clock,
    ]
    paths += [path.removesuffix("__in") for path in held.due_if]
    for path in filter(None, paths):
        _field(held, path)
    for name in held.erases:
        model_of(held)._meta.get_field(name)
    assert held.about or held.emails
    assert sum(map(bool, (held.erases, held.deletes, held.kept_because))) == 1
    if held.deletes:
        assert isinstance(guard_of(model_of(held)), Changing)
    if held.until_release:
        assert held.at


def _field(held: Held, path: str) -> Any:
    model: Any = model_of(held)
    field = None
    for name in path.split("__"):
        try:
            field = model._meta.pk if name == "pk" else model._meta.get_field(name.removesuffix("_id"))
        except FieldDoesNotExist:
            field = model._meta.get_field(name)
        model = field.related_model
    return field


@pytest.mark.parametrize(
    ("name", "text"), [("record-of-processing.md", record_of_processing), ("dpia.md", dpia)]
)
def test_the_record_and_the_assessment_are_those_of_the_data_model(
    name: str, text: Callable[[], str]
) -> None:
    option = " --dpia" if name == "dpia.md" else ""
    mend = f"write it anew: bin/waymark privacy-record{option} > docs/privacy/{name}"
    assert (FOLDER / name).read_text("utf-8") == text(), mend


def test_special_categories_have_their_condition() -> None:
    special = {held.model for held in rooms.list_held() if held.special is not Special.NONE}
    assert {"sit.ExtensionEvidence", "sit.AccessTime", "apply.ApplicationAccessNeeds"} <= special
    assert all("Article 9(2)" in held.special.value for held in rooms.list_held() if held.special)
