"""Queries about outages: recorded, confirmed, and the programme's own rule about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.programmes.queries import programme_of
from waymark.journey.sit.outages.models import Outage
from waymark.journey.sit.windows.models import SittingWindow

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person
    from waymark.ground.people.roles import Role
    from waymark.ground.programmes.values import OutageRule


def outage_rule_of(*, cohort: Cohort) -> OutageRule | None:
    """Of the version of the programme that the cohort is on; None if its pack has none."""
    return programme_of(cohort.programme).assessment.outage


def list_outages(*, window: SittingWindow) -> list[Outage]:
    """Newest first, decided or not. The caller has checked that the viewer may see the window."""
    rows = Outage.objects.filter(incident__window=window).select_related("incident", "by", "outcome__by")
    return list(rows.order_by("-began_at", "-id"))


def list_own_outages(*, window: SittingWindow, enrolment: Enrolment) -> list[Outage]:
    """Those that moved this participant's close."""
    rows = Outage.objects.filter(allowances__window=window, allowances__enrolment=enrolment)
    return list(rows.select_related("outcome").order_by("id"))


def get_outage_for(*, for_: Person, role: Role, cohort_slug: str, outage_id: int) -> Outage | None:
    cohort = cohorts.get_cohort_for(for_=for_, role=role, slug=cohort_slug)
    if cohort is None:
        return None
    rows = Outage.objects.filter(incident__window__cohort=cohort, pk=outage_id)
    return rows.select_related("incident__window__cohort__programme", "by", "outcome__by").first()


def count_undecided_outages(*, cohort_id: int) -> int:
    """Recorded in a cohort's windows, and neither confirmed, returned nor withdrawn."""
    return Outage.objects.filter(incident__window__cohort_id=cohort_id, outcome=None).count()
