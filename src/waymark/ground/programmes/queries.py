"""Questions about published programmes. A published version never changes, so each is read only once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from waymark.ground.programmes.checker import check
from waymark.ground.programmes.checks.spans import days_of_span
from waymark.ground.programmes.findings import Finding
from waymark.ground.programmes.loader import load_source
from waymark.ground.programmes.models import FrozenPack, PublishedProgramme
from waymark.ground.programmes.personal_data import DATA
from waymark.ground.programmes.values import Framework, Programme
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


def programme_of(published: PublishedProgramme) -> Programme:
    """The frozen values of a published version."""
    return programme_by_digest(published.pack_id)


def framework_of(published: PublishedProgramme) -> Framework:
    return framework_by_digest(published.pack_id)


def programme_by_digest(digest: str) -> Programme:
    return _read(digest)[0]


def framework_by_digest(digest: str) -> Framework:
    return _read(digest)[1]


@lru_cache(maxsize=64)
def _read(digest: str) -> tuple[Programme, Framework]:
    loaded = load_source(FrozenPack.objects.get(pk=digest).files)
    if loaded.programme is None or loaded.framework is None:
        raise LookupError(f"The published pack {digest[:12]} can no longer be read.")
    return loaded.programme, loaded.framework


def findings_of(published: PublishedProgramme) -> tuple[Finding, ...]:
    """The checker's findings for the files of a published version."""
    return _check(published.pack_id)


@lru_cache(maxsize=64)
def _check(digest: str) -> tuple[Finding, ...]:
    return check(load_source(FrozenPack.objects.get(pk=digest).files))


def access_day_of(programme: Programme) -> int | None:
    """Days after a cohort's first day by which everyone should have tried the practice assessment; None if the pack
    doesn't say.

    The pack prints a month for the cohort of its plan; for another cohort it is as many days after its first day.
    """
    spans = [days_of_span(signpost.span) for signpost in programme.signposts if signpost.access]
    last = next((days.last for days in spans if days), None)
    return (last - programme.plan_start).days if last and programme.plan_start else None


def find_newest(*, slug: str) -> PublishedProgramme | None:
    """The newest published version with this name."""
    rows = PublishedProgramme.objects.filter(slug=slug).select_related("provider")
    return rows.order_by("-version").first()


def find_other_wording(*, programme: Programme) -> PublishedProgramme | None:
    """A published version whose declaration has the same version as this programme’s, but other words."""
    declaration = programme.assessment.declaration
    for published in PublishedProgramme.objects.filter(slug=programme.id).order_by("-version"):
        earlier = programme_of(published).assessment.declaration
        if earlier.version == declaration.version and earlier.fingerprint != declaration.fingerprint:
            return published
    return None


def list_newest() -> list[PublishedProgramme]:
    """The newest version of every programme, for the public pages."""
    rows = PublishedProgramme.objects.select_related("provider").order_by("slug", "-version")
    newest: dict[str, PublishedProgramme] = {}
    for row in rows:
        newest.setdefault(row.slug, row)
    return list(newest.values())


def list_published_for(*, for_: Person) -> list[PublishedProgramme]:
    """Every version the viewer's provider has published, newest first."""
    rows = PublishedProgramme.objects.filter(provider_id=for_.provider_id)
    return list(rows.order_by("slug", "-version"))


def list_offered_for(*, for_: Person) -> list[PublishedProgramme]:
    """The newest version of each of the provider's programmes: those on which something new can start."""
    newest: dict[str, PublishedProgramme] = {}
    for published in list_published_for(for_=for_):
        newest.setdefault(published.slug, published)
    return list(newest.values())


def newest_version_of(*, programme: PublishedProgramme) -> int:
    """The version on which something new can start."""
    rows = PublishedProgramme.objects.filter(provider_id=programme.provider_id, slug=programme.slug)
    return rows.order_by("-version").values_list("version", flat=True)[0]


def get_published_for(*, for_: Person, published_id: int) -> PublishedProgramme | None:
    return PublishedProgramme.objects.filter(provider_id=for_.provider_id, pk=published_id).first()


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
