"""Before the release nothing differs; after it, the result explains itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from waymark.ground.people import actions as people
from waymark.ground.people.roles import Role
from waymark.journey.award import queries
from waymark.journey.award.models import Outcome, Release
from waymark.journey.award.tests.makers import LATER, NEXT, decide, make_ready, release
from waymark.journey.mark import queries as mark
from waymark.journey.sit import queries as sit

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.mark.parametrize(
    ("url", "who"),
    [
        ("/award/mine/", {"amina", "ben", "uma"}),
        ("/award/releases/", {"jonas"}),
        ("/award/cohorts/llse-spring-2025/", {"grace"}),
        ("/award/cohorts/llse-spring-2025/decisions/", {"grace"}),
    ],
)
def test_who_may_enter(cast: Cast, url: str, who: set[str]) -> None:
    for name in cast.people:
        answer = cast.browser(name).get(url)
        expected = 200 if name in who else 404 if name == "finn" and "cohorts" in url else 403
        assert answer.status_code == expected, name


def seen_by(cast: Cast, who: str) -> list[bytes]:
    """Everything of the award that a participant is sent, without tokens and their own name."""
    client, person = cast.browser(who), cast.people[who]
    pages = [client.get("/award/mine/"), client.get("/award/mine/statement.pdf")]
    own = rb"[A-Za-z0-9_-]{24,}|" + person.name.encode()
    sent = [re.sub(own, b"", page.content) + str(page.status_code).encode() for page in pages]
    enrolment = getattr(cast, who)
    sent.append(repr(queries.progress_of(enrolment=enrolment, at=LATER)).encode())
    sent.append(repr(mark.progress_of(enrolment=enrolment, at=LATER)).encode())
    sent.append(repr(sit.progress_of(enrolment=enrolment, at=LATER)).encode())
    sent.append(repr(queries.papers_of(person=person)).encode())
    sent.append(re.sub(rb"[0-9]+, tz", b"", repr(mark.papers_of(person=person)).encode()))
    return sent


def test_before_the_release_nothing_differs(cast: Cast) -> None:
    """T2: pass, fail and undecided are the same bytes."""
    make_ready(cast, cast.amina, 12, 12)
    make_ready(cast, cast.ben, 4, 4)
    cast.set_time(LATER)
    undecided = seen_by(cast, "amina")
    outcomes = [decide(cast, cast.amina), decide(cast, cast.ben)]
    assert undecided == seen_by(cast, "amina") == seen_by(cast, "ben")
    release(cast, *outcomes)
    assert seen_by(cast, "amina") != seen_by(cast, "ben")


def test_the_award_explains_itself(cast: Cast) -> None:
    make_ready(cast, cast.amina, 12, 11)
    release(cast, decide(cast, cast.amina))
    page = cast.browser("amina").get("/award/mine/").content.decode()
    for says in (
        "You have passed, and the award is yours",
        "Engagement of more than 90%",
        "66 h 40 m of 70 h, 95.2%",
        "11.5 of 15",
        "not the certificate of the Department for Education",
        "Demonstration",
    ):
        assert says in page, says
    assert "Feedback" not in page
    answer = cast.browser("amina").get("/award/mine/statement.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content == cast.browser("amina").get("/award/mine/statement.pdf").content
    assert cast.browser("ben").get("/award/mine/statement.pdf").status_code == 404


def test_not_yet_is_kind_and_exact(cast: Cast) -> None:
    make_ready(cast, cast.amina, 4, (5, ""))
    release(cast, decide(cast, cast.amina))
    page = cast.browser("amina").get("/award/mine/").content.decode()
    for says in (
        "You have not yet passed",
        "4.5 points of 15; 9 are a pass",
        "Your hours stand",
        "Feedback on 1 at 1.",
        "Sit again in the January window",
        "By Monday 18 January 2027.",
        "npq@llse.example",
        "A senior marker who had not marked it",
    ):
        assert says in page, says
    assert "statement.pdf" not in page
    assert cast.browser("amina").get("/award/mine/statement.pdf").status_code == 404


def test_hours_missing_is_not_a_fail(cast: Cast) -> None:
    make_ready(cast, cast.amina, minutes=63 * 60)
    release(cast, decide(cast, cast.amina))
    page = cast.browser("amina").get("/award/mine/").content.decode()
    assert "You have passed the assessment; for the award, hours are missing" in page
    assert "which takes 63 h 1 m, 1 min more" in page


def test_the_lead_decides_one(cast: Cast) -> None:
    make_ready(cast, cast.amina)
    cast.set_time(LATER)
    grace, url = cast.browser("grace"), reverse("award:decision", args=[cast.amina.reference])
    assert "The award can be made" in grace.get(url).content.decode()
    assert grace.post(url).status_code == 302
    assert grace.post(url).status_code == 302
    assert Outcome.objects.count() == 1
    assert "the award is made" in grace.get(url).content.decode()
    assert cast.browser("finn").get(url).status_code == 404
    assert cast.browser("finn").post(url).status_code == 404
    ben = reverse("award:decision", args=[cast.ben.reference])
    assert grace.post(ben).status_code == 422
    assert "There is no submission." in grace.get(ben).content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"next_says": "", "next_on": ""},
        {"next_says": "Sit\x00 again.", "next_on": "2027-01-18"},
        {"next_says": "Sit again.", "next_on": "2026-11-30"},
        {"next_says": "x" * 5_000_000, "next_on": "2027-01-18"},
    ],
)
def test_a_not_yet_without_its_words_comes_back(cast: Cast, sent: dict[str, str]) -> None:
    make_ready(cast, cast.amina, 4, 4)
    cast.set_time(LATER)
    url = reverse("award:decision", args=[cast.amina.reference])
    answer = cast.browser("grace").post(url, sent)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert sent["next_says"].replace("\x00", "\ufffd") in answer.content.decode()
    assert not Outcome.objects.exists()


def test_many_at_once_shows_who_is_in_and_who_is_out(cast: Cast) -> None:
    make_ready(cast, cast.amina)
    make_ready(cast, cast.ben, 4, 4)
    cast.set_time(LATER)
    grace, url = cast.browser("grace"), f"/award/cohorts/{cast.cohort.slug}/decisions/"
    page = grace.get(url).content.decode()
    inside, outside = page.split("Out, and why")
    assert "Amina Castellane" in inside
    assert "Ben Oyelaran" in outside
    assert "Not passed: decide alone" in outside
    assert grace.post(url).status_code == 302
    assert grace.post(url).status_code == 302
    assert [one.enrolment for one in Outcome.objects.all()] == [cast.amina]
    assert "Ready to decide" in grace.get(f"/award/cohorts/{cast.cohort.slug}/").content.decode()


def test_the_board_releases(cast: Cast) -> None:
    make_ready(cast, cast.amina)
    outcome = decide(cast, cast.amina)
    cast.set_time(LATER)
    jonas = cast.browser("jonas")
    page = jonas.get("/award/releases/").content.decode()
    assert "One result waits for the board" in page
    assert "Grace Penhaligon" in page
    assert jonas.post("/award/releases/").status_code == 422
    assert jonas.post("/award/releases/", {"outcomes": ["9999"]}).status_code == 404
    assert jonas.post("/award/releases/", {"outcomes": ["x\x00"]}).status_code == 404
    assert jonas.post("/award/releases/", {"outcomes": [outcome.pk]}).status_code == 302
    assert jonas.post("/award/releases/", {"outcomes": [outcome.pk]}).status_code == 302
    assert Release.objects.count() == 1


def test_a_lead_on_the_board_does_not_release_an_own_decision(cast: Cast) -> None:
    make_ready(cast, cast.amina)
    outcome = decide(cast, cast.amina)
    people.give_role(person=cast.people["grace"], role=Role.BOARD, by=None, at=cast.at)
    grace = cast.browser("grace")
    page = grace.get("/award/releases/").content.decode()
    assert "another member of the board must release it" in page
    assert 'type="checkbox"' not in page
    assert grace.post("/award/releases/", {"outcomes": [outcome.pk]}).status_code == 403


def test_another_provider_finds_nothing(cast: Cast) -> None:
    make_ready(cast, cast.amina)
    outcome = decide(cast, cast.amina)
    people.give_role(person=cast.people["finn"], role=Role.BOARD, by=None, at=cast.at)
    finn = cast.browser("finn")
    assert "Castellane" not in finn.get("/award/releases/").content.decode()
    assert finn.post("/award/releases/", {"outcomes": [outcome.pk]}).status_code == 404


def test_the_papers_of_a_person_come_with_the_release(cast: Cast) -> None:
    make_ready(cast, cast.amina)
    outcome = decide(cast, cast.amina)
    assert queries.papers_of(person=cast.people["amina"]) == []
    release(cast, outcome)
    assert queries.papers_of(person=cast.people["amina"])[0]["awarded"] is True
    assert NEXT["next_says"] not in str(queries.papers_of(person=cast.people["amina"]))
