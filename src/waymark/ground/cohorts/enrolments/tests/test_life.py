"""Deferring, withdrawing, returning, moving and undoing; and what each means for everyone else’s pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps

from tests.cast import Cast
from waymark.ground.cohorts import actions, queries
from waymark.ground.cohorts.enrolments import rules
from waymark.ground.cohorts.enrolments.models import DeferralRequest, EnrolmentChange
from waymark.ground.cohorts.enrolments.reasons import DeferralReason, WithdrawalReason
from waymark.ground.cohorts.enrolments.rules import EnrolmentStatus
from waymark.ground.cohorts.enrolments.words import DEFERRAL_REASONS, WITHDRAWAL_REASONS
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.people.models import Email
from waymark.ground.people.roles import Role

TODAY = date(2026, 10, 22)
DEFERRAL = {
    "reason": DeferralReason.PARENTAL_LEAVE,
    "is_assessment": False,
    "effective_on": TODAY,
    "review_on": date(2027, 3, 1),
    "expected_return_on": date(2027, 9, 6),
}


@pytest.fixture
def autumn(cast: Cast) -> Cohort:
    return actions.open_cohort(
        programme=cast.cohort.programme, name="Autumn 2027", starts_on=date(2027, 9, 6), by=None, at=cast.at
    )


def ask(cast: Cast, **given: object) -> DeferralRequest:
    facts = DEFERRAL | given
    return actions.request_deferral(enrolment=cast.amina, by=cast.grace, at=cast.at, **facts)  # type: ignore[arg-type]


def defer(cast: Cast, **given: object) -> None:
    actions.decide_deferral(request=ask(cast, **given), is_approved=True, by=cast.jonas, at=cast.at)


def withdraw(cast: Cast, **given: object) -> EnrolmentChange:
    facts = {"reason": WithdrawalReason.CAREER, "effective_on": TODAY} | given
    return actions.withdraw(enrolment=cast.amina, by=cast.grace, at=cast.at, **facts)  # type: ignore[arg-type]


def status(cast: Cast, at: datetime | None = None, enrolment: Enrolment | None = None) -> str:
    return queries.status_of(enrolment=enrolment or cast.amina, at=at or cast.at).value


def codes(refusal: pytest.ExceptionInfo[actions.CannotChangeEnrolment]) -> tuple[str, ...]:
    return refusal.value.codes


def test_the_codes_are_the_dfes() -> None:
    assert [reason.value for reason in DeferralReason] == [
        "bereavement", "long-term-sickness", "parental-leave", "career-break", "other",
    ]  # fmt: skip
    assert len(WithdrawalReason) == 21
    assert [reason.value for reason in WithdrawalReason if reason.value.endswith(".")] == [
        "quality-of-programme-structure-not-suitable."
    ]
    assert set(DEFERRAL_REASONS) == set(DeferralReason)
    assert set(WITHDRAWAL_REASONS) == set(WithdrawalReason)


@pytest.mark.parametrize(
    ("now", "defers", "withdraws", "returns"),
    [
        (EnrolmentStatus.ACTIVE, True, True, False),
        (EnrolmentStatus.DEFERRED, False, True, True),
        (EnrolmentStatus.WITHDRAWN, False, False, True),
        (EnrolmentStatus.CONTINUED, False, False, False),
        (EnrolmentStatus.TRANSFERRED, False, False, False),
        (EnrolmentStatus.CANCELLED, False, False, False),
    ],
)
def test_what_is_allowed_by_status(
    now: EnrolmentStatus, defers: bool, withdraws: bool, returns: bool
) -> None:
    facts = {"is_assessment": False, "is_assessment_deferred": False, "is_requested": False}
    assert rules.may_defer(now, **facts).allowed is defers
    assert rules.may_withdraw(now, effective_on=TODAY, joined_on=TODAY, today=TODAY).allowed is withdraws
    assert rules.may_return(now).allowed is returns


def test_a_deferral_takes_two_people(cast: Cast) -> None:
    request = ask(cast)
    assert status(cast) == "active"
    for person in (cast.grace, cast.amina.person):
        with pytest.raises(actions.CannotChangeEnrolment):
            actions.decide_deferral(request=request, is_approved=True, by=person, at=cast.at)
    actions.decide_deferral(request=request, is_approved=True, by=cast.jonas, at=cast.at)
    change = EnrolmentChange.objects.get()
    assert (change.kind, change.reason) == ("deferral", "parental-leave")
    assert (change.asked_by, change.by, change.effective_on) == (cast.grace, cast.jonas, TODAY)
    assert status(cast) == "deferred"


def test_a_refused_deferral_changes_nothing_and_can_be_asked_for_again(cast: Cast) -> None:
    request = ask(cast)
    assert ask(cast) == request
    with pytest.raises(actions.CannotChangeEnrolment) as refused:
        ask(cast, reason=DeferralReason.OTHER)
    assert codes(refused) == ("requested",)
    actions.decide_deferral(request=request, is_approved=False, by=cast.jonas, at=cast.at)
    assert status(cast) == "active"
    assert ask(cast, reason=DeferralReason.OTHER).pk != request.pk


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"expected_return_on": TODAY}, "expected_return_on"),
        ({"review_on": TODAY}, "review_on"),
        ({"review_on": date(2027, 9, 7)}, "review_on"),
    ],
)
def test_dates_of_a_deferral_follow_each_other(cast: Cast, given: dict[str, date], code: str) -> None:
    with pytest.raises(actions.CannotChangeEnrolment) as refused:
        ask(cast, **given)
    assert codes(refused) == (code,)


def test_a_deferral_takes_effect_on_its_day(cast: Cast) -> None:
    defer(cast, effective_on=date(2026, 11, 2))
    assert status(cast) == "active"
    assert status(cast, datetime(2026, 11, 2, 9, 0, tzinfo=UTC)) == "deferred"


def test_only_the_assessment_is_deferred(cast: Cast) -> None:
    defer(cast, is_assessment=True)
    assert status(cast) == "active"
    stopped = queries.list_stopped(enrolment_ids=[cast.amina.pk], at=cast.at)
    assert (stopped.programme, stopped.assessment) == (frozenset(), frozenset({cast.amina.pk}))
    actions.end_assessment_deferral(enrolment=cast.amina, by=cast.grace, at=cast.at)
    assert not queries.list_stopped(enrolment_ids=[cast.amina.pk], at=cast.at).assessment


def test_someone_who_withdraws_is_in_no_later_register(cast: Cast) -> None:
    withdraw(cast)
    for day, names in (
        (date(2026, 10, 21), ["Amina Castellane", "Ben Oyelaran"]),
        (TODAY, ["Ben Oyelaran"]),
        (date(2027, 1, 1), ["Ben Oyelaran"]),
    ):
        listed = queries.list_participants_for(for_=cast.grace, role=Role.LEAD, cohort=cast.cohort, on=day)
        assert [participant.name for participant in listed] == names
    everyone = queries.list_participants_for(for_=cast.grace, role=Role.LEAD, cohort=cast.cohort)
    assert len(everyone) == 2


def test_a_withdrawal_is_not_in_the_future(cast: Cast) -> None:
    with pytest.raises(actions.CannotChangeEnrolment) as refused:
        withdraw(cast, effective_on=date(2026, 10, 23))
    assert codes(refused) == ("effective_on",)


def test_the_same_withdrawal_again_is_one_and_another_is_refused(cast: Cast) -> None:
    assert withdraw(cast) == withdraw(cast)
    with pytest.raises(actions.CannotChangeEnrolment) as refused:
        withdraw(cast, reason=WithdrawalReason.OTHER)
    assert codes(refused) == ("withdrawn",)


def test_someone_withdrawn_can_come_back(cast: Cast) -> None:
    withdraw(cast)
    at = cast.at + timedelta(days=3)
    assert actions.return_to_programme(enrolment=cast.amina, by=cast.grace, at=at) == cast.amina
    assert status(cast, at) == "active"
    between = queries.list_participants_for(
        for_=cast.grace, role=Role.LEAD, cohort=cast.cohort, on=date(2026, 10, 23)
    )
    assert [participant.name for participant in between] == ["Ben Oyelaran"]


def test_a_return_into_a_later_cohort_is_a_new_enrolment_that_carries_on_the_old_one(
    cast: Cast, autumn: Cohort
) -> None:
    defer(cast)
    there = actions.return_to_programme(enrolment=cast.amina, into=autumn, by=cast.grace, at=cast.at)
    assert (there.cohort, there.person) == (autumn, cast.amina.person)
    assert queries.continued_from(enrolment=there) == cast.amina
    assert (status(cast), status(cast, enrolment=there)) == ("continued", "active")


def test_an_act_is_undone_on_the_same_day(cast: Cast) -> None:
    change = withdraw(cast)
    actions.undo_change(change=change, by=cast.grace, at=cast.at + timedelta(hours=3))
    assert status(cast, cast.at + timedelta(hours=3)) == "active"
    assert EnrolmentChange.objects.get(undoes=change).by == cast.grace


def test_an_act_is_not_undone_on_another_day(cast: Cast) -> None:
    change = withdraw(cast)
    with pytest.raises(actions.CannotChangeEnrolment) as refused:
        actions.undo_change(change=change, by=cast.grace, at=cast.at + timedelta(hours=15))
    assert codes(refused) == ("another_day",)


def test_an_act_is_not_undone_after_something_else(cast: Cast, autumn: Cohort) -> None:
    defer(cast)
    deferral = EnrolmentChange.objects.get()
    later = cast.at + timedelta(minutes=5)
    actions.return_to_programme(enrolment=cast.amina, by=cast.grace, at=later)
    with pytest.raises(actions.CannotChangeEnrolment) as refused:
        actions.undo_change(change=deferral, by=cast.grace, at=later)
    assert codes(refused) == ("something_since",)


def test_a_move_that_is_undone_leaves_the_enrolment_as_it_was_and_can_be_made_again(
    cast: Cast, autumn: Cohort
) -> None:
    there = actions.transfer(enrolment=cast.amina, into=autumn, by=cast.grace, at=cast.at)
    assert (status(cast), status(cast, enrolment=there)) == ("transferred", "active")
    later = cast.at + timedelta(minutes=5)
    change = EnrolmentChange.objects.select_related("enrolment", "leads_to").get(kind="transfer")
    actions.undo_change(change=change, by=cast.grace, at=later)
    assert (status(cast, later), status(cast, later, there)) == ("active", "cancelled")
    again = actions.transfer(enrolment=cast.amina, into=autumn, by=cast.grace, at=later)
    assert (again, status(cast, later, again)) == (there, "active")


def test_a_move_is_not_undone_once_the_participant_has_worked_in_the_other_cohort(
    cast: Cast, autumn: Cohort
) -> None:
    there = actions.transfer(enrolment=cast.amina, into=autumn, by=cast.grace, at=cast.at)
    change = EnrolmentChange.objects.select_related("enrolment", "leads_to").get(kind="transfer")
    later = cast.at + timedelta(minutes=5)
    apps.get_model("hours.Credit").objects.create(
        enrolment=there, item_id="study-1", minutes=60, source="study", source_id=1, by=None, at=later
    )
    with pytest.raises(actions.CannotChangeEnrolment) as refused:
        actions.undo_change(change=change, by=cast.grace, at=later)
    assert codes(refused) == ("something_since",)
    assert status(cast, later, there) == "active"


@pytest.mark.parametrize("stopped_on", [date(2026, 10, 20), TODAY])
def test_a_withdrawal_ends_an_enrolment_whatever_day_an_earlier_deferral_begins(
    cast: Cast, stopped_on: date
) -> None:
    """What was recorded last counts, here as in `status_of`: its records would otherwise be kept for good."""
    defer(cast)
    withdraw(cast, effective_on=stopped_on)
    assert status(cast) == "withdrawn"
    endings = queries.list_endings(provider_id=cast.llse.pk, at=cast.at)
    assert endings[cast.amina.pk].is_withdrawal


def test_a_move_stays_within_the_programme_of_the_provider(cast: Cast) -> None:
    for into, code in ((cast.ucl_cohort, "other_programme"), (cast.cohort, "same_cohort")):
        with pytest.raises(actions.CannotChangeEnrolment) as refused:
            actions.transfer(enrolment=cast.amina, into=into, by=cast.grace, at=cast.at)
        assert codes(refused) == (code,)


def test_each_change_is_emailed_once_and_says_whom_to_ask(cast: Cast) -> None:
    withdraw(cast)
    withdraw(cast)
    email = Email.objects.get(to=cast.amina.person.email, once__startswith="cohorts.")
    assert email.subject == "You have been withdrawn from the programme"
    assert "from Thursday 22 October 2026" in email.text
    assert cast.llse.enquiries_email in email.text


def test_a_move_to_another_lead_provider_keeps_its_name_and_day(cast: Cast) -> None:
    actions.leave_for(
        enrolment=cast.amina, provider="Best Practice Network", effective_on=TODAY, by=cast.grace, at=cast.at
    )
    change = EnrolmentChange.objects.get()
    assert (change.kind, change.elsewhere, change.effective_on) == (
        "moved_away",
        "Best Practice Network",
        TODAY,
    )
    assert status(cast) == "transferred"


def test_the_delivery_partner_leaves_the_status_as_it_is(cast: Cast) -> None:
    actions.set_delivery_partner(
        enrolment=cast.amina, partner="North Hub", effective_on=TODAY, by=cast.grace, at=cast.at
    )
    assert status(cast) == "active"
