"""What was changed about a person, and who might be the same person twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q

from waymark.ground.people import links
from waymark.ground.people.corrections.models import EmailChange, Merge, PersonChange
from waymark.ground.people.corrections.rules import guess
from waymark.kit.append_only import Changing
from waymark.kit.guards.tables import guard_of
from waymark.kit.links import digest_of

if TYPE_CHECKING:
    from django.db import models

    from waymark.ground.people.corrections.rules import Likeness
    from waymark.ground.people.models import Person

MOST_GUESSED = 5


def list_changes(*, person: Person) -> list[PersonChange]:
    """Newest first, each with who made it; those of records merged into this one too."""
    rows = PersonChange.objects.filter(Q(person=person) | Q(person__merged_into=person))
    return list(rows.select_related("by", "person").order_by("-id"))


def last_change_of(*, person: Person, field: str) -> PersonChange | None:
    rows = PersonChange.objects.filter(person=person, field=field).select_related("by")
    return rows.order_by("-id").first()


def list_merged(*, person: Person) -> list[Merge]:
    """The records that were merged into this one."""
    rows = Merge.objects.filter(survivor=person).select_related("by", "absorbed")
    return list(rows.order_by("-id"))


def waiting_email_change(*, person: Person) -> EmailChange | None:
    """The newest address that was neither confirmed nor withdrawn, whether its link has expired or not."""
    newest = EmailChange.objects.filter(person=person).select_related("by").order_by("-id").first()
    return newest if newest and not (newest.confirmed_at or newest.withdrawn_at) else None


def find_email_change(*, token: str) -> EmailChange | None:
    """The address with that link, whether it can still be confirmed or not."""
    rows = EmailChange.objects.filter(token_digest=digest_of(token))
    change = rows.select_related("person__provider", "person__account").first()
    return change if change and links.is_genuine(token, change) else None


def find_open_email_change(*, token: str, at: datetime) -> EmailChange | None:
    change = find_email_change(token=token)
    if change is None or change.confirmed_at or change.withdrawn_at or change.expires_at <= at:
        return None
    return change


@dataclass(frozen=True)
class Guess:
    """Someone who may be the same person, and why we think so."""

    person: Person
    likeness: Sequence[Likeness]


def guess_duplicates(*, person: Person) -> list[Guess]:
    """Other records of the provider that look like this person: a guess, which a lead looks at."""
    alike = Q(sort_name=person.sort_name)
    if person.trn:
        alike |= Q(trn=person.trn)
    local = person.email.partition("@")[0].partition("+")[0]
    alike |= Q(email__startswith=f"{local}@") | Q(email__startswith=f"{local}+")
    rows = type(person)._default_manager.filter(alike, provider_id=person.provider_id, merged_into=None)
    rows = rows.exclude(pk=person.pk).select_related("organisation").order_by("id")[: 4 * MOST_GUESSED]
    guesses = [Guess(other, likeness) for other in rows if (likeness := guess(person, other))]
    return guesses[:MOST_GUESSED]


@dataclass(frozen=True)
class Relation:
    """A kind of rows that name a person, other than by having done something."""

    model: type[models.Model]
    field: str

    @property
    def label(self) -> str:
        return self.model._meta.label

    @property
    def can_move(self) -> bool:
        return isinstance(guard_of(self.model), Changing)

    def rows_of(self, person: Person) -> models.QuerySet[models.Model]:
        return self.model._base_manager.filter(**{self.field: person.pk})


def relations() -> list[Relation]:
    """Every kind of rows about a person, of every room; who did something stays as it is written."""
    person = apps.get_model("people.Person")
    own = ("people.PersonChange", "people.Merge", "people.EmailChange", "people.Invitation", "people.Person")
    return [
        Relation(relation.related_model, relation.field.name)
        for relation in person._meta.related_objects
        if relation.related_model._meta.label not in own and relation.field.name in ABOUT
    ]


ABOUT = ("person", "marker", "coach")
"""Names of foreign keys that say whom a row is about."""


def fixed_rows_of(*, person: Person) -> dict[str, int]:
    """How many rows about the person can never name someone else, by kind, such as `cohorts.Enrolment`."""
    counts = {kind.label: kind.rows_of(person).count() for kind in relations() if not kind.can_move}
    return {label: count for label, count in counts.items() if count}
