"""Preparing scripts: each submission of a closed window becomes an anonymous text with a random code."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.journey.mark import words
from waymark.journey.mark.models import Script, ScriptText
from waymark.journey.sit import queries as sit
from waymark.journey.sit.rules import is_settled
from waymark.kit.codes import new_code
from waymark.kit.formatting import counted, listed
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person
    from waymark.journey.sit.models import Submission

CODE_LENGTH = 14
"""69 bits: a code cannot be guessed, and reveals neither person nor order nor time."""


class CannotPrepare(Refusal):
    """The scripts cannot be made yet."""


@transaction.atomic
def prepare_scripts(*, cohort: Cohort, by: Person | None, at: datetime) -> int:
    """Make an anonymous script of each submission of a closed window that has none; returns how many were made."""
    lock_row(cohort)
    _refuse_before_submissions_are_final(cohort, at=at)
    prepared = set(Script.objects.filter(cohort=cohort).values_list("submission_id", flat=True))
    submissions = sit.list_closed_submissions(cohort=cohort, at=at)
    new = [submission for submission in submissions if submission.pk not in prepared]
    made = sum(_make_script(cohort, submission, at=at) for submission in new)
    if made:
        facts = {"scripts": made}
        ledger.record(
            "mark.scripts_made", about=cohort, provider_id=cohort.provider_id, by=by, at=at, facts=facts
        )
    return made


def _refuse_before_submissions_are_final(cohort: Cohort, *, at: datetime) -> None:
    windows = sit.list_windows_of(cohort_id=cohort.pk)
    if not windows:
        raise CannotPrepare(Reason("no_window", words.NO_WINDOW))
    if not is_settled(windows[0].rules, at=at):
        sentence = words.WINDOW_OPEN.format(closes=sit.closing(windows[0].rules, zone=windows[0].zone))
        raise CannotPrepare(Reason("window_open", sentence))
    extensions, late = sit.count_undecided(cohort_id=cohort.pk)
    outages = sit.count_undecided_outages(cohort_id=cohort.pk)
    if extensions or late or outages:
        undecided = [counted(extensions, "request for more time", "requests for more time")] * bool(
            extensions
        )
        undecided += [counted(late, "late answer", "late answers")] * bool(late)
        undecided += [counted(outages, "outage", "outages")] * bool(outages)
        is_or_are = "is" if extensions + late + outages == 1 else "are"
        sentence = words.UNDECIDED.format(undecided=listed(undecided), is_or_are=is_or_are)
        raise CannotPrepare(Reason("undecided", sentence))


def _make_script(cohort: Cohort, submission: Submission, *, at: datetime) -> bool:
    reading = sit.reading_of(submission=submission)
    script, is_new = Script.objects.get_or_create(
        submission=submission,
        defaults={
            "cohort": cohort,
            "paper_id": submission.of.window.paper_id,
            "code": new_code(CODE_LENGTH),
            "words": reading.words,
            "at": at,
        },
    )
    if not is_new:
        return False
    ScriptText.objects.create(script=script, answers=reading.answers, beyond=reading.beyond)
    return True
