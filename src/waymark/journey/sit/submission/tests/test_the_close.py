"""What is collected at a close that may move: always the text that had arrived by then, and nothing is ever lost."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from waymark.ground.people.models import Email
from waymark.journey.sit import actions, queries
from waymark.journey.sit.actions import SaveOutcome
from waymark.journey.sit.extra_time.tests.makers import grant_access_time
from waymark.journey.sit.history import chain
from waymark.journey.sit.models import (
    AlternateVersion,
    Answer,
    Extension,
    Sitting,
    Submission,
    SubmissionWithdrawal,
)
from waymark.journey.sit.rules import SETTLES
from waymark.journey.sit.submission import collecting
from waymark.journey.sit.tests.makers import CLOSES, context_of, decide_late, make_sitting, make_window, save

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
NEXT_CLOSE = CLOSES + 24 * HOUR


@pytest.fixture
def sitting(cast):
    new_sitting = make_sitting(cast)
    save(new_sitting, "In time.", at=CLOSES - HOUR)
    return new_sitting


def ask(sitting, *, by, at, on=date(2026, 10, 27)) -> Extension:
    current = Sitting.objects.select_related("window", "enrolment__person").get(pk=sitting.pk)
    return actions.request_extension(
        window=current.window,
        enrolment=current.enrolment,
        until_on=on,
        reason="Ill",
        evidence="",
        by=by,
        at=at,
    )


def standing(sitting) -> Submission:
    return Submission.objects.select_related("receipt").get(sitting=sitting)


def own(cast, sitting) -> Sitting:
    return queries.get_sitting_for(for_=cast.people["amina"], code=sitting.code)


def signed(sitting) -> str:
    return json.loads(standing(sitting).receipt.payload)["answers"]["q1"]


@pytest.fixture
def asked(cast, sitting):
    return ask(sitting, by=cast.people["amina"], at=CLOSES - 2 * SECOND)


def test_nothing_is_collected_while_a_request_for_time_is_undecided(cast, sitting, asked):
    assert save(sitting, "Written on.", at=CLOSES + HOUR).outcome is SaveOutcome.SAVED
    assert actions.collect_closed(at=CLOSES + 5 * HOUR) == 0
    with pytest.raises(actions.CannotSubmit) as refusal:
        actions.submit(sitting=own(cast, sitting), declared=True, by=cast.people["amina"], at=CLOSES + HOUR)
    assert "pending" in refusal.value.codes


def test_refused_the_text_of_the_close_is_collected_and_the_later_one_kept(cast, sitting, asked):
    save(sitting, "Written on.", at=CLOSES + HOUR)
    actions.decide_extension(
        extension=asked, granted=False, why="No.", by=cast.people["grace"], at=CLOSES + 2 * HOUR
    )
    assert actions.collect_closed(at=CLOSES + 2 * HOUR) == 1
    assert (context_of(sitting).text, signed(sitting)) == ("In time.", "In time.")
    kept = AlternateVersion.objects.get(answer__sitting=sitting)
    assert (kept.text, kept.kind, kept.seconds_late) == ("Written on.", "too_late", 3600)
    texts = [text for _, text in chain.texts_of(answer_id=context_of(sitting).answer_id)]
    assert texts == ["In time.", "Written on.", "In time."]


def test_refused_with_nothing_by_the_close_collects_nothing_and_closes_the_desk(cast):
    sitting = make_sitting(cast)
    extension = ask(sitting, by=cast.people["amina"], at=CLOSES - SECOND)
    save(sitting, "Only afterwards.", at=CLOSES + HOUR)
    actions.decide_extension(
        extension=extension, granted=False, why="No.", by=cast.people["grace"], at=CLOSES + 2 * HOUR
    )
    for _ in range(2):
        assert actions.collect_closed(at=CLOSES + 2 * HOUR) == 0
    assert not Submission.objects.exists()
    assert Answer.objects.filter(sitting=sitting, sealed=True).count() == 3
    assert AlternateVersion.objects.get().text == "Only afterwards."


def test_granted_what_was_written_meanwhile_counts(cast, sitting, asked):
    save(sitting, "Written on.", at=CLOSES + HOUR)
    actions.decide_extension(
        extension=asked, granted=True, why="Yes.", by=cast.people["grace"], at=CLOSES + 2 * HOUR
    )
    assert actions.collect_closed(at=NEXT_CLOSE + SETTLES - SECOND) == 0
    assert save(sitting, "And on.", at=NEXT_CLOSE - SECOND).outcome is SaveOutcome.SAVED
    assert save(sitting, "Too much.", at=NEXT_CLOSE).outcome is SaveOutcome.LATE
    assert actions.collect_closed(at=NEXT_CLOSE + SETTLES) == 1
    assert signed(sitting) == "And on."


def test_granted_only_when_the_time_given_is_over_already(cast, sitting, asked):
    """Decided three days later: the text of the close that was granted is the one that counts."""
    save(sitting, "Within what was asked.", at=NEXT_CLOSE - SECOND)
    save(sitting, "Beyond it.", at=NEXT_CLOSE + HOUR)
    actions.decide_extension(
        extension=asked, granted=True, why="Yes.", by=cast.people["grace"], at=NEXT_CLOSE + 48 * HOUR
    )
    assert actions.collect_closed(at=NEXT_CLOSE + 48 * HOUR) == 1
    assert signed(sitting) == "Within what was asked."
    assert AlternateVersion.objects.get().text == "Beyond it."


def test_the_close_comes_first_for_whoever_has_no_more_time(cast, sitting):
    window = Sitting.objects.get(pk=sitting.pk).window
    ben = make_sitting(cast, "ben", window=window)
    save(ben, "Ben's.", at=CLOSES - HOUR)
    grant_access_time(
        enrolment=cast.ben, extra_days=2, arrangement="A quarter more", by=cast.people["grace"], at=cast.at
    )
    assert save(sitting, "Amina's, late.", at=CLOSES).outcome is SaveOutcome.LATE
    assert actions.collect_closed(at=CLOSES + SETTLES) == 1
    assert signed(sitting) == "In time."
    assert save(ben, "Ben's, two days on.", at=CLOSES + 47 * HOUR).outcome is SaveOutcome.SAVED
    assert save(ben, "Late.", at=CLOSES + 48 * HOUR).outcome is SaveOutcome.LATE
    assert actions.collect_closed(at=CLOSES + 48 * HOUR + SETTLES) == 1
    assert signed(ben) == "Ben's, two days on."


def test_an_arrangement_counts_in_a_window_opened_later(cast):
    grant_access_time(
        enrolment=cast.amina, extra_days=1, arrangement="A day", by=cast.people["grace"], at=cast.at
    )
    sitting = make_sitting(cast, window=make_window(cast))
    assert own(cast, sitting).times.closes_before == NEXT_CLOSE


def test_of_several_late_texts_the_newest_stands(cast, sitting):
    for seconds in (30, 60):
        save(sitting, f"{seconds} seconds late.", at=CLOSES + seconds * SECOND, client=f"window{seconds}")
    assert actions.collect_closed(at=CLOSES + SETTLES) == 1
    before = standing(sitting)
    count = decide_late(
        sitting_ids=[sitting.pk], counts=True, cause="No line", by=cast.people["grace"], at=CLOSES + HOUR
    )
    assert (count, signed(sitting)) == (1, "60 seconds late.")
    assert SubmissionWithdrawal.objects.get().submission == before
    assert before.receipt.code != standing(sitting).receipt.code


def test_in_time_but_overtaken_by_the_collecting_a_person_decides(cast, sitting):
    """It arrived before the close and waited longer in the queue than the collecting did."""
    assert actions.collect_closed(at=CLOSES + SETTLES) == 1
    assert save(sitting, "Long under way.", at=CLOSES - SECOND).outcome is SaveOutcome.LATE
    kept = AlternateVersion.objects.get()
    assert (kept.kind, kept.seconds_late) == ("late", 0)


def test_text_after_submission_is_an_alternate_version_and_not_late(cast, sitting):
    actions.submit(sitting=own(cast, sitting), declared=True, by=cast.people["amina"], at=CLOSES - SECOND)
    for seconds in (-1, 5, 500):
        saved = save(sitting, f"One more thought, {seconds}.", at=CLOSES + seconds * SECOND)
        assert saved.outcome is SaveOutcome.SEALED
    assert {version.kind for version in AlternateVersion.objects.all()} == {"conflict"}
    assert queries.count_undecided(cohort_id=cast.cohort.pk) == (0, 0)


def test_submission_is_withdrawn_and_submitted_again(cast, sitting):
    amina = cast.people["amina"]
    first = actions.submit(sitting=own(cast, sitting), declared=True, by=amina, at=CLOSES - HOUR)
    actions.withdraw_submission(sitting=own(cast, sitting), by=amina, at=CLOSES - HOUR)
    assert save(sitting, "Better.", at=CLOSES - HOUR).outcome is SaveOutcome.SAVED
    second = actions.submit(sitting=own(cast, sitting), declared=True, by=amina, at=CLOSES - SECOND)
    assert first.pk != second.pk
    assert signed(sitting) == "Better."
    with pytest.raises(actions.CannotWithdraw):
        actions.withdraw_submission(sitting=own(cast, sitting), by=amina, at=CLOSES)


def test_taken_back_and_left_it_is_collected(cast, sitting):
    amina = cast.people["amina"]
    actions.submit(sitting=own(cast, sitting), declared=True, by=amina, at=CLOSES - HOUR)
    actions.withdraw_submission(sitting=own(cast, sitting), by=amina, at=CLOSES - HOUR)
    assert actions.collect_closed(at=CLOSES + SETTLES) == 1
    assert standing(sitting).how == "collected"


def test_a_receipt_says_when_the_text_arrived_and_not_when_it_was_collected(cast, sitting):
    """The worker may come hours later; nothing in the proof may look as if the writer had."""
    actions.collect_closed(at=CLOSES + 6 * HOUR)
    submission = standing(sitting)
    assert json.loads(submission.receipt.payload)["instant"] == "2026-10-26T23:00:00.000000Z"
    assert submission.at == CLOSES - HOUR
    email = Email.objects.get(once=f"sit.receipt:{submission.receipt.code}")
    assert email.at == CLOSES + 6 * HOUR
    assert "arrived on Monday 26 October 2026, 23:00" in email.text


def test_put_back_after_a_refusal_the_receipt_says_when_the_text_of_the_close_arrived(cast, sitting, asked):
    save(sitting, "Written on.", at=CLOSES + HOUR)
    actions.decide_extension(
        extension=asked, granted=False, why="No.", by=cast.people["grace"], at=CLOSES + 2 * HOUR
    )
    actions.collect_closed(at=CLOSES + 2 * HOUR)
    assert standing(sitting).at == CLOSES - HOUR


def test_a_late_text_that_stands_arrived_when_it_arrived(cast, sitting):
    save(sitting, "In time, and late.", at=CLOSES + 5 * SECOND)
    actions.collect_closed(at=CLOSES + HOUR)
    decide_late(
        sitting_ids=[sitting.pk],
        counts=True,
        cause="The line.",
        by=cast.people["grace"],
        at=CLOSES + 2 * HOUR,
    )
    assert (signed(sitting), standing(sitting).at) == ("In time, and late.", CLOSES + 5 * SECOND)


def test_time_given_while_the_collector_was_busy_with_others_counts(cast, sitting, asked):
    """It had read this one among many, when nothing was asked for; by its turn more time was granted."""
    read = Sitting.objects.select_related("window__paper__lock", "enrolment__person__provider")
    read_sitting = read.get(pk=sitting.pk)
    read_sitting.times = read_sitting.window.rules
    actions.decide_extension(extension=asked, granted=True, why="Yes.", by=cast.people["grace"], at=CLOSES)
    assert not collecting._collect(read_sitting, at=CLOSES + HOUR)
    assert save(sitting, "With more time.", at=CLOSES + 2 * HOUR).outcome is SaveOutcome.SAVED


def test_a_request_begun_before_the_close_hands_in_nothing_that_came_after_it(cast, sitting, asked):
    """Its first byte dates it; what it hands in, by a revision that could be foreseen, was written meanwhile."""
    save(sitting, "Written after the close.", at=CLOSES + 5 * SECOND)
    with pytest.raises(actions.CannotSubmit) as refusal:
        actions.submit(
            sitting=own(cast, sitting),
            declared=True,
            checked={"q1": 2, "q2": 0, "q3": 0},
            by=cast.people["amina"],
            at=CLOSES - SECOND,
        )
    assert refusal.value.codes == ("pending",)


def test_no_receipt_is_older_than_its_text(cast, sitting):
    actions.submit(sitting=own(cast, sitting), declared=True, by=cast.people["amina"], at=CLOSES - 2 * HOUR)
    assert standing(sitting).at == CLOSES - HOUR
