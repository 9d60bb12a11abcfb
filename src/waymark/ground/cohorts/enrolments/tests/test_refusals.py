"""What is never done to an enrolment, and the sentence that says what to do instead."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.cast import Cast
from waymark.ground.cohorts import actions, queries
from waymark.ground.cohorts.enrolments import declaring, rules
from waymark.ground.cohorts.enrolments.models import Declaration, EnrolmentChange
from waymark.ground.cohorts.enrolments.queries import declared_by_type, list_declarations_of
from waymark.ground.cohorts.enrolments.reasons import DeclarationType, DeferralReason, WithdrawalReason
from waymark.ground.cohorts.enrolments.tests.test_life import TODAY, ask, defer, status, withdraw
from waymark.ground.cohorts.models import Cohort, Enrolment

AWARDED_ON = date(2026, 10, 1)
STARTED, RETAINED_1, RETAINED_2, COMPLETED = DeclarationType
NEXT_MONTH = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def awarded(*, enrolment: Enrolment) -> date:
    return AWARDED_ON


@pytest.fixture
def autumn(cast: Cast) -> Cohort:
    return actions.open_cohort(
        programme=cast.cohort.programme, name="Autumn 2027", starts_on=date(2027, 9, 6), by=None, at=cast.at
    )


def refused(act: Any, *args: Any, **given: Any) -> actions.CannotChangeEnrolment:
    with pytest.raises(actions.CannotChangeEnrolment) as refusal:
        act(*args, **given)
    return refusal.value


def declare(cast: Cast, kind: DeclarationType = STARTED, on: date = TODAY, **given: Any) -> Declaration:
    return declaring.record_declaration(
        enrolment=cast.amina, kind=kind, declared_on=on, by=cast.grace, at=given.get("at", cast.at)
    )


def leave(cast: Cast, on: date = TODAY) -> EnrolmentChange:
    return actions.leave_for(
        enrolment=cast.amina, provider="North", effective_on=on, by=cast.grace, at=cast.at
    )


def test_no_one_who_has_the_award_is_deferred_withdrawn_or_moved(
    cast: Cast, autumn: Cohort, settings: Any
) -> None:
    settings.AWARDED_ON = f"{__name__}.awarded"
    acts = [
        lambda: ask(cast),
        lambda: ask(cast, is_assessment=True),
        lambda: withdraw(cast),
        lambda: leave(cast),
        lambda: actions.transfer(enrolment=cast.amina, into=autumn, by=cast.grace, at=cast.at),
    ]
    for act in acts:
        refusal = refused(act)
        assert refusal.codes == ("awarded",)
        assert "was awarded on Thursday 1 October 2026" in refusal.reasons[0].sentence
        assert "ask the board" in refusal.reasons[0].sentence
    assert not EnrolmentChange.objects.exists()


def test_an_award_between_request_and_decision_counts(cast: Cast, settings: Any) -> None:
    request = ask(cast)
    settings.AWARDED_ON = f"{__name__}.awarded"
    refusal = refused(actions.decide_deferral, request=request, is_approved=True, by=cast.jonas, at=cast.at)
    assert refusal.codes == ("awarded",)
    actions.decide_deferral(request=request, is_approved=False, by=cast.jonas, at=cast.at)


def test_someone_withdrawn_is_neither_deferred_nor_withdrawn_nor_moved(cast: Cast, autumn: Cohort) -> None:
    withdraw(cast)
    assert refused(ask, cast).codes == ("withdrawn",)
    assert refused(ask, cast, is_assessment=True).codes == ("withdrawn",)
    assert refused(leave, cast).codes == ("withdrawn",)
    move = refused(actions.transfer, enrolment=cast.amina, into=autumn, by=cast.grace, at=cast.at)
    assert move.codes == ("not_here_to_move",)
    assert "Record their return to the other cohort instead." in move.reasons[0].sentence


def test_someone_deferred_is_not_moved_but_brought_back(cast: Cast, autumn: Cohort) -> None:
    defer(cast)
    move = refused(actions.transfer, enrolment=cast.amina, into=autumn, by=cast.grace, at=cast.at)
    assert move.codes == ("not_here_to_move",)
    actions.return_to_programme(enrolment=cast.amina, into=autumn, by=cast.grace, at=cast.at)


def test_no_one_comes_back_who_is_not_gone(cast: Cast) -> None:
    refusal = refused(actions.return_to_programme, enrolment=cast.amina, by=cast.grace, at=cast.at)
    assert refusal.codes == ("is_active",)
    refusal = refused(actions.end_assessment_deferral, enrolment=cast.amina, by=cast.grace, at=cast.at)
    assert refusal.codes == ("is_active",)


def test_nothing_is_done_where_someone_carries_on_elsewhere(cast: Cast, autumn: Cohort) -> None:
    actions.transfer(enrolment=cast.amina, into=autumn, by=cast.grace, at=cast.at)
    partner = {"partner": "North Hub", "effective_on": TODAY}
    for act in (
        lambda: ask(cast),
        lambda: withdraw(cast),
        lambda: leave(cast),
        lambda: actions.return_to_programme(enrolment=cast.amina, by=cast.grace, at=cast.at),
        lambda: actions.transfer(enrolment=cast.amina, into=autumn, by=cast.grace, at=cast.at),
        lambda: actions.set_delivery_partner(enrolment=cast.amina, **partner, by=cast.grace, at=cast.at),
    ):
        assert "moved" in refused(act).codes


def test_a_deferral_that_is_to_come_is_called_off_or_stands(cast: Cast) -> None:
    defer(cast, effective_on=date(2026, 11, 2))
    refusal = refused(ask, cast)
    assert refusal.codes == ("planned",)
    assert "from Monday 2 November 2026 has already been agreed" in refusal.reasons[0].sentence
    later = cast.at + timedelta(days=2)
    actions.return_to_programme(enrolment=cast.amina, by=cast.grace, at=later)
    assert status(cast, NEXT_MONTH) == "active"
    assert queries.list_stopped(enrolment_ids=[cast.amina.pk], at=NEXT_MONTH).programme == frozenset()


def test_what_was_recorded_last_counts_whatever_its_day(cast: Cast) -> None:
    defer(cast, effective_on=date(2026, 11, 2))
    withdraw(cast, effective_on=date(2026, 10, 20))
    for at in (cast.at, NEXT_MONTH):
        assert status(cast, at) == "withdrawn"
    days = queries.list_stopped_by_day(cohort=cast.cohort, days=[TODAY, NEXT_MONTH.date()])
    assert days == {day: frozenset({cast.amina.pk}) for day in days}
    change = queries.find_stop(enrolment=cast.amina)
    assert change is not None
    assert change.kind == "withdrawal"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"effective_on": "before"}, "before_joining"),
        ({"effective_on": date(2026, 9, 20), "review_on": date(2026, 10, 1),
          "expected_return_on": TODAY}, "return_in_the_past"),
        ({"effective_on": date(2026, 9, 20), "review_on": date(2026, 10, 21)}, "review_in_the_past"),
    ],
)  # fmt: skip
def test_days_of_a_deferral_are_not_over_and_not_before_joining(
    cast: Cast, given: dict[str, Any], code: str
) -> None:
    before = min(cast.cohort.starts_on, cast.amina.at.date()) - timedelta(days=1)
    given = {name: before if value == "before" else value for name, value in given.items()}
    assert refused(ask, cast, **given).codes == (code,)


def test_a_deferral_may_be_reviewed_today_and_begin_on_the_day_of_joining(cast: Cast) -> None:
    joined_on = min(cast.cohort.starts_on, cast.amina.at.date())
    assert ask(cast, effective_on=joined_on, review_on=TODAY, expected_return_on=TODAY + timedelta(days=1))


def test_no_one_leaves_before_they_joined(cast: Cast) -> None:
    joined_on = min(cast.cohort.starts_on, cast.amina.at.date())
    before = joined_on - timedelta(days=1)
    partner = {"partner": "North Hub", "effective_on": before}
    for act in (
        lambda: withdraw(cast, effective_on=before),
        lambda: leave(cast, before),
        lambda: actions.set_delivery_partner(enrolment=cast.amina, **partner, by=cast.grace, at=cast.at),
    ):
        assert refused(act).codes == ("before_joining",)
    assert withdraw(cast, effective_on=joined_on)


def test_the_same_partner_again_is_one(cast: Cast) -> None:
    def record(partner: str, on: date = TODAY) -> EnrolmentChange:
        return actions.set_delivery_partner(
            enrolment=cast.amina, partner=partner, effective_on=on, by=cast.grace, at=cast.at
        )

    assert record("North Hub") == record(" North Hub ")
    assert record("North Hub") != record("South Hub")
    assert record("South Hub") != record("South Hub", TODAY - timedelta(days=1))


def test_an_undone_act_is_not_undone_twice_by_someone_else(cast: Cast) -> None:
    change = withdraw(cast)
    actions.undo_change(change=change, by=cast.grace, at=cast.at)
    assert refused(actions.undo_change, change=change, by=cast.jonas, at=cast.at).codes == ("undone",)


@pytest.mark.parametrize(
    ("kind", "declared", "missing"),
    [
        ("deferral", {}, STARTED),
        ("deferral", {RETAINED_1: TODAY}, None),
        ("withdrawal", {}, STARTED),
        ("withdrawal", {RETAINED_1: TODAY}, STARTED),
        ("withdrawal", {STARTED: TODAY}, None),
        ("return", {}, None),
        ("", {}, None),
    ],
)
def test_which_declaration_the_dfe_wants_first(
    kind: str, declared: dict[DeclarationType, date], missing: DeclarationType | None
) -> None:
    assert rules.missing_declaration(kind, declared=declared) is missing


@pytest.mark.parametrize(
    ("kind", "on", "declared", "codes"),
    [
        (STARTED, 20, {}, ()),
        (STARTED, 22, {}, ()),
        (STARTED, 23, {}, ("declared_on",)),
        (STARTED, 10, {}, ()),
        (STARTED, 9, {}, ("before_joining",)),
        (STARTED, 12, {STARTED: 11}, ("kind",)),
        (RETAINED_1, 12, {}, ("earlier_first",)),
        (RETAINED_1, 12, {STARTED: 12}, ()),
        (RETAINED_1, 12, {STARTED: 13}, ("out_of_order",)),
        (COMPLETED, 14, {STARTED: 11}, ()),
        (RETAINED_2, 15, {STARTED: 11, COMPLETED: 14}, ("out_of_order",)),
        (RETAINED_2, 14, {STARTED: 11, COMPLETED: 14}, ()),
    ],
)
def test_a_declaration_follows_those_before_it(
    kind: DeclarationType, on: int, declared: dict[DeclarationType, int], codes: tuple[str, ...]
) -> None:
    decision = rules.may_declare(
        kind,
        declared_on=date(2026, 10, on),
        declared={name: date(2026, 10, day) for name, day in declared.items()},
        joined_on=date(2026, 10, 10),
        withdrawn_on=None,
        today=TODAY,
    )
    assert decision.reasons == codes


@pytest.mark.parametrize(("on", "codes"), [(20, ()), (21, ("after_withdrawal",))])
def test_no_declaration_is_dated_after_the_withdrawal(cast: Cast, on: int, codes: tuple[str, ...]) -> None:
    withdraw(cast, effective_on=date(2026, 10, 20))
    if not codes:
        assert declare(cast, on=date(2026, 10, on))
        return
    refusal = refused(declare, cast, on=date(2026, 10, on))
    assert refusal.codes == codes
    assert "withdrawal took effect on Tuesday 20 October 2026" in refusal.reasons[0].sentence


def test_a_withdrawal_is_not_dated_before_the_last_declaration(cast: Cast) -> None:
    declare(cast, on=date(2026, 10, 19))
    declare(cast, RETAINED_1, on=date(2026, 10, 21))
    refusal = refused(withdraw, cast, effective_on=date(2026, 10, 20))
    assert refusal.codes == ("before_declaration",)
    assert "must be Wednesday 21 October 2026 or later" in refusal.reasons[0].sentence
    assert withdraw(cast, effective_on=date(2026, 10, 21))


def test_a_void_declaration_no_longer_counts_and_is_kept(cast: Cast) -> None:
    first = declare(cast, on=date(2026, 10, 19))
    assert declare(cast, on=date(2026, 10, 19)) == first
    assert refused(declare, cast).codes == ("kind",)
    later = declare(cast, RETAINED_1)
    void = declaring.void_declaration
    assert refused(void, declaration=first, by=cast.grace, at=cast.at).codes == ("later_stands",)
    for row in (later, first):
        void(declaration=row, by=cast.grace, at=cast.at)
    assert refused(void, declaration=first, by=cast.grace, at=cast.at).codes == ("voided",)
    assert declared_by_type(enrolment=cast.amina) == {}
    assert declare(cast) != first
    assert [row.kind for row in declarations(cast)] == ["started", "retained-1", "started"]


def declarations(cast: Cast) -> list[Declaration]:
    return list_declarations_of(enrolment=cast.amina)


def page_of(cast: Cast) -> str:
    return f"/cohorts/{cast.cohort.slug}/enrolments/{cast.amina.reference}/"


def read(cast: Cast, path: str, who: str = "grace") -> str:
    return cast.browser(who).get(path).content.decode()


def test_the_pages_say_which_declaration_is_missing_until_it_is_recorded(cast: Cast) -> None:
    page, deferral, withdrawal = page_of(cast), f"{page_of(cast)}deferral/", f"{page_of(cast)}withdrawal/"
    assert "The DfE can only defer someone it has a declaration for" in read(cast, deferral)
    assert "The DfE can only withdraw someone it has a started declaration for" in read(cast, withdrawal)
    assert "tell it today" in read(cast, withdrawal)
    request = ask(cast)
    decision = f"{page}deferrals/{request.pk}/"
    assert "The DfE can only defer someone" in read(cast, decision, "jonas")
    withdraw(cast)
    assert "The DfE can only withdraw someone" in read(cast, page)
    answer = cast.browser("grace").post(
        f"{page}declaration/", {"kind": "started", "declared_on": "22 10 2026"}
    )
    assert answer.status_code == 302
    for path, who in ((page, "grace"), (deferral, "grace"), (withdrawal, "grace"), (decision, "jonas")):
        assert "someone it has a" not in read(cast, path, who)
    assert "<code>started</code>), dated Thursday 22 October 2026" in read(cast, page)
    declaration = declarations(cast)[0]
    cast.browser("grace").post(f"{page}declarations/{declaration.pk}/void/")
    assert ", void" in read(cast, page)
    assert "The DfE can only withdraw someone" in read(cast, page)


def test_deferring_the_assessment_alone_needs_no_declaration(cast: Cast) -> None:
    request = ask(cast, is_assessment=True)
    decision = f"{page_of(cast)}deferrals/{request.pk}/"
    assert "The DfE can only defer someone" not in read(cast, decision, "jonas")


def test_the_page_offers_nothing_to_do_with_someone_awarded(cast: Cast, settings: Any) -> None:
    settings.AWARDED_ON = f"{__name__}.awarded"
    page = read(cast, page_of(cast))
    assert "Awarded on Thursday 1 October 2026" in page
    for act in ("deferral", "withdrawal", "move", "provider"):
        assert f"{page_of(cast)}{act}/" not in page
    answer = cast.browser("grace").post(
        f"{page_of(cast)}withdrawal/",
        {"reason": WithdrawalReason.OTHER.value, "effective_on": "22 10 2026"},
    )
    assert answer.status_code == 422
    assert "was awarded on" in answer.content.decode()


def test_a_deferral_to_come_is_shown_and_can_be_cancelled(cast: Cast) -> None:
    defer(cast, reason=DeferralReason.OTHER, effective_on=date(2026, 11, 2))
    page = read(cast, page_of(cast))
    assert "A deferral from Monday 2 November 2026 has been agreed." in page
    assert "Cancel the deferral" in page
    assert f"{page_of(cast)}deferral/" not in page
