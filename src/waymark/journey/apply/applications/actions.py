"""Submit an application, accept it or reject it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.queries import zone_of
from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.ground.schools.queries import find_school
from waymark.journey.apply import emails
from waymark.journey.apply.applications import queries, rules, words
from waymark.journey.apply.applications.links import leave_link, record_asking
from waymark.journey.apply.applications.models import (
    Application,
    ApplicationAccessNeeds,
    ApplicationConsent,
    ApplicationDecision,
    ApplicationLink,
)
from waymark.journey.apply.contacts.actions import keep_contacts_of
from waymark.kit.addresses import site_address
from waymark.kit.clock import local_day
from waymark.kit.codes import new_code
from waymark.kit.formatting import long_date
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person
    from waymark.kit.email_kinds import EmailKind

Outcome = ApplicationDecision.Outcome


class CannotApply(Refusal):
    """The cohort does not take applications."""


class CannotDecideApplication(Refusal):
    """The application has a decision already, or the rejection has no reason."""


@dataclass(frozen=True, kw_only=True)
class ApplicationAnswers:
    """The applicant's answers, question by question."""

    given_name: str
    family_name: str
    email: str
    trn: str
    job: str
    organisation: str
    sponsor_name: str
    sponsor_email: str
    reason: str
    trn_answer: str = ""
    role: str = ""
    headteacher_status: str = ""
    workplace: str = ""
    urn: str = ""
    """Of the school, if it was picked from the list."""
    experience_years: int | None = None
    sponsor_role: str = ""
    mentor_name: str = ""
    mentor_email: str = ""
    mentor_from: date | None = None
    mentor_until: date | None = None
    funding_choice: str = ""
    order_name: str = ""
    order_email: str = ""
    access_answer: str = ""
    access_needs: str = ""
    consents: tuple[str, ...] = ()
    """Kinds of `words.CONSENTS` that were agreed to."""

    @property
    def row(self) -> dict[str, Any]:
        """The columns of the application itself."""
        others = ("access_answer", "access_needs", "consents")
        return {name: value for name, value in vars(self).items() if name not in others}


@transaction.atomic
def submit_application(
    *,
    cohort: Cohort,
    answers: ApplicationAnswers,
    idempotency_key: str,
    at: datetime,
    client_address: str = "",
    site: str = "",
) -> Application:
    """Save the application, email the applicant, and ask the sponsor. The same key twice creates one application.

    No email leaves if too many left for that email address, or because of that client address, before.
    """
    if submitted := Application.objects.filter(idempotency_key=idempotency_key).first():
        return submitted
    decision = queries.may_apply_at(cohort=cohort, at=at)
    if not decision.allowed:
        raise CannotApply(*reasons_for(decision.reasons, words.SENTENCES))
    application, is_new = Application.objects.get_or_create(
        idempotency_key=idempotency_key,
        defaults={
            **answers.row,
            "cohort": cohort,
            "provider_id": cohort.provider_id,
            "reference": new_code(),
            "at": at,
        },
    )
    if is_new:
        _add_rows(application, answers, at=at)
        _acknowledge(application, cohort, site=site, client_address=client_address, at=at)
        if application.sponsor_role:
            ask_sponsor(application=application, site=site, client_address=client_address, at=at)
    return application


def _add_rows(application: Application, answers: ApplicationAnswers, *, at: datetime) -> None:
    """Access needs, and each consent in the words of today, given or not."""
    if answers.access_answer:
        ApplicationAccessNeeds.objects.create(
            application=application, answer=answers.access_answer, needs=answers.access_needs
        )
    if answers.consents:
        ApplicationConsent.objects.bulk_create(
            ApplicationConsent(
                application=application,
                kind=kind,
                version=text.version,
                sentence=text.sentence,
                is_given=kind in answers.consents,
                at=at,
            )
            for kind, text in words.CONSENTS.items()
        )


def _acknowledge(
    application: Application, cohort: Cohort, *, site: str, client_address: str, at: datetime
) -> None:
    link = ApplicationLink(
        purpose=ApplicationLink.Purpose.STATUS, application=application, email=application.email
    )
    values = {"cohort": cohort.name, "reference": application.reference}
    leave_link(
        link,
        emails.RECEIVED,
        values,
        cohort=cohort,
        site=site or settings.SITE,
        client_address=client_address,
        once=queries.occasion(application, "received"),
        at=at,
    )
    facts = {"cohort": cohort.slug}
    ledger.record(
        "apply.sent", about=application, provider_id=cohort.provider_id, by=None, at=at, facts=facts
    )


def ask_sponsor(
    *,
    application: Application,
    site: str,
    client_address: str | None,
    at: datetime,
    by: Person | None = None,
    is_reminder: bool = False,
) -> bool:
    """Email the sponsor a link to their page; whether the email was left. What the applicant wrote is not in it.

    With a `client_address` a visitor causes it, and the limits for such emails apply. Who was asked is recorded.
    """
    cohort = application.cohort
    link = ApplicationLink(
        purpose=ApplicationLink.Purpose.SPONSOR, application=application, email=application.sponsor_email
    )
    was_left = leave_link(
        link,
        emails.SPONSOR_REMINDER if is_reminder else emails.SPONSOR,
        {"cohort": cohort.name},
        cohort=cohort,
        site=site or settings.SITE,
        client_address=client_address,
        at=at,
    )
    if was_left:
        record_asking(link, about=application, again=is_reminder, by=by, at=at)
    return was_left


