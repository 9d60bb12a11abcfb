"""Questions about reviews, offers, places and the waiting list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.cohorts.queries import zone_of
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import REVIEWS
from waymark.ground.schools.rules import fold
from waymark.journey.apply.applications.models import (
    Application,
    ApplicationCorrection,
    ApplicationDecision,
)
from waymark.journey.apply.applications.queries import corrected, first_corrected, undecided
from waymark.journey.apply.selection import rules, words
from waymark.journey.apply.selection.models import (
    CohortPlaces,
    Offer,
    SuitabilityReview,
    WaitingOrder,
    WaitingPlace,
)
from waymark.journey.apply.selection.rules import ReviewConflict, SelectionReason, State
from waymark.kit.clock import local_day
from waymark.kit.decisions import Decision

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person

REVIEWED = frozenset(
    {"role", "job", "headteacher_status", "workplace", "organisation", "urn", "experience_years", "reason"}
)
"""The answers on which a reviewer’s recommendation rests."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """`total` and `left` are None where a cohort has as many places as are needed."""

    total: int | None
    enrolled: int
    offered: int
    version: int = 0
    """Which setting of the number this is."""

    @property
    def left(self) -> int | None:
        return rules.places_left(places=self.total, enrolled=self.enrolled, offered=self.offered)


def open_offers(cohort: Cohort, *, at: datetime) -> int:
    """Offers that keep a place: the newest of each application, neither answered nor expired."""
    newer = Offer.objects.filter(application=OuterRef("application"), id__gt=OuterRef("id"))
    rows = Offer.objects.filter(~Exists(newer), application__cohort=cohort, answer=None, expires_at__gt=at)
    decided = ApplicationDecision.objects.filter(application=OuterRef("application"), replaced_by=None)
    return rows.filter(~Exists(decided.exclude(outcome=ApplicationDecision.Outcome.REOPENED))).count()


def newest_places(*, cohort: Cohort) -> CohortPlaces | None:
    """How many places a lead gave the cohort last; None if none ever did."""
    return CohortPlaces.objects.filter(cohort=cohort).select_related("by").order_by("-id").first()


def places_of(*, cohort: Cohort, at: datetime) -> Places:
    row = newest_places(cohort=cohort)
    return Places(
        total=row.places if row else None,
        enrolled=cohorts.count_enrolled(cohort=cohort, at=at),
        offered=open_offers(cohort, at=at),
        version=row.pk if row else 0,
    )


def newest_offer(*, application: Application) -> Offer | None:
    rows = Offer.objects.filter(application=application).select_related("answer", "request", "by")
    return rows.order_by("-id").first()


def undecided_states(*, applications: Sequence[Application], at: datetime) -> dict[int, State]:
    """Where each of these undecided applications stands now, by its id; in two statements for any number."""
    ids = [application.pk for application in applications]
    waiting = set(WaitingPlace.objects.filter(application__in=ids).values_list("application_id", flat=True))
    rows = Offer.objects.filter(application__in=ids).select_related("answer").order_by("id")
    newest = {offer.application_id: offer for offer in rows}
    return {pk: _undecided_state(newest.get(pk), is_waiting=pk in waiting, at=at) for pk in ids}


def _undecided_state(offer: Offer | None, *, is_waiting: bool, at: datetime) -> State:
    answer = getattr(offer, "answer", None)
    return rules.state_of(
        outcome="",
        is_waiting=is_waiting,
        offer_expires_at=offer.expires_at if offer else None,
        offer_accepted=answer.accepted if answer else None,
        at=at,
    )


def state_of(*, application: Application, at: datetime) -> State:
    """Where the application stands now."""
    decision, offer = application.decision, newest_offer(application=application)
    answer = getattr(offer, "answer", None)
    return rules.state_of(
        outcome=decision.outcome if decision else "",
        is_waiting=WaitingPlace.objects.filter(application=application).exists(),
        offer_expires_at=offer.expires_at if offer else None,
        offer_accepted=answer.accepted if answer else None,
        at=at,
    )


def list_waiting(*, cohort: Cohort, at: datetime) -> list[Application]:
    """The waiting list in its order. Whoever has an open offer is not on it any more."""
    newer = Offer.objects.filter(application=OuterRef("application"), id__gt=OuterRef("id"))
    gone = Offer.objects.filter(~Exists(newer), application=OuterRef("pk")).filter(
        Q(expires_at__gt=at) | Q(answer__accepted=False)
    )
    rows = undecided(Application.objects.filter(cohort=cohort, waiting_place__isnull=False))
    waiting = rows.filter(~Exists(gone)).defer("reason").order_by("waiting_place__id")
    by_id = {application.pk: application for application in corrected(waiting)}
    order = newest_order(cohort=cohort)
    return [by_id[pk] for pk in rules.in_order(list(by_id), order.applications if order else ())]


def newest_order(*, cohort: Cohort) -> WaitingOrder | None:
    return WaitingOrder.objects.filter(cohort=cohort).select_related("by").order_by("-id").first()


def list_orders(*, cohort: Cohort) -> list[WaitingOrder]:
    """Every order that was given to the waiting list, the newest first."""
    return list(WaitingOrder.objects.filter(cohort=cohort).select_related("by").order_by("-id"))


def position_of(*, application: Application, at: datetime) -> int | None:
    """From 1; None if it is not on the waiting list."""
    waiting = [row.pk for row in list_waiting(cohort=application.cohort, at=at)]
    return waiting.index(application.pk) + 1 if application.pk in waiting else None


def list_reviews(*, application: Application) -> list[SuitabilityReview]:
    """The newest review of each reviewer, in the order in which they first reviewed."""
    return list_reviews_of([application])[application.pk]


def list_reviews_of(applications: Iterable[Application]) -> dict[int, list[SuitabilityReview]]:
    """As `list_reviews`, by the id of the application. One statement."""
    newest: dict[int, dict[int, SuitabilityReview]] = {application.pk: {} for application in applications}
    rows = SuitabilityReview.objects.filter(application__in=newest).select_related("by__organisation")
    for review in rows.order_by("id"):
        newest[review.application_id][review.by_id] = review
    return {pk: list(reviews.values()) for pk, reviews in newest.items()}


@dataclass(frozen=True, kw_only=True)
class Reviews:
    """What the reviews of an application say, and whether a place may be given by them."""

    current: tuple[SuitabilityReview, ...]
    outdated: tuple[SuitabilityReview, ...]
    """Made before an answer was corrected that they rest on, or by someone who may not review it any more."""
    needed: int

    @property
    def recommendations(self) -> tuple[str, ...]:
        return tuple(review.recommendation for review in self.current)

    @property
    def missing(self) -> int:
        return max(0, self.needed - len(self.current))

    @property
    def needs_reason(self) -> bool:
        """Whether the lead says why a place is given all the same."""
        return not self.missing and rules.needs_reason(self.recommendations)

    def allow(self, *, despite: str) -> Decision[SelectionReason]:
        return rules.may_accept(recommendations=self.recommendations, needed=self.needed, despite=despite)


def reviews_of(*, application: Application) -> Reviews:
    """The newest review of each reviewer, and how many reviews the programme asks for."""
    return _weighed(application, list_reviews(application=application))


def _weighed(application: Application, reviews: Sequence[SuitabilityReview]) -> Reviews:
    changed_at = application.changed_at(REVIEWED)
    current = [
        review
        for review in reviews
        if (changed_at is None or review.at >= changed_at) and not _conflicts(application, review.by)
    ]
    return Reviews(
        current=tuple(current),
        outdated=tuple(review for review in reviews if review not in current),
        needed=reviews_needed(application.cohort),
    )


def reviews_needed(cohort: Cohort) -> int:
    applications = programme_of(cohort.programme).applications
    return REVIEWS if applications is None else applications.reviews


def _conflicts(application: Application, reviewer: Person) -> bool:
    decision = may_review(application=application, reviewer=reviewer)
    return any(conflict is not ReviewConflict.DECIDED for conflict in decision.reasons)


def own_review(*, application: Application, for_: Person) -> SuitabilityReview | None:
    rows = SuitabilityReview.objects.filter(application=application, by=for_)
    return rows.order_by("-id").first()


def may_review(*, application: Application, reviewer: Person) -> Decision[ReviewConflict]:
    organisation = reviewer.organisation
    return rules.may_review(
        email=reviewer.email,
        school=fold(organisation.name) if organisation else "",
        applicant=application.email,
        sponsor=application.sponsor_email,
        mentor=application.mentor_email,
        applicants_school=fold(application.organisation),
        is_decided=application.decision is not None,
    )


def list_to_review(*, for_: Person) -> list[tuple[Application, Reviews]]:
    """Applications of the viewer's provider that wait for a decision, oldest first, with their reviews."""
    rows = undecided(Application.objects.filter(provider_id=for_.provider_id))
    rows = rows.select_related("cohort__programme").defer("reason").prefetch_related("decisions")
    applications = corrected(rows.order_by("at", "id"))
    reviews = list_reviews_of(applications)
    return [(row, _weighed(row, reviews[row.pk])) for row in applications]


