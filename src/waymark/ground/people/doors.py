"""Who may come through which door. A view that does not say who may enter lets nobody in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import HttpRequest, HttpResponseBase

from waymark.ground.people.roles import Role
from waymark.kit.arrival import StampedBy

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
EVERYONE = "everyone"
DESK_HEADER = "HTTP_X_WAYMARK_DESK"
"""Sent by the desk's script: such a request is recognised by its view, or nowhere."""


class Request(HttpRequest):
    """A request past the door: its moment is known, and the person is known."""

    at: datetime
    """When it arrived, before any queue of ours."""
    stamped_by: StampedBy
    person: Person
    """Of whom the request is made; never missing behind `open_to`."""
    roles: frozenset[Role]
    role: Role
    """The role the person acts in now; never missing behind `open_to`."""


def open_to(*roles: Role) -> Callable[[View], View]:
    """Marks a view as open to persons with any of these roles; with none given, to every known person."""

    def marked(view: View) -> View:
        _mark(view, frozenset(roles) or frozenset(Role))
        return view

    return marked


def open_to_everyone(view: View) -> View:
    """Marks a view that a visitor may see."""
    _mark(view, EVERYONE)
    return view


def by_the_short_way(view: View) -> View:
    """Marks a view that finds out by itself who asks, from where, and at what cost; it answers in JSON.

    For everyone, as far as the door is concerned. `web/short_way.py` calls it past sessions, messages and forms.
    """
    marked: Any = view
    _mark(marked, EVERYONE)
    marked.by_the_short_way = True
    return view


def goes_the_short_way(view: Any) -> bool:
    return getattr(view, "by_the_short_way", False)


def who_may_enter(view: Any) -> frozenset[Role] | str | None:
    """The roles a view is open to, EVERYONE, or None for a view that does not say."""
    found: frozenset[Role] | str | None = getattr(view, "open_to", None)
    return found


def _mark(view: Any, who: frozenset[Role] | str) -> None:
    view.open_to = who
