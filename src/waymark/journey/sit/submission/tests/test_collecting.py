"""Collecting at the close."""

from __future__ import annotations

import json
from datetime import timedelta

from waymark.journey.sit import actions, queries
from waymark.journey.sit.models import Sitting, Submission
from waymark.journey.sit.rules import SETTLES
from waymark.journey.sit.tests.makers import (
    CLOSES,
    make_sitting,
    make_window,
    save,
    words,
)


def test_the_close_collects_what_was_written(cast):
    window = make_window(cast)
    wrote, opened = make_sitting(cast, window=window), make_sitting(cast, "ben", window=window)
    save(wrote, words(1600), at=cast.at)
    assert actions.collect_closed(at=CLOSES - timedelta(seconds=1)) == 0
    assert actions.collect_closed(at=CLOSES + SETTLES - timedelta(seconds=1)) == 0
    assert actions.collect_closed(at=CLOSES + SETTLES) == 1
    assert actions.collect_closed(at=CLOSES + SETTLES + timedelta(seconds=5)) == 0
    submission = Submission.objects.select_related("sitting__window").get()
    assert (submission.how, submission.words, submission.sitting) == ("collected", 1600, wrote)
    assert json.loads(submission.receipt.payload)["how"] == "collected"
    reading = queries.reading_of(submission=submission)
    assert reading.words == 1500
    assert len(reading.beyond["q1"].split()) == 100
    assert not hasattr(Sitting.objects.get(pk=opened.pk), "submission")
    settled = CLOSES + timedelta(seconds=window.tolerance_seconds) + SETTLES
    assert queries.list_closed_submissions(cohort=cast.cohort, at=settled) == [submission]
    assert queries.list_closed_submissions(cohort=cast.cohort, at=settled - timedelta(seconds=1)) == []
    assert queries.list_closed_submissions(cohort=cast.cohort, at=CLOSES - timedelta(seconds=1)) == []


def test_what_arrived_in_time_is_taken_however_long_it_waited(cast):
    sitting = make_sitting(cast)
    save(sitting, "A first half", at=cast.at)
    actions.collect_closed(at=CLOSES)
    assert save(sitting, "A first half, and the second", at=CLOSES - timedelta(seconds=1)).outcome == "saved"
    assert save(sitting, "Too late", at=CLOSES).outcome == "late"
    actions.collect_closed(at=CLOSES + SETTLES)
    assert Submission.objects.get().words == 6
