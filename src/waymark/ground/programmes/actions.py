"""Publishes a pack: stores its files under their digest as a new version."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.programmes import queries
from waymark.ground.programmes.checker import check
from waymark.ground.programmes.loader import digest_of, load_source
from waymark.ground.programmes.models import FrozenPack, PublishedProgramme
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person, Provider
    from waymark.ground.programmes.values import Programme


class CannotPublish(Refusal):
    """The pack has errors, it or its name belongs to another provider, or a declaration has other words."""


@transaction.atomic
def publish_pack(
    *, provider: Provider, files: dict[str, str], by: Person | None, at: datetime
) -> PublishedProgramme:
    """Store the files as the next version. Publishing the same files again returns the same version."""
    loaded = load_source(files)
    errors = [finding for finding in check(loaded) if finding.severity == "error"]
    if errors or loaded.programme is None:
        raise CannotPublish(
            *(
                Reason(error.code, f"{error.file}, line {error.line}: {error.sentence} {error.fix}")
                for error in errors
            )
        )
    programme, digest = loaded.programme, digest_of(files)
    if programme.provider.slug != provider.slug:
        raise CannotPublish(Reason("other_provider", _of_another(programme, provider)))
    owner = queries.find_newest(slug=programme.id)
    if owner is not None and owner.provider_id != provider.pk:
        raise CannotPublish(
            Reason("name_taken", f"Another provider already uses the id {programme.id}. Choose another id.")
        )
    if owner is not None and owner.pack_id == digest:
        return owner
    if (reworded := queries.find_other_wording(programme=programme)) is not None:
        raise CannotPublish(Reason("declaration_reworded", _reworded(programme, reworded)))
    FrozenPack.objects.get_or_create(digest=digest, defaults={"files": files})
    published = PublishedProgramme.objects.create(
        provider=provider,
        slug=programme.id,
        title=programme.title,
        version=owner.version + 1 if owner else 1,
        pack_id=digest,
        by=by,
        at=at,
    )
    facts = {"version": published.version, "digest": digest}
    ledger.record("programmes.published", about=published, provider_id=provider.pk, by=by, at=at, facts=facts)
    return published


def _reworded(programme: Programme, earlier: PublishedProgramme) -> str:
    version = programme.assessment.declaration.version
    return (
        f"Version {version} of the declaration has other words in version {earlier.version} of this programme, and "
        "participants may have agreed to those. Give the new wording a `version:` of its own under "
        "`assessment.declaration`."
    )


def _of_another(programme: Programme, provider: Provider) -> str:
    pack, slug = programme.provider, programme.provider.slug
    return (
        f"This pack is {pack.name}’s (`{slug}` under `provider:`), so it can’t be published by {provider.name}. "
        f"Publish it with --provider {slug}, or, if it is {provider.short_name}’s own programme, write "
        f"`slug: {provider.slug}` and your own name under `provider:`."
    )
