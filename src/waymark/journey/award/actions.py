"""Deciding the award, releasing the result, issuing the statement."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.journey.award import queries, rules, words
from waymark.journey.award.facts import facts_of
from waymark.journey.award.models import Outcome, Release, StatementOfResult
from waymark.journey.award.statement import typeset
from waymark.kit.clock import local_day
from waymark.kit.codes import new_code
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person


class CannotDecide(Refusal):
    """Something is missing: marks, a senior's confirmation, or what happens next."""


class CannotRelease(Refusal):
    """Who decided does not release."""

    status = 403


@transaction.atomic
def decide_award(
    *, enrolment: Enrolment, by: Person, at: datetime, next_says: str = "", next_on: date | None = None
) -> Outcome:
    """Decide for one participant, with every fact frozen; again is the same outcome.

    Where the award is not made, `next_says` and `next_on` say what happens next and by when.
    """
    line = queries.line_of(enrolment=enrolment, at=at)
    return line.outcome or _decide(line, by=by, at=at, next_says=next_says, next_on=next_on)


@transaction.atomic
def decide_clear(*, cohort: Cohort, by: Person, at: datetime) -> list[Outcome]:
    """Award everyone of the cohort for whom all is met and nothing was decided; the new outcomes."""
    lines = queries.list_lines_for(for_=by, cohort=cohort, at=at)
    return [_decide(line, by=by, at=at) for line in lines if line.is_clear]


def _decide(
    line: queries.Line, *, by: Person, at: datetime, next_says: str = "", next_on: date | None = None
) -> Outcome:
    _refuse_unready(line.decision)
    if not line.decision.awarded:
        missing = rules.missing_in_not_yet(says=next_says, on=next_on, today=local_day(at))
        if missing:
            raise CannotDecide(*(Reason(one, words.NEXT_MISSING[one]) for one in missing))
    depth = "none"
    if line.script:
        detailed_for = line.programme.assessment.detailed_feedback
        depth = rules.feedback_depth(line.script.settled, detailed_for=detailed_for)
    facts = facts_of(line, depth=depth, next_says=next_says, next_on=next_on)
    outcome, is_new = Outcome.objects.get_or_create(
        enrolment=line.enrolment,
        defaults={"awarded": line.decision.awarded, "facts": facts, "feedback": depth, "by": by, "at": at},
    )
    if is_new:
        said = {"awarded": outcome.awarded, "reasons": facts["reasons"]}
        ledger.note("award.decided", about=outcome, provider_id=by.provider_id, by=by, at=at, facts=said)
    return outcome


def _refuse_unready(decision: rules.Decision) -> None:
    if not decision.ready:
        open_ = [Reason(one.value, words.WHY[one]) for one in decision.reasons if one in rules.OPEN]
        raise CannotDecide(Reason("not_ready", words.NOT_READY), *open_)


@transaction.atomic
def release_outcomes(*, outcomes: Iterable[Outcome], link: str, by: Person, at: datetime) -> list[Release]:
    """A board act: from now on the participants see their results, and are written to once.

    Those released already are left as they are. `link` is the address of the participant's result page.
    """
    waiting = [one for one in outcomes if not hasattr(one, "release")]
    if any(not rules.may_release(decided_by=one.by_id, by=by.pk) for one in waiting):
        raise CannotRelease(Reason("own_decision", words.OWN_DECISION))
    return [_release(one, link=link, by=by, at=at) for one in waiting]


def _release(outcome: Outcome, *, link: str, by: Person, at: datetime) -> Release:
    release, is_new = Release.objects.get_or_create(outcome=outcome, defaults={"by": by, "at": at})
    if not is_new:
        return release
    if outcome.awarded:
        _issue_statement(outcome, at=at)
    person, provider = outcome.enrolment.person, outcome.enrolment.cohort.provider
    people.write_letter(
        provider=provider,
        to=person.email,
        subject=words.LETTER_SUBJECT,
        text=words.LETTER.format(
            name=person.name,
            title=outcome.facts["programme"]["title"],
            link=link,
            email=provider.enquiries_email,
            provider=provider.name,
        ),
        once=f"award.released:{outcome.pk}",
        at=at,
    )
    ledger.note("award.released", about=outcome, provider_id=provider.pk, by=by, at=at)
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
    ledger.note(
        "award.statement_issued", about=statement, provider_id=provider_id, by=None, at=at, facts=facts
    )
    return statement
