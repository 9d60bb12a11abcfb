"""A coach who has left, and the fees of some participants: paid, overdue, shared, and one that is waived."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.people import actions as people
from waymark.ground.people.roles import Role
from waymark.journey.pay import actions as pay
from waymark.journey.pay.rules import GateName, Payer, instalments_of, vat_on

if TYPE_CHECKING:
    from waymark.demo.world import DemoProvider
    from waymark.ground.cohorts.models import Cohort, Enrolment

LEAVER = {"llse": ("Isadora", "Fenwright"), "ucl": ("Leopold", "Achterberg")}
NET, VAT = 240_000, 20
OFFICES = {Payer.SCHOOL, Payer.TRUST}


def leave(demo: DemoProvider, cohort: Cohort, *, now: datetime) -> None:
    """Someone coached with this cohort until three weeks ago."""
    given, family = LEAVER[demo.team.slug]
    lead = demo.staff["lead"]
    person = people.add_person(
        provider=demo.provider,
        given_name=given,
        family_name=family,
        email=f"{given}.{family}@{demo.team.slug}.example".lower(),
        by=lead,
        at=cohort.at,
    )
    cohorts.assign_staff(cohort=cohort, person=person, role=Role.COACH, by=lead, at=cohort.at)
    cohorts.record_leaving(
        person=person,
        last_on=(now - timedelta(days=21)).date(),
        reason="A new post at another trust.",
        by=lead,
        at=now - timedelta(days=40),
    )
    cohorts.put_leavings_into_force(at=now - timedelta(days=20))


def charge(demo: DemoProvider, enrolments: Sequence[Enrolment]) -> None:
    """The first has paid in full, the second owes an instalment, the third has a scholarship for half.

    The fourth pays herself, and her lead lets her carry on until her new employer pays. Before an award the provider
    looks at what participants owe themselves.
    """
    pay.set_fee_rules(
        as_programme=False,
        before=[GateName.AWARD],
        debts_of=[Payer.PERSON],
        by=demo.staff["lead"],
        at=enrolments[0].cohort.at,
    )
    total = NET + vat_on(NET, percent=VAT)
    halves = [(Payer.SCHOLARSHIP, total // 2), (Payer.SCHOOL, total - total // 2)]
    splits = [[(Payer.SCHOOL, total)], [(Payer.PERSON, total)], halves, [(Payer.PERSON, total)]]
    for number, (enrolment, split) in enumerate(zip(enrolments, splits, strict=False)):
        first_on = enrolment.cohort.starts_on
        pay.agree_fee(
            enrolment=enrolment,
            net_pence=NET,
            vat_percent=VAT,
            shares=[_share(payer, pence, first_on, enrolment) for payer, pence in split],
            reason="",
            by=demo.staff["lead"],
            at=enrolment.cohort.at,
        )
        if number == 3:
            pay.waive_fee(
                enrolment=enrolment,
                waived=True,
                reason="She is changing schools. The new one pays from January.",
                by=demo.staff["lead"],
                at=enrolment.cohort.at + timedelta(days=120),
            )
        elif number != 1:
            _pay(demo, enrolment, *split[-1], on=first_on)


def _share(payer: Payer, pence: int, first_on: date, enrolment: Enrolment) -> pay.NewShare:
    return pay.NewShare(
        payer=payer,
        name=str(enrolment.person.organisation or "") if payer in OFFICES else "",
        purchase_order=f"PO-{4_000 + enrolment.pk % 1_000}" if payer in OFFICES else "",
        pence=pence,
        instalments=instalments_of(pence, parts=3, first_on=first_on),
    )


def _pay(demo: DemoProvider, enrolment: Enrolment, payer: Payer, pence: int, *, on: date) -> None:
    pay.record_payment(
        enrolment=enrolment,
        payer=payer,
        pence=pence,
        received_on=on,
        payment_reference="Bank transfer",
        by=demo.staff["lead"],
        at=enrolment.cohort.at + timedelta(days=90),
    )
