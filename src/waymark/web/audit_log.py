"""The audit log as sentences: which entries a lead asks for, and the names of what they are about.

Only people, cohorts, papers and programmes are named. Whose script a mark belongs to is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from waymark.ground.ledger import queries as ledger
from waymark.kit.append_only import AppendOnly
from waymark.kit.clock import LONDON, day_over, earliest, zone_named
from waymark.kit.formatting import long_moment
from waymark.kit.guards.tables import guard_of
from waymark.web import words

PER_PAGE = 50
CHUNK = 1_000
"""Entries of a download whose names are looked up together."""
HEADING = ("When", "What happened", "Who", "Kind")

PEOPLE = {
    "award.Outcome": "enrolment__person",
    "award.StatementOfResult": "outcome__enrolment__person",
    "coach.CoachingSession": "pairing__enrolment__person",
    "coach.Pairing": "enrolment__person",
    "cohorts.CohortStaff": "person",
    "cohorts.Enrolment": "person",
    "people.Person": "",
    "sit.AccessTime": "enrolment__person",
    "sit.Extension": "enrolment__person",
}
"""Kinds of entries that name a person, and the way to that person."""
NAMES = {
    "apply.Application": "reference",
    "cohorts.Cohort": "name",
    "papers.Paper": "code",
    "people.Provider": "short_name",
    "programmes.PublishedProgramme": "title",
}
COHORTS = {
    "cohorts.Cohort": "",
    "cohorts.CalendarItem": "cohort",
    "cohorts.CohortStaff": "cohort",
    "cohorts.Enrolment": "cohort",
    "coach.Pairing": "enrolment__cohort",
    "apply.Application": "cohort",
}
"""The way to the cohort, where a model’s own declaration does not say it."""


@dataclass(frozen=True)
class Line:
    at: datetime
    sentence: str
    by: str
    kind: str

    @property
    def cells(self) -> tuple[str, str, str, str]:
        return long_moment(self.at), self.sentence, self.by, self.kind


def find_entries(
    *,
    provider_id: int,
    search: str = "",
    kind: str = "",
    person: str = "",
    cohort_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Any]:
    """The provider’s entries, newest first. Days are London’s, and both are included."""
    entries = ledger.entries_of(provider_id=provider_id)
    if kind:
        entries = entries.filter(verb=kind)
    if since:
        entries = entries.filter(at__gte=earliest(since, time(), zone_named(LONDON)))
    if until and until < date.max:
        entries = entries.filter(at__lt=day_over(until, LONDON))
    if cohort_id is not None:
        entries = entries.filter(_of_cohort(cohort_id))
    for word in person.split():
        entries = entries.filter(_names(word, provider_id))
    for word in search.split():
        entries = entries.filter(_says(word) | _names(word, provider_id))
    return entries


def find_entries_about(*, provider_id: int, person_ids: Iterable[int]) -> QuerySet[Any]:
    """Everything that names one of these people as the one it is about, newest first."""
    about, ids = Q(pk__in=()), list(person_ids)
    for kind, way in PEOPLE.items():
        rows = apps.get_model(kind)._base_manager.filter(**{_join(way, "pk__in"): ids})
        about |= Q(about_kind=kind, about_id__in=rows.values("pk"))
    return ledger.entries_of(provider_id=provider_id).filter(about)


def lines_of(entries: Iterable[Any]) -> list[Line]:
    """One statement for each kind of thing that is named, however many entries there are."""
    entries = list(entries)
    names = _names_of(entries)
    return [_line(entry, names.get((entry.about_kind, entry.about_id), "")) for entry in entries]


def all_lines(entries: QuerySet[Any]) -> Iterator[Line]:
    """For a download: in pieces, so that a long log does not fill the memory."""
    waiting: list[Any] = []
    for entry in entries.iterator(chunk_size=CHUNK):
        waiting.append(entry)
        if len(waiting) == CHUNK:
            yield from lines_of(waiting)
            waiting.clear()
    yield from lines_of(waiting)


def _line(entry: Any, about: str) -> Line:
    by = entry.by.name if entry.by else words.WAYMARK
    sentence = words.sentence_of(entry.verb, by=by, about=about)
    return Line(entry.at, sentence, by, words.ACTIONS.get(entry.verb, entry.verb))


def _names_of(entries: Iterable[Any]) -> dict[tuple[str, int], str]:
    ids_by_kind: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        ids_by_kind[entry.about_kind].add(entry.about_id)
    names: dict[tuple[str, int], str] = {}
    for kind, ids in ids_by_kind.items():
        columns = _columns_of(kind)
        if not columns:
            continue
        rows = apps.get_model(kind)._base_manager.filter(pk__in=ids).values_list("pk", *columns)
        names |= {(kind, pk): " ".join(filter(None, values)) for pk, *values in rows}
    return names


def _columns_of(kind: str) -> list[str]:
    """The columns that make the name of what such an entry is about; none if it has no name."""
    if kind in NAMES:
        return [NAMES[kind]]
    if kind in PEOPLE:
        return [_join(PEOPLE[kind], "given_name"), _join(PEOPLE[kind], "family_name")]
    path = _way_to_cohort(kind)
    return [] if path is None else [_join(path, "name")]


def _way_to_cohort(kind: str) -> str | None:
    if kind in COHORTS:
        return COHORTS[kind]
    guard = guard_of(apps.get_model(kind))
    way = guard.provider if isinstance(guard, AppendOnly) else ""
    return way.removesuffix("__provider") if way.endswith("cohort__provider") else None


def _join(path: str, name: str) -> str:
    return f"{path}__{name}" if path else name


def _of_cohort(cohort_id: int) -> Q:
    condition = Q(pk__in=())
    for model in apps.get_models():
        kind = model._meta.label
        way = _way_to_cohort(kind) if model.__module__.startswith("waymark.") else None
        if way is not None:
            rows = model._base_manager.filter(**{_join(way, "pk"): cohort_id})
            condition |= Q(about_kind=kind, about_id__in=rows.values("pk"))
    return condition


def _says(word: str) -> Q:
    verbs = [
        verb
        for verb, action in words.ACTIONS.items()
        if word.lower() in f"{action} {words.SENTENCES.get(verb, '')}".lower()
    ]
    return Q(verb__in=verbs)


def _names(word: str, provider_id: int) -> Q:
    """Whether the person who acted, or the person it is about, has this in their name."""
    condition = Q(by__given_name__icontains=word) | Q(by__family_name__icontains=word)
    people = apps.get_model("people.Person")._base_manager.filter(provider_id=provider_id)
    people = people.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
    for kind, way in PEOPLE.items():
        rows = apps.get_model(kind)._base_manager.filter(**{_join(way, "pk__in"): people.values("pk")})
        condition |= Q(about_kind=kind, about_id__in=rows.values("pk"))
    return condition
