"""The verbs of this room: open a window, sit down at the desk, save, hand in, collect."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.papers import queries as papers
from waymark.ground.programmes.queries import programme_of
from waymark.journey.sit import queries, rules, words
from waymark.journey.sit.handing_in import CannotSubmit, collect_closed, submit
from waymark.journey.sit.models import Answer, Sitting, SittingWindow
from waymark.journey.sit.saving import Became, Saved, choose_kept, save_answer
from waymark.kit.clock import NoSuchWindow, window_of
from waymark.kit.codes import new_code
from waymark.kit.refusals import Reason, Refusal
from waymark.kit.turns import hold

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.hours.rules import EngagementDecision
    from waymark.ground.papers.models import Paper
    from waymark.ground.people.models import Person

__all__ = [
    "Became", "CannotOpenDesk", "CannotOpenWindow", "CannotSubmit", "Saved", "choose_kept", "collect_closed",
    "open_desk", "open_window", "save_answer", "submit",
]  # fmt: skip


class CannotOpenWindow(Refusal):
    """The window cannot be opened as asked."""


class CannotOpenDesk(Refusal):
    """The participant cannot sit down to write now."""


@transaction.atomic
def open_window(
    *,
    cohort: Cohort,
    paper: Paper,
    opens_on: date,
    opens_time: time,
    days: int,
    closes_time: time,
    zone: str,
    by: Person | None,
    at: datetime,
) -> SittingWindow:
    """A window of whole local days for a cohort on a locked paper; words and tolerance are the programme's."""
    assessment = programme_of(cohort.programme).assessment
    try:
        span = window_of(
            opens_on=opens_on, days=days, opens_time=opens_time, closes_time=closes_time, zone=zone
        )
    except NoSuchWindow as problem:
        raise CannotOpenWindow(Reason("no_such_window", str(problem))) from problem
    hold(cohort)
    _check_window(cohort, paper, opens_on, over=span.closes_before <= at)
    window = SittingWindow.objects.create(
        cohort=cohort,
        paper=paper,
        opens_on=opens_on,
        opens_time=opens_time,
        days=days,
        closes_time=closes_time,
        zone=zone,
        opens_at=span.opens_at,
        closes_before=span.closes_before,
        tolerance_seconds=assessment.tolerance_seconds,
        max_words=assessment.max_words,
        by=by,
        at=at,
    )
    facts = {"paper": paper.code, "opens_on": opens_on.isoformat(), "days": days, "zone": zone}
    ledger.note("sit.window_opened", about=window, provider_id=cohort.provider_id, by=by, at=at, facts=facts)
    return window


def _check_window(cohort: Cohort, paper: Paper, opens_on: date, *, over: bool) -> None:
    reasons = []
    if paper.provider_id != cohort.provider_id or paper.programme_slug != cohort.programme.slug:
        reasons.append(Reason("other_paper", "This paper was written for another programme. Choose another."))
    elif not hasattr(paper, "lock"):
        reasons.append(Reason("not_locked", "This paper is not locked yet. A window needs a locked paper."))
    if over:
        reasons.append(Reason("over", "This window would be over already. Choose a later day."))
    if SittingWindow.objects.filter(cohort=cohort, opens_on=opens_on).exists():
        reasons.append(Reason("same_day", "This cohort has a window that opens on that day already."))
    if reasons:
        raise CannotOpenWindow(*reasons)


@transaction.atomic
def open_desk(
    *, window: SittingWindow, enrolment: Enrolment, declared: bool, by: Person, at: datetime
) -> Sitting:
    """Sit down: the sitting and an empty answer for each question. Again is the same sitting."""
    found = Sitting.objects.filter(window=window, enrolment=enrolment).first()
    if found:
        return found
    gate = queries.gate_of(enrolment=enrolment, at=at)
    decision = rules.may_open_desk(
        window.rules, gate_satisfied=gate is None or gate.engaged, declared=declared, at=at
    )
    if window.cohort_id != enrolment.cohort_id or not decision.allowed:
        raise CannotOpenDesk(*_why_not(window, decision, gate))
    return _make_sitting(window, enrolment, by=by, at=at)


def _why_not(
    window: SittingWindow, decision: rules.Decision, gate: EngagementDecision | None
) -> list[Reason]:
    found = words.reasons(decision.reasons, window=window.rules, zone=window.zone)
    said = [Reason("gate", says) for says in (gate.reasons if gate and not gate.engaged else ())]
    return [one for one in found if one.code != "gate"] + said


def _make_sitting(window: SittingWindow, enrolment: Enrolment, *, by: Person, at: datetime) -> Sitting:
    sitting, is_new = Sitting.objects.get_or_create(
        window=window,
        enrolment=enrolment,
        defaults={"code": new_code(14), "declared": words.DECLARATION, "at": at},
    )
    if is_new:
        body = papers.body_of_locked(fingerprint=papers.fingerprint_of(paper_id=window.paper_id))
        Answer.objects.bulk_create(
            Answer(sitting=sitting, question_id=question.id) for question in body.questions
        )
        facts = {"declared": words.DECLARATION}
        provider_id = enrolment.cohort.provider_id
        ledger.note("sit.opened", about=sitting, provider_id=provider_id, by=by, at=at, facts=facts)
    return sitting
