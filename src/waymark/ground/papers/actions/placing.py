"""Which papers are parallel: a place in a series. A locked paper may be placed too: its text does not change."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.papers.actions.writing import CannotWrite
from waymark.ground.papers.models import Form, Paper, Series
from waymark.kit.refusals import Reason

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


@transaction.atomic
def place_in_series(*, paper: Paper, series: str, letter: str, by: Person | None, at: datetime) -> Form:
    """Form `letter` of that series; the series begins with its first paper. Refused where the letter is taken."""
    Paper.objects.select_for_update().get(pk=paper.pk)
    found, _ = Series.objects.get_or_create(
        provider_id=paper.provider_id,
        programme_slug=paper.programme_slug,
        name=series,
        defaults={"by": by, "at": at},
    )
    if Form.objects.filter(series=found, letter=letter).exclude(paper=paper).exists():
        says = f"Another paper is form {letter} of this series. Choose another letter."
        raise CannotWrite(Reason("letter_taken", says))
    form, _ = Form.objects.update_or_create(
        paper=paper, defaults={"series": found, "letter": letter, "by": by, "at": at}
    )
    facts = {"form": letter}
    ledger.record("papers.placed", about=paper, provider_id=paper.provider_id, by=by, at=at, facts=facts)
    return form
