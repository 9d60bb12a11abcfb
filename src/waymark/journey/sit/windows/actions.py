"""Opens a window for a cohort on a locked paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.ledger import actions as ledger
from waymark.ground.papers import queries as papers
from waymark.ground.programmes.queries import programme_of
from waymark.journey.sit.attempts.queries import decide_for
from waymark.journey.sit.attempts.words import TO_STAFF
from waymark.journey.sit.extra_time.actions import apply_access_times
from waymark.journey.sit.windows.announcing import announce_window
from waymark.journey.sit.windows.models import SittingWindow, WindowEntry
from waymark.kit.clock import NoSuchWindow, local_day, window_of
from waymark.kit.formatting import listed
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.papers.models import Paper
    from waymark.ground.people.models import Person


PRACTICE_DAYS = 3653


DAY_ENDS = time(23, 59)
PAPER_USED = (
    "This cohort already has a window on this paper. Select another paper, or give more time in that window."
)
"""A second window on it would be a later close that one person decides."""


class CannotOpenWindow(Refusal):
    """The window cannot be opened as asked."""


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
    may_take_back: bool | None = None,
    entered: Sequence[Enrolment] = (),
) -> SittingWindow:
    """A window of whole local days for a cohort on a locked paper; words and tolerance are the programme's.

    So is whether a script may be taken back, unless it is said otherwise for this window. With people `entered`, the
    window is for them alone: a resit, or an assessment that was deferred.
    """
    assessment = programme_of(cohort.programme).assessment
    try:
        span = window_of(
            opens_on=opens_on, days=days, opens_time=opens_time, closes_time=closes_time, zone=zone
        )
    except NoSuchWindow as problem:
        raise CannotOpenWindow(Reason("no_such_window", str(problem))) from problem
    lock_row(cohort)
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
        may_take_back=assessment.may_take_back if may_take_back is None else may_take_back,
        for_named=bool(entered),
        by=by,
        at=at,
    )
    if entered:
        _enter(window, entered, by=by, at=at)
    apply_access_times(window=window, at=at)
    facts = {"paper": paper.code, "opens_on": opens_on.isoformat(), "days": days, "zone": zone}
    ledger.record(
        "sit.window_opened", about=window, provider_id=cohort.provider_id, by=by, at=at, facts=facts
    )
    if by is not None and span.opens_at > at:
        announce_window(window, at=at)
    return window


def _enter(
    window: SittingWindow, enrolments: Sequence[Enrolment], *, by: Person | None, at: datetime
) -> None:
    """Enter named people; none of them if one can't sit in this window."""
    persons = {enrolment.pk: enrolment.person_id for enrolment in enrolments}
    decisions = decide_for(window=window, persons=persons, at=at, entered=True)
    reasons = [
        reason
        for enrolment in enrolments
        for reason in reasons_for(decisions[enrolment.pk].reasons, TO_STAFF, name=enrolment.person.name)
    ]
    if any(enrolment.cohort_id != window.cohort_id for enrolment in enrolments):
        reasons.append(Reason("other_cohort", "Select participants of this cohort"))
    if reasons:
        raise CannotOpenWindow(*reasons)
    WindowEntry.objects.bulk_create(
        WindowEntry(window=window, enrolment=enrolment, by=by, at=at) for enrolment in enrolments
    )
    facts = {"entered": len(enrolments)}
    provider_id = window.cohort.provider_id
    ledger.record("sit.entered", about=window, provider_id=provider_id, by=by, at=at, facts=facts)


def set_practice_window(*, cohort: Cohort, paper: Paper, at: datetime) -> SittingWindow:
    """From today's first minute, for as long as anybody of the cohort could want; no lead sets or sees it."""
    zone = cohorts.zone_of(cohort=cohort)
    opens_on = local_day(at, zone)
    span = window_of(
        opens_on=opens_on, days=PRACTICE_DAYS, opens_time=time.min, closes_time=DAY_ENDS, zone=zone
    )
    body = papers.body_of_locked(fingerprint=papers.fingerprint_of(paper_id=paper.pk))
    return SittingWindow.objects.create(
        cohort=cohort,
        paper=paper,
        opens_on=opens_on,
        opens_time=time.min,
        days=PRACTICE_DAYS,
        closes_time=DAY_ENDS,
        zone=zone,
        opens_at=span.opens_at,
        closes_before=span.closes_before,
        tolerance_seconds=0,
        max_words=sum(question.guidance_words for question in body.questions),
        is_practice=True,
        by=None,
        at=at,
    )


def _check_window(cohort: Cohort, paper: Paper, opens_on: date, *, over: bool) -> None:
    reasons = []
    if paper.provider_id != cohort.provider_id or paper.programme_slug != cohort.programme.slug:
        reasons.append(
            Reason("other_paper", "This paper is for another programme. Select a different paper.")
        )
    elif not hasattr(paper, "lock"):
        reasons.append(Reason("not_locked", "This paper isn’t locked yet. Select a locked paper."))
    elif names := _participants_who_worked_on(paper, cohort):
        reasons.append(
            Reason("wrote_paper", f"{listed(names)} helped write or review this paper. Select another paper.")
        )
    if over:
        reasons.append(Reason("over", "This window would already be closed. Enter a later first day."))
    own = SittingWindow.objects.filter(cohort=cohort, is_practice=False)
    if own.filter(paper=paper).exists():
        reasons.append(Reason("paper_used", PAPER_USED))
    if own.filter(opens_on=opens_on).exists():
        reasons.append(Reason("same_day", "This cohort already has a window that opens on that day."))
    if reasons:
        raise CannotOpenWindow(*reasons)


def _participants_who_worked_on(paper: Paper, cohort: Cohort) -> list[str]:
    workers = papers.workers_on(paper_id=paper.pk)
    enrolled = cohorts.list_enrolled_persons(cohort=cohort)
    return [person.name for person in enrolled if person.pk in workers]
