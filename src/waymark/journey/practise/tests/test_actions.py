"""An entry is added once, with its evidence and its minutes."""

import pytest

from waymark.ground.hours.queries import credited_by_item, standing_of
from waymark.ground.ledger.queries import count_entries
from waymark.journey.practise import actions, queries
from waymark.journey.practise.models import Evidence, WorkbookEntry
from waymark.journey.practise.tests.makers import make_entry, typed


def test_an_entry_credits_its_minutes_once(cast):
    assert make_entry(cast) == make_entry(cast)
    assert credited_by_item(enrolment=cast.amina) == {"case-study": 90}
    assert Evidence.objects.count() == 1
    assert count_entries(provider_id=cast.llse.pk, verb="practise.entry_added") == 1


def test_the_standing_never_counts_more_than_the_item_is_planned(cast):
    for number in range(2):
        make_entry(cast, title=f"Day {number}", minutes=480)
    assert standing_of(enrolment=cast.amina, at=cast.at).earned == 480


def test_an_item_without_minutes_credits_none(cast):
    item = queries.find_worked_item(enrolment=cast.uma)
    make_entry(cast, cast.uma, evidence=typed(statement="8.7"))
    assert item.minutes == 0
    assert credited_by_item(enrolment=cast.uma) == {}


@pytest.mark.parametrize(
    ("given", "code"),
    [({"minutes": 481}, "too_long"), ({"evidence": typed(statement="99.9")}, "unknown_statement")],
)
def test_refused_in_words(cast, given, code):
    with pytest.raises(actions.CannotAdd) as refused:
        make_entry(cast, **given)
    assert refused.value.codes == (code,)
    assert not WorkbookEntry.objects.exists()


def test_only_the_own_workbook_is_found(cast):
    entry = make_entry(cast)
    assert queries.find_entry(enrolment=cast.amina, entry_id=entry.pk) == entry
    assert queries.find_entry(enrolment=cast.ben, entry_id=entry.pk) is None
    assert [one.source for one in queries.list_evidence(enrolment=cast.amina)] == ["staff"]
    assert queries.list_evidence(enrolment=cast.ben) == []


def test_progress_and_papers(cast):
    make_entry(cast)
    (step,) = queries.progress_of(enrolment=cast.amina, at=cast.at)
    assert (step.item_id, step.earned) == ("case-study", 90)
    papers = queries.papers_of(person=cast.people["amina"])
    assert [one["paper"] for one in papers] == ["workbook entry", "evidence"]
    assert queries.papers_of(person=cast.people["ben"]) == []
