"""A line in the audit log when staff open special-category data of someone: once a day for each viewer and person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpResponse

from waymark.ground.ledger import actions as ledger
from waymark.ground.ledger.queries import entries_of, is_recorded_since
from waymark.ground.people.actions import DIETARY_VIEWED, NEEDS_VIEWED

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

VERB = "web.special_seen"
SHOWN = 100


@dataclass(frozen=True)
class Shown:
    """What a page shows: a row found by the value of the address, and the path from it to the person."""

    model: str
    argument: str
    field: str = "pk"
    person: str = ""
    """Empty where the row itself stands for the person: the person, or an application."""


PAGES = {
    "sit:extension": Shown("sit.Extension", "extension", person="enrolment__person"),
    "sit:evidence": Shown("sit.Extension", "extension", person="enrolment__person"),
    "sit:access_time": Shown("sit.AccessTime", "access_time", person="enrolment__person"),
    "web:person_access_needs": Shown("people.Person", "person_id"),
    "web:access_need": Shown("people.Person", "person_id"),
    "web:proposed_need": Shown("people.Person", "person_id"),
    "web:subject_access": Shown("people.Person", "person_id"),
    "web:prepared_copy": Shown("people.Person", "person_id"),
    "apply:application": Shown("apply.Application", "reference", field="reference"),
    "apply:application_corrections": Shown("apply.Application", "reference", field="reference"),
    "apply:application_corrections_step": Shown("apply.Application", "reference", field="reference"),
}
"""Names of the pages on which staff read access needs, dietary needs, or a request for more time and its evidence."""


class SpecialViewsMiddleware:
    """Notes the view after the page was shown; refused and missing pages are not noted."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        shown = PAGES.get(match.view_name) if match else None
        if shown and request.person and response.status_code == 200:
            about = _subject_of(shown, match.kwargs)
            if about is not None:
                note_view(about=about, by=request.person, at=request.at)
        return response


def _subject_of(shown: Shown, values: dict[str, Any]) -> Model | None:
    rows = apps.get_model(shown.model)._base_manager.filter(**{shown.field: values[shown.argument]})
    if shown.person:
        rows = apps.get_model("people.Person")._base_manager.filter(pk__in=rows.values(shown.person))
    subject: Model | None = rows.first()
    return subject


def note_view(*, about: Model, by: Any, at: datetime) -> None:
    """Nothing for one’s own data, and once a day (UTC) for each viewer and person."""
    midnight = datetime.combine(at.astimezone(UTC).date(), time(), UTC)
    is_own = about._meta.label == by._meta.label and about.pk == by.pk
    if is_own or is_recorded_since(verb=VERB, about=about, by=by, since=midnight):
        return
    ledger.record(VERB, about=about, provider_id=by.provider_id, by=by, at=at)


@dataclass(frozen=True)
class View:
    """That staff opened special-category data of someone."""

    at: datetime
    what: str
    reason: str
    """Empty where none is asked for."""


WHAT = {
    VERB: "Sensitive data, such as access needs or a request for more time",
    NEEDS_VIEWED: "Your access needs",
    DIETARY_VIEWED: "Your dietary needs",
}


def list_views_of(*, person: Person) -> list[View]:
    """Who opened the person’s own special-category data, newest first; one statement."""
    entries = entries_of(provider_id=person.provider_id).filter(
        verb__in=WHAT, about_kind=person._meta.label, about_id=person.pk
    )
    return [View(entry.at, WHAT[entry.verb], str(entry.facts.get("reason", ""))) for entry in entries[:SHOWN]]
