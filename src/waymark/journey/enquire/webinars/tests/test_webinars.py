"""A webinar from its entry to its recording: places, one confirmation, one reminder, one word of each change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests.cast import Cast
from tests.emails import newest_link
from waymark.ground.people.models import Email
from waymark.journey.enquire import actions, jobs
from waymark.journey.enquire.webinars import rules
from waymark.journey.enquire.webinars.actions import version
from waymark.journey.enquire.webinars.models import Webinar, WebinarPlace

pytestmark = pytest.mark.django_db
STARTS = datetime(2026, 11, 4, 16, 30, tzinfo=UTC)
OLA = "ola@school.example"


def enter(cast: Cast, **given: object) -> Webinar:
    values = {
        "programme_slug": "llse-npqel",
        "title": "About the NPQEL",
        "starts_at": STARTS,
        "minutes": 40,
        "link": "https://meet.example/1",
        "capacity": None,
        "by": cast.grace,
        "at": cast.at,
    }
    return actions.save_webinar(**(values | given))  # type: ignore[arg-type]


def sign_up(webinar: Webinar, email: str = OLA) -> str:
    return (
        Client().post(f"/webinars/{webinar.pk}/sign-up/", {"email": email, "homepage": ""}).content.decode()
    )


def kinds(to: str = OLA) -> list[str]:
    rows = Email.objects.filter(to=to).order_by("id").values_list("kind", flat=True)
    return [kind.removeprefix("enquire.webinar_") for kind in rows]


def test_a_visitor_signs_up_once_and_the_link_is_only_in_the_email(cast: Cast) -> None:
    webinar = enter(cast)
    page = Client().get("/programmes/llse-npqel/").content.decode()
    assert "About the NPQEL" in page
    assert "meet.example" not in page
    first, second = sign_up(webinar), sign_up(webinar, OLA.upper())
    assert first == second
    assert "meet.example" not in first
    assert kinds() == ["confirmed"]
    assert "https://meet.example/1" in Email.objects.get(to=OLA).text


def test_opening_the_link_changes_nothing_and_its_button_gives_up_the_place(cast: Cast) -> None:
    webinar = enter(cast)
    sign_up(webinar)
    url, browser = newest_link(OLA), Client()
    page = browser.get(url).content.decode()
    assert "You have a place" in page
    assert 'name="act" value="give_up"' in page
    assert WebinarPlace.objects.get().cancelled_at is None
    for act in ("give_up", "give_up", "", "GIVE_UP"):  # twice, or without a button: nothing else than it says
        assert browser.post(url, {"act": act}).status_code == 302
    page = browser.get(url).content.decode()
    assert "You’ve given up your place" in page
    assert 'name="act" value="take"' in page
    for _ in range(2):
        browser.post(url, {"act": "take"})
    assert WebinarPlace.objects.get().cancelled_at is None
    assert kinds() == ["confirmed", "confirmed"]
    assert Client().get("/webinars/places/nothing/").status_code == 404


@pytest.mark.parametrize(
    ("hours", "signed_up_before", "reminded_for", "due"),
    [
        (25, 48, None, False),
        (24, 48, None, True),
        (1, 48, None, True),
        (0, 48, None, False),
        (10, 20, None, False),  # signed up during the last 24 hours
        (10, 48, STARTS, False),
        (10, 48, STARTS - timedelta(days=1), True),  # moved since
    ],
)
def test_a_reminder_is_due_once(
    hours: int, signed_up_before: int, reminded_for: datetime | None, due: bool
) -> None:
    answer = rules.is_reminder_due(
        starts_at=STARTS,
        signed_up_at=STARTS - timedelta(hours=signed_up_before),
        reminded_for=reminded_for,
        at=STARTS - timedelta(hours=hours),
    )
    assert answer is due


def test_the_worker_reminds_once_and_again_when_moved(cast: Cast) -> None:
    webinar = enter(cast)
    sign_up(webinar)
    sign_up(webinar, "gone@school.example")
    actions.give_up_place(place=WebinarPlace.objects.get(email="gone@school.example"), at=cast.at)
    assert jobs.run(at=STARTS - timedelta(hours=30)) == 0
    assert jobs.run(at=STARTS - timedelta(hours=23)) == 1
    assert jobs.run(at=STARTS - timedelta(hours=22)) == 0
    later = STARTS + timedelta(days=7)
    enter(cast, webinar=webinar, starts_at=later, at=STARTS - timedelta(hours=20))
    assert jobs.run(at=later - timedelta(hours=23)) == 1
    assert kinds() == ["confirmed", "reminder", "moved", "reminder"]


def test_a_change_is_told_once_and_another_title_is_not(cast: Cast) -> None:
    webinar = enter(cast)
    sign_up(webinar)
    enter(cast, webinar=webinar, title="All about the NPQEL")
    enter(cast, webinar=webinar, title="All about the NPQEL", link="https://meet.example/2")
    assert kinds() == ["confirmed", "moved"]
    actions.cancel_webinar(webinar=webinar, by=cast.grace, at=cast.at)
    actions.cancel_webinar(webinar=webinar, by=cast.grace, at=cast.at)
    assert kinds() == ["confirmed", "moved", "cancelled"]
    assert "has been cancelled" in sign_up(webinar, "late@school.example")
    with pytest.raises(actions.CannotChangeWebinar, match="cancelled"):
        enter(cast, webinar=webinar)


def test_a_webinar_can_be_about_another_programme_after_a_change(cast: Cast) -> None:
    webinar = enter(cast)
    made_from = version(webinar)
    enter(cast, webinar=webinar, programme_slug="ucl-npqel", made_from=made_from)
    webinar.refresh_from_db()
    assert webinar.programme_slug == "ucl-npqel"
    assert version(webinar) != made_from


def test_a_recording_goes_to_everyone_who_signed_up(cast: Cast) -> None:
    webinar = enter(cast)
    sign_up(webinar)
    with pytest.raises(actions.CannotChangeWebinar, match="when the webinar has started"):
        actions.add_recording(webinar=webinar, recording="https://v.example/1", by=cast.grace, at=cast.at)
    for _ in range(2):
        after = STARTS + timedelta(hours=2)
        actions.add_recording(webinar=webinar, recording="https://v.example/1", by=cast.grace, at=after)
    assert kinds() == ["confirmed", "recorded"]
    assert "https://v.example/1" in Email.objects.filter(to=OLA).latest("id").text


def test_a_full_webinar_says_so(cast: Cast) -> None:
    webinar = enter(cast, capacity=1)
    sign_up(webinar)
    assert "There are no places left" in sign_up(webinar, "second@school.example")
    actions.give_up_place(place=WebinarPlace.objects.get(), at=cast.at)
    assert "You’ve signed up" in sign_up(webinar, "second@school.example")


def test_a_lead_enters_a_webinar_and_strangers_do_not_see_it(cast: Cast) -> None:
    sent = {
        "programme": "llse-npqel",
        "title": "About us",
        "starts_on": "2026-10-25",
        "starts_time": "01:30",
        "minutes": "40",
        "link": "https://meet.example/1",
        "capacity": "",
    }
    browser = cast.browser("grace")
    assert browser.post("/webinars/new/", sent | {"link": "javascript:alert(1)"}).status_code == 422
    assert browser.post("/webinars/new/", sent | {"starts_on": "2026-10-01"}).status_code == 422
    assert browser.post("/webinars/new/", sent).status_code == 302
    row = Webinar.objects.get()
    assert row.starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # the clocks go back: the first 01:30
    sign_up(row)
    assert OLA in browser.get(f"/webinars/{row.pk}/").content.decode()
    assert cast.browser("finn").get(f"/webinars/{row.pk}/").status_code == 404


def test_a_place_in_one_webinar_is_none_in_another(cast: Cast) -> None:
    first, second = enter(cast), enter(cast, title="Another", starts_at=STARTS + timedelta(days=1))
    sign_up(first)
    sign_up(second)
    assert [webinar.places.count() for webinar in (first, second)] == [1, 1]


def test_a_cancelled_webinar_is_on_no_page(cast: Cast) -> None:
    webinar = enter(cast)
    assert "About the NPQEL" in Client().get("/programmes/llse-npqel/").content.decode()
    actions.cancel_webinar(webinar=webinar, by=cast.grace, at=cast.at)
    assert "About the NPQEL" not in Client().get("/programmes/llse-npqel/").content.decode()
