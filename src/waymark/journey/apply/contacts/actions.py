"""Entering and changing who sponsors or mentors someone who is enrolled."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.journey.apply.contacts import words
from waymark.journey.apply.contacts.asking import CannotAskSponsor, ask_sponsor_of
from waymark.journey.apply.contacts.models import EnrolmentContact
from waymark.journey.apply.contacts.queries import current_contact
from waymark.journey.apply.contacts.rules import ContactDraft, ContactReason, may_set_contact
from waymark.kit.forms.versions import ChangedSince
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person
    from waymark.journey.apply.applications.models import Application

Kind = EnrolmentContact.Kind


class CannotSetContact(Refusal):
    """What was entered can't be saved. A reason's code is the field's name."""


@transaction.atomic
def set_contact(
    *,
    enrolment: Enrolment,
    kind: str,
    draft: ContactDraft,
    reason: str = "",
    replaces: EnrolmentContact | None,
    by: Person | None,
    at: datetime,
    site: str = "",
) -> EnrolmentContact:
    """Who sponsors or mentors someone from now on; the earlier row stays. The same again is one.

    A sponsor with a new address is asked for support there; what was sent to the earlier address opens nothing more.
    `replaces` is what was current when the form was opened. Raises ChangedSince if someone else changed it meanwhile.
    """
    lock_row(enrolment)
    current = current_contact(enrolment=enrolment, kind=kind)
    if current is not None and _draft_of(current) == draft:
        return current
    if current != replaces:
        raise _changed_since(current, at=at)
    decision = may_set_contact(
        draft, own_addresses=enrolment.person.addresses, replaces=current is not None, reason=reason
    )
    if not decision.allowed:
        raise CannotSetContact(*reasons_for(decision.reasons, words.SENTENCES))
    contact = _create(enrolment, kind, draft, replaces=current, reason=reason.strip(), by=by, at=at)
    if kind == Kind.SPONSOR and draft.email.lower() != (current.email.lower() if current else ""):
        _ask(enrolment, site=site, by=by, at=at)
    return contact


def _ask(enrolment: Enrolment, *, site: str, by: Person | None, at: datetime) -> None:
    """No email where there is no one to ask: the entry counts all the same."""
    with suppress(CannotAskSponsor):
        ask_sponsor_of(enrolment=enrolment, site=site, by=by, at=at)


def _draft_of(contact: EnrolmentContact) -> ContactDraft:
    return ContactDraft(**{name: getattr(contact, name) for name in ContactDraft.__dataclass_fields__})


def _changed_since(current: EnrolmentContact | None, *, at: datetime) -> ChangedSince:
    if current is None:
        return ChangedSince(by=words.SOMEONE, at=at)
    return ChangedSince(by=current.by.name if current.by else words.SOMEONE, at=current.at)


def _create(
    enrolment: Enrolment,
    kind: str,
    draft: ContactDraft,
    *,
    replaces: EnrolmentContact | None,
    reason: str,
    by: Person | None,
    at: datetime,
) -> EnrolmentContact:
    made: EnrolmentContact = EnrolmentContact.objects.create(
        enrolment=enrolment, kind=kind, **vars(draft), replaces=replaces, reason=reason, by=by, at=at
    )
    provider_id = enrolment.cohort.provider_id
    ledger.record(
        "apply.contact_set", about=enrolment, provider_id=provider_id, by=by, at=at, facts={"kind": kind}
    )
    return made


def keep_contacts_of(
    *, application: Application, enrolment: Enrolment, by: Person | None, at: datetime
) -> None:
    """The sponsor and the mentor whom an applicant named are those of the enrolment."""
    mentor = ContactDraft(
        name=application.mentor_name,
        email=application.mentor_email,
        from_on=application.mentor_from,
        until_on=application.mentor_until,
    )
    sponsor = ContactDraft(name=application.sponsor_name, email=application.sponsor_email)
    for kind, draft in ((Kind.SPONSOR, sponsor), (Kind.MENTOR, mentor)):
        if draft.email and current_contact(enrolment=enrolment, kind=kind) is None:
            _create(enrolment, kind, draft, replaces=None, reason="", by=by, at=at)


__all__ = ["CannotSetContact", "ContactDraft", "ContactReason", "keep_contacts_of", "set_contact"]
