"""Letting someone of a delivery partner see its participants, and ending that."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts.partners.models import PartnerMember
from waymark.ground.cohorts.partners.rules import is_same_partner
from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.ground.people.roles import Role
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


class CannotAddPartnerMember(Refusal):
    """The person cannot see a partner's participants."""


@transaction.atomic
def add_partner_member(*, person: Person, partner: str, by: Person, at: datetime) -> PartnerMember:
    """Let a person see the participants of a delivery partner. Twice the same is one.

    Refused where `give_role` refuses: to participants, and to those who decide about results.
    """
    name = " ".join(partner.split())
    if not name:
        raise CannotAddPartnerMember(Reason("no_partner", "Select a delivery partner"))
    lock_row(person)
    for member in PartnerMember.objects.filter(person=person, ended_at=None).order_by("id"):
        if is_same_partner(member.partner, name):
            return member
    people.give_role(person=person, role=Role.PARTNER, by=by, at=at)
    member = PartnerMember.objects.create(person=person, partner=name, by=by, at=at)
    _record("cohorts.partner_member_added", member, by=by, at=at)
    return member


@transaction.atomic
def end_partner_member(*, member: PartnerMember, by: Person, at: datetime) -> bool:
    """End someone's access to a partner's participants, at once; whether they had it until now."""
    person = member.person
    lock_row(person)
    ended = PartnerMember.objects.filter(pk=member.pk, ended_at=None).update(ended_at=at, ended_by=by)
    if not ended:
        return False
    _record("cohorts.partner_member_ended", member, by=by, at=at)
    if not PartnerMember.objects.filter(person=person, ended_at=None).exists():
        people.take_role(person=person, role=Role.PARTNER, by=by, at=at)
    return True


def end_partner_members_of(*, person: Person, by: Person, at: datetime) -> None:
    """For someone who leaves: the caller takes their roles."""
    PartnerMember.objects.filter(person=person, ended_at=None).update(ended_at=at, ended_by=by)


def restore_partner_members_of(*, person: Person, ended_at: datetime, by: Person, at: datetime) -> None:
    """For a leaving that is undone: what it ended is given back, as new rows."""
    for member in PartnerMember.objects.filter(person=person, ended_at=ended_at).order_by("id"):
        add_partner_member(person=person, partner=member.partner, by=by, at=at)


def _record(verb: str, member: PartnerMember, *, by: Person, at: datetime) -> None:
    person = member.person
    facts = {"partner": member.partner}
    ledger.record(verb, about=person, provider_id=person.provider_id, by=by, at=at, facts=facts)
