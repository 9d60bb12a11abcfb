"""The ledger only grows, in the database itself."""

import pytest
from django.db import DatabaseError, transaction

from tests.cast import Cast
from waymark.ground.ledger import queries
from waymark.ground.ledger.models import Entry


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_a_line(cast: Cast, act: str) -> None:
    lines = Entry.objects.count()
    rows = Entry.objects.filter(verb="cohorts.opened")
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        rows.update(verb="something.else") if act == "update" else rows.delete()
    assert Entry.objects.count() == lines


def test_a_provider_sees_its_own_lines_only(cast: Cast) -> None:
    verbs = {(entry.provider_id, entry.verb) for entry in queries.list_entries(provider_id=cast.ucl.pk)}
    assert verbs
    assert {provider for provider, _ in verbs} == {cast.ucl.pk}
