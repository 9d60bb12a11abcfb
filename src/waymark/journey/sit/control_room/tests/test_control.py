"""The control room: what a lead sees of a window, whom each filter shows, and that it is never a text."""

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
from waymark.journey.sit.control_room import control, words
from waymark.journey.sit.models import DeskReport, Incident, Revision, Sitting
from waymark.journey.sit.submission.collecting import collect_closed
from waymark.journey.sit.tests.makers import make_crowd, make_sitting, make_window, save
from waymark.journey.sit.tests.test_pages import statements

CANARY = "quillwort"
UNTIL = date(2026, 10, 29)


def where(name, cast, window, asked=""):
    return reverse(f"sit:{name}", args=[cast.cohort.slug, window.pk]) + asked


def lines_of(cast, window, *, at=None):
    found = control.list_lines(for_=cast.grace, role=Role.LEAD, window=window, at=at or cast.at)
    return {line.enrolment.person.given_name: line for line in found}


def sheet(cast, window, asked=""):
    data = cast.browser("grace").get(where("desks", cast, window, asked)).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(data)))


def ask(cast, window, who="amina", *, by=None):
    enrolment = getattr(cast, who)
    return actions.ask_for_time(
        window=window, enrolment=enrolment, until_on=UNTIL, reason="Ill", evidence="",
        by=by or enrolment.person, at=cast.at,
    )  # fmt: skip


@pytest.fixture
def window(cast):
    return make_window(cast)


# --- what a line says ----------------------------------------------------------------------------------------


def test_not_opened_opened_writing_submitted_collected_over(cast, window):
    assert lines_of(cast, window)["Amina"].state is control.State.NOT_OPENED
    sitting = make_sitting(cast, window=window)
    assert lines_of(cast, window)["Amina"].state is control.State.EMPTY
    save(sitting, "five words are written here", at=cast.at)
    line = lines_of(cast, window)["Amina"]
    assert (line.state, line.words, line.saved_at) == (control.State.WRITING, 5, cast.at)
    actions.submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)
    line = lines_of(cast, window)["Amina"]
    assert (line.state, line.handed_in_at, line.silent_since) == (control.State.SUBMITTED, cast.at, None)
    save(make_sitting(cast, "ben", window=window), "some", at=cast.at)
    after = cast.at + timedelta(days=6)
    assert lines_of(cast, window, at=after)["Ben"].state is control.State.OVER
    collect_closed(at=after)
    assert lines_of(cast, window, at=after)["Ben"].state is control.State.COLLECTED


def test_what_was_collected_is_not_said_to_be_handed_in(cast, window):
    sitting = make_sitting(cast, window=window)
    save(sitting, "five words are written here", at=cast.at)
    actions.submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)
    save(make_sitting(cast, "ben", window=window), "some", at=cast.at)
    after = cast.at + timedelta(days=6)
    collect_closed(at=after)
    cast.set_time(after)
    page = cast.browser("grace").get(where("window", cast, window)).content.decode()
    assert "<h1>1 of 2 has handed in, 1 was collected at the close</h1>" in page


def test_silent_since_the_last_save_or_the_opening_and_only_where_the_desk_is_open(cast, window):
    make_sitting(cast, window=window)
    save(make_sitting(cast, "ben", window=window), "some", at=cast.at + timedelta(hours=20))
    lines = lines_of(cast, window, at=cast.at + timedelta(hours=24))
    assert (lines["Amina"].silent_since, lines["Ben"].silent_since) == (
        cast.at,
        cast.at + timedelta(hours=20),
    )
    at = cast.at + timedelta(hours=24)
    assert [lines[one].is_silent(hours=24, at=at) for one in ("Amina", "Ben")] == [True, False]
    assert not lines["Amina"].is_silent(hours=25, at=at)
    shown = words.pick(list(lines.values()), show="silent", hours=1, at=at)
    assert [one.enrolment.person.given_name for one in shown] == ["Amina", "Ben"]
    over = lines_of(cast, window, at=cast.at + timedelta(days=6))
    assert over["Amina"].silent_since is None


