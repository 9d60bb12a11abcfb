"""Reviews, offers, the waiting list, withdrawal, second applications, and putting a decision right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from waymark.ground.cohorts.queries import zone_of
from waymark.ground.ledger import actions as ledger
from waymark.journey.apply import emails
from waymark.journey.apply.applications.actions import (
    accept_application,
    check_undecided,
    current_decision,
    decide,
)
from waymark.journey.apply.applications.links import leave_link
from waymark.journey.apply.applications.models import Application, ApplicationDecision, ApplicationLink
from waymark.journey.apply.selection import queries, rules, words
from waymark.journey.apply.selection.models import (
    CohortPlaces,
    Offer,
    OfferAnswer,
    OfferRequest,
    SuitabilityReview,
    WaitingOrder,
    WaitingPlace,
)
from waymark.journey.apply.selection.rules import Recommendation, SelectionReason, State
from waymark.kit import forms
from waymark.kit.clock import day_over, local_day
from waymark.kit.formatting import long_date
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person
    from waymark.kit.email_kinds import EmailKind

Outcome = ApplicationDecision.Outcome


class CannotReview(Refusal):
    """The reviewer has a conflict, or the application is decided."""


class CannotSelect(Refusal):
    """No place is free, or the application is not where this can be done."""


def _refuse(*reasons: SelectionReason, **facts: object) -> CannotSelect:
    return CannotSelect(*reasons_for(reasons, words.SENTENCES, **facts))


def _record(verb: str, application: Application, *, by: Person | None, at: datetime, **facts: object) -> None:
    ledger.record(
        f"apply.{verb}", about=application, provider_id=application.provider_id, by=by, at=at, facts=facts
    )


@transaction.atomic
def review_application(
    *, application: Application, recommendation: Recommendation, reason: str, by: Person, at: datetime
) -> SuitabilityReview:
    """Record what a reviewer recommends. Another review by the same person corrects the first."""
    lock_row(application)
    decision = queries.may_review(application=application, reviewer=by)
    if not decision.allowed:
        raise CannotReview(*reasons_for(decision.reasons, words.CONFLICTS))
    before = queries.own_review(application=application, for_=by)
    is_same = before and (before.recommendation, before.reason) == (recommendation.value, reason.strip())
    if before and is_same and before in queries.reviews_of(application=application).current:
        return before
    review = SuitabilityReview.objects.create(
        application=application, recommendation=recommendation.value, reason=reason.strip(), by=by, at=at
    )
    _record("reviewed", application, by=by, at=at, again=before is not None)
    return review


@transaction.atomic
def set_places(
    *, cohort: Cohort, places: int | None, by: Person, at: datetime, made_from: Any = None
) -> CohortPlaces:
    """How many places the cohort has; None: as many as are needed.

    Raises `ChangedSince` if someone else has changed the number in the meantime.
    """
    lock_row(cohort)
    before = queries.newest_places(cohort=cohort)
    if before is not None:
        forms.refuse_if_changed(made_from, before.pk, by=before.by.name, at=before.at)
    row = CohortPlaces.objects.create(cohort=cohort, places=places, by=by, at=at)
    ledger.record(
        "apply.places_set",
        about=cohort,
        provider_id=cohort.provider_id,
        by=by,
        at=at,
        facts={"places": places},
    )
    return row


def _check_place(cohort: Cohort, *, at: datetime) -> None:
    """Refuse if no place is left. The provider's row is locked, so that two cannot take the last one."""
    lock_row(cohort.provider)
    places = queries.places_of(cohort=cohort, at=at)
    if places.left == 0:
        raise _refuse(SelectionReason.NO_PLACE, places=places.total)


def _check_reviews(application: Application, *, despite: str) -> None:
    """Refuse if too few people have reviewed it, or if not all recommend it and the lead doesn’t say why."""
    reviews = queries.reviews_of(application=application)
    decision = reviews.allow(despite=despite)
    if not decision.allowed:
        facts = words.few_reviews(
            needed=reviews.needed, count=len(reviews.current), outdated=len(reviews.outdated)
        )
        raise _refuse(*decision.reasons, **facts)


@transaction.atomic
def accept_directly(
    *, application: Application, site: str, by: Person, at: datetime, despite: str = ""
) -> Enrolment:
    """Enrol and invite in one go, if a place is free. An open offer to the applicant keeps one already.

    `despite` is the lead’s reason where not all reviewers recommend the applicant.
    """
    lock_row(application)
    check_undecided(application)
    _check_reviews(application, despite=despite)
    if queries.state_of(application=application, at=at) is not State.OFFERED:
        _check_place(application.cohort, at=at)
    return accept_application(application=application, site=site, note=despite, by=by, at=at)


@transaction.atomic
def offer_place(
    *, application: Application, until: date, site: str, by: Person, at: datetime, despite: str = ""
) -> Offer:
    """Keep a place until the end of that day, and email the applicant a link. Also renews an offer that expired.

    `despite` as in `accept_directly`.
    """
    check_undecided(application)
    _check_reviews(application, despite=despite)
    cohort = application.cohort
    zone = zone_of(cohort=cohort)
    if until < local_day(at, zone):
        raise _refuse(SelectionReason.PAST)
    if queries.state_of(application=application, at=at) is State.OFFERED:
        raise _refuse(SelectionReason.OFFERED)
    _check_place(cohort, at=at)
    offer = Offer.objects.create(
        application=application, expires_at=day_over(until, zone), despite=despite.strip(), by=by, at=at
    )
    values = {"starts": long_date(cohort.starts_on), "until": long_date(until)}
    _email(application, emails.OFFERED, once=f"offer:{offer.pk}", site=site, at=at, **values)
    _record("offered", application, by=by, at=at, until=until.isoformat())
    return offer


