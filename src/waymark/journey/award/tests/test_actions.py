"""Decided, released, emailed: each once, and each by the right person."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from waymark.ground.hours import actions as hours
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.models import Person
from waymark.ground.people.queries import list_emails_to
from waymark.journey.award import actions, queries
from waymark.journey.award.models import Outcome, Release, StatementOfResult
from waymark.journey.award.tests.makers import LATER, LINK, NEXT, decide, give_minutes, make_ready, release
from waymark.journey.mark.tests.makers import make_marks, make_scripts
from waymark.kit.forms import ChangedSince

if TYPE_CHECKING:
    from tests.cast import Cast


def test_everything_the_decision_rests_on_is_frozen(cast: Cast) -> None:
    make_ready(cast, cast.amina, 12, 11)
    facts = decide(cast, cast.amina).facts
    assert facts["reasons"] == ["engaged", "passed"]
    assert (facts["engagement"]["earned"], facts["engagement"]["base"]) == (4_000, 4_200)
    assert (facts["engagement"]["share"], facts["engagement"]["comparator"]) == ("9/10", "gt")
    assert (facts["assessment"]["result"], facts["assessment"]["pass_points"]) == ("23/2", "9")
    assert facts["programme"]["digest"] == cast.cohort.programme.pack_id
    assert len(facts["paper"]) == 64
    hours.credit(
        enrolment=cast.amina, item_id="x", minutes=-500, source="test", because=cast.cohort, by=None, at=LATER
    )
    assert decide(cast, cast.amina).facts == facts
    assert Outcome.objects.count() == 1
    assert count_entries(provider_id=cast.llse.pk, verb="award.decided") == 1


def test_one_minute_makes_the_difference(cast: Cast) -> None:
    make_ready(cast, cast.amina, minutes=63 * 60)
    make_ready(cast, cast.ben, minutes=63 * 60 + 1)
    assert not decide(cast, cast.amina).awarded
    assert decide(cast, cast.ben).awarded


def test_nothing_is_decided_while_marks_are_missing(cast: Cast) -> None:
    give_minutes(cast.amina, 4_000)
    [script] = make_scripts(cast, cast.amina)
    make_marks(script, 4, 4)
    with pytest.raises(actions.CannotDecide) as refused:
        actions.decide_award(enrolment=cast.amina, by=cast.people["grace"], at=LATER)
    assert refused.value.codes == ("not_ready", "fail_unconfirmed")


def test_a_decision_not_to_award_needs_next_steps(cast: Cast) -> None:
    make_ready(cast, cast.amina, 4, 4)
    with pytest.raises(actions.CannotDecide) as refused:
        actions.decide_award(enrolment=cast.amina, by=cast.people["grace"], at=LATER)
    assert refused.value.codes == ("next_steps", "next_on")
    outcome = decide(cast, cast.amina)
    assert (outcome.awarded, outcome.feedback) == (False, "detailed")
    assert outcome.facts["next"] == {"says": NEXT["next_steps"], "on": "2027-01-18"}
    assert outcome.facts["feedback"]["criteria"][0]["says"] == "Feedback on 1 at 1."


def test_other_words_for_what_happens_next_are_not_dropped_silently(cast: Cast) -> None:
    make_ready(cast, cast.amina, 4, 4)
    outcome = decide(cast, cast.amina)
    assert decide(cast, cast.amina) == outcome
    with pytest.raises(ChangedSince) as refused:
        actions.decide_award(
            enrolment=cast.amina,
            by=cast.people["grace"],
            at=LATER,
            **(NEXT | {"next_steps": "Write to Ada."}),
        )
    assert refused.value.codes == ("decided",)


def test_a_missing_essential_element_is_named(cast: Cast) -> None:
    make_ready(cast, cast.amina, (12, "o1"), (12, "o1"))
    assessment = decide(cast, cast.amina).facts["assessment"]
    assert assessment["routes"] == ["omission"]
    assert assessment["has"] == "12 out of 15, with an essential element missing"
    assert assessment["omitted"][0]["says"] == "The script prepares before it delivers."


@pytest.mark.parametrize(("marks", "depth"), [((9, 10), "detailed"), ((12, 12), "none")])
def test_a_borderline_result_gets_detailed_feedback(cast: Cast, marks: tuple[int, int], depth: str) -> None:
    make_ready(cast, cast.amina, *marks)
    outcome = decide(cast, cast.amina)
    assert outcome.awarded
    assert outcome.feedback == depth
    assert (outcome.facts["feedback"] is None) == (depth == "none")


def test_only_those_who_meet_every_requirement_are_approved_together(cast: Cast) -> None:
    make_ready(cast, cast.amina)
    make_ready(cast, cast.ben, 4, 4)
    approved = actions.approve_awards(cohort=cast.cohort, by=cast.people["grace"], at=LATER)
    assert [outcome.enrolment for outcome in approved] == [cast.amina]
    assert actions.approve_awards(cohort=cast.cohort, by=cast.people["grace"], at=LATER) == []


def test_a_release_emails_once_and_issues_one_statement(cast: Cast) -> None:
    make_ready(cast, cast.amina)
    make_ready(cast, cast.ben, 4, 4)
    outcomes = [decide(cast, cast.amina), decide(cast, cast.ben)]
    release(cast, *outcomes)
    release(cast, *outcomes)
    assert (Release.objects.count(), StatementOfResult.objects.count()) == (2, 1)
    statement = StatementOfResult.objects.get()
    assert hashlib.sha256(bytes(statement.pdf)).hexdigest() == statement.fingerprint
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", statement.number)
    texts = []
    for who in ("amina", "ben"):
        [letter] = [
            letter
            for letter in list_emails_to(provider=cast.llse, email=cast.people[who].email)
            if letter.subject == "Your result is ready"
        ]
        reference = getattr(cast, who).reference
        assert f"{LINK}?enrolment={reference}" in letter.text
        texts.append(letter.text.replace(cast.people[who].name, "").replace(reference, ""))
    assert texts[0] == texts[1]


def test_the_person_who_decided_cannot_release(cast: Cast) -> None:
    """T20: four eyes, whatever roles a person has."""
    make_ready(cast, cast.amina)
    outcome = decide(cast, cast.amina)
    with pytest.raises(actions.CannotRelease) as refused:
        actions.release_outcomes(outcomes=[outcome], link=LINK, by=cast.people["grace"], at=LATER)
    assert (refused.value.codes, refused.value.status) == (("own_decision",), 403)
    assert not Release.objects.exists()


@pytest.mark.parametrize("name", ['#set text(red) *Bo* $x$ "q" \\', "李雷 محمد </json> <script>", "A" * 90])
def test_a_hostile_name_stays_text(cast: Cast, name: str) -> None:
    make_ready(cast, cast.amina)
    Person.objects.filter(pk=cast.people["amina"].pk).update(given_name=name)
    release(cast, decide(cast, cast.amina))
    assert bytes(StatementOfResult.objects.get().pdf).startswith(b"%PDF-")


def test_a_cohort_takes_the_same_queries_whatever_its_size(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    def count_for(many: int) -> None:
        for _ in range(many):
            place = len(cast.people)
            make_ready(cast, cast.enrolled(f"p{place}", "P", f"Q{place}"))

    count_for(1)
    queries.list_award_statuses_for(for_=cast.people["grace"], cohort=cast.cohort, at=LATER)
    for many in (1, 8):
        count_for(many)
        with django_assert_max_num_queries(10):
            queries.list_award_statuses_for(for_=cast.people["grace"], cohort=cast.cohort, at=LATER)
