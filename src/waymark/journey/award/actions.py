"""Deciding the award, releasing the result, issuing the statement."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts.queries import zone_of
from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.journey.award import emails, queries, rules, words
from waymark.journey.award.facts import freeze_facts
from waymark.journey.award.models import AwardRecord, Outcome, Release, StatementOfResult
from waymark.journey.award.statement import typeset
from waymark.kit.clock import local_day
from waymark.kit.codes import new_code
from waymark.kit.forms import ChangedSince
from waymark.kit.refusals import Reason, Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person


class CannotDecide(Refusal):
    """Something is missing: marks, a senior marker's confirmation, or what happens next."""


class CannotRelease(Refusal):
    """The person who decided does not release."""

    status = 403


@transaction.atomic
def decide_award(
    *, enrolment: Enrolment, by: Person, at: datetime, next_steps: str = "", next_on: date | None = None
) -> Outcome:
    """Decide for one participant, with every fact frozen. The same decision again returns the first outcome.

    Where the award is not made, `next_steps` and `next_on` say what happens next and by when.
    """
    status = queries.get_award_status(enrolment=enrolment, at=at)
    if status.outcome is not None:
        _refuse_different(status.outcome, next_steps, next_on)
    return status.outcome or _decide(status, by=by, at=at, next_steps=next_steps, next_on=next_on)


def _refuse_different(outcome: Outcome, next_steps: str, next_on: date | None) -> None:
    """What happens next is frozen with the decision; other words for it are not dropped without saying so."""
    sent = {"says": next_steps.strip(), "on": next_on.isoformat() if next_on else ""}
    if not outcome.awarded and sent != outcome.facts["next"] and any(sent.values()):
        reasons = (Reason("decided", words.DECIDED_ONCE),)
        raise ChangedSince(by=outcome.by.name, at=outcome.at, reasons=reasons)


@transaction.atomic
def approve_awards(*, cohort: Cohort, by: Person, at: datetime) -> list[Outcome]:
    """Approve the award of everyone in the cohort who meets every requirement and has no outcome yet."""
    statuses = queries.list_award_statuses_for(for_=by, cohort=cohort, at=at)
    return [_decide(status, by=by, at=at) for status in statuses if status.can_approve]


def _decide(
    status: queries.AwardStatus,
    *,
    by: Person,
    at: datetime,
    next_steps: str = "",
    next_on: date | None = None,
) -> Outcome:
    _refuse_unready(status.decision)
    if not status.decision.awarded:
        today = local_day(at, zone_of(cohort=status.enrolment.cohort))
        missing = rules.missing_next_steps(next_steps=next_steps, on=next_on, today=today)
        if missing:
            raise CannotDecide(*reasons_for(missing, words.NEXT_STEPS))
    depth = "none"
    if status.script:
        detailed_for = status.programme.assessment.detailed_feedback
        depth = rules.feedback_depth(status.script.marking, detailed_for=detailed_for)
    facts = freeze_facts(status, depth=depth, next_steps=next_steps, next_on=next_on)
    outcome, is_new = Outcome.objects.get_or_create(
        enrolment=status.enrolment,
        replaces=status.earlier,
        defaults={
            "sitting_id": status.script.sitting_id if status.script else None,
            "awarded": status.decision.awarded,
            "facts": facts,
            "feedback": depth,
            "by": by,
            "at": at,
        },
    )
    if is_new:
        noted = {"awarded": outcome.awarded, "reasons": facts["reasons"]}
        ledger.record("award.decided", about=outcome, provider_id=by.provider_id, by=by, at=at, facts=noted)
    return outcome


def _refuse_unready(decision: rules.AwardDecision) -> None:
    if not decision.ready:
        obstacles = [reason for reason in decision.reasons if reason in rules.UNDECIDABLE]
        raise CannotDecide(Reason("not_ready", words.NOT_READY), *reasons_for(obstacles, words.REASONS))


@transaction.atomic
def release_outcomes(*, outcomes: Iterable[Outcome], link: str, by: Person, at: datetime) -> list[Release]:
    """A board act: from now on the participants see their results, and each is emailed once.

    Outcomes that are released already are left as they are. `link` is the address of the participant's result page.
    """
    unreleased = [outcome for outcome in outcomes if not hasattr(outcome, "release")]
    if any(not rules.may_release(decided_by=outcome.by_id, by=by.pk) for outcome in unreleased):
        raise CannotRelease(Reason("own_decision", words.OWN_DECISION))
    return [_release(outcome, link=link, by=by, at=at) for outcome in unreleased]


def _release(outcome: Outcome, *, link: str, by: Person, at: datetime) -> Release:
    release, is_new = Release.objects.get_or_create(outcome=outcome, defaults={"by": by, "at": at})
    if not is_new:
        return release
    if outcome.awarded:
        _issue_statement(outcome, at=at)
    person, provider = outcome.enrolment.person, outcome.enrolment.cohort.provider
    title = outcome.facts["programme"]["title"]
    own_page = f"{link}?enrolment={outcome.enrolment.reference}"
    message = people.Message(
        emails.RELEASED,
        person.email,
        {"greeting": person.greeting, "programme": title, "link": own_page},
        once=f"award.released:{outcome.pk}",
    )
    people.queue_message(message, provider=provider, at=at)
    ledger.record("award.released", about=outcome, provider_id=provider.pk, by=by, at=at)
    return release


def _issue_statement(outcome: Outcome, *, at: datetime) -> StatementOfResult:
    """The document as it is issued: stored once with its SHA-256, and served as stored."""
    code = new_code(12)
    number = f"{code[:4]}-{code[4:8]}-{code[8:]}"
    pdf = typeset(outcome, number=number, at=at)
    fingerprint = hashlib.sha256(pdf).hexdigest()
    statement = StatementOfResult.objects.create(
        outcome=outcome, number=number, pdf=pdf, fingerprint=fingerprint, at=at
    )
    facts = {"number": number, "fingerprint": fingerprint}
    provider_id = outcome.enrolment.cohort.provider_id
    ledger.record(
        "award.statement_issued", about=statement, provider_id=provider_id, by=None, at=at, facts=facts
    )
    return statement


@transaction.atomic
def keep_award_records(*, person: Person, at: datetime) -> list[AwardRecord]:
    """Before a person is erased: the name, award and date of every award of theirs that was released."""
    outcomes = Outcome.objects.filter(enrolment__person=person, awarded=True, release__isnull=False)
    outcomes = outcomes.filter(award_record=None).select_related("release", "enrolment__cohort__programme")
    return [
        AwardRecord.objects.create(
            outcome=outcome,
            name=person.name,
            award=outcome.facts["programme"]["qualification"] or outcome.facts["programme"]["title"],
            awarded_on=local_day(outcome.release.at, zone_of(cohort=outcome.enrolment.cohort)),
            at=at,
        )
        for outcome in outcomes
    ]
