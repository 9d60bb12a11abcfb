"""The audit log’s page: sentences, filters, search, pages, and a file."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from waymark.ground.cohorts.models import Cohort
from waymark.ground.ledger import actions as ledger

MOST_STATEMENTS = 12
"""Of the page: two for access, one for the cohorts of the filter, two for the entries, the rest for names."""


def record(
    cast: Cast, times: int = 1, *, verb: str = "cohorts.enrolled", days: int = 0, by: str = "grace"
) -> None:
    at = cast.at + timedelta(days=days)
    for _ in range(times):
        ledger.record(verb, about=cast.amina, provider_id=cast.llse.pk, by=cast.people[by], at=at)


def page(cast: Cast, **filters: object) -> str:
    return cast.browser("grace").get(f"/audit-log/?{urlencode(filters)}").content.decode()


def download(cast: Cast, **filters: object) -> list[list[str]]:
    answer = cast.browser("grace").get(f"/audit-log/entries.csv?{urlencode(filters)}")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_entries_read_as_sentences(cast: Cast) -> None:
    record(cast, verb="cohorts.enrolled")
    record(cast, verb="papers.locked")
    log = page(cast)
    assert f"{cast.people['grace'].name} enrolled {cast.amina.person.name}." in log
    assert f"Waymark opened {cast.cohort.name}." in log


def test_entries_are_of_one_provider(cast: Cast) -> None:
    record(cast)
    other = cast.browser("finn").get("/audit-log/").content.decode()
    assert cast.amina.person.name not in other
    assert cast.amina.person.name not in cast.browser("finn").get("/audit-log/entries.csv").content.decode()
    page = cast.browser("finn").get(f"/audit-log/?{urlencode({'cohort': cast.cohort.pk})}").content.decode()
    assert cast.amina.person.name not in page


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"kind": "test.kind"}, None),
        ({"kind": "coach.paired"}, 2),
        ({"person": "nowhere"}, 0),
        ({"person": "Castellane", "kind": "coach.paired"}, 2),
        ({"search": "paired coach"}, 2),
        ({"search": "paired Castellane"}, 2),
        ({"search": "paired nowhere"}, 0),
        ({"kind": "coach.paired", "since": "2024-01-01", "until": "2024-01-02"}, 0),
    ],
)
def test_entries_are_filtered(cast: Cast, filters: dict[str, str], count: int | None) -> None:
    record(cast, 2, verb="coach.paired")
    rows = download(cast, **filters)
    everything = download(cast)
    assert len(rows) - 1 == (len(everything) - 1 if count is None else count)


def test_entries_are_filtered_by_cohort_and_day(cast: Cast) -> None:
    record(cast, 3, verb="coach.paired", days=400)
    day = (cast.at + timedelta(days=400)).date().isoformat()
    assert len(download(cast, since=day, until=day)) == 4
    assert len(download(cast, since=day, until=day, cohort=cast.cohort.pk)) == 4
    assert len(download(cast, kind="coach.paired", cohort=cast.cohort.pk)) == 4
    empty = Cohort.objects.create(
        provider=cast.llse, programme=cast.cohort.programme, name="B", slug="b", starts_on=cast.at, at=cast.at
    )
    assert len(download(cast, cohort=empty.pk)) == 1


def test_impossible_dates_are_refused_and_the_form_comes_back(cast: Cast) -> None:
    log = page(cast, search="paired", since="2026-02-02", until="2026-02-01")
    assert "The “To” date must be the same as or after the “From” date" in log
    assert 'value="paired"' in log


def test_entries_come_page_by_page_and_the_filter_stays(cast: Cast) -> None:
    record(cast, 120, verb="coach.paired")
    first = page(cast, kind="coach.paired")
    assert "120 entries, page 1 of 3" in first
    assert first.count("paired Amina") == 50
    assert "kind=coach.paired&amp;page=2" in first
    assert page(cast, kind="coach.paired", page=3).count("paired Amina") == 20
    assert "No entries match this filter" in page(cast, search="xyzzy")


@pytest.mark.parametrize("path", ["/audit-log/", "/audit-log/entries.csv"])
def test_a_thousand_entries_cost_no_more_statements_than_ten(cast: Cast, path: str) -> None:
    browser = cast.browser("grace")
    record(cast, 10)
    browser.get(path)
    counts = []
    for more in (0, 900):
        record(cast, more)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(path).status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0] <= MOST_STATEMENTS


def test_no_cell_of_the_file_is_a_formula(cast: Cast) -> None:
    person = cast.amina.person
    type(person).objects.filter(pk=person.pk).update(given_name="=cmd()")
    ledger.record("people.password_changed", about=person, provider_id=cast.llse.pk, by=person, at=cast.at)
    rows = download(cast, kind="people.password_changed")
    assert rows[0] == ["When", "What happened", "Who", "Kind"]
    assert rows[1][1].startswith("'=cmd() Castellane changed their password")
    assert rows[1][2].startswith("'=")


def test_only_leads_open_it(cast: Cast) -> None:
    assert cast.browser("amina").get("/audit-log/entries.csv").status_code == 403


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-30", "9999-12-31"])
@pytest.mark.parametrize("end", ["since", "until"])
def test_a_day_at_an_end_of_the_calendar_is_a_day(cast: Cast, end: str, day: str) -> None:
    for url in ("/audit-log/", "/audit-log/entries.csv"):
        assert cast.browser("grace").get(url, {end: day}).status_code == 200
    assert ("No entries" in page(cast, **{end: day})) == (
        (end, day[:4]) in (("since", "9999"), ("until", "0001"))
    )
