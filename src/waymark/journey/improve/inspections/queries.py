"""Packs for inspectors: a lead sees the provider's, an inspector the one that their link opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people import queries as people
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import list_offered_for, programme_of
from waymark.journey.improve.inspections.models import InspectionLink, InspectionOpening, InspectionPack
from waymark.journey.improve.inspections.rules import Template, templates_from
from waymark.journey.improve.inspections.sections import Section, from_json, references_in

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person


def list_templates_for(*, for_: Person) -> tuple[Template, ...]:
    """Those of the provider's programmes, and the one with every section."""
    programmes = [programme_of(published) for published in list_offered_for(for_=for_)]
    return templates_from(row for programme in programmes for row in programme.inspection_packs)


def list_packs_for(*, for_: Person) -> list[InspectionPack]:
    """The provider's packs without their content, the newest first, each with its links."""
    rows = InspectionPack.objects.filter(provider_id=for_.provider_id).defer("content")
    return list(rows.select_related("cohort", "by").prefetch_related("links").order_by("-id"))


def get_pack_for(*, for_: Person, pack_id: int) -> InspectionPack | None:
    rows = InspectionPack.objects.filter(provider_id=for_.provider_id, pk=pack_id)
    return rows.select_related("cohort", "by", "provider").first()


def newest_link_of(*, pack: InspectionPack) -> InspectionLink:
    """The only link of a pack that can still work."""
    return InspectionLink.objects.filter(pack=pack).select_related("ended_by").order_by("-id")[0]


def list_openings_of(*, pack: InspectionPack) -> list[InspectionOpening]:
    """Every time it was read or downloaded, the newest first."""
    return list(InspectionOpening.objects.filter(link__pack=pack).order_by("-id"))


def find_link(link_id: int) -> InspectionLink | None:
    """For the mail bridge, which makes the link's address (`settings.LINKS`)."""
    return InspectionLink.objects.filter(pk=link_id).first()


def find_link_of(*, token: str) -> InspectionLink | None:
    """The link with that token, whether it can still be used or not."""
    rows = InspectionLink.objects.filter(token_digest=people.digest_of(token))
    link = rows.select_related("pack__provider", "pack__cohort").first()
    return link if link and people.is_genuine_link(token, link) else None


def list_cohorts_of(*, for_: Person, slug: str) -> tuple[Cohort, ...]:
    """The cohort of that address, or all that the lead may see."""
    rows = cohorts.list_cohorts_for(for_=for_, role=Role.LEAD)
    return tuple(row for row in rows if slug in ("", row.slug))


def sections_to_show(
    *, content: Sequence[dict[str, object]], names_people: bool, provider_id: int
) -> list[Section]:
    """The sections of a pack, with the names of participants if it was made with them."""
    names = _names(references_in(content), provider_id=provider_id) if names_people else {}
    return from_json(content, names=names)


def _names(references: set[str], *, provider_id: int) -> dict[str, str]:
    return cohorts.list_names_by_reference(references=references, provider_id=provider_id)
