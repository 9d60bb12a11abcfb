"""At a participant's close the last text that arrived before it is collected, unless a script was handed in.

| It finds                                             | It does                                              |
|------------------------------------------------------|------------------------------------------------------|
| no words before the close                            | collects nothing, and the desk is closed             |
| the text of the close, unchanged since               | collects it                                          |
| texts written on while an extension was undecided,   | puts the text of the close back, as one more         |
| which was then refused                               | revision, and keeps the later one beside it          |
| an extension that is not decided                     | waits                                                |
| someone who took no part at the close: deferred,     | collects nothing, a day later; until then an undone  |
| withdrawn or moved                                   | act or a return lets it be collected                 |
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from waymark.journey.sit.history import chain
from waymark.journey.sit.submission.models import Submission
from waymark.journey.sit.submission.rules import may_collect
from waymark.journey.sit.submission.sealing import lock_unsealed_answers, seal
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.rules import (
    SETTLES,
    effective_deadline,
    is_over,
    stays_stopped,
    was_stopped_at_close,
)
from waymark.journey.sit.writing.answer_context import AnswerContext, list_answer_contexts
from waymark.journey.sit.writing.drafts import Text
from waymark.journey.sit.writing.models import Answer, Sitting
from waymark.journey.sit.writing.saving import IncomingDraft, keep_alternate_version, late_or_too_late, write
from waymark.kit.locks import lock_row

AT_ONCE = 500
COLLECTOR = "collected"
"""Written as the window of the revision that puts the text of the close back."""


def collect_closed(*, at: datetime) -> int:
    """Collect what is due. How many were collected.

    Not before `SETTLES` has passed: what arrived in time may still wait for its turn to be written.
    """
    waiting = Sitting.objects.filter(
        submission=None, window__is_practice=False, answers__sealed=False, answers__rev__gt=0
    )
    over = deadlines.over_by(waiting, at=at - SETTLES).distinct()
    rows = over.select_related("window__paper__lock", "enrolment__person__provider").order_by("id")
    return sum(_collect(sitting, at=at) for sitting in deadlines.give_times(rows[:AT_ONCE]))


@transaction.atomic
def _collect(sitting: Sitting, *, at: datetime) -> bool:
    """The times are read again once nobody can give more of it: many were read long before this one's turn."""
    lock_row(sitting.enrolment)
    lock_row(sitting)
    contexts = list_answer_contexts(sitting_id=sitting.pk)
    times = contexts[0].window
    if not is_over(times, at=at) or not lock_unsealed_answers(sitting):
        return False
    if was_stopped_at_close(times):
        if stays_stopped(times, at=at):
            Answer.objects.filter(sitting=sitting).update(sealed=True)
        return False
    for context in contexts:
        _restore_text_of_close(context, at=at)
    answers = lock_unsealed_answers(sitting)
    if not may_collect(times, texts=[answer.text for answer in answers], at=at):
        Answer.objects.filter(sitting=sitting).update(sealed=True)
        return False
    arrived = chain.last_arrival(sitting_id=sitting.pk, close=effective_deadline(times))
    seal(sitting, answers, how=Submission.How.COLLECTED, by=None, at=at, arrived=arrived)
    return True


def _restore_text_of_close(answer: AnswerContext, *, at: datetime) -> None:
    """The text of the close, where somebody wrote on in hope of more time."""
    close = effective_deadline(answer.window)
    if answer.saved_at is None or answer.saved_at < close:
        return
    versions = [version for version in chain.list_versions(answer_id=answer.answer_id) if version.at >= close]
    if not versions:
        return
    newest = versions[0]
    rev = chain.rev_before(answer_id=answer.answer_id, close=close)
    text = Text(chain.text_at(answer_id=answer.answer_id, rev=rev))
    later = IncomingDraft(text=Text(answer.text), base=answer.rev, client=newest.client, at=newest.at)
    if text.text == answer.text:
        return
    keep_alternate_version(answer, later, kind=late_or_too_late(answer.window, at=newest.at))
    write(answer, IncomingDraft(text=text, base=answer.rev, client=COLLECTOR, at=at))
