"""Where a person’s address, number or full name occurs in texts, whoever wrote them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, JSONField, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from waymark.kit.personal_data import Held, model_of, of_provider
from waymark.web.privacy import rooms

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

TRN_LENGTH = 7


@dataclass(frozen=True)
class Mention:
    """A record about something else, in which someone wrote the person’s name, address or number."""

    model: str
    title: str
    row_id: int
    fields: tuple[str, ...]

    @property
    def key(self) -> str:
        """What names it on a command line or in a form: `gather.Meeting:12`."""
        return f"{self.model}:{self.row_id}"


def identifiers_of(person: Person) -> list[str]:
    """Addresses, TRNs and full names, of merged records too. A name of one word stands for too much."""
    merged = list(person.merged_persons.order_by("pk")) if person.pk else []
    identifiers = [*person.addresses]
    for record in (person, *merged):
        if len(record.trn) == TRN_LENGTH:
            identifiers.append(record.trn)
        if " " in record.name.strip():
            identifiers.append(record.name.strip())
    return list(dict.fromkeys(identifiers))


def rows_naming(
    held: Held, fields: Iterable[str], *, person: Person, identifiers: list[str]
) -> QuerySet[Model]:
    """Rows of the person’s provider of which one of the fields contains an identifier."""
    rows = model_of(held)._base_manager.filter(of_provider(held, person)).order_by("pk")
    condition = Q(pk__in=[])
    for name in fields:
        rows = rows.annotate(**{f"{name}_as_text": Cast(name, TextField())})
        for identifier in identifiers:
            for spelling in {identifier, json.dumps(identifier)[1:-1]}:
                condition |= Q(**{f"{name}_as_text__icontains": spelling})
    return rows.filter(condition)


def find_mentions(
    person: Person, *, identifiers: list[str], without: dict[str, set[int]]
) -> Iterator[Mention]:
    """In the words of other people. `without`: by model, rows that are erased anyway."""
    seen: set[str] = set()
    for held in rooms.list_held():
        if held.model in seen:
            continue
        seen.add(held.model)
        fields = _texts_of(model_of(held))
        if not fields or held.erases_if_named:
            continue
        rows = rows_naming(held, fields, person=person, identifiers=identifiers)
        for row in rows.exclude(pk__in=without.get(held.model, ())):
            named_in = tuple(name for name in fields if _contains(getattr(row, name), identifiers))
            yield Mention(held.model, held.title, row.pk, named_in)


def _texts_of(model: Any) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField | JSONField) and not (field.choices or field.unique)
    ]


def _contains(value: Any, identifiers: list[str]) -> bool:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return any(identifier.casefold() in text.casefold() for identifier in identifiers)
