"""What a sponsor’s link leads to: an application, or someone who is enrolled. The page is the same for both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from waymark.ground.cohorts import queries as cohorts
from waymark.journey.apply.applications.actions import ask_sponsor
from waymark.journey.apply.applications.links import find_link_of
from waymark.journey.apply.applications.models import Application, ApplicationLink
from waymark.journey.apply.contacts.asking import ask
from waymark.journey.apply.contacts.models import EnrolmentContact
from waymark.journey.apply.sponsors import actions, queries
from waymark.journey.apply.sponsors.actions import Answer

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.journey.apply.sponsors.models import Endorsement


@dataclass(frozen=True, kw_only=True)
class SponsorRequest:
    """Exactly one of `application` and `contact` is given."""

    link: ApplicationLink
    application: Application | None
    contact: EnrolmentContact | None
    cohort: Cohort
    name: str
    """Of the person who needs support."""
    work: str
    """Their job and their school, as far as they are known."""
    sponsor: str
    is_over: bool
    """Whether an answer is no longer needed."""
    months: list[date]

    @property
    def current(self) -> Endorsement | None:
        if self.contact is not None:
            return queries.newest_endorsement_of_enrolment(contact=self.contact)
        assert self.application is not None
        return queries.newest_endorsement(application=self.application)

    def answer(self, answer: Answer, *, at: datetime) -> None:
        """Save the sponsor's answer. Raises CannotEndorse if it is no longer needed."""
        if self.contact is not None:
            actions.endorse_enrolment(contact=self.contact, answer=answer, at=at)
            return
        assert self.application is not None
        actions.endorse(
            application=self.application,
            endorses=answer.endorses,
            comment=answer.comment,
            cover=answer.cover,
            hours_by_month=answer.hours,
            at=at,
        )

    def renew(self, *, site: str, client_address: str, at: datetime) -> bool:
        """Whether a new link was emailed; at most a few a day go to one address."""
        if self.contact is not None:
            return ask(contact=self.contact, site=site, by=None, client_address=client_address, at=at)[1]
        assert self.application is not None
        return ask_sponsor(application=self.application, site=site, client_address=client_address, at=at)


def find_request(*, token: str, at: datetime) -> SponsorRequest | None:
    """None for a link that opens nothing, such as one that went to an earlier sponsor."""
    link = find_link_of(token=token, purpose=ApplicationLink.Purpose.SPONSOR)
    if link is None:
        return None
    if link.contact is not None:
        return _of_enrolment(link, link.contact, at=at)
    return _of_application(link, link.application) if link.application is not None else None


def _of_application(link: ApplicationLink, application: Application) -> SponsorRequest:
    return SponsorRequest(
        link=link,
        application=application,
        contact=None,
        cohort=application.cohort,
        name=application.name,
        work=", ".join(filter(None, (application.job, application.organisation))),
        sponsor=application.sponsor_name,
        is_over=application.decision is not None,
        months=queries.months_of(application.cohort),
    )


def _of_enrolment(link: ApplicationLink, contact: EnrolmentContact, *, at: datetime) -> SponsorRequest:
    """The row of now: a name may have been corrected since the link was sent."""
    enrolment = contact.enrolment
    person, cohort = enrolment.person, enrolment.cohort
    current = queries.current_sponsor(enrolment=enrolment) or contact
    return SponsorRequest(
        link=link,
        application=None,
        contact=current,
        cohort=cohort,
        name=person.name,
        work=person.organisation.name if person.organisation else "",
        sponsor=current.name,
        is_over=not cohorts.is_on_programme(enrolment=enrolment, at=at),
        months=queries.months_left(cohort, at=at),
    )