def test_offline_extensions_conflicts_late_texts_and_taking_back_are_counted(cast, window):
    sitting = make_sitting(cast, window=window)
    save(sitting, "one", at=cast.at)
    save(sitting, "two", base=0, client="window2", at=cast.at)
    for client, seconds in (("window1", 600), ("window2", 90)):
        DeskReport.objects.create(sitting=sitting, kind="offline", seconds=seconds, client=client, at=cast.at)
    DeskReport.objects.create(sitting=sitting, kind="signed_out", seconds=9, client="w", at=cast.at)
    actions.submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)
    actions.take_back(sitting=sitting, by=cast.people["amina"], at=cast.at)
    ask(cast, window, by=cast.grace)
    granted = ask(cast, window, "ben")
    actions.decide_extension(extension=granted, granted=True, why="Yes", by=cast.grace, at=cast.at)
    lines = lines_of(cast, window)
    amina, ben = lines["Amina"], lines["Ben"]
    assert (amina.conflicts, amina.offline_seconds, amina.offline_times) == (1, 690, 2)
    assert (amina.signed_out_times, amina.taken_back, amina.asked, amina.granted) == (1, 1, 1, 0)
    assert (amina.is_pending, amina.own_close) == (True, False)
    assert (ben.is_pending, ben.own_close, ben.granted) == (False, True, 1)


def test_a_late_text_is_shown_until_somebody_decides(cast, window):
    sitting = make_sitting(cast, window=window)
    save(sitting, "in time", at=cast.at)
    close = window.closes_before
    save(sitting, "in time and more", at=close + timedelta(seconds=40))
    collect_closed(at=close + timedelta(minutes=10))
    line = lines_of(cast, window, at=close + timedelta(minutes=10))["Amina"]
    assert (line.late, line.conflicts, line.state) == (1, 0, control.State.COLLECTED)


# --- the page and the sheet ----------------------------------------------------------------------------------


def test_the_page_says_it_in_words_and_in_the_windows_own_zone(cast):
    window = make_window(cast, zone="Asia/Dubai")
    sitting = make_sitting(cast, window=window)
    save(sitting, "one", at=cast.at)
    DeskReport.objects.create(sitting=sitting, kind="offline", seconds=5400, client="w", at=cast.at)
    granted = ask(cast, window)
    actions.decide_extension(extension=granted, granted=True, why="Yes", by=cast.grace, at=cast.at)
    page = cast.browser("grace").get(where("window", cast, window)).content.decode()
    assert "Offline once, for 1 h 30 m" in page
    assert "Thursday 22 October 2026, 13:00" in page
    assert "Own close: Thursday 29 October 2026, 23:59" in page
    assert "1 extension granted" in page


@pytest.mark.parametrize(
    ("asked", "shown"),
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
def test_a_filter_in_the_address_shows_the_same_on_page_and_sheet(cast, window, asked, shown):
    cast.cleo = cast.enrolled("cleo", "Cleo", "Ravenscar")
    save(make_sitting(cast, "ben", window=window), "some", at=cast.at)
    cleos = make_sitting(cast, "cleo", window=window)
    save(cleos, "some", at=cast.at)
    actions.submit(sitting=cleos, declared=True, by=cast.people["cleo"], at=cast.at)
    cast.set_time(cast.at + timedelta(hours=2))
    page = cast.browser("grace").get(where("window", cast, window, asked)).content.decode()
    assert {name for name in ("Amina", "Ben", "Cleo") if f">{name} " in page} == shown
    assert {row["Participant"].split()[0] for row in sheet(cast, window, asked)} == shown


def test_the_sheet_is_a_file_that_no_spreadsheet_calculates(cast, window):
    cast.people["amina"].given_name = "=cmd|' /C calc'!A0"
    cast.people["amina"].save()
    answer = cast.browser("grace").get(where("desks", cast, window))
    assert "attachment" in answer.headers["content-disposition"]
    assert sheet(cast, window)[0]["Participant"].startswith("'=cmd")


@pytest.mark.parametrize("name", ["window", "desks"])
@pytest.mark.parametrize(("who", "status"), [("grace", 200), ("finn", 404), ("amina", 403), ("chioma", 403)])
def test_nobody_but_the_lead_of_the_provider_enters(cast, window, name, who, status):
    assert cast.browser(who).get(where(name, cast, window)).status_code == status


def test_a_window_of_another_cohort_is_not_found_under_this_one(cast):
    window = make_window(cast, cohort=cast.ucl_cohort)
    assert cast.browser("grace").get(where("window", cast, window)).status_code == 404
    assert control.list_lines(for_=cast.grace, role=Role.LEAD, window=window, at=cast.at) == []


@pytest.mark.parametrize("many", [10, 1000])
def test_a_thousand_cost_as_many_statements_as_ten(cast, window, many):
    make_crowd(cast, many, window=window)
    browser = cast.browser("grace")
    browser.get(where("window", cast, window))
    for name, most in (("window", 14), ("desks", 13)):
        with CaptureQueriesContext(connection) as captured:
            page = browser.get(where(name, cast, window)).content.decode()
        assert page.count("Pat Number") == many
        assert len(statements(captured)) <= most, statements(captured)
        assert not [one for one in statements(captured) if '."text"' in one or "a.text" in one]


def test_the_text_is_on_no_page_no_sheet_and_no_line_of_the_ledger(cast, window):
    sitting = make_sitting(cast, window=window)
    save(sitting, f"{CANARY} one", at=cast.at)
    save(sitting, f"{CANARY} two", base=0, client="window2", at=cast.at)
    save(make_sitting(cast, "ben", window=window), f"{CANARY} three", at=cast.at)
    actions.submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)
    assert Revision.objects.exists()
    assert Sitting.objects.filter(answers__text__contains=CANARY).exists()
    browser = cast.browser("grace")
    asked = ["", "?show=silent&hours=1", *(f"?show={one}" for one in words.FILTERS)]
    pages = [browser.get(where(name, cast, window, one)) for name in ("window", "desks") for one in asked]
    pages += [
        browser.get(reverse("sit:windows", args=[cast.cohort.slug])),
        browser.get(reverse("web:ledger")),
    ]
    assert {page.status_code for page in pages} == {200}
    assert not [page for page in pages if CANARY in page.content.decode()]
    assert not [one for one in Entry.objects.all() if CANARY in str(one.facts)]


