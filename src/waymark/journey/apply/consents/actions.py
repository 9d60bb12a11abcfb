"""Withdraw a consent that was given in an application, or give it: each time a new row, with its moment."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.journey.apply.applications.models import ApplicationConsent
from waymark.journey.apply.applications.words import CONSENTS
from waymark.journey.apply.consents import words
from waymark.journey.apply.consents.rules import may_set_consent
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.journey.apply.applications.models import Application


class CannotSetConsent(Refusal):
    """It is no consent, or it can't be given any more without signing in."""


@transaction.atomic
def set_consent(
    *, application: Application, kind: str, is_given: bool, by: Person | None, at: datetime
) -> ApplicationConsent | None:
    """What the applicant agrees to from now on; `by` is empty for who came by a link.

    The same again is one, and what was never given isn't withdrawn (None).
    """
    application = lock_row(application)
    text = CONSENTS[kind]
    decision = may_set_consent(
        is_given=is_given,
        is_consent=text.is_consent,
        is_decided=application.decision is not None,
        is_signed_in=by is not None,
    )
    if not decision.allowed:
        raise CannotSetConsent(*reasons_for(decision.reasons, words.SENTENCES))
    current = application.current_consents.get(kind)
    if (current is not None and current.is_given) == is_given:
        return current
    row = ApplicationConsent.objects.create(
        application=application,
        kind=kind,
        version=text.version,
        sentence=text.sentence,
        is_given=is_given,
        by=by,
        at=at,
    )
    verb = "apply.consent_given" if is_given else "apply.consent_withdrawn"
    provider_id = application.provider_id
    ledger.record(verb, about=application, provider_id=provider_id, by=by, at=at, facts={"kind": kind})
    return row
