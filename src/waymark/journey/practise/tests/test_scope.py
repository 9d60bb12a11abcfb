"""A workbook shows its own participant's entries, and an entry its own evidence."""

from __future__ import annotations

from waymark.journey.practise import queries
from waymark.journey.practise.tests.makers import make_entry, new_evidence


def test_the_evidence_of_one_entry_is_its_own(cast):
    first = make_entry(cast, title="First", evidence=new_evidence(description="12 of 19 know."))
    second = make_entry(cast, title="Second", evidence=new_evidence(description="3 of 19 know."))
    for entry, description in ((first, "12 of 19 know."), (second, "3 of 19 know.")):
        evidence = queries.list_evidence(enrolment=cast.amina, entry_id=entry.pk)
        assert [piece.description for piece in evidence] == [description]
    assert len(queries.list_evidence(enrolment=cast.amina)) == 2


def test_the_evidence_of_an_entry_is_not_shown_in_another_workbook(cast):
    entry = make_entry(cast)
    assert queries.list_evidence(enrolment=cast.ben, entry_id=entry.pk) == []


def test_an_entry_is_found_by_its_own_number(cast):
    first, second = make_entry(cast, title="First"), make_entry(cast, title="Second")
    assert queries.find_entry(enrolment=cast.amina, entry_id=first.pk) == first
    assert queries.find_entry(enrolment=cast.amina, entry_id=second.pk) == second
    assert queries.find_entry(enrolment=cast.amina, entry_id=second.pk + 1) is None


def test_the_stages_hold_the_entries_of_one_participant(cast):
    own = make_entry(cast, title="Amina's")
    make_entry(cast, cast.ben, title="Ben's")
    stages = queries.list_stages(enrolment=cast.amina)
    assert [entry for stage in stages for entry in stage.entries] == [own]
