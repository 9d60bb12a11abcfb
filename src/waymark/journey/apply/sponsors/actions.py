"""The sponsor's answer, and the one reminder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.ledger import actions as ledger
from waymark.journey.apply.applications.actions import ask_sponsor
from waymark.journey.apply.applications.models import (
    Application,
    ApplicationCorrection,
    ApplicationLink,
)
from waymark.journey.apply.applications.queries import corrected, undecided
from waymark.journey.apply.contacts.models import EnrolmentContact
from waymark.journey.apply.sponsors import queries
from waymark.journey.apply.sponsors.models import Endorsement, ProtectedTime
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

REMINDED_AFTER = timedelta(days=7)


class CannotEndorse(Refusal):
    """The application has been decided or withdrawn."""


@dataclass(frozen=True)
class Answer:
    """What a sponsor answers. Someone who doesn’t support it agrees no time."""

    endorses: bool
    comment: str
    cover: str
    hours: Mapping[date, int]
    """By the first day of the month."""

    @property
    def cleaned(self) -> Answer:
        hours = {month: number for month, number in self.hours.items() if self.endorses}
        return Answer(self.endorses, self.comment.strip(), self.cover.strip(), hours)

    def facts(self, *, again: bool) -> dict[str, object]:
        return {"endorses": self.endorses, "hours": sum(self.hours.values()), "again": again}


@transaction.atomic
def endorse(
    *,
    application: Application,
    endorses: bool,
    comment: str,
    cover: str,
    hours_by_month: Mapping[date, int],
    at: datetime,
) -> Endorsement:
    """Save the sponsor's answer, as a new row if there was another. The same answer again changes nothing."""
    row = lock_row(application)
    if row.decision is not None:
        raise CannotEndorse(
            Reason("decided", "This application has been decided, so you can’t change your answer any more.")
        )
    before = queries.newest_endorsement(application=row)
    answer = Answer(endorses, comment, cover, hours_by_month).cleaned
    endorsement = _add(answer, before, application=row, at=at)
    if endorsement != before:
        facts = answer.facts(again=before is not None)
        ledger.record("apply.endorsed", about=row, provider_id=row.provider_id, by=None, at=at, facts=facts)
    return endorsement


@transaction.atomic
def endorse_enrolment(
    *,
    contact: EnrolmentContact,
    answer: Answer,
    at: datetime,
) -> Endorsement:
    """As `endorse`, by the sponsor of someone who is enrolled. Refused once they no longer take part."""
    enrolment = lock_row(contact.enrolment)
    if not cohorts.is_on_programme(enrolment=enrolment, at=at):
        raise CannotEndorse(
            Reason("over", "They are no longer on this programme, so you can’t change your answer any more.")
        )
    before = queries.newest_endorsement_of_enrolment(contact=contact)
    answer = answer.cleaned
    endorsement = _add(answer, before, contact=contact, at=at)
    if endorsement != before:
        about, provider_id = enrolment, enrolment.cohort.provider_id
        facts = answer.facts(again=before is not None)
        ledger.record(
            "apply.enrolment_endorsed", about=about, provider_id=provider_id, by=None, at=at, facts=facts
        )
    return endorsement


def _add(
    answer: Answer,
    before: Endorsement | None,
    *,
    application: Application | None = None,
    contact: EnrolmentContact | None = None,
    at: datetime,
) -> Endorsement:
    """A new row, or the one before if nothing differs."""
    values = (answer.endorses, answer.comment, answer.cover, answer.hours)
    if before is not None and queries.answer_of(before) == values:
        return before
    endorsement = Endorsement.objects.create(
        application=application,
        contact=contact,
        endorses=answer.endorses,
        comment=answer.comment,
        cover=answer.cover,
        at=at,
    )
    ProtectedTime.objects.bulk_create(
        ProtectedTime(endorsement=endorsement, month=month, hours=number)
        for month, number in answer.hours.items()
    )
    return endorsement


def remind_sponsors(*, at: datetime) -> int:
    """Remind each sponsor once who was asked a week ago and has not answered; returns how many emails were left."""
    named = ApplicationCorrection.objects.filter(application=OuterRef("pk"), field="sponsor_email")
    rows = undecided(
        Application.objects.annotate(
            named_at=Coalesce(Subquery(named.order_by("-id").values("at")[:1]), F("at"))
        )
    )
    answered = Endorsement.objects.filter(application=OuterRef("pk"), at__gte=OuterRef("named_at"))
    theirs = Q(links__purpose=ApplicationLink.Purpose.SPONSOR, links__at__gte=F("named_at"))
    rows = rows.filter(~Exists(answered)).annotate(
        link_count=Count("links", filter=theirs), newest_at=Max("links__at", filter=theirs)
    )
    waiting = rows.filter(link_count=1, newest_at__lte=at - REMINDED_AFTER, cohort__starts_on__gt=at.date())
    count = 0
    for application in corrected(waiting.select_related("cohort__provider", "cohort__programme")[:200]):
        with transaction.atomic():
            ask_sponsor(
                application=application, site=settings.SITE, client_address=None, at=at, is_reminder=True
            )
        count += 1
    return count
