"""Published versions: numbered, recorded in the audit log, and found only under their own name and provider."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import NOW, Cast
from waymark.ground.ledger.models import Entry
from waymark.ground.people.models import Provider
from waymark.ground.programmes import queries
from waymark.ground.programmes.actions import CannotPublish, publish_pack
from waymark.ground.programmes.checker import check
from waymark.ground.programmes.loader import load_source
from waymark.ground.programmes.models import PublishedProgramme
from waymark.ground.programmes.starter import starter_files


def publish(
    provider: Provider,
    name: str,
    *,
    title: str = "",
    swaps: tuple[tuple[str, str], ...] = (),
    **fields: Any,
) -> PublishedProgramme:
    files = starter_files(name)
    for old, new in swaps:
        assert old in files["programme.yaml"]
        files["programme.yaml"] = files["programme.yaml"].replace(old, new)
    files["programme.yaml"] = files["programme.yaml"].replace(
        "slug: harbour-college", f"slug: {provider.slug}"
    )
    if title:
        files["programme.yaml"] += f"\n# {title}\n"
    return publish_pack(provider=provider, files=files, **({"by": None, "at": NOW} | fields))


def test_publishing_is_recorded_once_for_each_version(cast: Cast) -> None:
    first = publish(cast.llse, "harbour", by=cast.grace)
    assert publish(cast.llse, "harbour", by=cast.grace) == first
    second = publish(cast.llse, "harbour", title="Changed", by=cast.grace)
    assert (first.version, second.version) == (1, 2)
    entries = Entry.objects.filter(verb="programmes.published")
    assert [(entry.about_id, entry.provider_id, entry.by_id, entry.facts) for entry in entries] == [
        (first.pk, cast.llse.pk, cast.grace.pk, {"version": 1, "digest": first.pack_id}),
        (second.pk, cast.llse.pk, cast.grace.pk, {"version": 2, "digest": second.pack_id}),
    ]


def test_name_of_another_providers_programme_cannot_be_used(cast: Cast) -> None:
    publish(cast.llse, "harbour")
    with pytest.raises(CannotPublish) as refused:
        publish(cast.ucl, "harbour", title="Ours")
    assert refused.value.codes == ("name_taken",)


def test_newest_version_is_the_newest_with_that_name(cast: Cast) -> None:
    publish(cast.llse, "harbour")
    second = publish(cast.llse, "harbour", title="Changed")
    other = publish(cast.llse, "lighthouse")
    assert queries.find_newest(slug="harbour") == second
    assert queries.find_newest(slug="lighthouse") == other
    assert queries.find_newest(slug="nowhere") is None


def test_published_versions_are_found_only_within_their_provider(cast: Cast) -> None:
    harbour = publish(cast.llse, "harbour")
    assert queries.list_published_for(for_=cast.grace) == [harbour, cast.cohort.programme]
    assert queries.list_published_for(for_=cast.finn) == [cast.ucl_cohort.programme]
    for published in (harbour, cast.cohort.programme):
        assert queries.get_published_for(for_=cast.grace, published_id=published.pk) == published
        assert queries.get_published_for(for_=cast.finn, published_id=published.pk) is None


def test_findings_are_those_of_the_versions_own_files(cast: Cast) -> None:
    findings = queries.findings_of(publish(cast.llse, "harbour"))
    assert findings
    assert [finding.code for finding in findings] == [
        finding.code for finding in check(load_source(starter_files("harbour")))
    ]


def test_one_version_of_a_declaration_has_one_wording(cast: Cast) -> None:
    """A receipt names the version alone, so it must be clear which words it stands for."""
    reworded = ("My answers will be my own work.", "Most of my answers will be my own work.")
    renamed = ('declaration:\n    version: "1"', 'declaration:\n    version: "2"')
    publish(cast.llse, "harbour")
    for swaps in ((reworded,), (("don’t submit sentences", "submit sentences"),)):
        with pytest.raises(CannotPublish) as refused:
            publish(cast.llse, "harbour", swaps=swaps)
        assert refused.value.codes == ("declaration_reworded",)
    assert publish(cast.llse, "harbour", swaps=(reworded, renamed)).version == 2
    assert publish(cast.llse, "harbour", title="The first wording again").version == 3
    with pytest.raises(CannotPublish):
        publish(cast.llse, "harbour", swaps=(renamed,))
