"""Correct the answers of an application that was submitted: each answer is a new row, and nothing is overwritten."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.journey.apply import emails
from waymark.journey.apply.applications.actions import ask_sponsor, check_undecided
from waymark.journey.apply.applications.links import leave_link
from waymark.journey.apply.applications.models import (
    Application,
    ApplicationAccessNeeds,
    ApplicationCorrection,
    ApplicationDraft,
    ApplicationLink,
)
from waymark.journey.apply.applications.queries import apply_corrections
from waymark.journey.apply.corrections import queries, words
from waymark.journey.apply.corrections.answers import (
    Difference,
    current_answers,
    differences,
    still_open,
    text_of,
)
from waymark.kit.addresses import site_address
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

ACCESS = ("access_answer", "access_needs")


class CannotCorrect(Refusal):
    """Nothing differs, a question is open, a reason is missing, or someone else corrected an answer meanwhile."""


@transaction.atomic
def keep_changes(
    *, application: Application, answers: Mapping[str, Any], by: Person | None, at: datetime
) -> dict[str, str]:
    """Keep the answers of one page until they are saved; returns all that differs from the answers of now."""
    check_undecided(application)
    draft = queries.find_draft(application=application, by=by) or ApplicationDraft(
        cohort=application.cohort, application=application, by=by, idempotency_key=secrets.token_hex(16)
    )
    current = current_answers(application)
    changes = draft.answers | {name: text_of(value) for name, value in answers.items()}
    different = {name: text for name, text in changes.items() if current.get(name, "") != text}
    draft.answers, draft.saved_at = different, at
    draft.save()
    return different


@transaction.atomic
def discard_changes(*, application: Application, by: Person | None) -> None:
    ApplicationDraft.objects.filter(application=application, by=by).delete()


@transaction.atomic
def correct_answers(
    *,
    application: Application,
    version: str,
    reason: str,
    by: Person | None,
    site: str,
    client_address: str | None,
    at: datetime,
) -> list[Difference]:
    """Save what was changed, a row for each answer, and tell the applicant. `by` is empty for the applicant.

    `version` is that of the answers on the page (`queries.version_of`). A new sponsor is asked, and the links of an
    address that was corrected no longer open anything. Refused once there is a decision.
    """
    check_undecided(application)
    earlier_email, earlier_sponsor = application.email, application.sponsor_email
    _check_version(application, version)
    changes = queries.changes_of(application=application, by=by)
    changed = differences(application, changes)
    _check(application, changes, changed, reason=reason, by=by)
    _add_rows(application, changed, reason=reason.strip(), by=by, at=at)
    ApplicationDraft.objects.filter(application=application, by=by).delete()
    application.refresh_from_db()
    apply_corrections(application)
    facts = {"fields": sorted(change.field for change in changed)}
    ledger.record(
        "apply.corrected", about=application, provider_id=application.provider_id, by=by, at=at, facts=facts
    )
    _tell(application, earlier_email, site=site, client_address=client_address, at=at)
    if application.sponsor_role and application.sponsor_email != earlier_sponsor:
        ask_sponsor(application=application, site=site, client_address=client_address, by=by, at=at)
    return changed


def _check_version(application: Application, version: str) -> None:
    if version != queries.version_of(application=application):
        last = queries.last_change(application=application)
        meanwhile = words.changed_meanwhile(by=_capital(last.by), at=last.at) if last else words.LOOK_AGAIN
        raise CannotCorrect(Reason("changed", meanwhile))


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _check(
    application: Application,
    changes: Mapping[str, str],
    changed: Sequence[Difference],
    *,
    reason: str,
    by: Person | None,
) -> None:
    if step := still_open(application, changes):
        raise CannotCorrect(Reason("open", words.still_open(step.key)))
    if not changed:
        raise CannotCorrect(Reason("nothing", words.NOTHING_CHANGED))
    if by is not None and not reason.strip():
        raise CannotCorrect(Reason("reason", words.NO_REASON))


def _add_rows(
    application: Application, changed: Sequence[Difference], *, reason: str, by: Person | None, at: datetime
) -> None:
    who = {"reason": reason, "by": by, "at": at}
    ApplicationCorrection.objects.bulk_create(
        ApplicationCorrection(
            application=application,
            field=change.field,
            before=change.before,
            after=change.after,
            applicant_email=change.after if change.field == "email" else "",
            sponsor_email=change.after if change.field == "sponsor_email" else "",
            **who,
        )
        for change in changed
        if change.field not in ACCESS
    )
    needs = {change.field: change.after for change in changed if change.field in ACCESS}
    if needs:
        before = application.access_needs
        current = {
            "access_answer": before.answer if before else "",
            "access_needs": before.needs if before else "",
        }
        answer = current | needs
        ApplicationAccessNeeds.objects.create(
            application=application, answer=answer["access_answer"], needs=answer["access_needs"], **who
        )


def _tell(
    application: Application, earlier_email: str, *, site: str, client_address: str | None, at: datetime
) -> None:
    """The applicant at the address of now; an earlier address too, without a link to the application."""
    cohort = application.cohort
    values = {"cohort": cohort.name, "reference": application.reference}
    link = ApplicationLink(
        purpose=ApplicationLink.Purpose.STATUS, application=application, email=application.email
    )
    leave_link(link, emails.CORRECTED, values, cohort=cohort, site=site, client_address=client_address, at=at)
    if application.email.lower() == earlier_email.lower():
        return
    message = people.Message(
        emails.ADDRESS_CORRECTED,
        earlier_email,
        values | {"link": site_address("apply:programme", cohort.programme.slug)},
        once=f"application:{application.pk}:address:{link.pk}",
        cohort_id=cohort.pk,
    )
    if client_address is None:
        people.queue_message(message, provider=cohort.provider, at=at)
    else:
        people.queue_visitors_message(message, provider=cohort.provider, client_address=client_address, at=at)
