"""What was changed about a person, and who might be the same person twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    rows = Merge.objects.filter(survivor__in=person.record_ids).select_related("by", "absorbed")
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
    """A column that names a person, of rows of one kind, and follows a merge."""

    model: type[models.Model]
    field: str

    @property
    def label(self) -> str:
        return self.model._meta.label

    @property
    def is_about(self) -> bool:
        """Whether it says whom a row is about, rather than who did something."""
        return self.field in ABOUT

    @property
    def is_guarded(self) -> bool:
        """Whether the rows never change otherwise."""
        return not isinstance(guard_of(self.model), Changing)

    def rows_of(self, person: Person) -> models.QuerySet[models.Model]:
        return self.model._base_manager.filter(**{self.field: person.pk})


ABOUT = ("person", "marker", "coach", "owner", "handler")
OWN = ("people.Person", "people.PersonChange", "people.Merge", "people.EmailChange", "people.Invitation")
"""A merge is written with these."""


def relations() -> list[Relation]:
    """Every column of every room that names a person and follows a merge.

    The audit log, and what was corrected about either record, stay as they were written.
    """
    return [
        Relation(model, field.name)
        for model in apps.get_models()
        if guard_of(model) is not None
        and model._meta.label not in OWN
        and not getattr(guard_of(model), "names_people_for_good", False)
        for field in model._meta.concrete_fields
        if field.remote_field and field.remote_field.model._meta.label == "people.Person"
    ]


def count_rows_of(*, person: Person, kinds: Iterable[Relation]) -> dict[str, int]:
    """How many rows are about the person, by kind, such as `cohorts.Enrolment`; kinds without any are left out."""
    counts = {kind.label: kind.rows_of(person).count() for kind in kinds}
    return {label: count for label, count in counts.items() if count}
