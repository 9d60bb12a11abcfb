"""Writing a paper and locking it."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.papers.models import CaseStudy, Paper, PaperLock
from waymark.ground.papers.values import Body
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person, Provider


class CannotLock(Refusal):
    """The paper is locked already."""


@transaction.atomic
def write_paper(
    *, provider: Provider, programme_slug: str, body: Body, case: str, by: Person | None, at: datetime
) -> Paper:
    paper = Paper.objects.create(
        provider=provider,
        code=body.code,
        title=body.title,
        programme_slug=programme_slug,
        body=body.model_dump(mode="json"),
        by=by,
        at=at,
    )
    CaseStudy.objects.create(paper=paper, text=case)
    ledger.note("papers.written", about=paper, provider_id=provider.pk, by=by, at=at)
    return paper


@transaction.atomic
def lock_paper(*, paper: Paper, by: Person | None, at: datetime) -> PaperLock:
    """From here on the paper never changes; its fingerprint says which text it was."""
    if PaperLock.objects.filter(paper=paper).exists():
        raise CannotLock(Reason("locked", f"Paper {paper.code} is locked already."))
    fingerprint = fingerprint_of(body=paper.body, case=paper.case.text)
    lock = PaperLock.objects.create(paper=paper, fingerprint=fingerprint, by=by, at=at)
    facts = {"fingerprint": fingerprint}
    ledger.note("papers.locked", about=paper, provider_id=paper.provider_id, by=by, at=at, facts=facts)
    return lock


def fingerprint_of(*, body: object, case: str) -> str:
    """SHA-256 of the canonical JSON (sorted keys, UTF-8) of body and case."""
    text = json.dumps({"body": body, "case": case}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
