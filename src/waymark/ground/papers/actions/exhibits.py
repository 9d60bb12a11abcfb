"""Files of a case: brought, and taken out again while the paper is a draft."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.papers import files
from waymark.ground.papers.actions.writing import CannotWrite, open_paper
from waymark.ground.papers.models import Exhibit, ExhibitFile, Paper, Wording
from waymark.kit.refusals import Reason

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

PART = "exhibits"


@transaction.atomic
def add_exhibit(*, paper: Paper, name: str, data: bytes, by: Person | None, at: datetime) -> Exhibit:
    """The same bytes again are the same exhibit. Refused, in sentences: a kind that no exhibit may be."""
    try:
        kind = files.kind_of(data)
    except files.NotAllowed as problem:
        raise CannotWrite(Reason("not_allowed", str(problem))) from problem
    held, digest = open_paper(paper), hashlib.sha256(data).hexdigest()
    there = list(Exhibit.objects.filter(paper=held))
    if same := next((one for one in there if one.digest == digest), None):
        return same
    if len(there) >= files.MOST_FILES:
        says = f"The case has {files.MOST_FILES} files; take one out before you bring another."
        raise CannotWrite(Reason("too_many", says))
    named = files.another_name(files.clean_name(name, kind=kind), taken={one.name for one in there})
    exhibit = Exhibit.objects.create(
        paper=held, name=named, kind=kind, size=len(data), digest=digest, by=by, at=at
    )
    ExhibitFile.objects.create(exhibit=exhibit, data=data)
    _note("papers.exhibit_added", exhibit, by, at)
    return exhibit


@transaction.atomic
def remove_exhibit(*, exhibit: Exhibit, by: Person, at: datetime) -> None:
    """It is gone with its bytes; that it was there stays in the paper's history."""
    open_paper(exhibit.paper)
    _note("papers.exhibit_removed", exhibit, by, at)
    exhibit.delete()


def _note(verb: str, exhibit: Exhibit, by: Person | None, at: datetime) -> None:
    """In the history with its name, which setters read; in the ledger without."""
    paper, content = exhibit.paper, {"name": exhibit.name, "digest": exhibit.digest, "act": verb}
    Wording.objects.create(paper=paper, part=PART, content=content, stands=True, by=by, at=at)
    ledger.record(
        verb, about=paper, provider_id=paper.provider_id, by=by, at=at, facts={"kind": exhibit.kind}
    )
