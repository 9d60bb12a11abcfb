"""An application is sent, and decided once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.journey.apply import rules, words
from waymark.journey.apply.models import Application, ApplicationDecision
from waymark.kit.clock import local_day
from waymark.kit.codes import new_code
from waymark.kit.refusals import Reason, Refusal
from waymark.kit.show import long_date
from waymark.kit.turns import hold

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person

Outcome = ApplicationDecision.Outcome


class CannotApply(Refusal):
    """The cohort cannot be applied for."""


class CannotDecide(Refusal):
    """The application was decided already, or the decision has no reason."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What an applicant said, question by question."""

    given_name: str
    family_name: str
    email: str
    trn: str
    job: str
    organisation: str
    sponsor_name: str
    sponsor_email: str
    reason: str


@transaction.atomic
def send_application(*, cohort: Cohort, answers: Answers, once: str, at: datetime) -> Application:
    """Keep the application and write to the applicant. The same sending (`once`) makes one application."""
    if sent := Application.objects.filter(once=once).first():
        return sent
    if not rules.may_apply(starts_on=cohort.starts_on, today=local_day(at)):
        raise CannotApply(Reason("not_open", words.NOT_OPEN))
    application, is_new = Application.objects.get_or_create(
        once=once,
        defaults={
            **vars(answers),
            "cohort": cohort,
            "provider_id": cohort.provider_id,
            "reference": new_code(),
            "at": at,
        },
    )
    if is_new:
        _acknowledge(application, cohort, at=at)
    return application


def _acknowledge(application: Application, cohort: Cohort, *, at: datetime) -> None:
    _write(
        application,
        subject=f"We have your application {application.reference}",
        text=words.received_letter(
            programme=cohort.programme.title, reference=application.reference, **_names(application, cohort)
        ),
        occasion="received",
        at=at,
    )
    facts = {"cohort": cohort.slug}
    ledger.note("apply.sent", about=application, provider_id=cohort.provider_id, by=None, at=at, facts=facts)


@transaction.atomic
def accept_application(
    *, application: Application, link: Callable[[str], str], by: Person, at: datetime
) -> Enrolment:
    """Enrol the applicant and invite them. `link` makes the invitation's address from its token."""
    _be_undecided(application)
    cohort = application.cohort
    hold(cohort.provider)
    person = people.add_person(
        provider=cohort.provider,
        given_name=application.given_name,
        family_name=application.family_name,
        email=application.email,
        trn=application.trn,
        organisation=application.organisation,
        by=by,
        at=at,
    )
    enrolment = cohorts.enrol(cohort=cohort, person=person, by=by, at=at)
    _decide(application, outcome=Outcome.ACCEPTED, enrolment=enrolment, by=by, at=at)
    text = words.accepted_letter(
        starts=long_date(cohort.starts_on), reference=application.reference, **_names(application, cohort)
    )
    _write(application, subject=f"Your place in {cohort.name}", text=text, occasion="decided", at=at)
    if person.account_id is None:
        people.invite(person=person, link=link, by=by, at=at)
    return enrolment


@transaction.atomic
def reject_application(
    *, application: Application, reason: str, note: str, by: Person, at: datetime
) -> ApplicationDecision:
    """Tell the applicant why not: a reason of `words.REJECTION`, and perhaps a sentence more."""
    _be_undecided(application)
    if reason not in words.REJECTION:
        raise CannotDecide(Reason("no_reason", words.NO_REASON))
    decision = _decide(application, outcome=Outcome.REJECTED, reason=reason, note=note.strip(), by=by, at=at)
    cohort = application.cohort
    text = words.rejected_letter(
        reason=reason, note=note.strip(), reference=application.reference, **_names(application, cohort)
    )
    _write(application, subject=f"Your application for {cohort.name}", text=text, occasion="decided", at=at)
    return decision


def _be_undecided(application: Application) -> None:
    """Refuses a second decision; the row is locked until this one is kept."""
    hold(application)
    decision = ApplicationDecision.objects.filter(application=application).first()
    if decision is not None and not rules.may_decide(decided=True):
        on = long_date(local_day(decision.at))
        says = words.DECIDED.format(outcome=decision.outcome, on=on)
        raise CannotDecide(Reason("decided", says))


def _decide(
    application: Application,
    *,
    outcome: Outcome,
    by: Person,
    at: datetime,
    reason: str = "",
    note: str = "",
    enrolment: Enrolment | None = None,
) -> ApplicationDecision:
    decision = ApplicationDecision.objects.create(
        application=application, outcome=outcome, reason=reason, note=note, enrolment=enrolment, by=by, at=at
    )
    facts = {"reason": reason} if reason else {}
    ledger.note(
        f"apply.{outcome.value}",
        about=application,
        provider_id=application.provider_id,
        by=by,
        at=at,
        facts=facts,
    )
    return decision


def _names(application: Application, cohort: Cohort) -> dict[str, str]:
    return {
        "name": f"{application.given_name} {application.family_name}",
        "cohort": cohort.name,
        "provider": cohort.provider.name,
        "enquiries": cohort.provider.enquiries_email,
    }


def _write(application: Application, *, subject: str, text: str, occasion: str, at: datetime) -> None:
    people.write_letter(
        provider=application.cohort.provider,
        to=application.email,
        subject=subject,
        text=text,
        once=f"application:{application.pk}:{occasion}",
        at=at,
    )
