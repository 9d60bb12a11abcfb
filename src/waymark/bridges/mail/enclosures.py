"""Fetches the attachments of an email from the room that `settings.ENCLOSURES` names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from waymark.kit.enclosed import Enclosed

if TYPE_CHECKING:
    from waymark.ground.people.models import Letter


class AttachmentNotFound(LookupError):
    """An email names an attachment that is not there, so it must not be sent without it."""


def attachments_of(letter: Letter) -> Sequence[Enclosed]:
    """The files, in order; none for an email without attachments."""
    if not letter.enclosure:
        return ()
    path = settings.ENCLOSURES.get(letter.enclosure)
    if path is None or letter.enclosure_id is None:
        raise AttachmentNotFound(letter.enclosure)
    fetch: Callable[..., Sequence[Enclosed] | None] = import_string(path)
    files = fetch(id=letter.enclosure_id)
    if not files:
        raise AttachmentNotFound(f"{letter.enclosure} {letter.enclosure_id}")
    return files
