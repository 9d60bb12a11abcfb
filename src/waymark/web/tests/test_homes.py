"""Home pages: the next task first, in few database queries."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from tests.cast import Cast
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import CohortStaff, Enrolment
from waymark.ground.hours import actions as hours
from waymark.ground.people.models import Person
from waymark.journey.apply import actions as apply
from waymark.journey.apply.applications.tests.makers import ANSWERS
from waymark.journey.sit import jobs
from waymark.journey.sit.actions import propose_late
from waymark.journey.sit.tests.makers import decide_late, make_sitting, make_window, save
from waymark.web import participant as own

HOME = 7
"""Session, person and roles, enrolment, calendar with credits, window, changes; and the demonstration's clock."""


def says(cast: Cast, who: str, path: str = "/") -> str:
    answer = cast.browser(who).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("who", "first"),
    [
        ("amina", "Hours done"),
        ("fay", "Take the register for"),
        ("hugo", "You have no sessions to prepare or record"),
        ("petra", "Write your first paper"),
        ("chioma", "You have no scripts to mark yet"),
        ("simi", "No fails are awaiting your confirmation"),
        ("grace", "You have no decisions to make"),
        ("jonas", "There are no results to release"),
    ],
)
def test_every_role_has_a_home(cast: Cast, who: str, first: str) -> None:
    assert first in says(cast, who)


def test_visitor_sees_the_programmes(cast: Cast) -> None:
    page = Client().get("/").content.decode()
    assert "/programmes/llse-npqel/" in page
    assert "/programmes/ucl-npqel-2025/" in page


def test_participant_home_takes_few_queries(cast: Cast, django_assert_max_num_queries) -> None:
    browser = cast.browser("amina")
    with django_assert_max_num_queries(HOME):
        browser.get("/")


def test_participant_home_takes_no_more_queries_with_many_credits(
    cast: Cast, django_assert_max_num_queries
) -> None:
    for number in range(200):
        hours.credit(
            enrolment=cast.amina,
            item_id="workshop-1",
            minutes=1,
            source=f"test.{number}",
            because=cast.cohort,
            by=None,
            at=cast.at,
        )
    browser = cast.browser("amina")
    with django_assert_max_num_queries(HOME):
        page = browser.get("/").content
    assert len(page) < 30_000


def test_participant_home_says_how_much_is_needed(cast: Cast) -> None:
    cast.set_time(datetime(2025, 5, 1, 9, 0, tzinfo=UTC))
    page = says(cast, "amina")
    assert "you need more than 90%" in page
    assert "more and can still miss" in page


def enrol_many(cast: Cast, number: int) -> None:
    people = Person.objects.bulk_create(
        Person(
            provider=cast.llse,
            given_name="Many",
            family_name=f"Person{n:04}",
            email=f"many{n}@llse.example",
        )
        for n in range(number)
    )
    Enrolment.objects.bulk_create(
        Enrolment(cohort=cast.cohort, person=person, reference=f"M{person.pk}", at=cast.at)
        for person in people
    )


@pytest.mark.parametrize("rows", [10, 1000])
def test_progress_takes_the_same_queries_for_ten_and_a_thousand(
    cast: Cast,
    django_assert_max_num_queries,
    rows: int,
) -> None:
    enrol_many(cast, rows)
    browser = cast.browser("grace")
    with django_assert_max_num_queries(7):
        page = browser.get("/cohorts/llse-spring-2025/progress/").content.decode()
    assert page.count("<tr") >= rows


def test_progress_is_for_staff_of_the_cohort(cast: Cast) -> None:
    path = "/cohorts/llse-spring-2025/progress/"
    assert cast.browser("fay").get(path).status_code == 200
    assert cast.browser("finn").get(path).status_code == 404
    CohortStaff.objects.filter(person=cast.people["fay"]).delete()
    assert cast.browser("fay").get(path).status_code == 404


def test_participant_page_and_hours(cast: Cast) -> None:
    hours.credit(
        enrolment=cast.amina,
        item_id="workshop-1",
        minutes=90,
        source="learn.attendance",
        because=cast.cohort,
        by=cast.people["fay"],
        at=cast.at,
    )
    assert "1 h 30 m" in says(cast, "amina", "/hours/")
    assert "register" in says(cast, "amina", "/hours/")
    assert "Amina Castellane" in says(cast, "grace", f"/participants/{cast.amina.reference}/")
    assert cast.browser("finn").get(f"/participants/{cast.amina.reference}/").status_code == 404


