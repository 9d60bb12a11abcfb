"""What writes here: the copy for a person, as a ZIP, with a line in the audit log."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.web.privacy.archive import archive_of
from waymark.web.privacy.subject_access import copy_for, find_subject

if TYPE_CHECKING:
    from waymark.ground.people.models import Person, Provider


@transaction.atomic
def write_subject_access(
    *, provider: Provider, email: str, by: Person | None, at: datetime, asked_at: datetime | None = None
) -> bytes | None:
    """The ZIP for the person with that address; None if the provider holds nothing about it."""
    person = find_subject(provider=provider, email=email)
    if person is None:
        return None
    copy = copy_for(person, asked_at=asked_at or at, at=at)
    about = person if person.pk else provider
    ledger.record("web.copy_made", about=about, provider_id=provider.pk, by=by, at=at)
    return archive_of(copy)
