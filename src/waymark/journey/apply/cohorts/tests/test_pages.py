"""Opening a cohort, adding staff, and the cohort's page."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.html import strip_tags

from tests.cast import Cast
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.enrolments.reasons import WithdrawalReason
from waymark.ground.cohorts.models import Cohort
from waymark.ground.people.roles import Role
from waymark.journey.apply.enrolment_files.models import EnrolmentFile
from waymark.journey.apply.enrolment_files.tests.makers import FILES, make_csv, make_person, upload


def test_a_cohort_is_previewed_before_it_is_opened(cast: Cast) -> None:
    grace = cast.browser("grace")
    details = {"programme": str(cast.cohort.programme_id), "name": "Autumn 2026", "starts_on": "2026-12-07"}
    page = grace.get("/cohorts/new/", details)
    text = page.content.decode()
    assert "You have not opened the cohort yet" in text
    assert not Cohort.objects.filter(name="Autumn 2026").exists()
    assert grace.post("/cohorts/new/", details).headers["location"] == "/cohorts/autumn-2026/"
    assert "Autumn 2026" in grace.get("/cohorts/").content.decode()
    taken = grace.post("/cohorts/new/", details)
    assert taken.status_code == 422
    assert "There is already a cohort called Autumn 2026" in taken.content.decode()
    assert Cohort.objects.filter(name="Autumn 2026").count() == 1


def shown(cast: Cast, page: str) -> str:
    return " ".join(strip_tags(cast.browser("grace").get(page).content.decode()).split())


def test_cohort_counts_those_who_take_part_and_says_who_else_is_listed(cast: Cast) -> None:
    page = f"/cohorts/{cast.cohort.slug}/"
    text = shown(cast, page)
    assert "2 participants. Start" in text
    assert "Withdrawn" not in text
    cohorts.withdraw(
        enrolment=cast.amina,
        reason=WithdrawalReason.CAREER,
        effective_on=cast.at.date(),
        by=cast.grace,
        at=cast.at,
    )
    text = shown(cast, page)
    assert "1 participant, and 1 who has been deferred, withdrawn or moved. Start" in text
    assert f"{cast.amina.person.name}Withdrawn" in text
    assert "Participants 1" in text
    counts = [
        row.split("</td>")[0]
        for row in cast.browser("grace").get("/cohorts/").content.decode().split('data-label="Enrolled">')
    ]
    assert counts[1:] == ["1"]


def test_a_session_on_a_bank_holiday_is_a_clash(cast: Cast) -> None:
    details = {"programme": str(cast.cohort.programme_id), "name": "Christmas", "starts_on": "2026-12-10"}
    text = cast.browser("grace").get("/cohorts/new/", details).content.decode()
    assert "(bank holiday)" in text
    assert "with a holiday or weekend" in text


@pytest.mark.parametrize(
    "details",
    [
        {"programme": "999999", "name": "X", "starts_on": "2027-01-01"},
        {"programme": "", "name": "", "starts_on": "31 February 2027"},
        {"programme": "1", "name": "New", "starts_on": "2027-01-04"},
        {"programme": "1", "name": "\x00", "starts_on": "9999-12-31"},
    ],
)
def test_a_cohort_with_invalid_details_is_not_opened(cast: Cast, details: dict[str, str]) -> None:
    grace = cast.browser("grace")
    before = Cohort.objects.count()
    assert grace.get("/cohorts/new/", details).status_code == 422
    assert grace.post("/cohorts/new/", details).status_code == 422
    assert Cohort.objects.count() == before


def test_another_providers_version_cannot_be_used(cast: Cast) -> None:
    details = {"programme": str(cast.ucl_cohort.programme_id), "name": "Theirs", "starts_on": "2027-01-04"}
    assert cast.browser("grace").post("/cohorts/new/", details).status_code == 422


def test_a_year_out_of_range_is_refused(cast: Cast) -> None:
    details = {"programme": str(cast.cohort.programme_id), "name": "Late", "starts_on": "9999-12-01"}
    grace = cast.browser("grace")
    assert grace.get("/cohorts/new/", details).status_code == 422
    assert grace.post("/cohorts/new/", details).status_code == 422


def test_staff_are_added_once_and_participants_cannot_be_staff(cast: Cast) -> None:
    grace = cast.browser("grace")
    chosen = {"person": cast.petra.pk, "role": "facilitator"}
    for _ in range(2):
        assert grace.post("/cohorts/llse-spring-2025/staff/", chosen).status_code == 302
    page = grace.get("/cohorts/llse-spring-2025/").content.decode()
    assert page.count("Petra Lindqvist</a><span") == 2  # as setter, and now as facilitator
    answer = grace.post(
        "/cohorts/llse-spring-2025/staff/", {"person": cast.people["amina"].pk, "role": "coach"}
    )
    assert answer.status_code == 422
    nora = cast.person("nora", "Nora", "Vale", Role.FACILITATOR)
    cohorts.enrol(cohort=cast.cohort, person=nora, by=None, at=cast.at)
    refused = grace.post("/cohorts/llse-spring-2025/staff/", {"person": nora.pk, "role": "coach"})
    assert refused.status_code == 422
    assert "Nora Vale is enrolled in LLSE spring 2025" in refused.content.decode()


def test_the_cohort_page_needs_no_more_queries_for_more_people(
    cast: Cast, spring: Cohort, django_assert_max_num_queries: Any
) -> None:
    grace = cast.browser("grace")
    upload(grace, make_csv([make_person(number) for number in range(40)]))
    grace.post(f"{FILES}{EnrolmentFile.objects.get().pk}/confirmation/")
    grace.get("/cohorts/spring-2027/")
    with django_assert_max_num_queries(18):
        text = grace.get("/cohorts/spring-2027/").content.decode()
    assert "40 participants" in text
