"""Participants are told in good time what they wait for, once, and only about what counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.emails import newest_email
from tests.rows_read import rows_read
from waymark.ground.cohorts.actions import withdraw
from waymark.ground.cohorts.enrolments.reasons import WithdrawalReason
from waymark.ground.emails.actions import change_setting
from waymark.ground.emails.queries import get_setting
from waymark.ground.people.models import Email
from waymark.journey.pay.actions import NewShare, agree_fee, waive_fee
from waymark.journey.pay.emails import KINDS
from waymark.journey.pay.jobs import run
from waymark.journey.pay.models import Instalment
from waymark.journey.pay.rules import GateName, NoticeReason, Payer, notice_for
from waymark.journey.pay.tests.makers import LATER, PAST, SOON, make_fee, make_payment, make_rules

if TYPE_CHECKING:
    from tests.cast import Cast

AMINA = "amina@llse.example"
TODAY = date(2026, 10, 22)


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        (15, None),
        (14, NoticeReason.DUE),
        (0, NoticeReason.DUE),
        (-1, NoticeReason.OVERDUE),
        (-7, NoticeReason.OVERDUE),
        (-8, None),
    ],
)
def test_when_someone_is_told(days: int, reason: NoticeReason | None) -> None:
    assert notice_for(TODAY + timedelta(days=days), today=TODAY) is reason


def moment(cast: Cast, day: date) -> datetime:
    return cast.at + (day - cast.at.date())


def subjects() -> list[str]:
    rows = Email.objects.filter(to=AMINA).order_by("id")
    return [email.subject for email in rows if "fee" in email.subject]


def test_a_participant_is_told_14_days_before_and_once_when_overdue(cast: Cast) -> None:
    make_fee(cast, cast.amina, (Payer.PERSON, [(SOON, 80_000), (LATER, 20_000)]))
    make_rules(cast, GateName.SITTING, GateName.AWARD)
    assert run(at=moment(cast, SOON - timedelta(days=15))) == 0
    assert run(at=moment(cast, SOON - timedelta(days=14))) == 1
    assert run(at=moment(cast, SOON - timedelta(days=13))) == 0
    email = newest_email(AMINA)
    assert email.subject == "£800.00 of your fee is due on Thursday 5 November 2026"
    assert "It must be paid before your written assessment and before your award is decided." in email.text
    assert f"/pay/own/?enrolment={cast.amina.reference}" in email.text
    assert "from you" in email.text
    assert "npq@llse.example" in email.text
    for days in (1, 2):
        run(at=moment(cast, SOON + timedelta(days=days)))
    assert len(subjects()) == 2
    email = newest_email(AMINA)
    assert "must be paid up to date" in email.subject
    assert "£800.00 of the fee is overdue from you." in email.text


def test_no_one_is_told_about_what_does_not_keep_them_waiting(cast: Cast) -> None:
    make_fee(cast, cast.amina, (Payer.PERSON, [(SOON, 100)]), (Payer.SCHOOL, [(SOON, 100)]))
    assert run(at=cast.at) == 0, "No gate looks at the fee."
    make_rules(cast)
    assert run(at=cast.at) == 0
    make_rules(cast, GateName.SITTING, debts_of=[Payer.TRUST])
    assert run(at=cast.at) == 0
    make_rules(cast, GateName.SITTING, debts_of=[Payer.SCHOOL])
    assert run(at=cast.at) == 1
    assert "from your school" in newest_email(AMINA).text


def test_who_has_paid_waived_or_withdrawn_is_not_told(cast: Cast) -> None:
    make_rules(cast, GateName.SITTING)
    make_fee(cast, cast.amina, (Payer.PERSON, [(PAST, 100), (SOON, 100), (LATER, 100)]))
    make_payment(cast, cast.amina, Payer.PERSON, 200)
    assert run(at=cast.at) == 0
    make_fee(cast, cast.ben, (Payer.PERSON, [(SOON, 100)]))
    waive_fee(enrolment=cast.ben, waived=True, reason="r", by=cast.grace, at=cast.at)
    assert run(at=cast.at) == 0
    waive_fee(enrolment=cast.ben, waived=False, reason="r", by=cast.grace, at=cast.at)
    withdraw(
        enrolment=cast.ben,
        reason=WithdrawalReason.CAPACITY,
        effective_on=cast.at.date(),
        by=cast.grace,
        at=cast.at,
    )
    assert run(at=cast.at) == 0


def test_each_participant_is_told_once(cast: Cast) -> None:
    make_rules(cast, GateName.SITTING)
    make_fee(cast, cast.amina, (Payer.PERSON, [(SOON, 100)]))
    make_fee(cast, cast.ben, (Payer.PERSON, [(SOON, 100)]))
    assert run(at=cast.at) == 2
    assert run(at=cast.at) == 0


def test_no_one_is_told_about_an_instalment_that_was_agreed_otherwise_since(cast: Cast) -> None:
    make_rules(cast, GateName.SITTING)
    first = make_fee(cast, cast.amina, (Payer.PERSON, [(SOON, 100)]))
    part = NewShare(payer=Payer.PERSON, name="", purchase_order="", pence=200, instalments=((LATER, 200),))
    agree_fee(
        enrolment=cast.amina,
        net_pence=200,
        vat_percent=0,
        shares=[part],
        reason="A later start.",
        replaces=first,
        by=cast.grace,
        at=cast.at,
    )
    assert run(at=cast.at) == 0
    assert run(at=moment(cast, LATER)) == 1
    assert "£2.00 of your fee is due on Monday 1 March 2027" in newest_email(AMINA).subject


def test_an_email_about_one_payers_part_says_what_that_payer_owes(cast: Cast) -> None:
    make_rules(cast, GateName.SITTING, debts_of=[Payer.PERSON, Payer.SCHOOL])
    make_fee(cast, cast.amina, (Payer.PERSON, [(LATER, 100)]), (Payer.SCHOOL, [(SOON, 300)]))
    assert run(at=moment(cast, SOON + timedelta(days=1))) == 1
    text = newest_email(AMINA).text
    assert "£3.00 of the fee is overdue from your school." in text
    assert "from you." not in text
    assert "It must be paid before your written assessment." in text


def test_what_one_payer_paid_does_not_silence_the_email_about_another(cast: Cast) -> None:
    make_rules(cast, GateName.SITTING, debts_of=[Payer.PERSON, Payer.SCHOOL])
    make_fee(cast, cast.amina, (Payer.PERSON, [(SOON, 100)]), (Payer.SCHOOL, [(SOON, 100)]))
    make_payment(cast, cast.amina, Payer.SCHOOL, 100)
    assert run(at=cast.at) == 1
    assert "is due from you on" in newest_email(AMINA).text


def test_who_must_pay_again_after_a_waiver_is_told(cast: Cast) -> None:
    make_rules(cast, GateName.SITTING)
    make_fee(cast, cast.ben, (Payer.PERSON, [(SOON, 100)]))
    waive_fee(enrolment=cast.ben, waived=True, reason="r", by=cast.grace, at=cast.at)
    assert run(at=cast.at) == 0
    waive_fee(enrolment=cast.ben, waived=False, reason="r", by=cast.grace, at=cast.at)
    assert run(at=cast.at) == 1


@pytest.mark.parametrize(("days", "emails"), [(15, 0), (14, 1), (-7, 1), (-8, 0)])
def test_the_day_is_that_of_the_programme(cast: Cast, days: int, emails: int) -> None:
    """In summer, when it is 23:30 in UTC, the next day has begun in London."""
    make_rules(cast, GateName.SITTING)
    tomorrow = TODAY + timedelta(days=1)
    make_fee(cast, cast.amina, (Payer.PERSON, [(tomorrow + timedelta(days=days), 100)]))
    assert run(at=datetime(2026, 10, 22, 23, 30, tzinfo=UTC)) == emails


def test_only_instalments_of_the_weeks_around_are_read(cast: Cast) -> None:
    """With a day more at either end, because it can be yesterday or tomorrow where the programme is."""
    days = [TODAY + timedelta(days=number) for number in range(-20, 30)]
    agreement = make_fee(cast, cast.amina, (Payer.PERSON, [(day, 100) for day in days]))
    with rows_read(Instalment) as read:
        run(at=cast.at)
    rows = Instalment.objects.filter(share__agreement=agreement, pk__in=read)
    assert sorted((row.due_on - TODAY).days for row in rows) == list(range(-8, 16))


def test_a_lead_may_switch_these_emails_off(cast: Cast) -> None:
    for kind in KINDS:
        change_setting(kind=kind, is_on=False, waits=False, by=cast.grace, at=cast.at)
        setting = get_setting(provider_id=cast.llse.pk, kind=kind)
        assert setting is not None
        assert not setting.is_on


def test_a_round_without_news_asks_the_database_once(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        run(at=cast.at)
    make_fee(cast, cast.amina, (Payer.PERSON, [(SOON, 100)]))
    make_rules(cast, GateName.SITTING)
    run(at=cast.at)
    with django_assert_num_queries(2):
        run(at=cast.at)
