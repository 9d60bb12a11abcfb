"""What is due, by class and provider; nothing goes until a lead has switched it on, and nothing of someone held."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests import access
from tests.cast import Cast
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.enrolments.reasons import WithdrawalReason
from waymark.ground.cohorts.models import Enrolment
from waymark.ground.ledger.models import Entry
from waymark.ground.ledger.queries import verify
from waymark.journey.apply.models import Application
from waymark.journey.award.models import Release
from waymark.journey.practise.models import Evidence
from waymark.journey.sit.models import Answer
from waymark.kit.retention import CLASSES, Period, RetentionClass, Unit
from waymark.web import jobs
from waymark.web.models import RetentionSwitch
from waymark.web.privacy import requests, retention

DEFAULTS = [
    (RetentionClass.ENQUIRY, 12, Unit.MONTHS),
    (RetentionClass.REJECTED_APPLICATION, 12, Unit.MONTHS),
    (RetentionClass.DIETARY, 30, Unit.DAYS),
    (RetentionClass.EXTENSION_EVIDENCE, 3, Unit.MONTHS),
    (RetentionClass.EVIDENCE_BANK, 6, Unit.MONTHS),
    (RetentionClass.SCRIPTS, 12, Unit.MONTHS),
]


@pytest.mark.parametrize(("retention_class", "number", "unit"), DEFAULTS)
def test_defaults_are_data(retention_class: RetentionClass, number: int, unit: Unit) -> None:
    assert CLASSES[retention_class].period == Period(number, unit)


def test_the_award_record_is_kept() -> None:
    assert CLASSES[RetentionClass.AWARD_RECORD].period is None


def test_a_month_before_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert Period(1, Unit.MONTHS).before(datetime(2026, 3, 31, tzinfo=UTC)) == datetime(
        2026, 2, 28, tzinfo=UTC
    )
    assert Period(30, Unit.DAYS).before(datetime(2026, 3, 31, tzinfo=UTC)) == datetime(2026, 3, 1, tzinfo=UTC)


def _due(world: access.World, at: datetime) -> dict[str, int]:
    rows = retention.list_classes(provider_id=world.setup.provider.pk, at=at)
    return {row.kept.slug.value: row.due for row in rows if row.due}


@pytest.mark.django_db
def test_what_is_due_is_shown_and_removed_once_it_is_switched_on() -> None:
    world = access.build(access.LLSE)
    provider, lead = world.setup.provider, world.setup.staff["lead"]
    released = Release.objects.get(outcome__enrolment__person=world.people["done"]).at
    assert set(_due(world, released + timedelta(days=80))) <= {"dietary"}
    soon = _due(world, released + timedelta(days=200))
    assert set(soon) == {"dietary", "evidence_bank"}
    later = released + timedelta(days=900)
    due = _due(world, later)
    assert {"dietary", "evidence_bank", "scripts", "rejected_application", "enquiry"} <= set(due)

    jobs._removed_on.clear()
    jobs.run(at=later)
    assert _due(world, later) == due, "nothing goes before it is switched on"

    held = world.people["failed"]
    own = Evidence.objects.filter(entry__enrolment__person=world.people["done"])
    of_held = Evidence.objects.filter(entry__enrolment__person=held)
    accepted = Application.objects.filter(decisions__outcome="accepted").values_list("reason", flat=True)
    before = list(accepted)
    retention.switch(provider=provider, on=True, by=lead, at=later)
    jobs._removed_on.clear()
    jobs.run(at=later)
    assert _due(world, later) == {}
    assert {evidence.description for evidence in own} == {"[erased]"}
    assert "[erased]" not in {evidence.description for evidence in of_held}, "a legal hold keeps it"
    texts = Answer.objects.filter(sitting__enrolment__person=world.people["done"]).values_list(
        "text", flat=True
    )
    assert set(texts) == {"[erased]"}
    assert list(accepted) == before, "only rejected applications fall due"
    line = Entry.objects.get(verb="web.retention", provider=provider)
    assert line.facts["evidence_bank"] == due["evidence_bank"]
    assert verify().first_bad is None

    requests.lift_hold(person=held, by=lead, at=later)
    assert _due(world, later) == {}, "someone who failed may try again, so nothing of theirs is due"
    failed = Enrolment.objects.select_related("cohort__programme", "person").get(person=held)
    cohorts.withdraw(
        enrolment=failed,
        reason=WithdrawalReason.CAPACITY,
        effective_on=released.date(),
        by=lead,
        at=released + timedelta(days=1),
    )
    assert set(_due(world, released + timedelta(days=200))) == {"evidence_bank"}
    assert {"evidence_bank", "scripts"} <= set(_due(world, later))


@pytest.mark.django_db
def test_a_provider_sets_its_own_periods_and_switches_the_removal_on_with_a_confirmation(cast: Cast) -> None:
    grace, page = cast.browser("grace"), "/settings/retention/"
    assert "12 months after the enquiry" in grace.get(page).content.decode()
    wrong = grace.post(
        page, {"step": "period", "retention_class": "scripts", "number": "0", "unit": "months"}
    )
    assert wrong.status_code == 422
    grace.post(page, {"step": "period", "retention_class": "scripts", "number": "18", "unit": "months"})
    assert "18 months after the end or the appeal" in grace.get(page).content.decode()
    refused = grace.post(page, {"step": "on"})
    assert refused.status_code == 422
    assert not RetentionSwitch.objects.exists()
    grace.post(page, {"step": "on", "confirmed": "on"})
    assert retention.is_on(provider_id=cast.llse.pk)
    assert not retention.is_on(provider_id=cast.ucl.pk)
    grace.post(page, {"step": "off"})
    assert not retention.is_on(provider_id=cast.llse.pk)
