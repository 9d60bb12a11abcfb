"""Dietary needs: entered, changed and removed by the person, read by a lead for a reason that is logged."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from waymark.ground.ledger.models import Entry
from waymark.ground.people import actions, queries
from waymark.ground.people.models import DietaryNeed
from waymark.ground.people.rules import DIETARY_CONSENT


def test_what_is_changed_or_removed_is_gone(cast: Cast) -> None:
    amina = cast.people["amina"]
    first = actions.save_dietary_need(person=amina, needs="  No nuts ", at=cast.at)
    assert (first.needs, first.agreed, first.at) == ("No nuts", DIETARY_CONSENT, cast.at)
    later = cast.at.replace(year=cast.at.year + 1)
    assert actions.save_dietary_need(person=amina, needs="No nuts", at=later).at == cast.at
    actions.save_dietary_need(person=amina, needs="Halal", at=later)
    [need] = DietaryNeed.objects.all()
    assert (need.needs, need.at) == ("Halal", later)
    assert actions.remove_dietary_need(person=amina, at=later)
    assert Entry.objects.filter(verb=actions.DIETARY_REMOVED).count() == 1
    assert not actions.remove_dietary_need(person=amina, at=later)
    assert not DietaryNeed.objects.exists()
    lines = Entry.objects.filter(about_id=amina.pk, verb__startswith="people.dietary_").order_by("id")
    assert [line.verb for line in lines] == [actions.DIETARY_SAVED] * 2 + [actions.DIETARY_REMOVED]
    assert "Halal" not in str([line.facts for line in lines])


def test_nothing_is_refused(cast: Cast) -> None:
    with pytest.raises(actions.CannotSaveDietaryNeed) as refused:
        actions.save_dietary_need(person=cast.people["amina"], needs=" ", at=cast.at)
    assert [reason.code for reason in refused.value.reasons] == ["needs"]
    assert not DietaryNeed.objects.exists()


def test_a_lead_reads_it_for_a_reason_that_is_logged(cast: Cast) -> None:
    amina, ben = cast.people["amina"], cast.people["ben"]
    actions.save_dietary_need(person=amina, needs="No nuts", at=cast.at)
    assert queries.has_dietary_need(person=amina)
    assert not queries.has_dietary_need(person=ben)
    with pytest.raises(actions.CannotSaveDietaryNeed):
        actions.read_dietary_need(person=amina, reason=" ", by=cast.grace, at=cast.at)
    read = actions.read_dietary_need(person=amina, reason="Lunch on 3 May", by=cast.grace, at=cast.at)
    assert read is not None
    assert read.needs == "No nuts"
    assert actions.read_dietary_need(person=ben, reason="Lunch", by=cast.grace, at=cast.at) is None
    [line] = Entry.objects.filter(verb=actions.DIETARY_VIEWED)
    assert (line.about_id, line.by_id, line.facts) == (amina.pk, cast.grace.pk, {"reason": "Lunch on 3 May"})
