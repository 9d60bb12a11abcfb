"""Fetches what a letter encloses from the room that knows it, by the names in `settings.ENCLOSURES`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from waymark.kit.enclosed import Enclosed

if TYPE_CHECKING:
    from waymark.ground.people.models import Letter


class NothingEnclosed(LookupError):
    """A letter names something that is not there, so it must not leave as if it were."""


def enclosed_in(letter: Letter) -> Sequence[Enclosed]:
    """The files, in order; none for a letter that names nothing."""
    if not letter.enclosure:
        return ()
    found = settings.ENCLOSURES.get(letter.enclosure)
    if found is None or letter.enclosure_id is None:
        raise NothingEnclosed(letter.enclosure)
    fetch: Callable[..., Sequence[Enclosed] | None] = import_string(found)
    files = fetch(id=letter.enclosure_id)
    if not files:
        raise NothingEnclosed(f"{letter.enclosure} {letter.enclosure_id}")
    return files