def get_application_to_review(*, for_: Person, reference: str) -> Application | None:
    rows = Application.objects.filter(provider_id=for_.provider_id, reference=reference)
    rows = rows.select_related("cohort__programme", "cohort__provider")
    return first_corrected(rows.prefetch_related("decisions", "consents"))


@dataclass(frozen=True)
class Twin:
    """Another application that may be the same person's, and why we think so."""

    application: Application
    signs: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return ", ".join(words.TWIN_SIGNS[sign] for sign in self.signs)


def list_twins(*, application: Application) -> list[Twin]:
    """A guess: the same address, TRN, or name and school, in any cohort of the provider. Oldest first."""
    same = Q(email__iexact=application.email) | Q(
        family_name__iexact=application.family_name, given_name__iexact=application.given_name
    )
    if application.trn:
        same |= Q(trn=application.trn)
    values = (application.email, application.trn, application.family_name, application.given_name)
    changes = ApplicationCorrection.objects.filter(
        application=OuterRef("pk"), field__in=("email", "trn", "family_name", "given_name"), after__in=values
    )
    others = Application.objects.filter(provider_id=application.provider_id).exclude(pk=application.pk)
    rows = others.filter(same | Exists(changes))
    rows = rows.select_related("cohort").prefetch_related("decisions").defer("reason").order_by("at", "id")
    twins = [Twin(row, _signs(application, row)) for row in corrected(rows)]
    return [twin for twin in twins if twin.signs]


def _signs(application: Application, other: Application) -> tuple[str, ...]:
    is_same_school = fold(application.organisation) == fold(other.organisation)
    signs = {
        "email": application.email.lower() == other.email.lower(),
        "trn": bool(application.trn) and application.trn == other.trn,
        "name": fold(application.name) == fold(other.name) and is_same_school,
    }
    return tuple(sign for sign, is_same in signs.items() if is_same)


def last_day_of(offer: Offer, *, cohort: Cohort) -> date:
    """The last day on which the offer can be answered, in the cohort's zone."""
    return local_day(offer.expires_at - timedelta(seconds=1), zone_of(cohort=cohort))
