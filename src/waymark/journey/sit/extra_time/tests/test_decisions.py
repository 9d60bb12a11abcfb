"""Leads decide requests, and make them for participants."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from waymark.ground.ledger.models import Entry
from waymark.ground.people.models import Email, RoleHeld
from waymark.ground.people.roles import Role
from waymark.journey.sit import actions
from waymark.journey.sit.extra_time.tests.makers import (
    FORM,
    OWN,
    close_of,
    grant,
    make_window_and_second_lead,
    request,
    url_of,
)
from waymark.journey.sit.models import Extension, ExtensionDecision
from waymark.journey.sit.tests.makers import make_sitting, save, words


def test_request_and_decision_are_recorded_with_their_close(cast, window):
    extension = request(cast, window)
    actions.decide_extension(extension=extension, granted=True, why="A note.", by=cast.grace, at=cast.at)
    facts = {"until": "2026-10-30T00:00:00+00:00", "enrolment": cast.amina.pk}
    entries = Entry.objects.filter(verb__startswith="sit.extension_")
    assert [(entry.verb, entry.about_id, entry.by_id, entry.facts) for entry in entries] == [
        ("sit.extension_asked", extension.pk, cast.amina.person_id, facts),
        ("sit.extension_granted", extension.pk, cast.grace.pk, facts),
    ]
    assert {entry.provider_id for entry in entries} == {cast.llse.pk}


@pytest.fixture
def window(cast):
    return make_window_and_second_lead(cast)


def test_request_is_on_the_leads_home_and_in_the_cohorts_list(cast, window):
    row = request(cast, window)
    home = cast.browser("grace").get("/").content.decode()
    assert "1 request for more time to decide" in home
    page = cast.browser("grace").get(f"/sit/cohorts/{cast.cohort.slug}/extensions/").content.decode()
    assert "1 request for more time to decide" in page
    assert url_of(cast, row) in page
    assert "request for more time" not in cast.browser("finn").get("/").content.decode()


def test_granting_as_requested_moves_the_close_everywhere_and_sends_an_email(cast, window):
    sitting = make_sitting(cast, window=window)
    save(sitting, words(12, "secret"), at=cast.at)
    row = request(cast, window)
    page = cast.browser("grace").get(url_of(cast, row)).content.decode()
    assert "Up to a quarter" in page
    assert "secret" not in page
    assert cast.browser("grace").post(url_of(cast, row), grant()).status_code == 302
    assert close_of(window, cast) == datetime(2026, 10, 30, tzinfo=UTC)
    own = cast.browser("amina").get(OWN).content.decode()
    assert "Your window closes on Thursday 29 October 2026, 23:59 (Europe/London)." in own
    assert "by Grace Penhaligon" in own
    assert "Shown by the note." in own
    email = Email.objects.get(subject="Your request for more time was granted")
    assert "Thursday 29 October 2026, 23:59 (Europe/London)" in email.text
    assert "Thursday 29 October 2026, 23:59" in cast.browser("amina").get("/sit/").content.decode()


def test_granting_until_another_day_and_refusing(cast, window):
    row = request(cast, window)
    other = grant(decision="other_day", until_on="2026-10-28", until_time="12:00")
    assert cast.browser("grace").post(url_of(cast, row), other).status_code == 302
    assert close_of(window, cast) == datetime(2026, 10, 28, 12, 1, tzinfo=UTC)
    again = request(cast, window, until_on=date(2026, 11, 2))
    assert cast.browser("grace").post(url_of(cast, again), grant(decision="refused")).status_code == 302
    assert close_of(window, cast) == datetime(2026, 10, 28, 12, 1, tzinfo=UTC)
    assert Email.objects.filter(subject="Your request for more time was not granted").count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"decision": ""}, "Select your decision"),
        ({"decision": "maybe"}, "Select one of the options"),
        ({"why": " "}, "Enter the reason for your decision"),
        ({"decision": "other_day"}, "Enter the other day you’re granting it until"),
        ({"decision": "other_day", "until_on": "2026-10-26"}, "after the current close"),
        ({"decision": "other_day", "until_on": "9999-12-31"}, "a year between"),
        ({"decision": "other_day", "until_on": "2199-12-31"}, "within a year"),
        ({"decision": "other_day", "until_on": "30 February 2026"}, "Enter a real date"),
        ({"decision": "other_day", "until_on": "2026-10-28", "until_time": "24:00"}, "Enter a time"),
    ],
)
def test_invalid_decision_shows_an_error(cast, window, changes, message):
    row = request(cast, window)
    response = cast.browser("grace").post(url_of(cast, row), grant(**changes))
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not ExtensionDecision.objects.exists()


def test_request_made_for_a_participant_is_decided_by_another_lead(cast, window):
    new = f"/sit/cohorts/{cast.cohort.slug}/enrolments/{cast.amina.reference}/extensions/new/"
    assert cast.browser("grace").get(new).status_code == 200
    assert cast.browser("grace").post(new, FORM).status_code == 302
    row = Extension.objects.get()
    assert row.by == cast.grace
    sentence = "Someone other than the participant and the person who made the request must decide this."
    assert sentence in cast.browser("grace").get(url_of(cast, row)).content.decode()
    own = cast.browser("grace").post(url_of(cast, row), grant())
    assert own.status_code == 422
    assert sentence in own.content.decode()
    assert not ExtensionDecision.objects.exists()
    assert "by Grace Penhaligon" in cast.browser("amina").get(OWN).content.decode()
    assert cast.browser("helen").post(url_of(cast, row), grant()).status_code == 302


def test_lead_who_is_a_participant_may_not_decide_their_own_request(cast, window):
    RoleHeld.objects.create(person=cast.amina.person, role=Role.LEAD.value, at=cast.at)
    for by in (cast.amina.person, cast.grace):
        row = request(cast, window, by=by)
        with pytest.raises(actions.CannotDecideExtension) as refused:
            actions.decide_extension(
                extension=row, granted=True, why="Yes.", by=cast.amina.person, at=cast.at
            )
        assert refused.value.codes == ("own_request",)
        actions.decide_extension(extension=row, granted=False, why="No.", by=cast.helen, at=cast.at)


def test_second_click_and_second_lead_change_nothing(cast, window):
    row = request(cast, window)
    first, second = cast.browser("grace"), cast.browser("helen")
    assert [first.post(url_of(cast, row), grant()).status_code for _ in range(2)] == [302, 302]
    other = second.post(url_of(cast, row), grant(decision="refused", why="I would not."))
    assert other.status_code == 422
    assert "Someone has already decided this request." in other.content.decode()
    assert "I would not." in other.content.decode()
    assert ExtensionDecision.objects.get().granted
    assert Email.objects.filter(subject__startswith="Your request").count() == 1
