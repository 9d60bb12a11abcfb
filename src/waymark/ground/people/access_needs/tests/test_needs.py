"""What is agreed with a person: recorded once, changed and ended by new rows, read by few, and each reading noted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import Cast
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people import actions, queries
from waymark.ground.people.access_needs.rules import Adjustments, adjustments_from, is_due
from waymark.ground.people.actions import CannotAgreeNeed, NeedDraft
from waymark.ground.people.models import AgreedNeed
from waymark.kit.forms import ChangedSince

DRAFT = NeedDraft(need="Reads with a magnifier", extra_days=2, large_print=True)


def agree(cast: Cast, draft: NeedDraft = DRAFT) -> AgreedNeed:
    return actions.agree_need(person=cast.people["amina"], draft=draft, by=cast.grace, at=cast.at)


def test_several_needs_come_to_the_most_days_and_every_copy() -> None:
    needs = [Adjustments(extra_days=2, large_print=True), Adjustments(extra_days=3, rest_breaks=True)]
    assert adjustments_from(needs) == Adjustments(extra_days=3, rest_breaks=True, large_print=True)
    assert adjustments_from([]) == Adjustments()


@pytest.mark.parametrize(
    ("review_on", "due"), [(None, False), (date(2026, 11, 1), True), (date(2026, 11, 2), False)]
)
def test_a_review_is_due_from_its_day_on(review_on: date | None, due: bool) -> None:
    assert is_due(review_on, today=date(2026, 11, 1)) is due


def test_the_same_need_twice_is_one(cast: Cast) -> None:
    assert agree(cast) == agree(cast)
    assert count_entries(provider_id=cast.llse.pk, verb="people.need_agreed") == 1


def test_a_change_and_the_end_are_new_rows_and_the_first_stays(cast: Cast) -> None:
    need = agree(cast)
    draft = NeedDraft(need="Reads with a magnifier", word_copy=True)
    changed = actions.change_need(need=need, draft=draft, reason="Prefers Word", by=cast.grace, at=cast.at)
    assert queries.adjustments_of(person=need.person) == Adjustments(word_copy=True)
    assert queries.list_earlier_needs(need=changed) == [need]
    with pytest.raises(ChangedSince):
        actions.change_need(need=need, draft=DRAFT, reason="Late", by=cast.grace, at=cast.at)
    ended = actions.end_need(need=changed, reason="New glasses", by=cast.grace, at=cast.at)
    assert actions.end_need(need=changed, reason="New glasses", by=cast.grace, at=cast.at) == ended
    assert queries.adjustments_of(person=need.person) == Adjustments()
    assert queries.list_ended_needs_of(person=need.person) == [ended]
    with pytest.raises(CannotAgreeNeed, match="ended already"):
        actions.change_need(need=ended, draft=DRAFT, reason="Again", by=cast.grace, at=cast.at)


def test_no_one_agrees_their_own_needs_or_an_empty_one(cast: Cast) -> None:
    with pytest.raises(CannotAgreeNeed, match="your own"):
        actions.agree_need(person=cast.grace, draft=DRAFT, by=cast.grace, at=cast.at)
    with pytest.raises(CannotAgreeNeed, match="Enter what"):
        agree(cast, NeedDraft(need="  "))


def test_a_lead_of_another_provider_finds_nothing(cast: Cast) -> None:
    need = agree(cast)
    assert queries.get_need_for(for_=cast.grace, person_id=need.person.pk, need_id=need.pk) == need
    assert queries.get_need_for(for_=cast.finn, person_id=need.person.pk, need_id=need.pk) is None


def test_each_reading_is_noted_once_a_day(cast: Cast) -> None:
    person = agree(cast).person

    def read(hours: int) -> int:
        at = cast.at + timedelta(hours=hours)
        actions.note_view_of_needs(person=person, by=cast.grace, at=at)
        return count_entries(provider_id=cast.llse.pk, verb="people.needs_viewed")

    assert [read(hours) for hours in (0, 5, 25)] == [1, 1, 2]


def test_reading_that_nothing_is_agreed_is_not_noted(cast: Cast) -> None:
    actions.note_view_of_needs(person=cast.people["amina"], by=cast.grace, at=cast.at)
    assert count_entries(provider_id=cast.llse.pk, verb="people.needs_viewed") == 0
