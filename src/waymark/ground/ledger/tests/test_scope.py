"""A line is found by its provider, its verb and what it is about, with the facts it was written with."""

from __future__ import annotations

from tests.cast import Cast
from waymark.ground.ledger import actions, queries


def test_a_line_keeps_who_acted_and_its_facts(cast: Cast) -> None:
    facts = {"minutes": 90, "item": "workshop-1"}
    llse = cast.llse.pk
    actions.record("test.done", about=cast.cohort, provider_id=llse, by=cast.grace, at=cast.at, facts=facts)
    line = queries.list_entries(provider_id=llse)[0]
    assert (line.verb, line.by, line.at, line.facts) == ("test.done", cast.grace, cast.at, facts)
    actions.record("test.done", about=cast.cohort, provider_id=llse, by=None, at=cast.at)
    line = queries.list_entries(provider_id=llse)[0]
    assert (line.by, line.facts) == (None, {})


def test_the_lines_about_one_row_are_neither_those_of_its_kind_nor_of_its_number(cast: Cast) -> None:
    verbs = {"one": cast.cohort, "other": cast.ucl_cohort, "another_kind": cast.grace}
    for verb, about in verbs.items():
        actions.record(f"test.{verb}", about=about, provider_id=cast.llse.pk, by=None, at=cast.at)
    same_number = type(cast.grace)(pk=cast.cohort.pk)
    actions.record("test.same_number", about=same_number, provider_id=cast.llse.pk, by=None, at=cast.at)
    lines = queries.list_entries(provider_id=cast.llse.pk, about=cast.cohort)
    assert [line.verb for line in lines if line.verb.startswith("test.")] == ["test.one"]


def test_the_newest_lines_come_first_and_only_so_many(cast: Cast) -> None:
    for number in range(3):
        actions.record(f"test.{number}", about=cast.cohort, provider_id=cast.llse.pk, by=None, at=cast.at)
    lines = queries.list_entries(provider_id=cast.llse.pk, limit=2)
    assert [line.verb for line in lines] == ["test.2", "test.1"]
    assert len(queries.list_entries(provider_id=cast.llse.pk)) > 2


def test_lines_are_counted_for_one_provider_and_one_verb(cast: Cast) -> None:
    actions.record("test.done", about=cast.cohort, provider_id=cast.llse.pk, by=None, at=cast.at)
    actions.record("test.else", about=cast.cohort, provider_id=cast.llse.pk, by=None, at=cast.at)
    assert queries.count_entries(provider_id=cast.llse.pk, verb="test.done") == 1
    assert queries.count_entries(provider_id=cast.ucl.pk, verb="test.done") == 0