def test_audit_log_is_of_one_provider(cast: Cast) -> None:
    log = says(cast, "grace", "/audit-log/")
    assert f"opened {cast.cohort.name}." in log
    assert "cohorts.Cohort" not in log
    assert "Amina" not in says(cast, "finn", "/audit-log/")


def test_lead_home_says_how_many_are_at_risk(cast: Cast) -> None:
    assert "2 of 2 participants at risk" in says(cast, "grace")
    cast.set_time(datetime(2025, 5, 1, 9, 0, tzinfo=UTC))
    assert "None of 2 participants at risk" in says(cast, "grace")


@pytest.mark.parametrize(("number", "title"), [(1, "one decision"), (2, "two decisions")])
def test_lead_home_counts_decisions(cast: Cast, number: int, title: str) -> None:
    for n in range(number):
        cohort = cohorts.open_cohort(
            programme=cast.cohort.programme,
            name=f"Cohort {n}",
            starts_on=date(2027, 4, 26),
            by=None,
            at=cast.at,
        )
        apply.submit_application(cohort=cohort, answers=ANSWERS, idempotency_key=f"{n}", at=cast.at)
    assert f"You have {title} to make" in says(cast, "grace")


def test_scripts_are_not_prepared_while_a_late_text_is_undecided(cast: Cast) -> None:
    closes = datetime(2026, 10, 27, tzinfo=UTC)
    sitting = make_sitting(cast, "amina", window=make_window(cast))
    save(sitting, "In time.", at=closes - timedelta(minutes=1))
    save(sitting, "Just late.", at=closes + timedelta(seconds=5))
    after = closes + timedelta(minutes=10)
    jobs.run(at=after)
    cast.set_time(after)
    grace = cast.browser("grace")
    home = grace.get("/").content.decode()
    assert "1 late answer to decide" in home
    assert "to prepare and allocate" not in home
    refused = grace.post(f"/mark/cohorts/{cast.cohort.slug}/scripts/").content.decode()
    assert "1 late answer is still to be decided." in refused
    propose_late(
        window=sitting.window,
        sitting_ids=[sitting.pk],
        counts=True,
        cause="The line.",
        by=cast.people["grace"],
        at=after,
    )
    home = grace.get("/").content.decode()
    assert "late answer" not in home
    assert "to prepare and allocate" not in home
    home = cast.browser("jonas").get("/").content.decode()
    assert "1 proposal about late answers to confirm" in home
    decide_late(sitting_ids=[sitting.pk], counts=True, cause="The line.", by=cast.people["grace"], at=after)
    assert "1 script to prepare and allocate" in grace.get("/").content.decode()


def test_each_cohort_of_a_lead_waits_since_its_own_oldest_application(cast: Cast) -> None:
    for name, starts_on, days in (
        ("Spring 2027", date(2027, 4, 26), 3),
        ("Summer 2027", date(2027, 6, 7), 1),
    ):
        cohort = cohorts.open_cohort(
            programme=cast.cohort.programme, name=name, starts_on=starts_on, by=None, at=cast.at
        )
        submitted_at = cast.at - timedelta(days=days)
        apply.submit_application(cohort=cohort, answers=ANSWERS, idempotency_key=name, at=submitted_at)
    home = cast.browser("grace").get("/").content.decode()
    assert [day for day in ("19 Oct 2026", "21 Oct 2026") if day in home] == ["19 Oct 2026", "21 Oct 2026"]


@pytest.mark.parametrize("is_open", [True, False])
def test_nobody_is_up_to_date_beside_an_open_assessment(cast: Cast, monkeypatch, is_open) -> None:
    """Whatever else there is to do: here, nothing."""
    monkeypatch.setattr(own, "rows_of", lambda items: [])
    monkeypatch.setattr("waymark.web.homes.views._sign", lambda journey: {"title": "Nothing to do"})
    if is_open:
        make_window(cast)
    page = says(cast, "amina")
    assert ("You’re up to date." in page) is not is_open
    assert ("Nothing else is due now." in page) is is_open
