"""What a provider’s clocks are read from, its periods and its switch: each provider’s own, the newest row first."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.cast import Cast
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts import queries
from waymark.ground.cohorts.enrolments.reasons import WithdrawalReason
from waymark.ground.cohorts.models import Enrolment
from waymark.ground.ledger.models import Entry
from waymark.ground.ledger.queries import count_entries
from waymark.kit.retention import CLASSES, Clock, Period, RetentionClass, Unit
from waymark.web.models import RetentionSwitch
from waymark.web.privacy import requests, retention
from waymark.web.privacy.clocks import Clocks
from waymark.web.privacy.rules import StartReason

pytestmark = pytest.mark.django_db


def clocks(cast: Cast, *, at: datetime | None = None) -> Clocks:
    return Clocks(provider_id=cast.llse.pk, at=at or cast.at)


def withdraw(cast: Cast, enrolment: Enrolment | None = None) -> None:
    cohorts.withdraw(
        enrolment=enrolment or cast.amina,
        reason=WithdrawalReason.CAREER,
        effective_on=cast.at.date(),
        by=cast.grace,
        at=cast.at,
    )


def change(cast: Cast, number: int, **given: Any) -> None:
    defaults = {
        "provider": cast.llse, "retention_class": RetentionClass.SCRIPTS, "number": number, "unit": Unit.MONTHS,
        "by": cast.grace, "at": cast.at,
    }  # fmt: skip
    retention.change_period(**(defaults | given))


def test_periods_are_the_newest_of_the_provider(cast: Cast) -> None:
    change(cast, 18)
    change(cast, 24)
    change(cast, 6, provider=cast.ucl, by=cast.finn)
    own = retention.periods_of(provider_id=cast.llse.pk)
    assert own[RetentionClass.SCRIPTS] == Period(24, Unit.MONTHS)
    assert own[RetentionClass.ENQUIRY] == CLASSES[RetentionClass.ENQUIRY].period
    assert RetentionClass.AWARD_RECORD not in own
    lines = Entry.objects.filter(verb="web.period_changed", provider=cast.llse).order_by("id")
    assert [line.facts["number"] for line in lines] == [18, 24]


def test_a_period_of_one_is_said_in_the_singular_and_named_as_changed(cast: Cast) -> None:
    change(cast, 1)
    rows = {row.kept.slug: row for row in retention.list_classes(provider_id=cast.llse.pk, at=cast.at)}
    assert rows[RetentionClass.SCRIPTS].says.startswith("1 month after")
    assert not rows[RetentionClass.SCRIPTS].is_default
    assert rows[RetentionClass.ENQUIRY].says == "12 months after the enquiry"
    assert rows[RetentionClass.ENQUIRY].is_default
    kept = rows[RetentionClass.AWARD_RECORD]
    assert kept.says[0].isupper()
    assert kept.says[1:] == kept.kept.starts[1:]


def test_the_switch_is_the_newest_and_switching_to_the_same_changes_nothing(cast: Cast) -> None:
    switching = {"provider": cast.llse, "by": cast.grace, "at": cast.at}
    assert not retention.is_on(provider_id=cast.llse.pk)
    retention.switch(on=False, **switching)
    assert not RetentionSwitch.objects.exists()
    for _ in range(2):
        retention.switch(on=True, **switching)
    assert retention.is_on(provider_id=cast.llse.pk)
    assert not retention.is_on(provider_id=cast.ucl.pk)
    retention.switch(on=False, **switching)
    assert not retention.is_on(provider_id=cast.llse.pk)
    assert count_entries(provider_id=cast.llse.pk, verb="web.retention_switched") == 2


def test_a_withdrawal_begins_the_clock_of_its_enrolment_alone(cast: Cast) -> None:
    assert clocks(cast).starts(Clock.END) == {}
    withdraw(cast)
    starts = clocks(cast).starts(Clock.END)
    assert set(starts) == {cast.amina.pk}
    assert starts[cast.amina.pk].because is StartReason.WITHDRAWAL
    assert Clocks(provider_id=cast.ucl.pk, at=cast.at).starts(Clock.END) == {}


def test_an_appeal_delays_the_clock_of_its_person_until_it_is_lifted(cast: Cast) -> None:
    withdraw(cast)
    for person in (cast.amina.person, cast.ben.person):
        requests.put_hold(person=person, reason="Appeal.", is_appeal=True, by=cast.grace, at=cast.at)
    assert clocks(cast).starts(Clock.END) == {}
    over = cast.at + timedelta(days=30)
    requests.lift_hold(person=cast.amina.person, by=cast.grace, at=over)
    start = clocks(cast, at=over).starts(Clock.END)[cast.amina.pk]
    assert (start.at, start.because) == (over, StartReason.APPEAL)
    again = over + timedelta(days=30)
    requests.put_hold(person=cast.amina.person, reason="Again.", is_appeal=True, by=cast.grace, at=over)
    requests.lift_hold(person=cast.amina.person, by=cast.grace, at=again)
    assert clocks(cast, at=again).starts(Clock.END)[cast.amina.pk].at == again


def test_a_hold_that_is_no_appeal_delays_no_clock(cast: Cast) -> None:
    withdraw(cast)
    requests.put_hold(person=cast.amina.person, reason="Claim 12.", by=cast.grace, at=cast.at)
    assert set(clocks(cast).starts(Clock.END)) == {cast.amina.pk}


def test_the_last_event_of_a_person_is_their_last_session_or_the_day_they_left(cast: Cast) -> None:
    sessions = [row for row in queries.list_calendar(cohort_id=cast.cohort.pk) if row.starts_at]
    last = max(row.ends_at for row in sessions)
    assert clocks(cast).events_of(cast.ben.person_id) == [last]
    assert clocks(cast).events_of(cast.uma.person_id) == []


def test_someone_who_left_before_the_last_session_had_none_after_it(cast: Cast) -> None:
    autumn = cohorts.open_cohort(
        programme=cast.cohort.programme, name="Autumn", starts_on=date(2026, 9, 7), by=None, at=cast.at
    )
    nia = cast.enrolled("nia", "Nia", "Achterberg", cohort=autumn)
    [last] = clocks(cast).events_of(nia.person_id)
    assert last == max(row.ends_at for row in queries.list_calendar(cohort_id=autumn.pk) if row.starts_at)
    withdraw(cast, nia)
    [left] = clocks(cast).events_of(nia.person_id)
    assert left.isoformat() == "2026-10-22T23:00:00+00:00"
    assert left < last


def test_someone_who_left_after_the_last_session_had_the_last_session(cast: Cast) -> None:
    [before] = clocks(cast).events_of(cast.amina.person_id)
    withdraw(cast)
    later = cast.at + timedelta(days=900)
    assert clocks(cast, at=later).events_of(cast.amina.person_id) == [min(before, later)]
