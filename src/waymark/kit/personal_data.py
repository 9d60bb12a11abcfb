"""What Waymark holds about people: said once for each model, and read from there by everything that must know.

Each room’s `personal_data.py` has one `RoomData`, with a `Held` for each kind of record that is about a person and a
`NotPersonal` for every other model. Four things are worked out from it, so that none of them can forget a table:

| Subject access                    | `read_personal_data`, behind each room’s `queries.personal_data_of`    |
| Erasure                           | `Held.erases`, `Held.deletes`, `Held.kept_because`                     |
| Retention                         | `Held.retention`, a class of `kit/retention.py`                        |
| The record of processing          | `Held.purpose`, `Held.basis`, `Held.special`                           |
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from waymark.kit.retention import RetentionClass

FREE_TEXT = "It names other people, or is in someone else’s words."


class Basis(StrEnum):
    """Lawful bases of Article 6(1) of the UK GDPR."""

    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal obligation"
    LEGITIMATE_INTERESTS = "legitimate interests"
    CONSENT = "consent"


class Special(StrEnum):
    """What is recorded as the condition for special-category data: Article 9(2), and Schedule 1 to the DPA 2018."""

    NONE = ""
    ACCESS = (
        "Article 9(2)(g), substantial public interest: DPA 2018, Schedule 1, paragraph 8 "
        "(equality of opportunity or treatment)"
    )
    EXPLICIT_CONSENT = "Article 9(2)(a), explicit consent"


@dataclass(frozen=True, kw_only=True)
class Held:
    """One kind of record about a person: the rows of one model, and the way from them to the person."""

    model: str
    """Such as `practise.Evidence`."""
    title: str
    """Its heading in plain English."""
    about: tuple[str, ...] = ()
    """Paths to the `people.Person` whom a row is about, such as `enrolment__person`."""
    emails: tuple[str, ...] = ()
    """Paths to email addresses that make a row the person’s, whether or not there is an account."""
    fields: Mapping[str, str]
    """Path of each value that the person gets, to its label."""
    at: str = "at"
    """Path to the moment of the record; empty if it has none."""
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Path of each value that the person doesn’t get, because it is about other people, to the reason."""
    file: tuple[str, str] | None = None
    """Paths to the bytes of a file and to its name; a name that is no path is the name itself."""
    purpose: str
    basis: Basis = Basis.CONTRACT
    retention: RetentionClass
    special: Special = Special.NONE
    until_release: str = ""
    """Path to the enrolment; the record is given only once that enrolment’s outcome has been released."""
    enrolment: str = ""
    """Path to the enrolment on which the clock of the retention class depends, if it does."""
    clock: str = ""
    """Path to the moment at which the record’s own clock begins, if it is not `at`."""
    due_if: Mapping[str, Any] = field(default_factory=dict)
    """What must hold for the record to fall due, such as that an application was rejected."""
    erases: tuple[str, ...] = ()
    """Fields whose content is removed when the person is erased."""
    erases_if_named: tuple[str, ...] = ()
    """Fields that Waymark writes itself; removed from every row that contains the person’s address or full name."""
    deletes: bool = False
    """Whether the row itself is removed then. Only for rows that no guard keeps."""
    kept_because: str = ""
    """Why nothing of the row is removed: it names no one without the person’s own row, or the law requires it."""


@dataclass(frozen=True)
class NotPersonal:
    """A model that holds nothing about a person whose data it would be."""

    model: str
    because: str


@dataclass(frozen=True, kw_only=True)
class RoomData:
    room: str
    title: str
    held: tuple[Held, ...] = ()
    not_personal: tuple[NotPersonal, ...] = ()


@dataclass(frozen=True)
class File:
    name: str
    data: bytes


@dataclass(frozen=True)
class Record:
    """One record about a person, with the values they get."""

    kind: str
    at: datetime | date | None
    fields: Mapping[str, Any]
    """Label to value: text, number, moment, or JSON."""
    about_others_removed: bool = False
    """Whether something about other people was left out."""
    waits_for: int | None = None
    """Id of the enrolment whose outcome has to be released before the person gets this; 0 if it is not known."""
    files: tuple[File, ...] = ()


@dataclass(frozen=True)
class PersonalData:
    """Everything that one room holds about a person."""

    room: str
    title: str
    records: tuple[Record, ...]


def read_personal_data(room: RoomData, *, person: Any) -> PersonalData:
    """`person` is a `people.Person`; one that was never saved stands for an address that only applied.

    Records that were merged into theirs are theirs.
    """
    records = [record for held in room.held for record in _records_of(held, person)]
    return PersonalData(room.room, room.title, tuple(records))


def rows_about(held: Held, *, person: Any) -> QuerySet[Model]:
    """The rows of one kind that are about a person, in the order in which they were made."""
    condition = Q(pk__in=[])
    for path in held.about if person.pk else ():
        condition |= Q(**{f"{path}__in": person.record_ids})
    for path in held.emails:
        for address in person.addresses:
            condition |= Q(**{f"{path}__iexact": address}) & of_provider(held, person)
    rows: QuerySet[Model] = model_of(held)._base_manager.filter(condition).order_by("pk").distinct()
    return rows


def model_of(entry: Held | NotPersonal) -> type[Model]:
    return apps.get_model(entry.model)


def provider_path_of(held: Held) -> str:
    """The path from a row to its provider; empty for what belongs to the installation."""
    if path := getattr(getattr(model_of(held), "guard", None), "provider", ""):
        return str(path)
    names = {field.name for field in model_of(held)._meta.get_fields()}
    if "provider" in names:
        return "provider"
    return f"{held.about[0]}__provider" if held.about else ""


def of_provider(held: Held, person: Any) -> Q:
    """Whether a row belongs to the person’s provider; every row of a model that belongs to the installation."""
    path = provider_path_of(held)
    return Q(**{path: person.provider_id}) if path else Q()


def _records_of(held: Held, person: Any) -> Iterator[Record]:
    paths = list(
        dict.fromkeys(filter(None, (*held.fields, *held.left_out, held.at, held.until_release, *_file(held))))
    )
    choices = {path: _choices_of(held, path) for path in held.fields}
    for row in rows_about(held, person=person).values_list("pk", *paths):
        values = dict(zip(paths, row[1:], strict=True))
        yield Record(
            kind=held.title,
            at=values.get(held.at),
            fields={
                label: choices[path].get(values[path], values[path]) if choices[path] else values[path]
                for path, label in held.fields.items()
            },
            about_others_removed=any(values[path] for path in held.left_out),
            waits_for=(values[held.until_release] or 0) if held.until_release else None,
            files=tuple(_files_of(held, values, row[0])),
        )


def _file(held: Held) -> Sequence[str]:
    return [path for path in held.file or () if "." not in path]


def _files_of(held: Held, values: Mapping[str, Any], pk: int) -> Iterable[File]:
    if held.file and (data := values[held.file[0]]):
        name = values.get(held.file[1], held.file[1])
        yield File(f"{pk}-{name}", bytes(data))


def _choices_of(held: Held, path: str) -> dict[Any, str]:
    model: Any = model_of(held)
    *relations, last = path.split("__")
    for name in relations:
        model = model._meta.get_field(name).related_model
    return {value: str(label) for value, label in getattr(model._meta.get_field(last), "flatchoices", ())}
