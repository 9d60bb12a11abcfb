"""The control room: what leads see of a window, what each filter shows, and that they never see a text."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from waymark.ground.ledger.models import Entry
from waymark.ground.people.roles import Role
from waymark.journey.sit import actions
from waymark.journey.sit.control_room import filters
from waymark.journey.sit.control_room.queries import (
    ParticipantState,
    list_open_windows_for,
    list_participants_for,
)
from waymark.journey.sit.models import DeskReport, Incident, Revision, Sitting
from waymark.journey.sit.submission.collecting import collect_closed
from waymark.journey.sit.tests.makers import make_crowd, make_sitting, make_window, save
from waymark.journey.sit.tests.pages import statements
from waymark.journey.sit.words import amount_written

CANARY = "quillwort"
UNTIL = date(2026, 10, 29)


def url_of(name, cast, window, query=""):
    return reverse(f"sit:{name}", args=[cast.cohort.slug, window.pk]) + query


def progress_by_name(cast, window, *, at=None):
    participants = list_participants_for(for_=cast.grace, role=Role.LEAD, window=window, at=at or cast.at)
    return {progress.participant.given_name: progress for progress in participants}


def csv_rows(cast, window, query=""):
    data = cast.browser("grace").get(url_of("window_csv", cast, window, query)).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(data)))


def request_extension(cast, window, who="amina", *, by=None):
    enrolment = getattr(cast, who)
    return actions.request_extension(
        window=window, enrolment=enrolment, until_on=UNTIL, reason="Ill", evidence="",
        by=by or enrolment.person, at=cast.at,
    )  # fmt: skip


@pytest.fixture
def window(cast):
    return make_window(cast)


# --- a participant's line --------------------------------------------------------------------------------------


def test_state_is_not_opened_empty_writing_submitted_collected_or_over(cast, window):
    assert progress_by_name(cast, window)["Amina"].state is ParticipantState.NOT_OPENED
    sitting = make_sitting(cast, window=window)
    assert progress_by_name(cast, window)["Amina"].state is ParticipantState.EMPTY
    save(sitting, "five words are written here", at=cast.at)
    progress = progress_by_name(cast, window)["Amina"]
    assert (progress.state, progress.words, progress.saved_at) == (ParticipantState.WRITING, 5, cast.at)
    actions.submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)
    progress = progress_by_name(cast, window)["Amina"]
    assert (progress.state, progress.submitted_at, progress.silent_since) == (
        ParticipantState.SUBMITTED,
        cast.at,
        None,
    )
    save(make_sitting(cast, "ben", window=window), "some", at=cast.at)
    after = cast.at + timedelta(days=6)
    assert progress_by_name(cast, window, at=after)["Ben"].state is ParticipantState.OVER
    collect_closed(at=after)
    assert progress_by_name(cast, window, at=after)["Ben"].state is ParticipantState.COLLECTED


def test_collected_answers_are_not_counted_as_submitted(cast, window):
    sitting = make_sitting(cast, window=window)
    save(sitting, "five words are written here", at=cast.at)
    actions.submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)
    save(make_sitting(cast, "ben", window=window), "some", at=cast.at)
    after = cast.at + timedelta(days=6)
    collect_closed(at=after)
    cast.set_time(after)
    page = cast.browser("grace").get(url_of("window", cast, window)).content.decode()
    assert "<h1>1 of 2 has submitted, 1 was collected at the close</h1>" in page


def test_silence_is_counted_from_the_last_save_or_the_opening_while_writing(cast, window):
    make_sitting(cast, window=window)
    save(make_sitting(cast, "ben", window=window), "some", at=cast.at + timedelta(hours=20))
    participants = progress_by_name(cast, window, at=cast.at + timedelta(hours=24))
    assert (participants["Amina"].silent_since, participants["Ben"].silent_since) == (
        cast.at,
        cast.at + timedelta(hours=20),
    )
    at = cast.at + timedelta(hours=24)
    assert [participants[name].is_silent(hours=24, at=at) for name in ("Amina", "Ben")] == [True, False]
    assert not participants["Amina"].is_silent(hours=25, at=at)
    expected = filters.filter_participants(list(participants.values()), show="silent", hours=1, at=at)
    assert [progress.participant.given_name for progress in expected] == ["Amina", "Ben"]
    over = progress_by_name(cast, window, at=cast.at + timedelta(days=6))
    assert over["Amina"].silent_since is None


def test_offline_times_extensions_conflicts_and_taking_back_are_counted(cast, window):
    sitting = make_sitting(cast, window=window)
    save(sitting, "one", at=cast.at)
    save(sitting, "two", base=0, client="window2", at=cast.at)
    for client, seconds in (("window1", 600), ("window2", 90)):
        DeskReport.objects.create(sitting=sitting, kind="offline", seconds=seconds, client=client, at=cast.at)
    DeskReport.objects.create(sitting=sitting, kind="signed_out", seconds=9, client="w", at=cast.at)
    actions.submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)
    actions.withdraw_submission(sitting=sitting, by=cast.people["amina"], at=cast.at)
    request_extension(cast, window, by=cast.grace)
    granted = request_extension(cast, window, "ben")
    actions.decide_extension(extension=granted, granted=True, why="Yes", by=cast.grace, at=cast.at)
    participants = progress_by_name(cast, window)
    amina, ben = participants["Amina"], participants["Ben"]
    assert (amina.conflicts, amina.offline_seconds, amina.offline_times) == (1, 690, 2)
    assert (amina.signed_out_times, amina.taken_back, amina.requested, amina.granted) == (1, 1, 1, 0)
    assert (amina.is_pending, amina.has_own_close) == (True, False)
    assert (ben.is_pending, ben.has_own_close, ben.granted) == (False, True, 1)


def test_late_text_is_counted_until_it_is_decided(cast, window):
    sitting = make_sitting(cast, window=window)
    save(sitting, "in time", at=cast.at)
    close = window.closes_before
    save(sitting, "in time and more", at=close + timedelta(seconds=40))
    collect_closed(at=close + timedelta(minutes=10))
    progress = progress_by_name(cast, window, at=close + timedelta(minutes=10))["Amina"]
    assert (progress.late, progress.conflicts, progress.state) == (1, 0, ParticipantState.COLLECTED)


# --- the page and the CSV file -------------------------------------------------------------------------------


def test_page_uses_words_and_the_windows_own_zone(cast):
    window = make_window(cast, zone="Asia/Dubai")
    sitting = make_sitting(cast, window=window)
    save(sitting, "one", at=cast.at)
    DeskReport.objects.create(sitting=sitting, kind="offline", seconds=5400, client="w", at=cast.at)
    granted = request_extension(cast, window)
    actions.decide_extension(extension=granted, granted=True, why="Yes", by=cast.grace, at=cast.at)
    page = cast.browser("grace").get(url_of("window", cast, window)).content.decode()
    assert "Offline once, for 1 h 30 m" in page
    assert "Thursday 22 October 2026, 13:00" in page
    assert "Closes: Thursday 29 October 2026, 23:59" in page
    assert "More time granted once" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Amina", "Ben", "Cleo"}),
        ("?show=writing", {"Ben"}),
        ("?show=not-opened", {"Amina"}),
        ("?show=submitted", {"Cleo"}),
        ("?show=collected", set()),
        ("?show=silent", set()),
        ("?show=silent&hours=1", {"Ben"}),
        ("?show=silent&hours=0", set()),
        ("?show=silent&hours=10000000000", set()),
        ("?show=silent&hours=x", set()),
        ("?show=nonsense", {"Amina", "Ben", "Cleo"}),
    ],
)
def test_filter_in_the_address_shows_the_same_on_the_page_and_in_the_csv(cast, window, query, expected):
    cast.cleo = cast.enrolled("cleo", "Cleo", "Ravenscar")
    save(make_sitting(cast, "ben", window=window), "some", at=cast.at)
    cleo_sitting = make_sitting(cast, "cleo", window=window)
    save(cleo_sitting, "some", at=cast.at)
    actions.submit(sitting=cleo_sitting, declared=True, by=cast.people["cleo"], at=cast.at)
    cast.set_time(cast.at + timedelta(hours=2))
    page = cast.browser("grace").get(url_of("window", cast, window, query)).content.decode()
    assert {name for name in ("Amina", "Ben", "Cleo") if f">{name} " in page} == expected
    assert {row["Participant"].split()[0] for row in csv_rows(cast, window, query)} == expected


def test_csv_cells_are_never_formulas(cast, window):
    cast.people["amina"].given_name = "=cmd|' /C calc'!A0"
    cast.people["amina"].save()
    response = cast.browser("grace").get(url_of("window_csv", cast, window))
    assert "attachment" in response.headers["content-disposition"]
    assert csv_rows(cast, window)[0]["Participant"].startswith("'=cmd")


@pytest.mark.parametrize("name", ["window", "window_csv"])
@pytest.mark.parametrize(("who", "status"), [("grace", 200), ("finn", 404), ("amina", 403), ("chioma", 403)])
def test_only_a_lead_of_the_provider_may_enter(cast, window, name, who, status):
    assert cast.browser(who).get(url_of(name, cast, window)).status_code == status


def test_window_of_another_cohort_is_not_found(cast):
    window = make_window(cast, cohort=cast.ucl_cohort)
    assert cast.browser("grace").get(url_of("window", cast, window)).status_code == 404
    assert list_participants_for(for_=cast.grace, role=Role.LEAD, window=window, at=cast.at) == []


@pytest.mark.parametrize("many", [10, 1000])
def test_a_thousand_participants_cost_as_many_queries_as_ten(cast, window, many):
    make_crowd(cast, many, window=window)
    browser = cast.browser("grace")
    browser.get(url_of("window", cast, window))
    for name, most in (("window", 15), ("window_csv", 14)):
        with CaptureQueriesContext(connection) as captured:
            page = browser.get(url_of(name, cast, window)).content.decode()
        assert page.count("Pat Number") == many
        assert len(statements(captured)) <= most, statements(captured)
        assert not [sql for sql in statements(captured) if '."text"' in sql or "a.text" in sql]


def test_text_is_on_no_page_in_no_csv_and_in_no_audit_entry(cast, window):
    sitting = make_sitting(cast, window=window)
    save(sitting, f"{CANARY} one", at=cast.at)
    save(sitting, f"{CANARY} two", base=0, client="window2", at=cast.at)
    save(make_sitting(cast, "ben", window=window), f"{CANARY} three", at=cast.at)
    actions.submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)
    assert Revision.objects.exists()
    assert Sitting.objects.filter(answers__text__contains=CANARY).exists()
    browser = cast.browser("grace")
    queries = ["", "?show=silent&hours=1", *(f"?show={key}" for key in filters.FILTERS)]
    pages = [
        browser.get(url_of(name, cast, window, query))
        for name in ("window", "window_csv")
        for query in queries
    ]
    pages += [
        browser.get(reverse("sit:windows", args=[cast.cohort.slug])),
        browser.get(reverse("web:audit_log")),
    ]
    assert {page.status_code for page in pages} == {200}
    assert not [page for page in pages if CANARY in page.content.decode()]
    assert not [entry for entry in Entry.objects.all() if CANARY in str(entry.facts)]


# --- incidents -----------------------------------------------------------------------------------------------


def test_incident_is_recorded_once_with_who_and_when(cast, window):
    browser = cast.browser("grace")
    for _ in range(2):
        response = browser.post(
            url_of("incidents", cast, window), {"what": "The network of one school was down."}
        )
        assert response.headers["location"].endswith("#incidents")
    page = browser.get(url_of("window", cast, window)).content.decode()
    assert page.count("The network of one school was down.") == 1
    assert "Grace Penhaligon" in page
    assert "Thursday 22 October 2026, 10:00" in page
    entry = Entry.objects.get(verb="sit.incident_noted")
    assert entry.by == cast.grace
    assert "network" not in str(entry.facts)


def test_same_words_on_another_day_are_another_incident(cast, window):
    for _ in range(2):
        cast.browser("grace").post(url_of("incidents", cast, window), {"what": "Power cut"})
        cast.set_time(cast.at + timedelta(days=1))
    assert Incident.objects.count() == 2


@pytest.mark.parametrize("what", ["", "   ", "x" * 501, "a\x00b"])
def test_empty_or_too_long_incident_is_refused(cast, window, what):
    response = cast.browser("grace").post(url_of("incidents", cast, window), {"what": what})
    assert response.status_code == 422
    assert not Incident.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("finn", 404), ("amina", 403)])
def test_no_one_else_may_record_an_incident(cast, window, who, status):
    assert cast.browser(who).post(url_of("incidents", cast, window), {"what": "x"}).status_code == status
    assert not Incident.objects.exists()


# --- the lead's home------------------------------------------------------------------------------------------


def test_leads_home_links_to_every_window_in_which_someone_may_be_writing(cast, window):
    make_window(cast, cohort=cast.ucl_cohort)
    link = url_of("window", cast, window)
    assert link in cast.browser("grace").get("/").content.decode()
    assert link not in cast.browser("finn").get("/").content.decode()
    close = window.closes_before
    for at, expected in ((window.opens_at - timedelta(seconds=1), []), (close, []), (cast.at, [window])):
        assert list_open_windows_for(for_=cast.grace, role=Role.LEAD, at=at) == expected
    request_extension(cast, window)
    assert list_open_windows_for(for_=cast.grace, role=Role.LEAD, at=close) == [window]


def test_cohort_with_the_same_slug_at_another_provider_gives_no_access(cast, window):
    type(cast.ucl_cohort).objects.filter(pk=cast.ucl_cohort.pk).update(slug=cast.cohort.slug)
    assert progress_by_name(cast, window)
    assert list_participants_for(for_=cast.finn, role=Role.LEAD, window=window, at=cast.at) == []
    assert cast.browser("finn").get(url_of("window", cast, window)).status_code == 404


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        (0, "Nothing"),
        (1, "Up to a quarter"),
        (375, "Up to a quarter"),
        (376, "Up to half"),
        (1125, "Up to three quarters"),
        (1500, "Up to the limit"),
        (1501, "Over the limit"),
    ],
)
def test_staff_see_how_much_was_written_in_quarters(written, amount):
    assert amount_written(written, most=1500) == amount


def test_neither_page_nor_file_has_the_number_of_words(cast, window):
    sitting = make_sitting(cast, window=window)
    save(sitting, "word " * 1234, at=cast.at)
    grace = cast.browser("grace")
    page = grace.get(url_of("window", cast, window)).content.decode()
    assert "Up to the limit" in page
    table = grace.get(url_of("window_csv", cast, window)).content.decode()
    assert "Up to the limit" in table
    assert not [text for text in (page, table) if "1234" in text or "1,234" in text]
