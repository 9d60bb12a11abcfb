"""Where a member of staff works, and the days on which they work with a cohort."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.filled import form_of
from waymark.ground.cohorts import actions, jobs, queries
from waymark.ground.cohorts.models import CohortStaff
from waymark.ground.cohorts.rules import works_on
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.models import Person
from waymark.ground.people.roles import Role

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast

DAY = date(2026, 10, 22)


@pytest.mark.parametrize(
    ("from_on", "until_on", "works"),
    [
        (None, None, True),
        (DAY, None, True),
        (None, DAY, True),
        (date(2026, 10, 23), None, False),
        (None, date(2026, 10, 21), False),
        (date(2026, 10, 1), date(2026, 10, 31), True),
    ],
)
def test_staff_work_from_their_first_day_to_their_last(from_on, until_on, works) -> None:
    assert works_on(DAY, from_on=from_on, until_on=until_on) is works


def member_of(cast: Cast, name: str) -> CohortStaff:
    return CohortStaff.objects.select_related("cohort__programme", "person").get(
        cohort=cast.cohort, person=cast.people[name]
    )


def send(browser: Client, url: str, **changes: str) -> Any:
    """The form of the page, with these changes."""
    return browser.post(url, form_of(browser.get(url)) | changes)


def url_of(cast: Cast, name: str) -> str:
    return reverse("apply:staff_member", args=[cast.cohort.slug, member_of(cast, name).pk])


def test_a_lead_changes_where_someone_works_and_until_when(cast: Cast) -> None:
    grace, url = cast.browser("grace"), url_of(cast, "fay")
    page = grace.get(url).content.decode()
    assert "Abernethy Trust" in page
    form = {"organisation": "Hilltop School", "from_on": "2026-09-01", "until_on": "2026-10-21"}
    assert send(grace, url, **form).status_code == 302
    assert Person.objects.get(pk=cast.fay.pk).organisation.name == "Hilltop School"
    assert count_entries(provider_id=cast.llse.pk, verb="people.organisation_changed") == 1
    assert count_entries(provider_id=cast.llse.pk, verb="cohorts.staff_dated") == 1
    assert queries.list_cohorts_for(for_=cast.fay, role=Role.FACILITATOR) == []
    assert queries.list_staff_of(cohort_id=cast.cohort.pk, role=Role.FACILITATOR) == []
    assert "not working with this cohort today" in grace.get(f"/cohorts/{cast.cohort.slug}/").content.decode()
    again = grace.get(url).content.decode()
    assert "Hilltop School" in again
    assert send(grace, url, **form | {"until_on": ""}).status_code == 302
    assert queries.list_cohorts_for(for_=cast.fay, role=Role.FACILITATOR) == [cast.cohort]


def test_the_last_day_is_over_by_the_cohorts_own_day(cast: Cast) -> None:
    actions.change_staff_member(
        member=member_of(cast, "fay"),
        organisation="",
        from_on=None,
        until_on=date(2026, 10, 25),
        by=cast.grace,
        at=cast.at,
    )
    for at, sees in [
        (datetime(2026, 10, 25, 23, 59, tzinfo=UTC), True),
        (datetime(2026, 10, 26, 0, 0, tzinfo=UTC), False),
    ]:
        jobs.run(at=at)
        assert bool(queries.list_cohorts_for(for_=cast.fay, role=Role.FACILITATOR)) is sees
    assert jobs.run(at=datetime(2026, 10, 26, 1, 0, tzinfo=UTC)) == 0


def test_an_organisation_that_is_not_known_is_shown_as_a_possible_conflict(cast: Cast) -> None:
    grace, url = cast.browser("grace"), url_of(cast, "chioma")
    assert send(grace, url, organisation=" ").status_code == 302
    assert Person.objects.get(pk=cast.chioma.pk).organisation is None
    assert "We don’t know where Chioma works." in grace.get(url).content.decode()
    cohort = grace.get(f"/cohorts/{cast.cohort.slug}/").content.decode()
    assert cohort.count("We don’t know where they work, so we can’t rule out a conflict of interest.") == 1
    marking = grace.get(reverse("mark:progress", args=[cast.cohort.slug])).content.decode()
    assert "A conflict of interest is possible" in marking
    assert "Chioma Okonjo" in marking
    assert send(grace, url, organisation="Somewhere").status_code == 302
    marking = grace.get(reverse("mark:progress", args=[cast.cohort.slug])).content.decode()
    assert "A conflict of interest is possible" not in marking


def test_a_stale_form_shows_who_changed_it(cast: Cast) -> None:
    grace, url = cast.browser("grace"), url_of(cast, "fay")
    stale = form_of(grace.get(url))
    assert send(grace, url, organisation="Hilltop School").status_code == 302
    answer = grace.post(url, stale | {"until_on": "2026-12-01"})
    assert answer.status_code == 409
    assert "Grace Penhaligon saved this on" in answer.content.decode()
    assert member_of(cast, "fay").until_on is None
    assert grace.post(url, form_of(answer)).status_code == 302
    assert member_of(cast, "fay").until_on == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (
            {"from_on": "2026-10-22", "until_on": "2026-10-21"},
            "Last day must be the same as or after the first day",
        ),
        ({"from_on": "soon"}, "First day must be a real date"),
        ({"until_on": "31 June 2026"}, "Last day must be a real date"),
        ({"organisation": "x" * 201}, "200"),
    ],
)
def test_bad_input_keeps_what_was_typed(cast: Cast, form: dict[str, str], sentence: str) -> None:
    answer = send(cast.browser("grace"), url_of(cast, "fay"), **{"organisation": "Kept School"} | form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert form.get("organisation", "Kept School") in page
    assert member_of(cast, "fay").until_on is None


def test_another_providers_lead_finds_no_such_person(cast: Cast) -> None:
    assert cast.browser("finn").get(url_of(cast, "fay")).status_code == 404
