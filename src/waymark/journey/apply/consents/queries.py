"""What someone agreed to when they applied, as it holds now, with its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from waymark.journey.apply.applications import queries as applications
from waymark.journey.apply.applications.words import CONSENTS
from waymark.journey.apply.consents import words
from waymark.journey.apply.consents.rules import may_set_consent

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.journey.apply.applications.models import Application, ApplicationConsent


@dataclass(frozen=True, kw_only=True)
class Consent:
    """One kind, as its page shows it."""

    kind: str
    sentence: str
    """In the words that were read last."""
    is_consent: bool
    current: ApplicationConsent | None
    """Empty if it was never asked."""
    earlier: list[ApplicationConsent]
    meaning: str
    can_give: bool
    can_withdraw: bool


def list_consents(*, application: Application, is_signed_in: bool) -> list[Consent]:
    """Every kind that is asked, in the order of the form."""
    rows = list(application.consents.order_by("-id"))
    return [_consent(kind, application, rows, is_signed_in) for kind in CONSENTS]


def _consent(
    kind: str, application: Application, rows: list[ApplicationConsent], is_signed_in: bool
) -> Consent:
    text = CONSENTS[kind]
    own = [row for row in rows if row.kind == kind]
    current = own[0] if own else None
    is_given = current is not None and current.is_given
    may_change = may_set_consent(
        is_given=not is_given,
        is_consent=text.is_consent,
        is_decided=application.decision is not None,
        is_signed_in=is_signed_in,
    ).allowed
    enquiries = application.cohort.provider.enquiries_email
    return Consent(
        kind=kind,
        sentence=current.sentence if current else text.sentence,
        is_consent=text.is_consent,
        current=current,
        earlier=own[1:],
        meaning=words.MEANINGS[kind] if text.is_consent else words.NOT_CONSENT.format(enquiries=enquiries),
        can_give=may_change and not is_given,
        can_withdraw=may_change and is_given,
    )


def list_own_applications(*, for_: Person) -> list[Application]:
    """The viewer's own, the newest first."""
    return applications.list_applications_of(person=for_)