# --- incidents -----------------------------------------------------------------------------------------------


def test_an_incident_is_noted_once_with_who_and_when(cast, window):
    browser = cast.browser("grace")
    for _ in range(2):
        answer = browser.post(
            where("incidents", cast, window), {"what": "The network of one school was down."}
        )
        assert answer.headers["location"].endswith("#incidents")
    page = browser.get(where("window", cast, window)).content.decode()
    assert page.count("The network of one school was down.") == 1
    assert "Grace Penhaligon" in page
    assert "Thursday 22 October 2026, 10:00" in page
    entry = Entry.objects.get(verb="sit.incident_noted")
    assert entry.by == cast.grace
    assert "network" not in str(entry.facts)


def test_the_same_words_on_another_day_are_another_incident(cast, window):
    for _ in range(2):
        cast.browser("grace").post(where("incidents", cast, window), {"what": "Power cut"})
        cast.set_time(cast.at + timedelta(days=1))
    assert Incident.objects.count() == 2


@pytest.mark.parametrize("what", ["", "   ", "x" * 501, "a\x00b"])
def test_an_incident_that_says_nothing_or_too_much_comes_back(cast, window, what):
    answer = cast.browser("grace").post(where("incidents", cast, window), {"what": what})
    assert answer.status_code == 422
    assert not Incident.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("finn", 404), ("amina", 403)])
def test_nobody_else_notes_an_incident(cast, window, who, status):
    assert cast.browser(who).post(where("incidents", cast, window), {"what": "x"}).status_code == status
    assert not Incident.objects.exists()


# --- the way there -------------------------------------------------------------------------------------------


def test_the_leads_home_leads_to_every_control_room_in_which_somebody_may_be_writing(cast, window):
    make_window(cast, cohort=cast.ucl_cohort)
    there = where("window", cast, window)
    assert there in cast.browser("grace").get("/").content.decode()
    assert there not in cast.browser("finn").get("/").content.decode()
    close = window.closes_before
    for at, shown in ((window.opens_at - timedelta(seconds=1), []), (close, []), (cast.at, [window])):
        assert control.list_open_windows_for(for_=cast.grace, role=Role.LEAD, at=at) == shown
    ask(cast, window)
    assert control.list_open_windows_for(for_=cast.grace, role=Role.LEAD, at=close) == [window]


def test_a_cohort_of_the_same_address_at_another_provider_opens_nothing(cast, window):
    type(cast.ucl_cohort).objects.filter(pk=cast.ucl_cohort.pk).update(slug=cast.cohort.slug)
    assert lines_of(cast, window)
    assert control.list_lines(for_=cast.finn, role=Role.LEAD, window=window, at=cast.at) == []
    assert cast.browser("finn").get(where("window", cast, window)).status_code == 404
