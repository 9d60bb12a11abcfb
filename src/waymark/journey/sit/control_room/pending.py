"""Decisions that leads and boards have to make: requests for more time, late texts, and outages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, Min, OuterRef, Q

from waymark.journey.sit.extra_time.models import AccessTime, Extension
from waymark.journey.sit.late_texts.models import LateProposal
from waymark.journey.sit.late_texts.queries import undecided_texts
from waymark.journey.sit.outages.models import Outage

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


@dataclass(frozen=True, kw_only=True)
class PendingDecisions:
    """The number of decisions to make in one window of one cohort, and since when."""

    cohort_id: int
    window_id: int | None
    """None for standing arrangements, which are about every window."""
    extensions: int = 0
    """Standing arrangements too."""
    late: int = 0
    """Participants, not texts, about whom nothing is proposed."""
    to_confirm: int = 0
    """Proposals about late texts that someone else made."""
    outages: int = 0
    """Recorded by someone else, for the viewer to confirm or return."""
    own_outages: int = 0
    """Recorded by the viewer, which someone else confirms."""
    proposed: int = 0
    """Proposals of the viewer, which someone else confirms."""
    since: datetime


def list_pending_decisions_for(*, for_: Person) -> list[PendingDecisions]:
    """Undecided extensions, late texts and proposals at the viewer's provider, oldest first."""
    pending = [
        *_undecided_extensions(for_.provider_id),
        *_undecided_access_times(for_.provider_id),
        *_undecided_late_texts(for_.provider_id),
        *_open_late_proposals(for_),
        *_open_outages(for_),
    ]
    return sorted(pending, key=lambda decisions: decisions.since)


def _undecided_extensions(provider_id: int) -> Iterator[PendingDecisions]:
    undecided = Extension.objects.filter(
        window__cohort__provider_id=provider_id, window__is_practice=False, decision=None
    )
    rows = (
        undecided.order_by()
        .values("window_id")
        .annotate(cohort_id=F("window__cohort_id"), extensions=Count("pk"), since=Min("at"))
    )
    return (PendingDecisions(**row) for row in rows)


def _undecided_access_times(provider_id: int) -> Iterator[PendingDecisions]:
    undecided = AccessTime.objects.filter(enrolment__cohort__provider_id=provider_id, decision=None)
    rows = (
        undecided.order_by()
        .values(cohort_id=F("enrolment__cohort_id"))
        .annotate(extensions=Count("pk"), since=Min("at"))
    )
    return (PendingDecisions(window_id=None, **row) for row in rows)


def _undecided_late_texts(provider_id: int) -> Iterator[PendingDecisions]:
    proposed = LateProposal.objects.filter(outcome=None, lines__sitting=OuterRef("answer__sitting"))
    texts = undecided_texts().filter(
        ~Exists(proposed),
        answer__sitting__window__cohort__provider_id=provider_id,
        answer__sitting__window__is_practice=False,
    )
    rows = (
        texts.order_by()
        .values(window_id=F("answer__sitting__window_id"))
        .annotate(
            cohort_id=F("answer__sitting__window__cohort_id"),
            late=Count("answer__sitting", distinct=True),
            since=Min("at"),
        )
    )
    return (PendingDecisions(**row) for row in rows)


def _open_late_proposals(viewer: Person) -> Iterator[PendingDecisions]:
    proposals = LateProposal.objects.filter(window__cohort__provider_id=viewer.provider_id, outcome=None)
    rows = (
        proposals.order_by()
        .values("window_id")
        .annotate(
            cohort_id=F("window__cohort_id"),
            to_confirm=Count("pk", filter=~Q(by=viewer)),
            proposed=Count("pk", filter=Q(by=viewer)),
            since=Min("at"),
        )
    )
    return (PendingDecisions(**row) for row in rows)


def _open_outages(viewer: Person) -> Iterator[PendingDecisions]:
    outages = Outage.objects.filter(
        incident__window__cohort__provider_id=viewer.provider_id, outcome=None
    ).values(window_id=F("incident__window_id"))
    rows = outages.order_by().annotate(
        cohort_id=F("incident__window__cohort_id"),
        outages=Count("pk", filter=~Q(by=viewer)),
        own_outages=Count("pk", filter=Q(by=viewer)),
        since=Min("at"),
    )
    return (PendingDecisions(**row) for row in rows)
