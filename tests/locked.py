"""Papers of tests, locked as they are: what a paper must hold, and who reviews it, is tested where papers are."""

from datetime import datetime

from waymark.ground.papers.models import Paper, PaperLock
from waymark.ground.papers.queries import fingerprint_now


def lock_as_it_is(paper: Paper, *, at: datetime) -> PaperLock:
    return PaperLock.objects.create(paper=paper, fingerprint=fingerprint_now(paper), by=None, at=at)
