"""Late texts, on the pages of leads who decide and of participants who wrote them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from waymark.ground.people.models import Email
from waymark.ground.people.roles import Role
from waymark.journey.sit import actions, queries
from waymark.journey.sit.jobs import run
from waymark.journey.sit.late_texts.actions.decide import decide as decide_one
from waymark.journey.sit.late_texts.queries import find_open_proposal, list_own_late_decisions
from waymark.journey.sit.late_texts.rules import may_review
from waymark.journey.sit.models import (
    AlternateVersion,
    Answer,
    LateDecision,
    LateProposal,
    LateProposalOutcome,
    Sitting,
    SittingWindow,
    Submission,
    SubmissionWithdrawal,
)
from waymark.journey.sit.rules import SETTLES
from waymark.journey.sit.tests.makers import decide_late, make_sitting, make_window, save, words
from waymark.journey.sit.windows import deadlines

CLOSES = datetime(2026, 10, 27, tzinfo=UTC)
AFTER = CLOSES + timedelta(minutes=10)


@pytest.fixture
def late(cast):
    """Amina and Ben wrote ten words in time; eleven came 42 seconds after the close."""
    cast.person("helen", "Helen", "Otherlead", Role.LEAD)
    window = make_window(cast)
    sittings = [make_sitting(cast, who, window=window) for who in ("amina", "ben")]
    for sitting in sittings:
        save(sitting, words(10), at=CLOSES - timedelta(minutes=1))
        save(sitting, words(11, "secret"), at=CLOSES + timedelta(seconds=42))
    run(at=AFTER)
    cast.set_time(AFTER)
    return sittings


def url_of(cast, sitting):
    return f"/sit/cohorts/{cast.cohort.slug}/windows/{sitting.window_id}/late/"


def form_data(*sittings, counts="yes", **more):
    cause = "The school lost its connection at 23:50."
    return {"sittings": [str(sitting.pk) for sitting in sittings], "counts": counts, "cause": cause} | more


def test_lead_sees_seconds_and_amounts_and_never_the_text(cast, late):
    page = cast.browser("grace").get(url_of(cast, late[0])).content.decode()
    assert "Late answers from 2 participants to decide" in page
    assert "Arrived Tuesday 27 October 2026, 00:00:42 (Europe/London), 42 seconds after the close." in page
    assert "Collected: up to a quarter." in page
    assert "With the late answers: up to a quarter." in page
    assert "secret" not in page
    assert page.count(" checked") == 0
    assert cast.browser("grace").get(f"{url_of(cast, late[0])}?all").content.decode().count(" checked") == 2
    assert "2 late answers to decide" in cast.browser("grace").get("/").content.decode()


def test_a_writer_is_told_of_the_decisions_about_their_own_texts(cast, late):
    amina, ben = late
    decide_late(sitting_ids=[ben.pk], counts=False, cause="Too late.", by=cast.grace, at=AFTER)
    assert list_own_late_decisions(sitting=amina) == []
    assert len(list_own_late_decisions(sitting=ben)) == 1


def test_less_than_a_second_is_not_shown_as_zero(cast):
    sitting = make_sitting(cast, "amina", window=make_window(cast))
    save(sitting, "In time.", at=CLOSES - timedelta(minutes=1))
    save(sitting, "Just late.", at=CLOSES + timedelta(milliseconds=400))
    run(at=AFTER)
    cast.set_time(AFTER)
    page = cast.browser("grace").get(url_of(cast, sitting)).content.decode()
    assert "00:00:00 (Europe/London), less than a second after the close." in page
    kept = cast.browser("amina").get(f"/sit/{sitting.code}/kept/").content.decode()
    assert "Arrived less than a second after the close" in kept
    decide_late(sitting_ids=[sitting.pk], counts=True, cause="No connection.", by=cast.grace, at=AFTER)
    page = cast.browser("grace").get(url_of(cast, sitting)).content.decode()
    assert "Less than 1</td>" in page
    receipt = cast.browser("amina").get(f"/sit/{sitting.code}/receipt/").content.decode()
    assert "Your text that arrived less than a second after the close counts." in receipt


def test_writer_sees_that_a_late_text_is_to_be_decided_and_no_save_after_the_close(cast):
    sitting = make_sitting(cast, "amina", window=make_window(cast))
    save(sitting, "In time.", at=CLOSES - timedelta(minutes=1))
    save(sitting, "Just late.", at=CLOSES + timedelta(seconds=10))
    url = f"/sit/{sitting.code}/kept/"
    assert "Back to your assessment" in cast.browser("amina").get(url).content.decode()
    run(at=AFTER)
    cast.set_time(AFTER)
    page = cast.browser("amina").get(url).content.decode()
    assert "Two people in your programme team decide by " in page
    assert "Back to the receipt" in page
    assert ", saved " not in page
    decide_late(sitting_ids=[sitting.pk], counts=False, cause="No fault.", by=cast.grace, at=AFTER)
    assert "decide by" not in cast.browser("amina").get(url).content.decode()


def test_open_window_is_not_shown_as_closed(cast):
    window = make_window(cast)
    url = f"/sit/cohorts/{cast.cohort.slug}/windows/{window.pk}/late/"
    for at, sentence in (
        (CLOSES - timedelta(days=1), "The window closes on"),
        (CLOSES, "The window closed on"),
    ):
        cast.set_time(at)
        assert f"{sentence} Monday 26 October 2026, 23:59" in cast.browser("grace").get(url).content.decode()


def test_nothing_can_be_decided_while_more_may_arrive(cast, late):
    """The tolerance must have passed, and the time that a text may need to reach the database."""
    cause, settled = "No connection.", CLOSES + timedelta(seconds=180) + SETTLES
    for at, sentence in (
        (settled - timedelta(seconds=1), "more may still arrive"),
        (settled, "Late answers from 2 participants to decide"),
    ):
        cast.set_time(at)
        assert sentence in cast.browser("grace").get(url_of(cast, late[0])).content.decode()
    with pytest.raises(actions.CannotProposeLate, match="More may still arrive"):
        decide_late(
            sitting_ids=[late[0].pk],
            counts=True,
            cause=cause,
            by=cast.grace,
            at=settled - timedelta(seconds=1),
        )
    assert decide_late(sitting_ids=[late[0].pk], counts=True, cause=cause, by=cast.grace, at=settled) == 1


def propose(late, by, *, counts=True, cause="No connection.", at=AFTER):
    ids = [sitting.pk for sitting in late]
    window = SittingWindow.objects.select_related("cohort").get(pk=late[0].window_id)
    return actions.propose_late(window=window, sitting_ids=ids, counts=counts, cause=cause, by=by, at=at)


def url_of_proposal(cast, proposal):
    return f"/sit/cohorts/{cast.cohort.slug}/late-proposals/{proposal.pk}/"


def test_second_click_is_the_same_proposal_by_the_same_lead_about_the_same_participants(cast, late):
    proposal, ids = propose(late, cast.grace), [sitting.pk for sitting in late]
    same = {
        "window": proposal.window,
        "sitting_ids": ids,
        "counts": True,
        "cause": "No connection.",
        "by": cast.grace,
    }
    assert find_open_proposal(**same) == propose(late, cast.grace) == proposal
    for other in ({"by": cast.helen}, {"cause": "Other."}, {"counts": False}, {"sitting_ids": ids[:1]}):
        assert not find_open_proposal(**(same | other)), other
    assert LateProposal.objects.count() == 1


@pytest.mark.parametrize("second", ["helen", "jonas"])
def test_one_proposal_for_everyone_with_one_cause_is_confirmed_by_a_second_person(cast, late, second):
    """Another lead, or a board member where there is one lead."""
    browser, url = cast.browser("grace"), url_of(cast, late[0])
    check = browser.post(url, form_data(*late))
    assert check.status_code == 200
    assert "Propose to count late answers from 2 participants?" in check.content.decode()
    assert not LateProposal.objects.exists()
    confirmed = form_data(*late, confirmed="yes")
    assert [browser.post(url, confirmed).status_code for _ in range(2)] == [302, 302]
    proposal = LateProposal.objects.get()
    assert not LateDecision.objects.exists()
    assert Email.objects.filter(subject="Receipt for your case study assessment").count() == 2
    assert queries.count_undecided(cohort_id=cast.cohort.pk) == (0, 2)
    assert "1 proposal about late answers to confirm" in cast.browser(second).get(url).content.decode()
    other = cast.browser(second)
    page = other.get(url_of_proposal(cast, proposal)).content.decode()
    assert "Count late answers from 2 participants?" in page
    assert "42 seconds after the close" in page
    assert "secret" not in page
    agreed = {"decision": "confirmed", "why": ""}
    posts = [other.post(url_of_proposal(cast, proposal), agreed).status_code for _ in range(2)]
    assert posts == [302, 302]
    assert LateDecision.objects.count() == 2
    assert SubmissionWithdrawal.objects.count() == 2
    assert set(Submission.objects.exclude(sitting=None).values_list("how", "words")) == {("collected", 11)}
    assert Email.objects.filter(subject="Receipt for your case study assessment").count() == 4
    receipt = cast.browser("amina").get(f"/sit/{late[0].code}/receipt/").content.decode()
    assert "Your text that arrived 42 seconds after the close counts." in receipt
    by = cast.people[second].name
    assert f"Proposed by Grace Penhaligon and confirmed by {by}" in receipt


@pytest.mark.parametrize("counts", [True, False])
def test_no_one_person_decides_about_a_late_text_whichever_way_it_goes(cast, late, counts):
    proposal = propose(late, cast.grace, counts=counts)
    for by, code in ((cast.grace, "own_proposal"), (cast.amina.person, "own")):
        for review in (
            lambda by: actions.confirm_late_proposal(proposal=proposal, by=by, at=AFTER),
            lambda by: actions.return_late_proposal(proposal=proposal, why="No.", by=by, at=AFTER),
        ):
            with pytest.raises(actions.CannotReviewLateProposal) as refused:
                review(by)
            assert refused.value.codes == (code,)
    agreed = {"decision": "confirmed", "why": ""}
    assert cast.browser("grace").post(url_of_proposal(cast, proposal), agreed).status_code == 422
    page = cast.browser("grace").get(url_of_proposal(cast, proposal)).content.decode()
    assert "another programme lead or a board member has to confirm it" in page
    assert not LateDecision.objects.exists()
    assert Submission.objects.get(sitting=late[0]).words == 10


def test_who_may_review():
    assert may_review(proposed_by=1, writers={2}, reviewer=3).allowed
    assert not may_review(proposed_by=1, writers={2}, reviewer=1).allowed
    assert not may_review(proposed_by=1, writers={2}, reviewer=2).allowed


def test_a_second_person_who_disagrees_returns_it_with_a_reason_and_it_is_decided_again(cast, late):
    proposal, helen = propose(late, cast.grace), cast.browser("helen")
    assert helen.post(url_of_proposal(cast, proposal), {"decision": "returned", "why": ""}).status_code == 422
    reason = {"decision": "returned", "why": "The log shows a connection."}
    assert [helen.post(url_of_proposal(cast, proposal), reason).status_code for _ in range(2)] == [302, 302]
    page = cast.browser("grace").get(url_of(cast, late[0])).content.decode()
    assert "Late answers from 2 participants to decide" in page
    assert "The log shows a connection." in page
    assert not LateDecision.objects.exists()
    again = propose(late, cast.grace, counts=False)
    actions.confirm_late_proposal(proposal=again, by=cast.helen, at=AFTER)
    assert set(LateDecision.objects.values_list("counts", flat=True)) == {False}
    kinds = LateProposalOutcome.objects.order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["returned", "confirmed"]


def test_a_proposal_can_be_withdrawn_by_its_author_until_it_is_confirmed(cast, late):
    proposal = propose(late, cast.grace)
    url = f"{url_of_proposal(cast, proposal)}withdrawal/"
    with pytest.raises(actions.CannotProposeLate) as refused:
        actions.withdraw_late_proposal(proposal=proposal, by=cast.helen, at=AFTER)
    assert refused.value.codes == ("other_proposal",)
    assert [cast.browser("grace").post(url).status_code for _ in range(2)] == [302, 302]
    with pytest.raises(actions.CannotReviewLateProposal) as refused:
        actions.confirm_late_proposal(proposal=proposal, by=cast.helen, at=AFTER)
    assert refused.value.codes == ("reviewed",)
    corrected = propose(late, cast.grace, cause="The whole street lost its connection.")
    actions.confirm_late_proposal(proposal=corrected, by=cast.helen, at=AFTER)
    with pytest.raises(actions.CannotProposeLate) as refused:
        actions.withdraw_late_proposal(proposal=corrected, by=cast.grace, at=AFTER)
    assert refused.value.codes == ("reviewed",)


def test_two_leads_do_not_propose_about_the_same_participant(cast, late):
    propose(late[:1], cast.grace)
    with pytest.raises(actions.CannotProposeLate) as refused:
        propose(late, cast.helen, counts=False)
    assert refused.value.codes == ("proposed",)


def test_a_proposal_of_another_provider_cannot_be_opened(cast, late):
    proposal = propose(late, cast.grace)
    assert cast.browser("finn").get(url_of_proposal(cast, proposal)).status_code == 404
    assert cast.browser("amina").get(url_of_proposal(cast, proposal)).status_code == 403
    assert cast.browser("jonas").post(url_of(cast, late[0]), form_data(*late)).status_code == 404


def test_receipt_and_email_say_that_a_late_text_does_not_count(cast, late):
    proposal = propose(late[:1], cast.grace, counts=False, cause="The school lost its connection at 23:50.")
    assert not Email.objects.filter(subject="Your answers that arrived after the close").exists()
    actions.confirm_late_proposal(proposal=proposal, by=cast.helen, at=AFTER)
    assert Submission.objects.get(sitting=late[0]).words == 10
    email = Email.objects.get(subject="Your answers that arrived after the close")
    assert email.to == cast.amina.person.email
    assert "Monday 26 October 2026, 23:59 (Europe/London)" in email.text
    assert "The school lost its connection at 23:50." in email.text
    page = cast.browser("amina").get(f"/sit/{late[0].code}/receipt/").content.decode()
    assert "doesn’t count" in page
    assert AlternateVersion.objects.filter(answer__sitting=late[0]).count() == 1


def test_late_texts_are_counted_as_undecided_until_all_are_decided(cast, late):
    """Scripts cannot be prepared for marking until this count is zero."""
    assert queries.count_undecided(cohort_id=cast.cohort.pk) == (0, 2)
    ids = [sitting.pk for sitting in late]
    decide_late(sitting_ids=ids, counts=True, cause="No connection.", by=cast.grace, at=AFTER)
    assert queries.count_undecided(cohort_id=cast.cohort.pk) == (0, 0)


def test_second_of_two_leads_changes_nothing(cast, late):
    decide_late(sitting_ids=[late[0].pk], counts=True, cause="No connection.", by=cast.grace, at=AFTER)
    response = cast.browser("helen").post(
        url_of(cast, late[0]), form_data(late[0], counts="no", confirmed="yes")
    )
    assert response.status_code == 422
    assert Answer.objects.get(sitting=late[0], question_id="q1").words == 11
    with pytest.raises(actions.CannotProposeLate) as refused:
        decide_late(sitting_ids=[late[0].pk], counts=False, cause="No.", by=cast.helen, at=AFTER)
    assert refused.value.codes == ("none",)
    assert SubmissionWithdrawal.objects.count() == 1


def test_nobody_decides_about_their_own_and_nothing_is_decided_before_the_close_has_settled(cast, late):
    ids = [sitting.pk for sitting in late]
    for by, at, code in [
        (cast.amina.person, AFTER, "own"),
        (cast.grace, CLOSES, "open"),
        (cast.grace, CLOSES + SETTLES - timedelta(seconds=1), "open"),
    ]:
        with pytest.raises(actions.CannotProposeLate) as refused:
            decide_late(sitting_ids=ids, counts=True, cause="No connection.", by=by, at=at)
        assert set(refused.value.codes) == {code}
    assert not LateDecision.objects.exists()


def test_decision_that_waited_for_its_turn_finds_nothing_left(cast, late):
    """The second of two decisions that both read the text as undecided."""
    sitting = deadlines.give_times(
        deadlines.with_own_times(Sitting.objects.filter(pk=late[0].pk)).select_related(
            "window__paper__lock", "enrolment__person__provider"
        )
    )[0]
    first = {"proposal": propose([sitting], cast.grace), "by": cast.helen, "at": AFTER}
    assert decide_one(sitting, **first)
    stands = Submission.objects.get(sitting=sitting)
    assert not decide_one(sitting, **first | {"by": cast.people["jonas"]})
    assert Submission.objects.get(sitting=sitting) == stands
    assert LateDecision.objects.get().by == cast.helen


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sittings": []}, "Select at least one participant"),
        ({"sittings": ["0"]}, "Select from the options"),
        ({"sittings": ["x' OR 1"]}, "Select from the options"),
        ({"sittings": ["9" * 40]}, "Select from the options"),
        ({"counts": ""}, "Select whether these late answers count"),
        ({"counts": "perhaps"}, "Select one of the options"),
        ({"cause": ""}, "Enter the cause"),
        ({"cause": "x" * 301}, "must be 300 characters or fewer"),
        ({"cause": "a\x00b"}, "can’t be saved"),
    ],
)
@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "yes"}])
def test_invalid_form_decides_nothing(cast, late, changes, message, confirmed):
    response = cast.browser("grace").post(url_of(cast, late[0]), form_data(*late) | changes | confirmed)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not LateProposal.objects.exists()


def test_sitting_of_another_provider_is_not_a_choice(cast, late):
    url = url_of(cast, late[0])
    assert cast.browser("finn").post(url, form_data(*late, confirmed="yes")).status_code == 404
    assert cast.browser("amina").post(url, form_data(*late)).status_code == 403


def test_seconds_are_counted_from_the_participants_own_close(cast):
    window = make_window(cast)
    sitting = make_sitting(cast, window=window)
    row = actions.request_extension(
        window=window, enrolment=cast.amina, until_on=CLOSES.date() + timedelta(days=1),
        reason="Ill.", evidence="", by=cast.amina.person, at=cast.at,
    )  # fmt: skip
    save(sitting, "Written on.", at=CLOSES + timedelta(seconds=30))
    actions.decide_extension(extension=row, granted=False, why="No.", by=cast.grace, at=AFTER)
    run(at=AFTER)
    cast.set_time(AFTER)
    page = cast.browser("grace").get(url_of(cast, sitting)).content.decode()
    assert "Nothing was collected." in page
    assert "30 seconds after the close" in page
