"""Marks that say who may open a view. A view without one is open to nobody."""

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
"""Sent by the writing page's script. Such a request is authenticated by its own view, or not at all."""
SECOND_FACTOR_PASSED, SECOND_FACTOR_OWED = "second_factor_passed", "second_factor_owed"
"""Keys of the session: by what the second step was passed; or that one must be set up before anything else."""


class Request(HttpRequest):
    """A request that has passed `AccessMiddleware`: its time and its person are known."""

    at: datetime
    """When it arrived, before any queue of ours."""
    real_at: datetime
    """The same by the real clock, also where a demonstration has moved its time: for codes and sessions."""
    stamped_by: StampedBy
    transfer_ms: int
    """Whole milliseconds from its first byte to its last."""
    person: Person
    """Who makes the request; always set in a view marked `open_to`."""
    roles: frozenset[Role]
    role: Role
    """The role the person acts in now; always set in a view marked `open_to`."""
    enrolment: Any
    """The enrolment that a page marked `about_own_enrolment` is about; read it with `cohorts.queries.own_enrolment`."""
    enrolments: tuple[Any, ...]
    """Every enrolment that the person can choose, on such a page."""


def open_to(*roles: Role) -> Callable[[View], View]:
    """Opens a view to people with any of these roles; with none given, to everyone who is signed in."""

    def decorator(view: View) -> View:
        _mark(view, frozenset(roles) or frozenset(Role))
        return view

    return decorator


def about_own_enrolment(view: View) -> View:
    """Marks a participant's page that is about one enrolment of theirs: `web/own_enrolment.py` finds which."""
    marked: Any = view
    marked.about_own_enrolment = True
    return view


def is_about_own_enrolment(view: Any) -> bool:
    return getattr(view, "about_own_enrolment", False)


def open_to_everyone(view: View) -> View:
    """Opens a view to visitors too."""
    _mark(view, EVERYONE)
    return view


def same_for_everyone(view: View) -> View:
    """Opens a view to visitors, who all read the same there, so that a browser may keep the page."""
    marked: Any = open_to_everyone(view)
    marked.same_for_everyone = True
    return view


def is_same_for_everyone(view: Any) -> bool:
    return getattr(view, "same_for_everyone", False)


def belongs_to(page: str) -> Callable[[View], View]:
    """Names the page of a view that only takes forms, for those who come to its address without one.

    Only needed where it is not the nearest page above it; its address is filled alike.
    """

    def decorator(view: View) -> View:
        marked: Any = view
        marked.page = page
        return view

    return decorator


def before_second_factor(view: View) -> View:
    """Opens a view to its roles also while they have yet to set up the second factor that they need."""
    marked: Any = view
    marked.before_second_factor = True
    return view


def opens_before_second_factor(view: Any) -> bool:
    return getattr(view, "before_second_factor", False)


def fast_path(view: View) -> View:
    """Marks a view that authenticates its own requests and answers in JSON.

    `web/fast_path.py` calls it before the middleware for sessions, messages and forms.
    """
    marked: Any = view
    _mark(marked, EVERYONE)
    marked.fast_path = True
    return view


def uses_fast_path(view: Any) -> bool:
    return getattr(view, "fast_path", False)


def allowed_roles(view: Any) -> frozenset[Role] | str | None:
    """The roles a view is open to, EVERYONE, or None for a view that has no mark."""
    roles: frozenset[Role] | str | None = getattr(view, "open_to", None)
    return roles


def _mark(view: Any, roles: frozenset[Role] | str) -> None:
    view.open_to = roles
