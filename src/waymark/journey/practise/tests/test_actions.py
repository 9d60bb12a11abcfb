"""An entry is added once, with its evidence, and its minutes are credited."""

import pytest

from waymark.ground.hours.queries import get_engagement, get_minutes_by_item
from waymark.ground.ledger.queries import count_entries
from waymark.journey.practise import actions, queries
from waymark.journey.practise.models import Evidence, WorkbookEntry
from waymark.journey.practise.tests.makers import make_entry, new_evidence


def test_an_entry_sent_twice_credits_its_minutes_once(cast):
    assert make_entry(cast) == make_entry(cast)
    assert get_minutes_by_item(enrolment=cast.amina) == {"case-study": 90}
    assert Evidence.objects.count() == 1
    assert count_entries(provider_id=cast.llse.pk, verb="practise.entry_added") == 1


def test_entries_never_earn_more_than_their_item_is_planned_for(cast):
    for number in range(2):
        make_entry(cast, title=f"Day {number}", minutes=480)
    assert get_engagement(enrolment=cast.amina, at=cast.at).earned == 480


def test_an_item_without_minutes_earns_none(cast):
    item = queries.find_workbook_item(enrolment=cast.uma)
    make_entry(cast, cast.uma, evidence=new_evidence(statement="8.7"))
    assert item.minutes == 0
    assert get_minutes_by_item(enrolment=cast.uma) == {}


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"minutes": 481}, "too_long"), ({"evidence": new_evidence(statement="99.9")}, "unknown_statement")],
)
def test_an_entry_that_is_too_long_or_about_an_unknown_statement_is_refused(cast, changes, code):
    with pytest.raises(actions.CannotAddEntry) as refused:
        make_entry(cast, **changes)
    assert refused.value.codes == (code,)
    assert not WorkbookEntry.objects.exists()


def test_a_participant_finds_only_their_own_workbook(cast):
    entry = make_entry(cast)
    assert queries.find_entry(enrolment=cast.amina, entry_id=entry.pk) == entry
    assert queries.find_entry(enrolment=cast.ben, entry_id=entry.pk) is None
    assert [piece.source for piece in queries.list_evidence(enrolment=cast.amina)] == ["staff"]
    assert queries.list_evidence(enrolment=cast.ben) == []


@pytest.mark.parametrize(
    "changes", [{"title": "Why it falls"}, {"text": "Another term."}, {"minutes": 30}], ids=str
)
def test_other_words_for_the_same_evidence_are_not_dropped(cast, changes):
    first = make_entry(cast)
    assert make_entry(cast) == first
    assert make_entry(cast, **changes) != first


def test_other_evidence_for_the_same_words_is_not_dropped(cast):
    first = make_entry(cast)
    assert make_entry(cast) == first
    second = make_entry(cast, evidence=new_evidence(description="Another count."))
    assert second != first
    assert {piece.description for piece in second.evidence.all()} == {"Another count."}
