"""The review by a second person, and the lock."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.papers import queries, rules
from waymark.ground.papers.models import Paper, PaperLock, Review
from waymark.ground.papers.words import reasons
from waymark.kit.refusals import Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


class CannotLock(Refusal):
    """Locked already, changed since its review, never reviewed, or with errors found by the check."""


class CannotReview(Refusal):
    """The reviewer has written part of the paper, or it has changed since they read it."""


@transaction.atomic
def review_paper(
    *, paper: Paper, fingerprint: str, approves: bool, comment: str, by: Person, at: datetime
) -> Review:
    """`fingerprint` is that of the text the reviewer read."""
    row = Paper.objects.select_for_update().get(pk=paper.pk)
    decision = rules.may_review(queries.get_state(row), reviewer_id=by.pk, fingerprint=fingerprint)
    if not decision.allowed:
        raise CannotReview(*reasons(*decision.reasons))
    review = Review.objects.create(
        paper=row, fingerprint=fingerprint, approves=approves, comment=comment, by=by, at=at
    )
    facts = {"fingerprint": fingerprint, "agrees": approves}
    ledger.record("papers.reviewed", about=row, provider_id=row.provider_id, by=by, at=at, facts=facts)
    return review


@transaction.atomic
def lock_paper(*, paper: Paper, by: Person | None, at: datetime) -> PaperLock:
    """From here on the paper never changes; its fingerprint identifies the text.

    A practice paper assesses no one, so it needs no review and may be incomplete.
    """
    row = Paper.objects.select_for_update().get(pk=paper.pk)
    if row.is_practice:
        if PaperLock.objects.filter(paper=row).exists():
            raise CannotLock(*reasons(rules.PaperReason.LOCKED))
        fingerprint = queries.fingerprint_now(row)
    else:
        state = queries.get_state(row)
        decision = rules.may_lock(state)
        if not decision.allowed:
            raise CannotLock(*reasons(*decision.reasons))
        fingerprint = state.fingerprint
    lock = PaperLock.objects.create(paper=paper, fingerprint=fingerprint, by=by, at=at)
    facts = {"fingerprint": fingerprint}
    ledger.record("papers.locked", about=paper, provider_id=paper.provider_id, by=by, at=at, facts=facts)
    return lock
