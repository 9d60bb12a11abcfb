"""Accesses to someone's pages: the lead's own open one, those about a person, and whether one may be opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, QuerySet

from waymark.ground.people import queries as people
from waymark.kit.decisions import Decision
from waymark.kit.formatting import long_moment
from waymark.web.support import words
from waymark.web.support.models import SupportAccess
from waymark.web.support.pages import PAGES
from waymark.web.support.rules import Someone, SupportReason, has_more_rights, is_open, may_look

if TYPE_CHECKING:
    from waymark.ground.people.access import Request
    from waymark.ground.people.models import Person


@dataclass(frozen=True)
class SupportLine:
    """One access, as the person and the leads read it."""

    access: SupportAccess
    by: str
    reason: str
    times: str
    pages: str
    is_open: bool


def decision_about(*, person: Person, by: Person) -> Decision[SupportReason]:
    """Whether the lead may see what the person sees, asked of the roles as they are now."""
    return may_look(viewer=_someone(by), person=_someone(person))


def _someone(person: Person) -> Someone:
    return Someone(
        person_id=person.pk,
        provider_id=person.provider_id,
        roles=people.held_roles_of(person),
        is_merged=person.merged_into_id is not None,
    )


def find_access(*, for_: Person, person_id: int, access_id: int) -> SupportAccess | None:
    """An access that the viewer opened themselves; no one looks through that of a colleague."""
    rows = SupportAccess.objects.filter(by=for_, person__provider_id=for_.provider_id)
    rows = rows.filter(pk=access_id, person_id=person_id)
    return rows.select_related("by__provider", "person__provider", "person__account").first()


def find_open_access_to(*, person: Person, at: datetime) -> SupportAccess | None:
    """Who can look at the person's pages now. One statement."""
    rows = SupportAccess.objects.filter(person=person, ended_at=None, until__gt=at)
    return rows.select_related("by").order_by("-id").first()


def is_looked_at(*, person: Person, at: datetime) -> Exists:
    """Whether someone can look at the person's pages now, as a column of a statement that a page makes anyway."""
    return Exists(SupportAccess.objects.filter(person=person, ended_at=None, until__gt=at))


def find_own_open_access(*, person: Person, by: Person, at: datetime) -> SupportAccess | None:
    """The access that this lead has to the person's pages now."""
    rows = SupportAccess.objects.filter(person=person, by=by, ended_at=None, until__gt=at)
    return rows.order_by("-id").first()


def list_accesses_to(*, person: Person, at: datetime) -> list[SupportLine]:
    """Every access to the person's pages, newest first. Two statements."""
    return [_line(access, at=at) for access in _accesses().filter(person=person)]


def _accesses() -> QuerySet[SupportAccess]:
    return SupportAccess.objects.select_related("by").prefetch_related("pages").order_by("-id")


def _line(access: SupportAccess, *, at: datetime) -> SupportLine:
    names = dict.fromkeys(page.name for page in sorted(access.pages.all(), key=lambda page: page.pk))
    ended = access.ended_at or access.until
    open_now = is_open(until=access.until, ended_at=access.ended_at, at=at)
    return SupportLine(
        access=access,
        by=access.by.name,
        reason=access.reason,
        times=f"{long_moment(access.at)} to {long_moment(ended)}",
        pages=", ".join(PAGES.get(name, name) for name in names),
        is_open=open_now,
    )


def note_on_home(request: Request) -> None:
    """Says on the person's home who can look at their pages now. One statement."""
    if has_more_rights(request.roles):
        return
    if access := find_open_access_to(person=request.person, at=request.at):
        home: Any = request
        home.support_notice = words.NOTICE.format(
            by=access.by.name,
            provider=request.person.provider.short_name,
            until=long_moment(access.until),
            reason=access.reason,
        )
