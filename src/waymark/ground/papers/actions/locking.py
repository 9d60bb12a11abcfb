"""Review by a second person, and the lock."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.papers import queries, rules
from waymark.ground.papers.models import Paper, PaperLock, Review
from waymark.ground.papers.words import reason
from waymark.kit.refusals import Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


class CannotLock(Refusal):
    """Locked already, not reviewed as it stands, or with errors of the blueprint."""


class CannotReview(Refusal):
    """Who reviews has written some of it, or it has changed since it was read."""


@transaction.atomic
def review_paper(
    *, paper: Paper, fingerprint: str, agrees: bool, says: str, by: Person, at: datetime
) -> Review:
    """`fingerprint` is that of the text the reviewer read."""
    held = Paper.objects.select_for_update().get(pk=paper.pk)
    decision = rules.may_review(queries.standing_of(held), by=by.pk, fingerprint=fingerprint)
    if not decision.allowed:
        raise CannotReview(*(reason(code) for code in decision.reasons))
    review = Review.objects.create(
        paper=held, fingerprint=fingerprint, agrees=agrees, says=says, by=by, at=at
    )
    facts = {"fingerprint": fingerprint, "agrees": agrees}
    ledger.record("papers.reviewed", about=held, provider_id=held.provider_id, by=by, at=at, facts=facts)
    return review


@transaction.atomic
def lock_paper(*, paper: Paper, by: Person | None, at: datetime) -> PaperLock:
    """From here on the paper never changes; its fingerprint says which text it was.

    A practice paper, by which nobody is assessed, needs no review and may be incomplete.
    """
    held = Paper.objects.select_for_update().get(pk=paper.pk)
    if held.is_practice:
        if PaperLock.objects.filter(paper=held).exists():
            raise CannotLock(reason("locked"))
        fingerprint = queries.fingerprint_now(held)
    else:
        standing = queries.standing_of(held)
        decision = rules.may_lock(standing)
        if not decision.allowed:
            raise CannotLock(*(reason(code) for code in decision.reasons))
        fingerprint = standing.fingerprint
    lock = PaperLock.objects.create(paper=paper, fingerprint=fingerprint, by=by, at=at)
    facts = {"fingerprint": fingerprint}
    ledger.record("papers.locked", about=paper, provider_id=paper.provider_id, by=by, at=at, facts=facts)
    return lock
