"""What was collected at a close that has moved is open again, with the newest text that has arrived meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from waymark.journey.sit.late_texts.models import LateDecision
from waymark.journey.sit.late_texts.queries import newest_by_answer
from waymark.journey.sit.submission.actions import record_withdrawal
from waymark.journey.sit.submission.models import Submission
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.writing.answer_context import list_answer_contexts
from waymark.journey.sit.writing.drafts import Text
from waymark.journey.sit.writing.models import AlternateVersion, Answer, Sitting
from waymark.journey.sit.writing.saving import IncomingDraft, write
from waymark.kit.locks import lock_row

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person

OUTAGE_CLIENT = "outage"
"""The client id of a revision that came after a close that has moved."""
CAUSE = "The close moved after an outage, so this text arrived in time."


def has_scripts(*, window: SittingWindow) -> bool:
    """Whether a later room has made something of a submission of this window, such as a script to mark."""
    submissions = Submission.objects.filter(sitting__window=window)
    later = [
        relation
        for relation in Submission._meta.related_objects
        if relation.related_model._meta.app_label != Submission._meta.app_label
    ]
    return any(
        relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": submissions}).exists()
        for relation in later
    )


def reopen(*, window: SittingWindow, enrolments: Sequence[Enrolment], by: Person, at: datetime) -> None:
    """Of those who have not submitted themselves. A receipt of the old close stays valid and shows what it showed."""
    rows = Sitting.objects.filter(window=window, enrolment__in=enrolments, answers__sealed=True)
    for sitting in rows.select_related("submission").distinct().order_by("id"):
        submission = getattr(sitting, "submission", None)
        if submission and submission.how == Submission.How.SUBMITTED:
            continue
        lock_row(sitting)
        if submission:
            record_withdrawal(submission, sitting, by=by, at=at)
        Answer.objects.filter(sitting=sitting).update(sealed=False)
        _take_what_is_in_time_now(sitting, by=by, at=at)


def _take_what_is_in_time_now(sitting: Sitting, *, by: Person, at: datetime) -> None:
    """Also where it was decided that a late text does not count: by the close that has moved, it is not late."""
    rows = AlternateVersion.objects.filter(answer__sitting=sitting).exclude(
        kind=AlternateVersion.Kind.CONFLICT
    )
    late = rows.filter(Q(decision=None) | Q(decision__counts=False))
    newest = newest_by_answer(late)
    for context in list_answer_contexts(sitting_id=sitting.pk):
        version = newest.get(context.answer_id)
        if (
            version
            and version.text != context.text
            and (not context.saved_at or version.at > context.saved_at)
        ):
            draft = IncomingDraft(
                text=Text(version.text), base=context.rev, client=OUTAGE_CLIENT, at=version.at
            )
            write(context, draft)
    LateDecision.objects.bulk_create(
        LateDecision(version=version, counts=True, cause=CAUSE, by=by, at=at)
        for version in late.filter(kind=AlternateVersion.Kind.LATE, decision=None).defer("text")
    )
