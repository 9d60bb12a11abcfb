"""The practice sitting: the same writing page on a practice case, at any time from enrolment on.

No one marks or collects it, and it has no conditions: it lets participants get to know the page before it counts. The
practice window of a cohort is made when it is first needed. Nothing is written to the audit log, which leads can read.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.journey.sit.practice.papers import practice_paper_of
from waymark.journey.sit.submission.actions import withdraw_submission
from waymark.journey.sit.windows.actions import set_practice_window
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.writing.actions import make_sitting
from waymark.journey.sit.writing.answer_context import list_answer_contexts
from waymark.journey.sit.writing.drafts import receive
from waymark.journey.sit.writing.models import Sitting
from waymark.journey.sit.writing.own_sitting import get_sitting_for
from waymark.journey.sit.writing.saving import save_answer
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person

DECLARED = "practice"
RESTART_CLIENT = "beginsanew"
"""The client id of the revisions that empty the answers on a restart."""


class CannotPractise(Refusal):
    """The practice sitting was not opened or not restarted."""


def find_practice_sitting(*, enrolment: Enrolment) -> Sitting | None:
    """The participant's own practice sitting, with its submission."""
    rows = Sitting.objects.filter(enrolment=enrolment, window__is_practice=True)
    return rows.select_related("window", "submission").first()


@transaction.atomic
def open_practice_sitting(*, enrolment: Enrolment, declared: bool, by: Person, at: datetime) -> Sitting:
    """Opens the practice sitting. A second call returns the same one."""
    if not declared:
        raise CannotPractise(Reason("not_declared", "Tick the box to start practising"))
    window = _get_or_create_window(enrolment.cohort, at=at)
    sitting, _ = make_sitting(window, enrolment, declared=DECLARED, at=at)
    return sitting


@transaction.atomic
def restart_practice(*, sitting: Sitting, by: Person, at: datetime) -> None:
    """Empties every answer, as one more version of each. Answers that were submitted are taken back first."""
    if not sitting.window.is_practice:
        raise CannotPractise(Reason("not_practice", "You can only start again in a practice assessment."))
    lock_row(sitting)
    locked = get_sitting_for(for_=by, code=sitting.code)
    if locked is not None and hasattr(locked, "submission"):
        withdraw_submission(sitting=locked, by=by, at=at)
    for answer in list_answer_contexts(sitting_id=sitting.pk):
        save_answer(answer=answer, text=receive(""), base=answer.rev, client=RESTART_CLIENT, at=at)


def _get_or_create_window(cohort: Cohort, *, at: datetime) -> SittingWindow:
    """The cohort's practice window; made, with its paper, when it is first needed."""
    windows = SittingWindow.objects.filter(cohort=cohort, is_practice=True)
    if window := windows.first():
        return window
    lock_row(cohort.provider)
    return windows.first() or set_practice_window(
        cohort=cohort, paper=practice_paper_of(cohort, at=at), at=at
    )
