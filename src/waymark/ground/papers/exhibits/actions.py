"""Files of a case study: added, and removed again while the paper is a draft."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.papers.drafts.actions import CannotWrite, lock_open_paper
from waymark.ground.papers.exhibits import files
from waymark.ground.papers.models import Exhibit, ExhibitFile, Paper, Wording
from waymark.ground.papers.rules import PaperReason
from waymark.ground.papers.words import reasons
from waymark.kit.refusals import Reason

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

PART = "exhibits"


@transaction.atomic
def add_exhibit(*, paper: Paper, name: str, data: bytes, by: Person | None, at: datetime) -> Exhibit:
    """The same bytes again are the same exhibit. Refused, with a sentence, for a file that no exhibit may be."""
    try:
        kind = files.kind_of(data)
    except files.NotAllowed as problem:
        raise CannotWrite(Reason("not_allowed", str(problem))) from problem
    row, digest = lock_open_paper(paper), hashlib.sha256(data).hexdigest()
    exhibits = list(Exhibit.objects.filter(paper=row))
    if same := next((exhibit for exhibit in exhibits if exhibit.digest == digest), None):
        return same
    if len(exhibits) >= files.MOST_FILES:
        raise CannotWrite(*reasons(PaperReason.TOO_MANY_FILES, most=files.MOST_FILES))
    cleaned = files.clean_name(name, kind=kind)
    exhibit = Exhibit.objects.create(
        paper=row,
        name=files.unique_name(cleaned, taken={exhibit.name for exhibit in exhibits}),
        kind=kind,
        size=len(data),
        digest=digest,
        by=by,
        at=at,
    )
    ExhibitFile.objects.create(exhibit=exhibit, data=data)
    _record("papers.exhibit_added", exhibit, by, at)
    return exhibit


@transaction.atomic
def remove_exhibit(*, exhibit: Exhibit, by: Person, at: datetime) -> None:
    """Deletes the file and its bytes; the paper's history still says that it was there."""
    lock_open_paper(exhibit.paper)
    _record("papers.exhibit_removed", exhibit, by, at)
    exhibit.delete()


def _record(verb: str, exhibit: Exhibit, by: Person | None, at: datetime) -> None:
    """In the history with its name, which setters read; in the audit log without."""
    paper, content = exhibit.paper, {"name": exhibit.name, "digest": exhibit.digest, "act": verb}
    Wording.objects.create(paper=paper, part=PART, content=content, was_applied=True, by=by, at=at)
    ledger.record(
        verb, about=paper, provider_id=paper.provider_id, by=by, at=at, facts={"kind": exhibit.kind}
    )
