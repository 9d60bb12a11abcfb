"""Questions about corrected answers, and about corrections that are not saved yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from waymark.journey.apply.applications.models import ApplicationCorrection, ApplicationDraft
from waymark.journey.apply.applications.words import ACCESS_ANSWERS
from waymark.journey.apply.corrections import words

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.journey.apply.applications.models import Application, ApplicationAccessNeeds


@dataclass(frozen=True, kw_only=True)
class Change:
    """One corrected answer, as a page shows it."""

    field: str
    label: str
    before: str
    after: str
    reason: str
    by: str
    """The name of the member of staff, or “the applicant”."""
    at: datetime


def list_changes(*, application: Application, for_reviewer: bool = False) -> list[Change]:
    """Every corrected answer, the newest first. Reviewers see neither the TRN nor access needs."""
    rows = ApplicationCorrection.objects.filter(application=application).select_related("by").order_by("id")
    changes = [
        Change(
            field=row.field,
            label=words.LABELS[row.field],
            before=words.shown(row.field, row.before),
            after=words.shown(row.field, row.after),
            reason=row.reason,
            by=row.by.name if row.by else words.BY_APPLICANT,
            at=row.at,
        )
        for row in rows
    ]
    if for_reviewer:
        return [change for change in reversed(changes) if change.field not in words.HIDDEN_FROM_REVIEWERS]
    return sorted([*changes, *_access_changes(application)], key=lambda change: change.at, reverse=True)


def _access_changes(application: Application) -> list[Change]:
    answers = list(application.access_answers.select_related("by").order_by("id"))
    return [
        Change(
            field="access_needs",
            label=words.LABELS["access_needs"],
            before=_needs(before),
            after=_needs(after),
            reason=after.reason,
            by=after.by.name if after.by else words.BY_APPLICANT,
            at=after.at,
        )
        for before, after in pairwise(answers)
        if after.at is not None
    ]


def _needs(answer: ApplicationAccessNeeds) -> str:
    return answer.needs or ACCESS_ANSWERS[answer.answer]


def changes_of(*, application: Application, by: Person | None) -> dict[str, str]:
    """What this person has changed and not saved yet; `by` is empty for the applicant."""
    draft = find_draft(application=application, by=by)
    return draft.answers if draft else {}


def find_draft(*, application: Application, by: Person | None) -> ApplicationDraft | None:
    return ApplicationDraft.objects.filter(application=application, by=by).order_by("id").last()


def version_of(*, application: Application) -> str:
    """Changes with each correction, so that none is made from answers that no longer hold."""
    newest = ApplicationCorrection.objects.filter(application=application).order_by("-id").first()
    needs = application.access_answers.order_by("-id").first()
    return f"{newest.pk if newest else 0}-{needs.pk if needs else 0}"


def last_change(*, application: Application) -> Change | None:
    return next(iter(list_changes(application=application)), None)
