"""Does a paper fit the programme to which a cohort is pinned? Asked before its window is set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Min

from waymark.ground.papers import queries as papers
from waymark.journey.sit.windows.models import SittingWindow
from waymark.kit.formatting import counted
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.papers.models import Paper
    from waymark.ground.programmes.values import Programme


def first_days_of(*, papers: Sequence[Paper]) -> dict[int, date]:
    """On which day each paper was first set, by its id; a paper that was never set is not there."""
    rows = SittingWindow.objects.filter(paper__in=papers, is_practice=False)
    return dict(rows.values_list("paper_id").annotate(Min("opens_on")))


class DoesNotFit(Refusal):
    """The paper assesses what this version of the programme never teaches."""


def refuse_untaught(*, paper: Paper, programme: Programme) -> None:
    """Says how many statements and not which: a lead learns nothing of a paper before its window."""
    fingerprint = papers.fingerprint_of(paper_id=paper.pk)
    untaught = len(papers.list_untaught(fingerprint=fingerprint, programme=programme))
    if untaught:
        number = counted(untaught, "statement", "statements")
        sentence = (
            f"{paper.code} assesses {number} that this cohort’s version of the programme doesn’t teach."
        )
        raise DoesNotFit(Reason("untaught", f"{sentence} Select another paper, or ask a paper setter."))
