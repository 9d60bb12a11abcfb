"""An outage on the pages of the team and at the desks: nothing moves until a second person confirms it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from waymark.ground.people.models import Email
from waymark.ground.people.roles import Role
from waymark.journey.sit import actions, queries
from waymark.journey.sit.extra_time.tests.makers import grant_access_time
from waymark.journey.sit.jobs import run
from waymark.journey.sit.models import Allowance, Answer, Outage, OutageOutcome, Submission
from waymark.journey.sit.outages.forms import OutageForm
from waymark.journey.sit.rules import effective_deadline
from waymark.journey.sit.tests.makers import make_sitting, make_window, save
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.writing.own_sitting import get_sitting_for

CLOSES = datetime(2026, 10, 27, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LATER = CLOSES + 24 * HOUR
MORNING = CLOSES + 9 * HOUR
SUBJECT = "Your assessment window closes later"


@pytest.fixture
def window(cast):
    """LLSE's rule: 15 minutes or longer in the last 24 hours move the close by 24 hours."""
    cast.person("helen", "Helen", "Otherlead", Role.LEAD)
    return make_window(cast)


def record(window, by, *, began=CLOSES - 3 * HOUR, ended=CLOSES - 2 * HOUR, at=CLOSES - HOUR, **more):
    fields = {"evidence": "The hosting company’s notice."} | more
    return actions.record_outage(window=window, began=began, ended=ended, by=by, at=at, **fields)


def close_of(window, enrolment):
    return effective_deadline(deadlines.times_of(window=window, enrolment=enrolment))


def own(cast, sitting, who="amina"):
    return get_sitting_for(for_=getattr(cast, who).person, code=sitting.code)


def url_of(cast, window):
    return f"/sit/cohorts/{cast.cohort.slug}/windows/{window.pk}/outages/"


def url_of_outage(cast, outage):
    return f"/sit/cohorts/{cast.cohort.slug}/outages/{outage.pk}/"


FORM = {
    "began_on": "2026-10-26",
    "began_time": "21:00",
    "ended_on": "2026-10-26",
    "ended_time": "22:00",
    "evidence": "The hosting company’s notice.",
}


@pytest.mark.parametrize("second", ["helen", "jonas"])
def test_a_confirmed_outage_moves_the_close_for_everyone_and_is_announced_once(cast, window, second):
    """Another lead confirms, or a board member where there is one lead."""
    sitting = make_sitting(cast, window=window)
    cast.set_time(CLOSES - HOUR)
    grace, url = cast.browser("grace"), url_of(cast, window)
    assert [grace.post(url, FORM).status_code for _ in range(2)] == [302, 302]
    outage = Outage.objects.get()
    assert outage.began_at == CLOSES - 3 * HOUR
    assert close_of(window, cast.amina) == CLOSES
    assert not Email.objects.filter(subject=SUBJECT).exists()
    other = cast.browser(second)
    assert "1 outage to confirm" in other.get("/").content.decode()
    assert "1 outage to confirm" not in grace.get("/").content.decode()
    agreed = {"decision": "confirmed", "why": ""}
    assert [other.post(url_of_outage(cast, outage), agreed).status_code for _ in range(2)] == [302, 302]
    assert {close_of(window, enrolment) for enrolment in (cast.amina, cast.ben)} == {LATER}
    assert own(cast, sitting).times.closes_before == LATER
    emails = Email.objects.filter(subject=SUBJECT)
    assert len(emails) == len({email.to for email in emails}) == Allowance.objects.count()
    assert "on Tuesday 27 October 2026, 23:59 (Europe/London)" in emails[0].text
    assert "After an outage, it closes 24 hours later" in cast.browser("amina").get("/sit/").content.decode()
    saved = save(own(cast, sitting), "Past the old close.", at=CLOSES + HOUR)
    assert saved.outcome is actions.SaveOutcome.SAVED
    assert "closes 24 hours later for everyone" in grace.get(url[: -len("outages/")]).content.decode()


def test_the_open_page_of_a_writer_learns_the_new_close_with_its_next_save(cast, window):
    sitting = make_sitting(cast, window=window)
    outage = record(window, cast.grace)
    actions.confirm_outage(outage=outage, by=cast.helen, at=CLOSES - HOUR)
    cast.set_time(CLOSES - 30 * MINUTE)
    reply = (
        cast.browser("amina")
        .post(
            f"/sit/{sitting.code}/answers/q1/revisions/",
            {"text": "Mine.", "base": 0, "client": "window1"},
            content_type="application/json",
        )
        .json()
    )
    assert reply["closes"] == "Tuesday 27 October 2026, 23:59"


