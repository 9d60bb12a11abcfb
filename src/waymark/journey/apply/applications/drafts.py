"""Answers before they are submitted: kept in the database, found by the session or by an emailed link."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from waymark.journey.apply import emails
from waymark.journey.apply.applications.links import leave_link
from waymark.journey.apply.applications.models import ApplicationDraft, ApplicationLink
from waymark.kit.locks import lock_row

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort


def _key(cohort: Cohort) -> str:
    return f"application:{cohort.pk}"


def draft_of(session: Any, cohort: Cohort) -> ApplicationDraft:
    """The draft of this visitor for this cohort; a new one, not saved yet, if there is none."""
    draft_id = session.get(_key(cohort))
    draft = None
    if isinstance(draft_id, int):
        draft = ApplicationDraft.objects.filter(pk=draft_id, cohort=cohort, application=None).first()
    return draft or ApplicationDraft(cohort=cohort, answers={}, idempotency_key=secrets.token_hex(16))


def keep_in_session(session: Any, draft: ApplicationDraft) -> None:
    session[_key(draft.cohort)] = draft.pk


@transaction.atomic
def save_answers(*, draft: ApplicationDraft, answers: dict[str, Any], at: datetime) -> ApplicationDraft:
    """Add the answers of one page. After one application was submitted, this begins another."""
    if draft.pk is not None:
        draft = lock_row(draft)
    if draft.reference:
        draft = ApplicationDraft(cohort=draft.cohort, answers={}, idempotency_key=secrets.token_hex(16))
    texts = {name: "" if value is None else str(value) for name, value in answers.items()}
    draft.answers, draft.saved_at = draft.answers | texts, at
    draft.save()
    return draft


def mark_submitted(*, draft: ApplicationDraft, reference: str, at: datetime) -> None:
    """Forget the answers; remember only the reference of the application."""
    ApplicationDraft.objects.filter(pk=draft.pk).update(answers={}, reference=reference, saved_at=at)


@transaction.atomic
def send_draft_link(
    *, draft: ApplicationDraft, email: str, site: str, client_address: str, at: datetime
) -> bool:
    """Email a link to the draft; whether the email was left. Too many to one address are not."""
    cohort = draft.cohort
    link = ApplicationLink(purpose=ApplicationLink.Purpose.DRAFT, draft=draft, email=email)
    kept = str(settings.APPLICATION_DRAFTS_KEPT_FOR.days)
    values = {"cohort": cohort.name, "kept": kept}
    return leave_link(
        link, emails.DRAFT, values, cohort=cohort, site=site, client_address=client_address, at=at
    )


def forget_drafts(*, before: datetime) -> int:
    """Delete drafts that were last saved before then, with their links; returns how many drafts."""
    old = ApplicationDraft.objects.filter(saved_at__lt=before)
    count = old.count()
    if count:
        old.delete()
    return count
