"""Windows, desks, saves, handing in, collecting: what each does, and what it refuses."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from waymark.ground.ledger.models import Entry
from waymark.ground.people.models import Letter
from waymark.journey.sit import actions, queries
from waymark.journey.sit.actions import Became
from waymark.journey.sit.history import chain
from waymark.journey.sit.models import Answer, KeptBeside, Revision, Sitting, Submission
from waymark.journey.sit.receipts import signing
from waymark.journey.sit.receipts.payload import is_signature_valid
from waymark.journey.sit.rules import SETTLES
from waymark.journey.sit.tests.makers import (
    OPENS_ON,
    make_paper,
    make_sitting,
    make_window,
    place_of,
    save,
    words,
)

CLOSES = datetime(2026, 10, 27, 0, 0, tzinfo=UTC)


def text_of(sitting, question="q1"):
    return Answer.objects.get(sitting=sitting, question_id=question).text


def test_a_window_across_the_clock_change(cast):
    window = make_window(cast)
    assert window.opens_at == datetime(2026, 10, 18, 23, 1, tzinfo=UTC)
    assert window.closes_before == CLOSES
    assert (window.max_words, window.tolerance_seconds) == (1500, 180)
    assert Entry.objects.filter(verb="sit.window_opened", about_id=window.pk).exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"zone": "Europe/Winchester"}, "no_such_window"),
        ({"days": 0}, "no_such_window"),
        ({"opens_on": OPENS_ON - timedelta(days=300)}, "over"),
    ],
)
def test_a_window_that_cannot_be(cast, given, code):
    with pytest.raises(actions.CannotOpenWindow) as refused:
        make_window(cast, **given)
    assert refused.value.codes == (code,)


def test_a_window_needs_a_locked_paper_of_the_programme(cast):
    with pytest.raises(actions.CannotOpenWindow) as refused:
        make_window(cast, paper=make_paper(cast, locked=False))
    assert refused.value.codes == ("not_locked",)
    with pytest.raises(actions.CannotOpenWindow) as refused:
        make_window(cast, paper=make_paper(cast, cohort=cast.ucl_cohort))
    assert refused.value.codes == ("other_paper",)


def test_two_windows_on_one_day(cast):
    window = make_window(cast)
    with pytest.raises(actions.CannotOpenWindow) as refused:
        make_window(cast, paper=window.paper)
    assert refused.value.codes == ("same_day",)


def test_sitting_down_makes_one_sitting_with_its_answers(cast):
    window = make_window(cast)
    first, second = make_sitting(cast, window=window), make_sitting(cast, window=window)
    assert first == second
    assert list(Answer.objects.values_list("question_id", "rev")) == [("q1", 0), ("q2", 0), ("q3", 0)]
    assert Entry.objects.filter(verb="sit.opened").count() == 1


def test_the_gate_says_the_minutes_that_are_missing(cast):
    window = make_window(cast, cohort=cast.ucl_cohort)
    with pytest.raises(actions.CannotOpenDesk) as refused:
        make_sitting(cast, "uma", window=window)
    assert refused.value.codes == ("gate",)
    assert "66 h 36 m" in str(refused.value)


def test_no_desk_before_nor_after_the_window(cast):
    window = make_window(cast)
    for at, code in [(window.opens_at - timedelta(seconds=1), "not_open"), (CLOSES, "closed")]:
        cast.at = at
        with pytest.raises(actions.CannotOpenDesk) as refused:
            make_sitting(cast, window=window)
        assert refused.value.codes == (code,)


def test_nobody_sits_in_another_cohorts_window(cast):
    window = make_window(cast, cohort=cast.ucl_cohort)
    with pytest.raises(actions.CannotOpenDesk):
        make_sitting(cast, "amina", window=window)


def test_each_save_is_a_revision(cast):
    sitting = make_sitting(cast)
    assert save(sitting, "One two", at=cast.at).rev == 1
    assert save(sitting, "One two three", at=cast.at).rev == 2
    written = chain.texts_of(answer_id=place_of(sitting).answer_id)
    assert list(written) == [(1, "One two"), (2, "One two three")]
    assert place_of(sitting).words == 3


def test_the_same_text_again_is_an_acknowledgement(cast):
    sitting = make_sitting(cast)
    for _ in range(3):
        assert save(sitting, "Text", base=0, at=cast.at).became is Became.SAVED
    assert Revision.objects.count() == 1


def test_a_window_behind_itself_is_told_and_sends_again(cast):
    sitting = make_sitting(cast)
    save(sitting, "First", base=0, at=cast.at)
    late = save(sitting, "First and more", base=0, at=cast.at, sends_again=True)
    assert (late.became, late.rev) == (Became.BEHIND, 1)
    assert not KeptBeside.objects.exists()


def test_two_windows_both_texts_stay(cast):
    sitting = make_sitting(cast)
    save(sitting, "From the laptop", base=0, at=cast.at, client="laptop")
    said = save(sitting, "From the phone", base=0, at=cast.at, client="phone", sends_again=True)
    assert said.became is Became.CONFLICT
    assert text_of(sitting) == "From the laptop"
    assert KeptBeside.objects.get().text == "From the phone"


def test_a_kept_text_is_chosen_and_the_other_is_kept(cast):
    sitting = make_sitting(cast)
    save(sitting, "From the laptop", base=0, at=cast.at, client="laptop")
    save(sitting, "From the phone", base=0, at=cast.at, client="phone")
    kept = KeptBeside.objects.select_related("answer").get()
    assert not actions.choose_kept(kept=kept, base=0, at=cast.at)
    assert actions.choose_kept(kept=kept, base=1, at=cast.at)
    assert text_of(sitting) == "From the phone"
    assert set(KeptBeside.objects.values_list("text", flat=True)) == {"From the phone", "From the laptop"}


def test_a_late_text_is_kept_with_its_seconds(cast):
    sitting = make_sitting(cast)
    save(sitting, "In time", at=CLOSES - timedelta(microseconds=1))
    late = save(sitting, "Too late", at=CLOSES + timedelta(seconds=12))
    assert (late.became, late.seconds) == (Became.LATE, 12)
    kept = KeptBeside.objects.get()
    assert (kept.text, kept.seconds_late, kept.why) == ("Too late", 12, "late")
    assert text_of(sitting) == "In time"


def submit(cast, sitting, **given):
    said = {"declared": True, "by": cast.people["amina"], "at": cast.at}
    return actions.submit(sitting=sitting, **(said | given))


def test_handing_in_seals_signs_and_writes(cast):
    sitting = make_sitting(cast)
    save(sitting, "My answer.\r\nIt has two lines.", at=cast.at)
    submission = submit(cast, sitting)
    receipt = submission.receipt
    assert is_signature_valid(
        payload=receipt.payload, signature=receipt.signature, public=signing.public_key()
    )
    assert json.loads(receipt.payload) == {
        "answers": {"q1": "My answer.\nIt has two lines.", "q2": "", "q3": ""},
        "count": 6,
        "demonstration": True,
        "how": "submitted",
        "instant": "2026-10-22T09:00:00.000000Z",
        "paper": sitting.window.paper.lock.fingerprint,
        "rule": "v1",
        "sitting": sitting.code,
    }
    assert Answer.objects.filter(sealed=True).count() == 3
    letter = Letter.objects.get()
    assert receipt.code in letter.text
    assert "My answer" not in letter.text
    assert Entry.objects.filter(verb="sit.submitted", about_id=submission.pk).count() == 1


def test_handing_in_twice_is_once(cast):
    sitting = make_sitting(cast)
    save(sitting, "My answer", at=cast.at)
    assert submit(cast, sitting) == submit(cast, sitting)
    assert (Submission.objects.count(), Letter.objects.count()) == (1, 1)


def test_after_handing_in_a_save_is_kept_beside(cast):
    sitting = make_sitting(cast)
    save(sitting, "My answer", at=cast.at)
    submit(cast, sitting)
    assert save(sitting, "A later thought", at=cast.at).became is Became.SEALED
    assert text_of(sitting) == "My answer"
    assert KeptBeside.objects.get().text == "A later thought"


@pytest.mark.parametrize(
    ("count", "given", "codes"),
    [
        (1501, {}, ("too_many_words",)),
        (0, {}, ("nothing_written",)),
        (10, {"declared": False}, ("not_declared",)),
        (10, {"checked": {"q1": 7, "q2": 0, "q3": 0}}, ("changed",)),
        (1501, {"at": CLOSES, "declared": False}, ("closed", "too_many_words", "not_declared")),
    ],
)
def test_handing_in_is_refused_with_every_reason_and_loses_nothing(cast, count, given, codes):
    sitting = make_sitting(cast)
    save(sitting, words(count), at=cast.at)
    with pytest.raises(actions.CannotSubmit) as refused:
        submit(cast, sitting, **given)
    assert refused.value.codes == codes
    assert text_of(sitting) == words(count)
    assert not Answer.objects.filter(sealed=True).exists()
    assert not Submission.objects.exists()


def test_the_maximum_runs_through_all_questions(cast):
    sitting = make_sitting(cast)
    save(sitting, words(1000), at=cast.at)
    save(sitting, words(500), question="q3", at=cast.at)
    assert submit(cast, sitting).words == 1500


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
    assert save(sitting, "A first half, and the second", at=CLOSES - timedelta(seconds=1)).became == "saved"
    assert save(sitting, "Too late", at=CLOSES).became == "late"
    actions.collect_closed(at=CLOSES + SETTLES)
    assert Submission.objects.get().words == 6


@pytest.mark.parametrize("flip", ["payload", "signature"])
def test_a_changed_receipt_is_not_valid(cast, flip):
    sitting = make_sitting(cast)
    save(sitting, "My answer", at=cast.at)
    receipt = submit(cast, sitting).receipt
    said = {"payload": receipt.payload, "signature": receipt.signature, "public": signing.public_key()}
    said[flip] = said[flip].replace(said[flip][20], "B" if said[flip][20] == "A" else "A", 1)
    assert not is_signature_valid(**said)


def test_no_character_of_a_signature_can_be_another(cast):
    sitting = make_sitting(cast)
    save(sitting, "My answer", at=cast.at)
    receipt = submit(cast, sitting).receipt
    for place in range(len(receipt.signature)):
        for other in "AQgw/=-":
            signature = receipt.signature[:place] + other + receipt.signature[place + 1 :]
            valid = is_signature_valid(
                payload=receipt.payload, signature=signature, public=signing.public_key()
            )
            assert valid is (signature == receipt.signature)


def test_the_public_page_says_what_was_signed_and_nothing_beside_it(cast):
    sitting = make_sitting(cast)
    save(sitting, "Two words", at=cast.at)
    receipt = submit(cast, sitting).receipt
    Submission.objects.update(words=1234)
    page = Client().get("/sit/receipts/", {"code": receipt.code}).content.decode()
    assert "This receipt is valid" in page
    assert "1,234" not in page
    receipt.payload = receipt.payload.replace('"count":2', '"count":9')
    receipt.save()
    assert (
        "This receipt is not valid" in Client().get("/sit/receipts/", {"code": receipt.code}).content.decode()
    )


def test_how_far_a_participant_is(cast):
    def step(at):
        return queries.progress_of(enrolment=cast.amina, at=at)[0].status

    assert step(cast.at) == "cannot_start"
    window = make_window(cast)
    assert step(window.opens_at - timedelta(days=1)) == "cannot_start"
    assert step(cast.at) == "not_started"
    sitting = make_sitting(cast, window=window)
    save(sitting, "My answer", at=cast.at)
    assert step(cast.at) == "in_progress"
    submit(cast, sitting)
    assert step(CLOSES) == "submitted"


def test_everything_that_is_held_about_a_person(cast):
    sitting = make_sitting(cast)
    save(sitting, "One", at=cast.at)
    save(sitting, "Two", at=cast.at)
    (paper,) = queries.papers_of(person=cast.people["amina"])
    assert paper["answers"]["q1"] == "Two"
    assert [one["text"] for one in paper["revisions"]] == ["One", "Two"]
    assert queries.papers_of(person=cast.people["ben"]) == []
