"""Fetches the attachments of an email from the room that `settings.ATTACHMENTS` names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from waymark.kit.attached_file import AttachedFile

if TYPE_CHECKING:
    from waymark.ground.people.models import Email


class AttachmentNotFound(LookupError):
    """An email names an attachment that is not there, so it must not be sent without it."""


def attachments_of(email: Email) -> Sequence[AttachedFile]:
    """The files, in order; none for an email without attachments."""
    if not email.attachment:
        return ()
    path = settings.ATTACHMENTS.get(email.attachment)
    if path is None or email.attachment_id is None:
        raise AttachmentNotFound(email.attachment)
    fetch: Callable[..., Sequence[AttachedFile] | None] = import_string(path)
    files = fetch(id=email.attachment_id)
    if not files:
        raise AttachmentNotFound(f"{email.attachment} {email.attachment_id}")
    return files