def test_no_one_person_moves_the_close(cast, window):
    outage = record(window, cast.grace)
    for by, code in ((cast.grace, "own_outage"), (cast.amina.person, "own")):
        with pytest.raises(actions.CannotReviewOutage) as refused:
            actions.confirm_outage(outage=outage, by=by, at=CLOSES - HOUR)
        assert refused.value.codes == (code,)
    cast.set_time(CLOSES - HOUR)
    agreed = {"decision": "confirmed", "why": ""}
    assert cast.browser("grace").post(url_of_outage(cast, outage), agreed).status_code == 422
    assert cast.browser("finn").get(url_of_outage(cast, outage)).status_code == 404
    assert cast.browser("jonas").post(url_of(cast, window), FORM).status_code == 404
    assert not Allowance.objects.exists()


def test_extra_time_is_added_whichever_came_first(cast, window):
    grant_access_time(enrolment=cast.amina, extra_days=2, arrangement="More time", by=cast.grace, at=cast.at)
    outage = record(window, cast.grace)
    actions.confirm_outage(outage=outage, by=cast.helen, at=CLOSES - HOUR)
    grant_access_time(
        enrolment=cast.ben, extra_days=2, arrangement="More time", by=cast.grace, at=CLOSES - HOUR
    )
    assert close_of(window, cast.amina) == close_of(window, cast.ben) == LATER + 48 * HOUR


def test_a_second_outage_adds_to_the_first(cast, window):
    actions.confirm_outage(outage=record(window, cast.grace), by=cast.helen, at=CLOSES - HOUR)
    second = record(
        window, cast.grace, began=CLOSES + 20 * HOUR, ended=CLOSES + 21 * HOUR, at=CLOSES + 22 * HOUR
    )
    actions.confirm_outage(outage=second, by=cast.helen, at=CLOSES + 22 * HOUR)
    assert close_of(window, cast.amina) == CLOSES + 48 * HOUR


def test_the_same_hours_never_count_twice(cast, window):
    actions.confirm_outage(outage=record(window, cast.grace), by=cast.helen, at=CLOSES - HOUR)
    for by in (cast.grace, cast.helen):
        with pytest.raises(actions.CannotRecordOutage) as refused:
            record(window, by, began=CLOSES - 2 * HOUR - MINUTE, ended=CLOSES - HOUR)
        assert refused.value.codes == ("overlaps",)
    beside = record(window, cast.grace, began=CLOSES - 2 * HOUR, ended=CLOSES - HOUR)
    actions.return_outage(outage=beside, why="No.", by=cast.helen, at=CLOSES - HOUR)
    assert close_of(window, cast.amina) == LATER


def test_an_outage_in_the_last_hours_of_a_later_close_alone_moves_only_that(cast, window):
    grant_access_time(enrolment=cast.amina, extra_days=2, arrangement="More time", by=cast.grace, at=cast.at)
    began = CLOSES + 40 * HOUR
    outage = record(window, cast.grace, began=began, ended=began + HOUR, at=began + HOUR)
    outcome = actions.confirm_outage(outage=outage, by=cast.helen, at=began + HOUR)
    assert not outcome.is_for_everyone
    assert close_of(window, cast.amina) == CLOSES + 72 * HOUR
    assert close_of(window, cast.ben) == CLOSES


def test_what_was_collected_is_open_again_with_what_arrived_meanwhile_and_who_submitted_stays(cast, window):
    amina, ben = (make_sitting(cast, who, window=window) for who in ("amina", "ben"))
    save(amina, "In time.", at=CLOSES - 4 * HOUR)
    save(ben, "Submitted.", at=CLOSES - 4 * HOUR)
    actions.submit(sitting=own(cast, ben, "ben"), declared=True, by=cast.ben.person, at=CLOSES - 4 * HOUR)
    save(amina, "In time, and after the old close.", at=CLOSES + MINUTE)
    run(at=MORNING)
    assert Submission.objects.get(sitting=amina).how == "collected"
    outage = record(window, cast.grace, at=MORNING)
    actions.confirm_outage(outage=outage, by=cast.helen, at=MORNING)
    assert not Submission.objects.filter(sitting=amina).exists()
    assert Submission.objects.get(sitting=ben).how == "submitted"
    answer = Answer.objects.get(sitting=amina, question_id="q1")
    assert (answer.text, answer.sealed) == ("In time, and after the old close.", False)
    assert queries.count_undecided(cohort_id=cast.cohort.pk) == (0, 0)
    saved = save(own(cast, amina), "Finished.", at=MORNING + HOUR)
    assert saved.outcome is actions.SaveOutcome.SAVED
    run(at=LATER + HOUR)
    assert Submission.objects.get(sitting=amina).how == "collected"
    assert Answer.objects.get(sitting=amina, question_id="q1").text == "Finished."
    texts = {email.to: email.text for email in Email.objects.filter(subject=SUBJECT)}
    assert "You don’t need to do anything" in texts[cast.ben.person.email]
    assert "you can go on writing" in texts[cast.amina.person.email]


