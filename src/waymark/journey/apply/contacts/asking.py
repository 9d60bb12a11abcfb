"""Asking the sponsor of someone who is enrolled: the link to their page, who was asked, and one reminder."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, Q

from waymark.ground.cohorts import queries as cohorts
from waymark.journey.apply import emails
from waymark.journey.apply.applications.links import leave_link, record_asking
from waymark.journey.apply.applications.models import ApplicationLink
from waymark.journey.apply.contacts import words
from waymark.journey.apply.contacts.models import EnrolmentContact
from waymark.journey.apply.contacts.queries import current_contact
from waymark.journey.apply.contacts.rules import may_be_asked
from waymark.journey.apply.sponsors.models import Endorsement
from waymark.kit.refusals import Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person

SPONSOR = ApplicationLink.Purpose.SPONSOR
REMINDED_AFTER = timedelta(days=7)
MOST_AT_ONCE = 200


class CannotAskSponsor(Refusal):
    """There is no sponsor now, or the participant no longer takes part."""


@transaction.atomic
def ask_sponsor_of(*, enrolment: Enrolment, site: str, by: Person | None, at: datetime) -> ApplicationLink:
    """Email the sponsor of now a link to their page, and record who was asked."""
    contact = current_contact(enrolment=enrolment, kind=EnrolmentContact.Kind.SPONSOR)
    decision = may_be_asked(
        email=contact.email if contact else "",
        until_on=contact.until_on if contact else None,
        takes_part=cohorts.is_on_programme(enrolment=enrolment, at=at),
        today=cohorts.today_of(at),
    )
    if contact is None or not decision.allowed:
        raise CannotAskSponsor(*reasons_for(decision.reasons, words.SENTENCES))
    return ask(contact=contact, site=site, by=by, client_address=None, at=at)[0]


def ask(
    *,
    contact: EnrolmentContact,
    site: str,
    by: Person | None,
    client_address: str | None,
    at: datetime,
    is_reminder: bool = False,
) -> tuple[ApplicationLink, bool]:
    """The link, and whether its email was left: with a `client_address` a visitor causes it, and limits apply."""
    cohort = contact.enrolment.cohort
    link = ApplicationLink(purpose=SPONSOR, contact=contact, email=contact.email)
    was_left = leave_link(
        link,
        emails.ENROLMENT_SPONSOR_REMINDER if is_reminder else emails.ENROLMENT_SPONSOR,
        {"cohort": cohort.name},
        cohort=cohort,
        site=site or settings.SITE,
        client_address=client_address,
        at=at,
    )
    if was_left:
        record_asking(link, about=contact.enrolment, again=is_reminder, by=by, at=at)
    return link, was_left


def remind_enrolment_sponsors(*, at: datetime) -> int:
    """Remind each sponsor once who was asked a week ago and has not answered; returns how many emails were left."""
    answered = Endorsement.objects.filter(
        contact__enrolment=OuterRef("enrolment"), contact__email=OuterRef("email")
    )
    theirs = Q(links__purpose=SPONSOR)
    rows = EnrolmentContact.objects.current().filter(~Exists(answered), kind=EnrolmentContact.Kind.SPONSOR)
    rows = rows.annotate(asked=Count("links", filter=theirs), asked_at=Max("links__at", filter=theirs))
    waiting = rows.filter(asked=1, asked_at__lte=at - REMINDED_AFTER).select_related(
        "enrolment__cohort__provider", "enrolment__cohort__programme", "enrolment__person"
    )
    today: date = cohorts.today_of(at)
    count = 0
    for contact in waiting.order_by("id")[:MOST_AT_ONCE]:
        takes_part = cohorts.is_on_programme(enrolment=contact.enrolment, at=at)
        allowed = may_be_asked(
            email=contact.email, until_on=contact.until_on, takes_part=takes_part, today=today
        ).allowed
        if allowed:
            with transaction.atomic():
                ask(contact=contact, site="", by=None, client_address=None, at=at, is_reminder=True)
            count += 1
    return count