@transaction.atomic
def answer_offer(*, application: Application, accepts: bool, site: str, at: datetime) -> Enrolment | None:
    """The applicant's yes enrols and invites them in the same transaction; a no frees the place."""
    check_undecided(application)
    offer = queries.newest_offer(application=application)
    if offer is None:
        raise _refuse(SelectionReason.ANSWERED)
    decision = rules.may_answer(expires_at=offer.expires_at, is_answered=hasattr(offer, "answer"), at=at)
    if not decision.allowed:
        raise _refuse(*decision.reasons)
    OfferAnswer.objects.create(offer=offer, accepted=accepts, at=at)
    _record("offer_accepted" if accepts else "offer_declined", application, by=None, at=at)
    return accept_application(application=application, site=site, by=offer.by, at=at) if accepts else None


@transaction.atomic
def ask_for_new_offer(*, application: Application, at: datetime) -> OfferRequest | None:
    """The applicant of an expired offer asks for another, once for each; None if there is nothing to ask for."""
    lock_row(application)
    offer = queries.newest_offer(application=application)
    if offer is None or queries.state_of(application=application, at=at) is not State.OFFER_EXPIRED:
        return None
    request, is_new = OfferRequest.objects.get_or_create(offer=offer, defaults={"at": at})
    if is_new:
        _record("offer_requested", application, by=None, at=at)
    return request


@transaction.atomic
def put_on_waiting_list(*, application: Application, site: str, by: Person, at: datetime) -> WaitingPlace:
    """At its end. The same application again keeps its place."""
    check_undecided(application)
    place, is_new = WaitingPlace.objects.get_or_create(application=application, defaults={"by": by, "at": at})
    if is_new:
        _email(application, emails.WAITING, once=f"waiting:{place.pk}", site=site, at=at)
        _record("waits", application, by=by, at=at)
    return place


@transaction.atomic
def order_waiting_list(
    *, cohort: Cohort, places: Mapping[int, int], reason: str, by: Person, at: datetime, made_from: Any = None
) -> WaitingOrder | None:
    """Move applications, by id, to other places of the waiting list, counted from 1; with a reason, as a new row.

    None if the order stays as it is. Raises `ChangedSince` if someone else has changed it in the meantime.
    """
    lock_row(cohort)
    before = queries.newest_order(cohort=cohort)
    if before is not None:
        forms.refuse_if_changed(made_from, before.pk, by=before.by.name, at=before.at)
    waiting = [application.pk for application in queries.list_waiting(cohort=cohort, at=at)]
    order = rules.moved(waiting, places)
    if order == waiting:
        return None
    if not reason.strip():
        raise _refuse(SelectionReason.NOT_IN_ORDER)
    row = WaitingOrder.objects.create(cohort=cohort, applications=order, reason=reason.strip(), by=by, at=at)
    ledger.record("apply.waiting_ordered", about=cohort, provider_id=cohort.provider_id, by=by, at=at)
    return row


@transaction.atomic
def withdraw_application(*, application: Application, why: str, by: Person | None, at: datetime) -> None:
    """The applicant doesn't want the place any more; `by` is empty when they said so themselves."""
    check_undecided(application)
    decide(application, outcome=Outcome.WITHDRAWN, note=why.strip(), by=by, at=at)


@transaction.atomic
def mark_as_twice(*, application: Application, twin: Application, by: Person, at: datetime) -> None:
    """One person applied twice: this application points to the one that goes on, and both stay to be read."""
    for row in sorted((application, twin), key=lambda row: row.pk):
        lock_row(row)
    check_undecided(application)
    if twin.pk == application.pk or twin.provider_id != application.provider_id:
        raise _refuse(SelectionReason.ITSELF)
    decision = current_decision(twin)
    if decision is not None and decision.outcome == Outcome.TWICE:
        raise _refuse(SelectionReason.TWIN_IS_CLOSED)
    decide(application, outcome=Outcome.TWICE, twin=twin, by=by, at=at)


@transaction.atomic
def reopen_application(*, application: Application, why: str, site: str, by: Person, at: datetime) -> None:
    """Put a decision right, with a reason: the application waits for another one. Not once someone is enrolled."""
    lock_row(application)
    before = current_decision(application)
    decision = rules.may_reopen(outcome=before.outcome if before else "", why=why)
    if not decision.allowed:
        raise _refuse(*decision.reasons)
    row = decide(application, outcome=Outcome.REOPENED, note=why.strip(), by=by, at=at)
    _email(application, emails.REOPENED, once=f"reopened:{row.pk}", site=site, at=at)


def _email(
    application: Application, kind: EmailKind, *, once: str, site: str, at: datetime, **values: str
) -> None:
    """To the applicant, with a link to the application's own page."""
    cohort = application.cohort
    link = ApplicationLink(
        purpose=ApplicationLink.Purpose.STATUS, application=application, email=application.email
    )
    leave_link(
        link,
        kind,
        {"cohort": cohort.name, "reference": application.reference, **values},
        cohort=cohort,
        site=site or settings.SITE,
        once=f"application:{application.pk}:{once}",
        at=at,
    )


def send_status_link(
    *, application: Application, email: str, site: str, client_address: str, at: datetime
) -> bool:
    """A new link to the application's own page, to the address of the expired one; whether the email was left."""
    cohort = application.cohort
    link = ApplicationLink(purpose=ApplicationLink.Purpose.STATUS, application=application, email=email)
    values = {"cohort": cohort.name, "reference": application.reference}
    return leave_link(
        link, emails.STATUS, values, cohort=cohort, site=site, client_address=client_address, at=at
    )
