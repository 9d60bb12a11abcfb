"""Access needs are read and decided for one person, within one provider, and never by the person themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.cast import Cast
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people import actions, queries
from waymark.ground.people.access_needs.rules import Adjustments, adjustments_from
from waymark.ground.people.actions import CannotAgreeNeed, NeedDraft
from waymark.ground.people.models import AgreedNeed, Person, ProposedNeed
from waymark.kit.forms import ChangedSince

DRAFT = NeedDraft(need="Reads with a magnifier", extra_days=2, review_on=date(2026, 11, 1))


def agree(cast: Cast, person: Person | None = None, draft: NeedDraft = DRAFT) -> AgreedNeed:
    person = person or cast.people["amina"]
    return actions.agree_need(person=person, draft=draft, by=cast.grace, at=cast.at)


def propose(cast: Cast, person: Person | None = None, need: str = "Large print") -> ProposedNeed:
    return actions.propose_need(person=person or cast.people["amina"], need=need, by=None, at=cast.at)


def second_lead(cast: Cast) -> Person:
    return actions.add_person(
        provider=cast.llse, given_name="Lena", family_name="Voss", email="lena@llse.example", by=None, at=cast.at
    )  # fmt: skip


def lines(cast: Cast, verb: str) -> int:
    return count_entries(provider_id=cast.llse.pk, verb=verb)


def test_needs_are_listed_for_one_person_and_ended_ones_apart(cast: Cast) -> None:
    agree(cast, cast.people["ben"])
    first, second = agree(cast), agree(cast, draft=replace(DRAFT, need="Sits near the door"))
    person = cast.people["amina"]
    assert queries.list_needs_of(person=person) == [second, first]
    ended = actions.end_need(need=first, reason="Over", by=cast.grace, at=cast.at)
    elsewhere = agree(cast, cast.people["hugo"])
    actions.end_need(need=elsewhere, reason="Over", by=cast.grace, at=cast.at)
    assert queries.list_needs_of(person=person) == [second]
    assert queries.list_ended_needs_of(person=person) == [ended]


def test_adjustments_are_those_of_the_persons_own_needs_in_force(cast: Cast) -> None:
    agree(
        cast, cast.people["ben"], NeedDraft(need="Rests", rest_breaks=True, rest_minutes=30, large_print=True)
    )
    agree(cast, draft=NeedDraft(need="Rests", extra_days=1, rest_minutes=20, word_copy=True))
    assert queries.adjustments_of(person=cast.people["amina"]) == Adjustments(
        extra_days=1, rest_minutes=20, word_copy=True
    )


def test_several_needs_come_to_the_most_minutes_and_to_every_copy() -> None:
    needs = [Adjustments(rest_minutes=30), Adjustments(rest_minutes=20, word_copy=True), Adjustments()]
    assert adjustments_from(needs) == Adjustments(rest_minutes=30, word_copy=True)
    assert not adjustments_from(needs[:1]).has_copies
    assert all(Adjustments(**{copy: True}).has_copies for copy in ("large_print", "word_copy"))


def test_a_need_is_opened_by_its_own_person_and_number_and_not_by_the_person(cast: Cast) -> None:
    amina, ben = cast.people["amina"], cast.people["ben"]
    need, other = agree(cast, amina), agree(cast, ben)
    assert queries.get_need_for(for_=cast.grace, person_id=amina.pk, need_id=need.pk) == need
    assert queries.get_need_for(for_=cast.grace, person_id=amina.pk, need_id=other.pk) is None
    assert queries.get_need_for(for_=amina, person_id=amina.pk, need_id=need.pk) is None


def test_a_proposed_need_is_opened_within_the_provider_and_not_by_the_person(cast: Cast) -> None:
    amina, ben = cast.people["amina"], cast.people["ben"]
    proposed, other = propose(cast, amina), propose(cast, ben)

    def opened(for_: Person, person: Person, proposed: ProposedNeed) -> ProposedNeed | None:
        return queries.get_proposed_need_for(for_=for_, person_id=person.pk, proposed_id=proposed.pk)

    assert opened(cast.grace, amina, proposed) == proposed
    assert opened(cast.grace, amina, other) is None
    assert opened(cast.grace, ben, proposed) is None
    assert opened(cast.finn, amina, proposed) is None
    assert opened(amina, amina, proposed) is None


def test_proposed_needs_to_decide_are_those_of_the_provider_that_are_open(cast: Cast) -> None:
    first, second, own = propose(cast), propose(cast, cast.people["ben"]), propose(cast, cast.grace)
    propose(cast, cast.people["uma"])
    assert queries.list_needs_to_decide(for_=cast.grace) == [first, second]
    assert own in queries.list_needs_to_decide(for_=second_lead(cast))
    actions.decline_proposed_need(proposed=first, why="No.", by=cast.grace, at=cast.at)
    assert queries.list_needs_to_decide(for_=cast.grace) == [second]


def test_what_is_undecided_and_what_was_declined_are_listed_for_one_person(cast: Cast) -> None:
    amina = cast.people["amina"]
    declined, agreed, waiting = (propose(cast, need=need) for need in ("One", "Two", "Three"))
    other = propose(cast, cast.people["ben"])
    propose(cast, cast.people["hugo"])
    for proposed in (declined, other):
        actions.decline_proposed_need(proposed=proposed, why="No.", by=cast.grace, at=cast.at)
    actions.agree_proposed_need(proposed=agreed, draft=DRAFT, by=cast.grace, at=cast.at)
    assert queries.list_proposed_needs_of(person=amina) == [waiting]
    assert queries.list_declined_needs_of(person=amina) == [declined]


def test_reviews_are_due_from_their_day_within_the_provider_until_the_need_ends(cast: Cast) -> None:
    need = agree(cast)
    agree(cast, cast.people["uma"])
    lena = second_lead(cast)
    own = actions.agree_need(person=cast.grace, draft=DRAFT, by=lena, at=cast.at)
    day = date(2026, 11, 1)
    assert queries.list_needs_to_review(for_=cast.grace, today=day - timedelta(days=1)) == []
    assert queries.list_needs_to_review(for_=cast.grace, today=day) == [need]
    assert queries.list_needs_to_review(for_=lena, today=day) == [need, own]
    actions.end_need(need=need, reason="Over", by=lena, at=cast.at)
    assert queries.list_needs_to_review(for_=lena, today=day) == [own]


def test_the_same_need_of_someone_else_or_with_other_words_or_after_its_end_is_another(cast: Cast) -> None:
    need = agree(cast)
    other = agree(cast, cast.people["ben"])
    longer = agree(cast, draft=replace(DRAFT, extra_days=3))
    actions.end_need(need=need, reason="Over", by=cast.grace, at=cast.at)
    again = agree(cast)
    assert len({need.pk, other.pk, longer.pk, again.pk}) == 4
    assert again.is_ended is False


def test_each_act_about_a_need_has_its_own_line_in_the_audit_log(cast: Cast) -> None:
    need = agree(cast)
    changed = actions.change_need(
        need=need, draft=replace(DRAFT, extra_days=5), reason="Slower", by=cast.grace, at=cast.at
    )
    assert (changed.extra_days, changed.is_ended, changed.reason) == (5, False, "Slower")
    assert lines(cast, "people.need_changed") == 1
    ended = actions.end_need(need=changed, reason="Over", by=cast.grace, at=cast.at)
    assert (ended.extra_days, ended.is_ended, ended.need) == (5, True, DRAFT.need)
    assert lines(cast, "people.need_ended") == 1
    propose(cast)
    propose(cast)
    assert lines(cast, "people.need_proposed") == 1


def test_a_need_that_ended_is_neither_changed_nor_ended_again_for_another_reason(cast: Cast) -> None:
    need = agree(cast)
    actions.end_need(need=need, reason="Over", by=cast.grace, at=cast.at)
    with pytest.raises(CannotAgreeNeed) as refused:
        actions.end_need(need=need, reason="Another reason", by=cast.grace, at=cast.at)
    assert refused.value.codes == ("reason",)
    with pytest.raises(CannotAgreeNeed, match="ended already"):
        actions.change_need(need=need, draft=DRAFT, reason="Late", by=cast.grace, at=cast.at)


def test_a_need_that_was_changed_meanwhile_is_not_ended_from_the_earlier_page(cast: Cast) -> None:
    need = agree(cast)
    draft = replace(DRAFT, extra_days=5)
    changed = actions.change_need(need=need, draft=draft, reason="Slower", by=cast.grace, at=cast.at)
    with pytest.raises(ChangedSince):
        actions.end_need(need=need, reason="Over", by=cast.grace, at=cast.at)
    actions.end_need(need=changed, reason="Over", by=cast.grace, at=cast.at)
    with pytest.raises(CannotAgreeNeed):
        actions.end_need(need=need, reason="Over", by=cast.grace, at=cast.at)


def test_no_one_changes_their_own_need(cast: Cast) -> None:
    need = agree(cast)
    with pytest.raises(CannotAgreeNeed) as refused:
        actions.change_need(need=need, draft=DRAFT, reason="x", by=cast.people["amina"], at=cast.at)
    assert refused.value.codes == ("own",)
    with pytest.raises(CannotAgreeNeed) as refused:
        agree(cast, draft=NeedDraft(need=" "))
    assert refused.value.codes == ("need",)


def test_the_same_words_of_someone_else_or_other_words_are_another_proposal(cast: Cast) -> None:
    proposals = {
        propose(cast),
        propose(cast, cast.people["ben"]),
        propose(cast, need="Quiet room"),
        propose(cast),
    }
    assert len(proposals) == 3


def test_a_decision_that_differs_from_the_one_made_is_refused(cast: Cast) -> None:
    proposed, other = propose(cast), propose(cast, cast.people["ben"])
    lena = second_lead(cast)
    decision = actions.decline_proposed_need(proposed=proposed, why=" No. ", by=cast.grace, at=cast.at)
    assert decision.why == "No."
    assert decision == actions.decline_proposed_need(proposed=proposed, why="No.", by=cast.grace, at=cast.at)
    for why, by in (("No.", lena), ("Never.", cast.grace)):
        with pytest.raises(CannotAgreeNeed) as refused:
            actions.decline_proposed_need(proposed=proposed, why=why, by=by, at=cast.at)
        assert refused.value.codes == ("decided",)
    assert actions.decline_proposed_need(proposed=other, why="No.", by=cast.grace, at=cast.at) != decision
    assert lines(cast, "people.need_declined") == 2


def test_a_reading_is_noted_for_each_reader_and_each_person_a_day_apart(cast: Cast) -> None:
    agree(cast)
    propose(cast, cast.people["ben"])
    lena, day = second_lead(cast), timedelta(days=1)
    amina, ben = cast.people["amina"], cast.people["ben"]
    readings = (
        (amina, cast.grace, cast.at, 1), (ben, cast.grace, cast.at, 2), (amina, lena, cast.at, 3),
        (amina, cast.grace, cast.at + day - timedelta(seconds=1), 3), (amina, cast.grace, cast.at + day, 4),
    )  # fmt: skip
    for person, by, at, count in readings:
        actions.note_view_of_needs(person=person, by=by, at=at)
        assert lines(cast, "people.needs_viewed") == count
