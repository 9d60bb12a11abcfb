"""Exact bounds of what web decides: risk, rounds of the worker, alerts, kept forms, the audit log, and looking."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db.models import Model

from tests.cast import Cast
from waymark.bridges.mail.queries import WaitingEmail
from waymark.ground.ledger import actions as ledger
from waymark.ground.people.roles import Role
from waymark.ground.programmes.values import EngagementRule
from waymark.web import audit_log
from waymark.web.cohort import _risk, at_risk_in
from waymark.web.models import KeptForm, SentForm, WorkerRound
from waymark.web.privacy.special import list_views_of, note_view
from waymark.web.running import Running, alert, record_round
from waymark.web.sending.kept import delete_old, find_kept
from waymark.web.support.actions import end_support, open_support
from waymark.web.support.models import SupportAccess
from waymark.web.support.queries import (
    find_access,
    find_open_access_to,
    find_own_open_access,
    list_accesses_to,
)

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("spare", "says"),
    [(-1, "can’t reach"), (0, "can miss only"), (119, "can miss only"), (120, ""), (121, "")],
)
def test_someone_is_at_risk_with_less_than_two_hours_to_spare(cast: Cast, spare: int, says: str) -> None:
    rule: EngagementRule = cast.programme().engagement
    risk = _risk(spare, rule).sentence
    assert risk.startswith(says)
    assert bool(risk) is bool(says)


def test_risk_is_said_of_one_of_several_and_of_no_participants(cast: Cast) -> None:
    early = datetime(2025, 5, 1, 9, 0, tzinfo=UTC)
    given = {"cohort": cast.ucl_cohort, "for_": cast.finn}
    assert at_risk_in(**given, at=early) == "1 participant, not at risk"
    assert at_risk_in(**given, at=cast.at + timedelta(days=900)) == "1 of 1 participant at risk"
    assert at_risk_in(cohort=cast.cohort, for_=cast.finn, at=early) == ""
    assert at_risk_in(cohort=cast.cohort, for_=cast.grace, at=early) == "None of 2 participants at risk"


@pytest.mark.django_db
def test_a_round_is_recorded_again_after_ten_seconds() -> None:
    record_round(failed=[], at=AT)
    for after, recorded in ((10 * SECOND - timedelta(microseconds=1), AT), (10 * SECOND, AT + 10 * SECOND)):
        record_round(failed=[], at=AT + after)
        assert WorkerRound.objects.get().finished_at == recorded
    record_round(failed=["mail"], at=AT + 11 * SECOND)
    record_round(failed=[], at=AT + 12 * SECOND)
    assert (WorkerRound.objects.get().failed, WorkerRound.objects.count()) == ("", 1)


@pytest.mark.parametrize(("times", "problems"), [(2, 0), (3, 1)])
def test_an_email_is_a_problem_from_its_third_try_on(times: int, problems: int) -> None:
    email = WaitingEmail(
        to="a@x.example", subject="Hello", written_at=AT, reason="No answer.", times=times, again_at=AT
    )
    state = Running(last_round=AT, failed="", is_silent=False, emails=[email])
    assert state.problems == ["1 email hasn’t been sent. No answer."] * problems


@pytest.mark.django_db
def test_no_alert_is_sent_without_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ALERT_EMAIL", "")
    assert not alert(at=AT)
    assert mail.outbox == []
    assert WorkerRound.objects.get().alerted_at is None


def test_what_was_sent_is_kept_for_a_day_for_its_account(cast: Cast) -> None:
    amina = cast.amina.person
    assert amina.account
    form = KeptForm.objects.create(person=amina, key="abc1", action="/", values={}, at=cast.at)
    SentForm.objects.create(once="x" * 64, by=amina, at=cast.at)
    day = timedelta(days=1)

    def kept_at(at: datetime, account_id: int = amina.account.pk, key: str = "abc1") -> KeptForm | None:
        return find_kept(account_id=account_id, key=key, at=at)

    assert kept_at(cast.at + day - SECOND) == form
    assert kept_at(cast.at + day) is None
    assert kept_at(cast.at, key="abc2") is None
    assert cast.grace.account
    assert kept_at(cast.at, account_id=cast.grace.account.pk) is None
    assert kept_at(cast.at, key="a-c") is None
    assert delete_old(at=cast.at + day) == 0
    assert delete_old(at=cast.at + day + SECOND) == 2
    assert delete_old(at=cast.at + day + SECOND) == 0


def record(cast: Cast, *, at: datetime, about: Model | None = None, provider: int | None = None) -> None:
    ledger.record(
        "coach.paired",
        about=about or cast.amina,
        provider_id=provider or cast.llse.pk,
        by=cast.grace,
        at=at,
    )


def test_days_of_the_audit_log_are_londons_and_both_are_included(cast: Cast) -> None:
    day = date(2027, 7, 1)
    begins = datetime(2027, 6, 30, 23, tzinfo=UTC)
    for at in (begins - SECOND, begins, begins + timedelta(days=1) - SECOND, begins + timedelta(days=1)):
        record(cast, at=at)

    def count(**days: Any) -> int:
        return audit_log.find_entries(provider_id=cast.llse.pk, kind="coach.paired", **days).count()

    assert (count(), count(since=day), count(until=day), count(since=day, until=day)) == (4, 3, 3, 2)


def test_entries_are_found_by_those_they_are_about_at_the_provider(cast: Cast) -> None:
    record(cast, at=AT)
    record(cast, at=AT + SECOND, about=cast.amina.person)
    record(cast, at=AT, about=cast.ben)
    ids = [cast.amina.person_id]
    rows = audit_log.find_entries_about(provider_id=cast.llse.pk, person_ids=ids).filter(verb="coach.paired")
    assert [row.at for row in rows] == [AT + SECOND, AT]
    assert not audit_log.find_entries_about(provider_id=cast.ucl.pk, person_ids=ids).exists()
    assert not audit_log.find_entries_about(provider_id=cast.llse.pk, person_ids=[]).exists()


def test_a_name_is_sought_among_who_acted_and_who_it_is_about(cast: Cast) -> None:
    record(cast, at=AT)

    def count(person: str) -> int:
        rows = audit_log.find_entries(provider_id=cast.llse.pk, person=person, kind="coach.paired")
        return rows.count()

    for name in ("grace", "penhal", "amina", "castellane", "grace castellane"):
        assert count(name) == 1, name
    for name in ("ben", "uma", "amina oyelaran"):
        assert count(name) == 0, name


def test_a_view_of_sensitive_data_is_noted_once_a_day_of_utc_and_never_of_ones_own(cast: Cast) -> None:
    amina, midnight = cast.amina.person, datetime(2026, 10, 22, tzinfo=UTC)
    for at, views in (
        (midnight - SECOND, 1),
        (midnight, 2),
        (midnight + timedelta(days=1) - SECOND, 2),
        (midnight + timedelta(days=1), 3),
    ):
        note_view(about=amina, by=cast.grace, at=at)
        assert len(list_views_of(person=amina)) == views
    note_view(about=cast.grace, by=cast.grace, at=midnight)
    assert list_views_of(person=cast.grace) == []
    note_view(about=amina, by=cast.jonas, at=midnight)
    assert len(list_views_of(person=amina)) == 4
    assert list_views_of(person=cast.ben.person) == []


def test_an_access_is_found_by_the_lead_who_opened_it_until_it_ends(cast: Cast) -> None:
    ruth = cast.person("ruth", "Ruth", "Second", Role.LEAD)
    amina, ben = cast.amina.person, cast.ben.person
    first = open_support(person=amina, reason="A session.", by=cast.grace, at=cast.at)
    assert find_access(for_=cast.grace, person_id=amina.pk, access_id=first.pk) == first
    assert find_access(for_=ruth, person_id=amina.pk, access_id=first.pk) is None
    assert find_access(for_=cast.grace, person_id=ben.pk, access_id=first.pk) is None
    last = first.until - SECOND
    assert first.until - cast.at == timedelta(minutes=30)
    assert find_open_access_to(person=amina, at=last) == first
    assert find_open_access_to(person=amina, at=first.until) is None
    assert find_open_access_to(person=ben, at=last) is None
    assert find_own_open_access(person=amina, by=cast.grace, at=last) == first
    assert find_own_open_access(person=amina, by=cast.grace, at=first.until) is None
    assert find_own_open_access(person=amina, by=ruth, at=last) is None
    assert find_own_open_access(person=ben, by=cast.grace, at=last) is None
    second = open_support(person=amina, reason="Another.", by=ruth, at=cast.at + SECOND)
    assert find_open_access_to(person=amina, at=last) == second
    assert [line.by for line in list_accesses_to(person=amina, at=last)] == [
        "Ruth Second",
        "Grace Penhaligon",
    ]
    assert [line.is_open for line in list_accesses_to(person=amina, at=first.until)] == [True, False]
    assert list_accesses_to(person=ben, at=last) == []
    end_support(access=first, at=first.until)
    assert SupportAccess.objects.get(pk=first.pk).ended_at is None, "It had run out."
    end_support(access=second, at=last)
    end_support(access=second, at=last + SECOND)
    assert SupportAccess.objects.get(pk=second.pk).ended_at == last
    assert find_own_open_access(person=amina, by=ruth, at=last) is None
