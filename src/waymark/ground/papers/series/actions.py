"""Which papers are parallel: the form of a paper in a series. A locked paper may be placed too: its text stays."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.papers.drafts.actions import CannotWrite
from waymark.ground.papers.models import Paper, ParallelForm, Series
from waymark.ground.papers.rules import PaperReason
from waymark.ground.papers.words import reasons
from waymark.kit.forms import refuse_if_changed, version_of

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


def version_of_place(form: ParallelForm | None) -> str:
    """Sixteen characters; empty for a paper that is in no series."""
    return version_of(form.series.name, form.letter) if form else ""


@transaction.atomic
def place_in_series(
    *,
    paper: Paper,
    series: str,
    letter: str,
    by: Person | None,
    at: datetime,
    made_from: str | None = None,
) -> ParallelForm:
    """Form `letter` of that series, which is created with its first paper. Refused where the letter is taken.

    `made_from` is the `version_of_place` that the setter saw; placed elsewhere since, it raises `ChangedSince`.
    """
    Paper.objects.select_for_update().get(pk=paper.pk)
    current = ParallelForm.objects.filter(paper=paper).select_related("series", "by").first()
    if current is not None and (current.series.name, current.letter) == (series, letter):
        return current
    if current is not None:
        name = current.by.name if current.by else "Someone"
        refuse_if_changed(made_from, version_of_place(current), by=name, at=current.at)
    row, _ = Series.objects.get_or_create(
        provider_id=paper.provider_id,
        programme_slug=paper.programme_slug,
        name=series,
        defaults={"by": by, "at": at},
    )
    if ParallelForm.objects.filter(series=row, letter=letter).exclude(paper=paper).exists():
        raise CannotWrite(*reasons(PaperReason.LETTER_TAKEN, letter=letter))
    form, _ = ParallelForm.objects.update_or_create(
        paper=paper, defaults={"series": row, "letter": letter, "by": by, "at": at}
    )
    facts = {"form": letter}
    ledger.record("papers.placed", about=paper, provider_id=paper.provider_id, by=by, at=at, facts=facts)
    return form