@transaction.atomic
def accept_application(
    *, application: Application, site: str, by: Person, at: datetime, note: str = ""
) -> Enrolment:
    """Enrol the applicant and invite them to `site`, such as `https://npq.our.example`.

    Whether reviews and places allow it is for the caller to ask (`selection`).
    """
    check_undecided(application)
    cohort = application.cohort
    lock_row(cohort.provider)
    school = find_school(urn=application.urn) if application.urn else None
    person = people.add_person(
        provider=cohort.provider,
        given_name=application.given_name,
        family_name=application.family_name,
        email=application.email,
        trn=application.trn,
        organisation=application.organisation,
        trust=school.trust_name if school else "",
        by=by,
        at=at,
    )
    enrolment = cohorts.enrol(cohort=cohort, person=person, by=by, at=at)
    decision = decide(
        application, outcome=Outcome.ACCEPTED, note=note.strip(), enrolment=enrolment, by=by, at=at
    )
    _propose_need(application, person, by=by, at=at)
    keep_contacts_of(application=application, enrolment=enrolment, by=by, at=at)
    starts, link = long_date(cohort.starts_on), site_address("web:home")
    message = _message(emails.ACCEPTED, application, _occasion(decision), starts=starts, link=link)
    people.queue_message(message, provider=cohort.provider, at=at)
    if person.account_id is None:
        people.invite(person=person, site=site, by=by, at=at)
    return enrolment


def _propose_need(application: Application, person: Person, *, by: Person, at: datetime) -> None:
    """What the applicant said they need is for a lead to agree, change or decline; it agrees nothing by itself."""
    row = application.access_needs
    if row is not None and row.needs:
        people.propose_need(person=person, need=row.needs, by=by, at=at)


@transaction.atomic
def reject_application(
    *, application: Application, reason: str, note: str, by: Person, at: datetime
) -> ApplicationDecision:
    """Reject with a reason of `words.REJECTION_REASONS`, and email it with an optional message."""
    check_undecided(application)
    allowed = rules.may_reject(reason=reason, known=words.REJECTION_REASONS)
    if not allowed.allowed:
        raise CannotDecideApplication(*reasons_for(allowed.reasons, words.SENTENCES))
    decision = decide(application, outcome=Outcome.REJECTED, reason=reason, note=note.strip(), by=by, at=at)
    cohort = application.cohort
    message = _message(
        emails.REJECTED,
        application,
        _occasion(decision),
        reason=words.rejection(reason, note.strip()),
        link=site_address("apply:programme", cohort.programme.slug),
    )
    people.queue_message(message, provider=cohort.provider, at=at)
    return decision


def check_undecided(application: Application) -> None:
    """Refuse a second decision. The row stays locked until this transaction ends; its answers are those of now."""
    lock_row(application)
    application.refresh_from_db()
    queries.apply_corrections(application)
    made = current_decision(application)
    is_decided = made is not None and made.outcome != Outcome.REOPENED
    decision = rules.may_decide(is_decided=is_decided)
    if made is not None and not decision.allowed:
        facts = {
            "outcome": words.OUTCOMES[made.outcome],
            "on": long_date(local_day(made.at, zone_of(cohort=application.cohort))),
        }
        raise CannotDecideApplication(*reasons_for(decision.reasons, words.SENTENCES, **facts))


def current_decision(application: Application) -> ApplicationDecision | None:
    """The newest, read from the database: a decision, or that one was put right."""
    return ApplicationDecision.objects.filter(application=application, replaced_by=None).first()


def _occasion(decision: ApplicationDecision) -> str:
    return "decided" if decision.replaces_id is None else f"decided:{decision.pk}"


def decide(
    application: Application,
    *,
    outcome: Outcome,
    by: Person | None,
    at: datetime,
    reason: str = "",
    note: str = "",
    enrolment: Enrolment | None = None,
    twin: Application | None = None,
) -> ApplicationDecision:
    """Add a decision that replaces the one before. The caller has locked the application."""
    decision = ApplicationDecision.objects.create(
        application=application,
        replaces=current_decision(application),
        outcome=outcome,
        reason=reason,
        note=note,
        enrolment=enrolment,
        twin=twin,
        by=by,
        at=at,
    )
    ledger.record(
        f"apply.{outcome.value}",
        about=application,
        provider_id=application.provider_id,
        by=by,
        at=at,
        facts={"reason": reason} if reason else {},
    )
    return decision


def _message(kind: EmailKind, application: Application, occasion: str, **values: str) -> people.Message:
    return people.Message(
        kind,
        application.email,
        {"cohort": application.cohort.name, "reference": application.reference, **values},
        once=queries.occasion(application, occasion),
        cohort_id=application.cohort_id,
    )