def test_what_was_recorded_wrongly_is_withdrawn_and_recorded_again(cast, window):
    outage = record(window, cast.grace)
    with pytest.raises(actions.CannotRecordOutage) as refused:
        actions.withdraw_outage(outage=outage, by=cast.helen, at=CLOSES - HOUR)
    assert refused.value.codes == ("other_outage",)
    cast.set_time(CLOSES - HOUR)
    url = f"{url_of_outage(cast, outage)}withdrawal/"
    assert [cast.browser("grace").post(url).status_code for _ in range(2)] == [302, 302]
    with pytest.raises(actions.CannotReviewOutage) as refused:
        actions.confirm_outage(outage=outage, by=cast.helen, at=CLOSES - HOUR)
    assert refused.value.codes == ("reviewed",)
    corrected = record(window, cast.grace, began=CLOSES - 4 * HOUR)
    cast.browser("helen").post(url_of_outage(cast, corrected), {"decision": "returned", "why": "Not so."})
    kinds = OutageOutcome.objects.order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["withdrawn", "returned"]
    assert close_of(window, cast.amina) == CLOSES


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ended": CLOSES - 3 * HOUR}, "ended_at"),
        ({"ended": CLOSES}, "ended_at"),
        ({"ended": CLOSES - 3 * HOUR + 14 * MINUTE}, "too_short"),
        ({"began": CLOSES - 900 * HOUR, "ended": CLOSES - 800 * HOUR}, "began_at"),
    ],
)
def test_what_cannot_be_an_outage_of_this_window_is_refused(cast, window, changes, code):
    with pytest.raises(actions.CannotRecordOutage) as refused:
        record(window, cast.grace, **changes)
    assert refused.value.codes == (code,)


@pytest.mark.parametrize("year", [1, 1900, 2026])
def test_an_outage_that_began_before_the_window_opened_counts_from_its_opening(cast, window, year):
    """A mistyped year never moves a close by years."""
    outage = record(window, cast.grace, began=datetime(year, 1, 2, tzinfo=UTC))
    outcome = actions.confirm_outage(outage=outage, by=cast.helen, at=CLOSES - HOUR)
    hours = -((window.opens_at - outage.ended_at) // HOUR)
    assert outcome.hours == hours
    assert close_of(window, cast.amina) == CLOSES + hours * HOUR


def test_minutes_before_the_window_opened_make_no_outage_longer(cast, window):
    ended = window.opens_at + 14 * MINUTE
    with pytest.raises(actions.CannotRecordOutage) as refused:
        record(window, cast.grace, began=ended - HOUR, ended=ended)
    assert refused.value.codes == ("too_short",)


def test_a_text_that_was_decided_not_to_count_is_in_time_by_the_close_that_has_moved(cast, window):
    sitting = make_sitting(cast, window=window)
    save(sitting, "In time.", at=CLOSES - 4 * HOUR)
    save(sitting, "In time, and after the old close.", at=CLOSES + MINUTE)
    run(at=MORNING)
    proposal = actions.propose_late(
        window=window, sitting_ids=[sitting.pk], counts=False, cause="None.", by=cast.grace, at=MORNING
    )
    actions.confirm_late_proposal(proposal=proposal, by=cast.helen, at=MORNING)
    actions.confirm_outage(outage=record(window, cast.grace, at=MORNING), by=cast.helen, at=MORNING)
    answer = Answer.objects.get(sitting=sitting, question_id="q1")
    assert (answer.text, answer.sealed) == ("In time, and after the old close.", False)


def test_an_outage_before_the_last_hours_or_decided_too_late_moves_nothing(cast, window):
    early = record(window, cast.grace, began=CLOSES - 40 * HOUR, ended=CLOSES - 30 * HOUR)
    with pytest.raises(actions.CannotReviewOutage) as refused:
        actions.confirm_outage(outage=early, by=cast.helen, at=CLOSES - HOUR)
    assert refused.value.codes == ("too_early",)
    late = record(window, cast.grace)
    with pytest.raises(actions.CannotReviewOutage) as refused:
        actions.confirm_outage(outage=late, by=cast.helen, at=LATER)
    assert refused.value.codes == ("too_late",)
    assert not Allowance.objects.exists()


def test_the_rule_is_published_before_anything_happens(cast, window):
    for who, url in (("amina", "/sit/"), ("grace", url_of(cast, window))):
        page = cast.browser(who).get(url).content.decode()
        assert "for 15 minutes or longer in the last 24 hours before the close" in page
        assert "closes 24 hours later for everyone" in page


@pytest.mark.parametrize(
    ("began", "ended", "minutes"),
    [("01:30", "01:15", 45), ("01:30", "01:30", 60), ("01:15", "01:30", 15), ("00:50", "02:05", 135)],
)
def test_an_outage_can_be_recorded_while_the_clocks_go_back(cast, began, ended, minutes):
    """01:15 comes twice on 25 October 2026 in London."""
    times = {"began_on": "2026-10-25", "began_time": began, "ended_on": "2026-10-25", "ended_time": ended}
    form = OutageForm(times | {"evidence": "The log."}, zone="Europe/London")
    assert form.is_valid()
    fields = form.outage_fields()
    assert fields["ended"] - fields["began"] == minutes * MINUTE
