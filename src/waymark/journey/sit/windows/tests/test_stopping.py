"""Someone is deferred, withdrawn or moved while they write: the page closes, every word is kept, an undo opens it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.cast import Cast
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts import queries as enrolments
from waymark.ground.cohorts.enrolments.models import EnrolmentChange
from waymark.ground.cohorts.rules import DeferralReason, WithdrawalReason
from waymark.journey.sit import actions, queries
from waymark.journey.sit.models import AlternateVersion, Answer, Sitting, Submission
from waymark.journey.sit.rules import SETTLES
from waymark.journey.sit.submission.actions import CannotSubmit
from waymark.journey.sit.submission.actions import submit as submit_answers
from waymark.journey.sit.tests.makers import CLOSES, context_of, make_sitting, make_window, save, words
from waymark.journey.sit.windows.stopping import stop_warnings

TODAY = date(2026, 10, 22)
SECOND = timedelta(seconds=1)


def withdraw(cast: Cast, *, at: datetime | None = None, on: date = TODAY) -> EnrolmentChange:
    return cohorts.withdraw(
        enrolment=cast.amina, reason=WithdrawalReason.CAREER, effective_on=on, by=cast.grace, at=at or cast.at
    )


def defer(cast: Cast, *, is_assessment: bool, on: date = TODAY) -> None:
    request = cohorts.request_deferral(
        enrolment=cast.amina, reason=DeferralReason.BEREAVEMENT, is_assessment=is_assessment, effective_on=on,
        review_on=date(2026, 12, 1), expected_return_on=date(2027, 9, 6), by=cast.grace, at=cast.at,
    )  # fmt: skip
    cohorts.decide_deferral(request=request, is_approved=True, by=cast.jonas, at=cast.at)


def undo(cast: Cast, change: EnrolmentChange, *, at: datetime) -> None:
    cohorts.undo_change(change=change, by=cast.grace, at=at)


def stop(cast: Cast, how: str) -> None:
    if how == "withdrawal":
        withdraw(cast)
    else:
        defer(cast, is_assessment=how == "assessment")


def again(cast: Cast, sitting: Sitting) -> Sitting:
    found = queries.get_sitting_for(for_=cast.amina.person, code=sitting.code)
    assert found is not None
    return found


@pytest.mark.parametrize("how", ["withdrawal", "programme", "assessment"])
def test_what_arrived_before_counts_and_what_arrives_later_is_kept_beside(cast: Cast, how: str) -> None:
    sitting = make_sitting(cast)
    save(sitting, "A first half", at=cast.at - SECOND)
    stop(cast, how)
    assert save(sitting, "A first half, on its way", at=cast.at - SECOND).outcome == "saved"
    late = save(sitting, "A first half, and the second", at=cast.at)
    assert late.outcome == "too_late"
    assert Answer.objects.get(sitting=sitting, question_id="q1").text == "A first half, on its way"
    assert AlternateVersion.objects.get().text == "A first half, and the second"


@pytest.mark.parametrize("how", ["withdrawal", "programme", "assessment"])
def test_nothing_is_submitted_or_collected_and_every_word_is_kept(cast: Cast, how: str) -> None:
    sitting = make_sitting(cast)
    save(sitting, words(300), at=cast.at - SECOND)
    stop(cast, how)
    with pytest.raises(CannotSubmit) as refused:
        submit_answers(sitting=again(cast, sitting), declared=True, by=cast.amina.person, at=cast.at + SECOND)
    assert refused.value.codes == ("stopped",)
    assert (
        "so this assessment is closed to you. Everything you saved is kept."
        in refused.value.reasons[0].sentence
    )
    for at in (CLOSES + SETTLES, CLOSES + timedelta(days=1) - SECOND):
        assert actions.collect_closed(at=at) == 0
        assert not Answer.objects.filter(sitting=sitting, sealed=True).exists()
    assert actions.collect_closed(at=CLOSES + timedelta(days=1)) == 0
    assert Answer.objects.filter(sitting=sitting, sealed=False).count() == 0
    assert not Submission.objects.exists()
    assert Answer.objects.get(sitting=sitting, question_id="q1").text == words(300)


def test_someone_back_a_year_later_is_not_marked_on_what_they_left_unfinished(cast: Cast) -> None:
    sitting = make_sitting(cast)
    save(sitting, words(300), at=cast.at - SECOND)
    withdraw(cast)
    actions.collect_closed(at=CLOSES + timedelta(days=1))
    later = cast.at + timedelta(days=365)
    cohorts.return_to_programme(enrolment=cast.amina, by=cast.grace, at=later)
    assert actions.collect_closed(at=later) == 0
    assert not Submission.objects.exists()


def test_an_undo_on_the_same_day_opens_the_page_again(cast: Cast) -> None:
    sitting = make_sitting(cast)
    change = withdraw(cast)
    at = cast.at + timedelta(hours=2)
    assert save(sitting, "While it was closed", at=at).outcome == "too_late"
    undo(cast, change, at=at)
    assert save(sitting, "Open again", at=at + SECOND).outcome == "saved"
    assert AlternateVersion.objects.get().text == "While it was closed"
    assert actions.collect_closed(at=CLOSES + SETTLES) == 1


def test_an_undo_after_the_close_lets_the_words_be_collected(cast: Cast) -> None:
    """The close is at noon, and the act is undone in the afternoon."""
    sitting = make_sitting(cast, window=make_window(cast, closes_time=time(11, 59)))
    save(sitting, "Written in time", at=cast.at)
    noon = datetime(2026, 10, 26, 12, 0, tzinfo=UTC)
    change = withdraw(cast, at=noon - timedelta(hours=1), on=noon.date())
    assert actions.collect_closed(at=noon + SETTLES) == 0
    undo(cast, change, at=noon + timedelta(hours=1))
    assert actions.collect_closed(at=noon + timedelta(hours=1)) == 1
    assert Submission.objects.get().words == 3


def test_who_stops_after_the_close_is_collected_as_usual(cast: Cast) -> None:
    sitting = make_sitting(cast)
    save(sitting, "Written in time", at=cast.at)
    withdraw(cast, at=CLOSES, on=date(2026, 10, 27))
    assert actions.collect_closed(at=CLOSES + SETTLES) == 1


def test_who_stops_after_submitting_is_marked_as_usual_and_takes_nothing_back(cast: Cast) -> None:
    sitting = make_sitting(cast)
    save(sitting, words(300), at=cast.at - SECOND)
    submit_answers(sitting=again(cast, sitting), declared=True, by=cast.amina.person, at=cast.at - SECOND)
    withdraw(cast)
    settled = CLOSES + timedelta(minutes=10)
    assert [row.how for row in queries.list_closed_submissions(cohort=cast.cohort, at=settled)] == [
        "submitted"
    ]
    assert "marked as usual" in stop_warnings(enrolment=cast.amina, at=cast.at - SECOND)[0]


@pytest.mark.parametrize(
    ("on", "moment"),
    [
        (date(2026, 10, 20), datetime(2026, 10, 22, 9, 0, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 23, 23, 0, tzinfo=UTC)),
        (date(2026, 10, 26), datetime(2026, 10, 26, 0, 0, tzinfo=UTC)),
    ],
)
def test_the_moment_is_the_beginning_of_the_day_but_never_before_it_was_recorded(
    cast: Cast, on: date, moment: datetime
) -> None:
    sitting = make_sitting(cast)
    defer(cast, is_assessment=False, on=on)
    found = enrolments.find_stop_moment(enrolment_id=cast.amina.pk, is_assessment=True)
    assert found == (cast.at if on < TODAY else moment)
    assert context_of(sitting).window.stopped_at == found


def test_practice_goes_on_while_only_the_assessment_is_deferred(cast: Cast) -> None:
    defer(cast, is_assessment=True)
    assert enrolments.find_stop_moment(enrolment_id=cast.amina.pk, is_assessment=False) is None
    withdraw(cast)
    assert enrolments.find_stop_moment(enrolment_id=cast.amina.pk, is_assessment=False) == cast.at


def test_who_came_back_or_only_has_a_partner_writes_on(cast: Cast) -> None:
    sitting = make_sitting(cast)
    cohorts.set_delivery_partner(
        enrolment=cast.amina, partner="North", effective_on=TODAY, by=cast.grace, at=cast.at
    )
    withdraw(cast)
    cohorts.return_to_programme(enrolment=cast.amina, by=cast.grace, at=cast.at + SECOND)
    assert context_of(sitting).window.stopped_at is None
    assert save(sitting, "On we go", at=cast.at + 2 * SECOND).outcome == "saved"


def test_a_page_that_is_open_closes_with_a_sentence_and_the_others_do_not(cast: Cast) -> None:
    window = make_window(cast)
    sitting, other = make_sitting(cast, window=window), make_sitting(cast, "ben", window=window)
    save(sitting, words(40), at=cast.at - SECOND)
    withdraw(cast)
    writer, answer = cast.browser("amina"), "/sit/{}/answers/q1/revisions/"
    page = writer.get(f"/sit/{sitting.code}/").content.decode()
    assert "so this assessment is closed to you. Everything you saved is kept." in page
    assert "readonly" in page
    assert words(40) in page
    data = {"text": "One more", "base": 1, "client": "window9"}
    sent = writer.post(answer.format(sitting.code), json.dumps(data), "application/json")
    assert sent.status_code == 409
    assert "We saved this text as another version." in sent.json()["says"]
    assert "readonly" not in cast.browser("ben").get(f"/sit/{other.code}/").content.decode()


@pytest.mark.parametrize(
    ("path", "who"),
    [("withdrawal/", "grace"), ("deferral/", "grace"), ("move/", "grace"), ("provider/", "grace")],
)
def test_the_lead_reads_before_the_act_that_someone_is_writing(cast: Cast, path: str, who: str) -> None:
    page = f"/cohorts/{cast.cohort.slug}/enrolments/{cast.amina.reference}/{path}"
    assert "is writing" not in cast.browser(who).get(page).content.decode()
    sitting = make_sitting(cast)
    save(sitting, words(700), at=cast.at - SECOND)
    text = cast.browser(who).get(page).content.decode()
    assert "is writing their assessment, in the window that closes on Monday 26 October 2026, 23:59" in text
    assert "Saved so far: up to half." in text
    assert "700" not in text


def test_what_the_lead_reads_about_each_state(cast: Cast) -> None:
    assert stop_warnings(enrolment=cast.amina, at=cast.at) == []
    window = make_window(cast)
    assert "haven’t begun" in stop_warnings(enrolment=cast.amina, at=cast.at)[0]
    make_sitting(cast, window=window)
    assert "Saved so far: nothing." in stop_warnings(enrolment=cast.amina, at=cast.at)[0]
    assert stop_warnings(enrolment=cast.amina, at=CLOSES) == []
