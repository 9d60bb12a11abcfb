"""What becomes of a save."""

from __future__ import annotations

from datetime import timedelta

import pytest

from waymark.journey.sit import actions
from waymark.journey.sit.actions import SaveOutcome
from waymark.journey.sit.history import chain
from waymark.journey.sit.models import AlternateVersion, Revision
from waymark.journey.sit.tests.makers import (
    CLOSES,
    context_of,
    make_sitting,
    save,
    submit_as_amina,
)
from waymark.journey.sit.tests.pages import text_of

SECOND = timedelta(seconds=1)


def test_each_save_is_a_revision(cast):
    sitting = make_sitting(cast)
    assert save(sitting, "One two", at=cast.at).rev == 1
    assert save(sitting, "One two three", at=cast.at).rev == 2
    written = chain.texts_of(answer_id=context_of(sitting).answer_id)
    assert list(written) == [(1, "One two"), (2, "One two three")]
    assert context_of(sitting).words == 3


def test_the_same_text_again_is_an_acknowledgement(cast):
    sitting = make_sitting(cast)
    for _ in range(3):
        assert save(sitting, "Text", base=0, at=cast.at).outcome is SaveOutcome.SAVED
    assert Revision.objects.count() == 1


def test_a_window_behind_itself_is_told_and_sends_again(cast):
    sitting = make_sitting(cast)
    save(sitting, "First", base=0, at=cast.at)
    late = save(sitting, "First and more", base=0, at=cast.at, sends_again=True)
    assert (late.outcome, late.rev) == (SaveOutcome.BEHIND, 1)
    assert not AlternateVersion.objects.exists()


@pytest.mark.parametrize(
    ("overtakes", "later", "outcome", "stands"),
    [
        (True, SECOND, SaveOutcome.SAVED, "First and more"),
        (True, -SECOND, SaveOutcome.BEHIND, "First"),
        (False, SECOND, SaveOutcome.BEHIND, "First"),
    ],
)
def test_the_closing_save_overtakes_what_arrived_before_it(cast, overtakes, later, outcome, stands):
    sitting = make_sitting(cast)
    save(sitting, "First", base=0, at=cast.at)
    closing = {"sends_again": True, "overtakes": overtakes}
    assert save(sitting, "First and more", base=0, at=cast.at + later, **closing).outcome is outcome
    assert text_of(sitting) == stands
    assert not AlternateVersion.objects.exists()


def test_the_closing_save_of_another_window_overtakes_nothing(cast):
    sitting = make_sitting(cast)
    save(sitting, "From the laptop", base=0, at=cast.at, client="laptop")
    closing = {"sends_again": True, "overtakes": True, "client": "phone"}
    result = save(sitting, "From the phone", base=0, at=cast.at + SECOND, **closing)
    assert result.outcome is SaveOutcome.CONFLICT


def test_two_windows_both_texts_stay(cast):
    sitting = make_sitting(cast)
    save(sitting, "From the laptop", base=0, at=cast.at, client="laptop")
    result = save(sitting, "From the phone", base=0, at=cast.at, client="phone", sends_again=True)
    assert result.outcome is SaveOutcome.CONFLICT
    assert text_of(sitting) == "From the laptop"
    assert AlternateVersion.objects.get().text == "From the phone"


def test_a_kept_text_is_chosen_and_the_other_is_kept(cast):
    sitting = make_sitting(cast)
    save(sitting, "From the laptop", base=0, at=cast.at, client="laptop")
    save(sitting, "From the phone", base=0, at=cast.at, client="phone")
    kept = AlternateVersion.objects.select_related("answer").get()
    assert not actions.choose_version(version=kept, base=0, at=cast.at)
    assert actions.choose_version(version=kept, base=1, at=cast.at)
    assert text_of(sitting) == "From the phone"
    assert set(AlternateVersion.objects.values_list("text", flat=True)) == {
        "From the phone",
        "From the laptop",
    }
    replaced = AlternateVersion.objects.get(text="From the laptop")
    assert (replaced.base, replaced.client, replaced.kind) == (0, "laptop", "conflict")


def test_a_late_text_is_kept_with_its_seconds(cast):
    sitting = make_sitting(cast)
    save(sitting, "In time", at=CLOSES - timedelta(microseconds=1))
    late = save(sitting, "Too late", at=CLOSES + timedelta(seconds=12))
    assert (late.outcome, late.seconds) == (SaveOutcome.LATE, 12)
    kept = AlternateVersion.objects.get()
    assert (kept.text, kept.seconds_late, kept.kind) == ("Too late", 12, "late")
    assert text_of(sitting) == "In time"


def test_save_after_submission_becomes_an_alternate_version(cast):
    sitting = make_sitting(cast)
    save(sitting, "My answer", at=cast.at)
    submit_as_amina(cast, sitting)
    assert save(sitting, "A later thought", at=cast.at).outcome is SaveOutcome.SEALED
    assert text_of(sitting) == "My answer"
    assert AlternateVersion.objects.get().text == "A later thought"
