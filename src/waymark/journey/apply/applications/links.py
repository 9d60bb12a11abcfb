"""The links of an application: to a draft, to the applicant's own page, to the sponsor's page.

Opening a link changes nothing: only a button of its page does. An expired link can be sent again from its page, to the
address that it was sent to.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.ground.people import queries as people_queries
from waymark.journey.apply.applications.models import ApplicationLink
from waymark.journey.apply.applications.queries import apply_corrections
from waymark.journey.apply.contacts.queries import is_current_sponsor

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person
    from waymark.journey.apply.applications.models import Application
    from waymark.kit.email_kinds import EmailKind

LINK_LASTS = timedelta(days=30)


def find_link(link_id: int) -> ApplicationLink | None:
    """For the mail bridge, which makes the link's address (`settings.LINKS`)."""
    return ApplicationLink.objects.filter(pk=link_id).first()


def find_link_of(*, token: str, purpose: ApplicationLink.Purpose) -> ApplicationLink | None:
    """The link with that token, whether it has expired or not."""
    rows = ApplicationLink.objects.filter(
        token_digest=people_queries.digest_of(token), purpose=purpose
    ).select_related(
        "draft__cohort__programme",
        "draft__cohort__provider",
        "application__cohort__programme",
        "application__cohort__provider",
        "application__provider",
        "contact__enrolment__person__organisation",
        "contact__enrolment__cohort__programme",
        "contact__enrolment__cohort__provider",
    )
    link = rows.first()
    if link is None or not people_queries.is_genuine_link(token, link):
        return None
    return link if _is_to_current_address(link) else None


def _is_to_current_address(link: ApplicationLink) -> bool:
    """A link that went to an address which has been corrected since opens nothing: it may be a stranger’s."""
    if link.contact is not None:
        return is_current_sponsor(link.contact.enrolment, email=link.email)
    if link.application is None:
        return True
    application = apply_corrections(link.application)
    is_sponsors = link.purpose == ApplicationLink.Purpose.SPONSOR
    current = application.sponsor_email if is_sponsors else application.email
    return link.email.lower() == current.lower()


def issue_link(link: ApplicationLink, *, at: datetime) -> ApplicationLink:
    """Save a link, valid for 30 days from `at`."""
    link.at, link.expires_at = at, at + LINK_LASTS
    link.save()
    people.issue_link(link)
    link.save(update_fields=["token_digest"])
    return link


def record_asking(
    link: ApplicationLink, *, about: Application | Enrolment, again: bool, by: Person | None, at: datetime
) -> None:
    """In the audit log, that a sponsor was asked. The address is in the link’s row, where an erasure finds it."""
    provider_id = about.cohort.provider_id
    facts = {"link": link.pk, "again": again}
    ledger.record("apply.sponsor_asked", about=about, provider_id=provider_id, by=by, at=at, facts=facts)


def leave_link(
    link: ApplicationLink,
    kind: EmailKind,
    values: Mapping[str, str],
    *,
    cohort: Cohort,
    site: str,
    client_address: str | None = None,
    once: str = "",
    at: datetime,
) -> bool:
    """Save a link and leave its email; False if too many emails had been left before.

    With a `client_address`, empty or not, a visitor causes it, and the limits for such emails apply.
    """
    issue_link(link, at=at)
    message = people.Message(
        kind,
        link.email,
        values,
        once=once or f"{link.purpose}:{link.pk}",
        link=(str(link.purpose), link.pk, site),
        cohort_id=cohort.pk,
    )
    if client_address is not None:
        return people.queue_visitors_message(
            message, provider=cohort.provider, client_address=client_address, at=at
        )
    people.queue_message(message, provider=cohort.provider, at=at)
    return True
