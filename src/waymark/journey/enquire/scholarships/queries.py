"""Questions about scholarships: which list counts, how a cohort is funded, and what a visitor's answers come to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.roles import Role
from waymark.journey.enquire.scholarships import rules
from waymark.journey.enquire.scholarships.models import CohortFunding, Referral, SettingsList, SettingsListUse
from waymark.journey.enquire.scholarships.rules import (
    DfeAnswer,
    Funding,
    ScholarshipAnswer,
    ScholarshipFacts,
)
from waymark.kit.clock import local_day

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person

MOST_REFERRALS = 5
"""Of one network within an hour."""


def find_use(*, provider_id: int) -> SettingsListUse | None:
    """Which of the provider's lists counts now."""
    rows = SettingsListUse.objects.filter(settings_list__provider_id=provider_id)
    return rows.select_related("settings_list", "by").order_by("-id").first()


def list_lists_for(*, for_: Person) -> list[SettingsList]:
    """Every list that the viewer's provider has uploaded, the newest first, without its problems."""
    rows = SettingsList.objects.filter(provider_id=for_.provider_id).select_related("by")
    return list(rows.prefetch_related("uses").order_by("-id"))


def get_list_for(*, for_: Person, list_id: int) -> SettingsList | None:
    return SettingsList.objects.filter(provider_id=for_.provider_id, pk=list_id).select_related("by").first()


def is_on_list(*, number: str, uses: SettingsListUse) -> bool:
    """A URN is looked up among PP50 and RISE schools, a UKPRN among FE settings."""
    settings_list = uses.settings_list
    if len(number) == 6:
        return number in settings_list.pp50 or number in settings_list.rise
    return number in settings_list.fe


def funding_of(*, cohort_id: int) -> Funding | None:
    row = CohortFunding.objects.filter(cohort_id=cohort_id).order_by("-id").first()
    return Funding(row.funding) if row else None


def list_fundings_for(*, for_: Person, at: datetime) -> list[tuple[Cohort, CohortFunding | None]]:
    """The viewer's cohorts that haven't ended their first year, each with its newest record of funding."""
    own = cohorts.list_cohorts_for(for_=for_, role=Role.LEAD)
    recent = [cohort for cohort in own if cohort.starts_on > local_day(at) - timedelta(days=366)]
    rows = CohortFunding.objects.filter(cohort__in=recent).select_related("by").order_by("id")
    newest = {row.cohort_id: row for row in rows}
    return [(cohort, newest.get(cohort.pk)) for cohort in recent]


def check_scholarship(
    *,
    cohort: Cohort,
    number: str,
    is_state_funded_in_england: bool | None,
    was_funded_before: bool | None,
    has_role: bool | None,
    dfe_answer: DfeAnswer | None = None,
) -> ScholarshipAnswer:
    """What these answers come to for a place in the cohort. `number` is a URN or a UKPRN, or empty if not known.

    `dfe_answer` is what DfE has answered for an application, as soon as that is recorded; it wins.
    """
    uses = find_use(provider_id=cohort.provider_id)
    facts = ScholarshipFacts(
        is_state_funded_in_england=is_state_funded_in_england,
        is_on_list=is_on_list(number=number, uses=uses) if number and uses else None,
        has_list=uses is not None,
        was_funded_before=was_funded_before,
        has_role=has_role,
        funding=funding_of(cohort_id=cohort.pk),
    )
    return rules.decide_scholarship(facts, dfe_answer=dfe_answer)


def count_recent_referrals(*, caused_by: str, at: datetime) -> int:
    return Referral.objects.filter(caused_by=caused_by, at__gt=at - timedelta(hours=1)).count()


def list_referrals_for(*, for_: Person) -> list[Referral]:
    return list(Referral.objects.filter(provider_id=for_.provider_id).order_by("-id")[:100])
