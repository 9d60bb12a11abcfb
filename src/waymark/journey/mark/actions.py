"""Verbs of marking: preparing scripts, sharing them out, recording a mark, confirming a fail."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.journey.mark import queries, words
from waymark.journey.mark.models import FailConfirmation, Script, ScriptText
from waymark.journey.mark.recording import CannotMark, record_mark
from waymark.journey.mark.sharing_out import CannotAllocate, allocate
from waymark.journey.sit import queries as sit
from waymark.journey.sit.rules import is_settled
from waymark.journey.sit.words import closing
from waymark.kit.codes import new_code
from waymark.kit.refusals import Reason, Refusal
from waymark.kit.show import counted, listed

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person
    from waymark.journey.sit.models import Submission

__all__ = [
    "CannotAllocate", "CannotConfirm", "CannotMark", "CannotPrepare", "allocate", "confirm_fail", "make_scripts",
    "record_mark",
]  # fmt: skip

CODE_LENGTH = 14
"""69 bits: a code cannot be guessed, and says nothing of person, order or time."""


class CannotPrepare(Refusal):
    """The scripts cannot be made yet."""


class CannotConfirm(Refusal):
    """The fail cannot be confirmed by this person, or there is none."""


@transaction.atomic
def make_scripts(*, cohort: Cohort, by: Person | None, at: datetime) -> int:
    """Make an anonymous script of each submission of a closed window that has none; how many were made."""
    _refuse_while_open(cohort, at=at)
    known = set(Script.objects.filter(cohort=cohort).values_list("submission_id", flat=True))
    closed = sit.list_closed_submissions(cohort=cohort, at=at)
    new = [submission for submission in closed if submission.pk not in known]
    made = sum(_make_script(cohort, submission, at=at) for submission in new)
    if made:
        facts = {"scripts": made}
        ledger.note(
            "mark.scripts_made", about=cohort, provider_id=cohort.provider_id, by=by, at=at, facts=facts
        )
    return made


def _refuse_while_open(cohort: Cohort, *, at: datetime) -> None:
    windows = sit.list_windows_of(cohort_id=cohort.pk)
    if not windows:
        raise CannotPrepare(Reason("no_window", words.NO_WINDOW))
    if not is_settled(windows[0].rules, at=at):
        says = words.WINDOW_OPEN.format(closes=closing(windows[0].rules, zone=windows[0].zone))
        raise CannotPrepare(Reason("window_open", says))
    extensions, late = sit.count_undecided(cohort_id=cohort.pk)
    if extensions or late:
        waiting = [counted(extensions, "request for more time", "requests for more time")] * bool(extensions)
        waiting += [counted(late, "late text", "late texts")] * bool(late)
        says = words.UNDECIDED.format(undecided=listed(waiting))
        raise CannotPrepare(Reason("undecided", says))


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


@transaction.atomic
def confirm_fail(*, code: str, reason: str, by: Person, at: datetime) -> FailConfirmation | None:
    """Let a fail stand, as a senior marker of the cohort who did not mark the script; once. None: not found."""
    fail = queries.get_fail_for(for_=by, code=code)
    if fail is None:
        return None
    if not reason.strip():
        raise CannotConfirm(Reason("no_reason", words.NO_CONFIRMATION_REASON))
    script = Script.objects.select_for_update().get(pk=fail.script.pk)
    confirmation, is_new = FailConfirmation.objects.get_or_create(
        script=script, defaults={"reason": reason.strip(), "by": by, "at": at}
    )
    if is_new:
        ledger.note("mark.fail_confirmed", about=script, provider_id=by.provider_id, by=by, at=at)
    return confirmation
