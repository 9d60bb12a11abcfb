"""The plain SQL that records an audit entry equals what the ORM would write (docs/decisions/0014)."""

from __future__ import annotations

import pytest
from django.forms.models import model_to_dict

from tests.cast import Cast
from waymark.ground.ledger import actions
from waymark.ground.ledger.models import Entry


@pytest.mark.parametrize("facts", [None, {}, {"role": "lead", "count": 2, "name": "naïve “quotes” 100% 'x'"}])
@pytest.mark.parametrize("by", [None, "grace"])
def test_entry_equals_one_made_by_the_orm(
    cast: Cast, by: str | None, facts: dict[str, object] | None
) -> None:
    person = cast.people[by] if by else None
    provider = cast.llse.pk
    actions.record("test.sql", about=cast.cohort, provider_id=provider, by=person, at=cast.at, facts=facts)
    recorded = Entry.objects.get(verb="test.sql")
    expected = Entry.objects.create(
        verb="test.orm",
        about_kind="cohorts.Cohort",
        about_id=cast.cohort.pk,
        provider_id=provider,
        by_id=person.pk if person else None,
        at=cast.at,
        facts=facts or {},
    )
    expected.refresh_from_db()
    differing = ("id", "verb")
    assert model_to_dict(recorded, exclude=differing) == model_to_dict(expected, exclude=differing)
