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
from waymark.journey.award.overview import award_row
from waymark.journey.award.tests.makers import LATER, decide, make_ready, release
from waymark.kit.formatting import duration

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
    return [re.sub(own, b"", page.content) + str(page.status_code).encode() for page in pages]


def test_before_release_a_pass_a_fail_and_no_decision_look_the_same(cast: Cast) -> None:
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
    for text in (
        "Congratulations, you have passed",
        "Engagement of more than 90%",
        "66 h 40 m of 70 h, 95.2%",
        "11.5 out of 15, with every essential element",
        "not the Department for Education’s certificate",
        "Demonstration",
    ):
        assert text in page, text
    assert "Feedback" not in page
    answer = cast.browser("amina").get("/award/mine/statement.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content == cast.browser("amina").get("/award/mine/statement.pdf").content
    assert cast.browser("ben").get("/award/mine/statement.pdf").status_code == 404


def test_not_yet_is_kind_and_exact(cast: Cast) -> None:
    make_ready(cast, cast.amina, 4, (5, ""))
    release(cast, decide(cast, cast.amina))
    page = cast.browser("amina").get("/award/mine/").content.decode()
    for text in (
        "You haven’t passed yet",
        "Your result is 4.5 out of 15. The pass mark is 9 out of 15.",
        "Your hours still count",
        "Feedback on 1 at 1.",
        "Sit again in the January window",
        "To be done by Monday 18 January 2027.",
        "npq@llse.example",
        "A senior marker who hadn’t marked it",
    ):
        assert text in page, text
    assert "statement.pdf" not in page
    assert cast.browser("amina").get("/award/mine/statement.pdf").status_code == 404


def test_a_missing_essential_element_is_explained(cast: Cast) -> None:
    make_ready(cast, cast.amina, (12, "o1"), (12, "o1"))
    release(cast, decide(cast, cast.amina))
    page = cast.browser("amina").get("/award/mine/").content.decode()
    for text in (
        "You haven’t passed yet",
        "Your answers left out an essential element, which is explained below.",
        "12 out of 15, with an essential element missing",
        "The script prepares before it delivers.",
    ):
        assert text in page, text
    assert "Your result is" not in page
    assert "omission" not in page


def test_the_letter_keeps_checks_and_assumptions_to_staff(cast: Cast) -> None:
    make_ready(cast, cast.amina)
    make_ready(cast, cast.ben, 4, 4)
    release(cast, decide(cast, cast.amina), decide(cast, cast.ben))
    for name in ("amina", "ben"):
        page = cast.browser(name).get("/award/mine/").content.decode()
        assert not [word for word in ("SHA-256", "Assumed", "assumed", "fingerprint") if word in page]


def test_too_few_hours_are_not_called_a_fail(cast: Cast) -> None:
    make_ready(cast, cast.amina, minutes=63 * 60)
    release(cast, decide(cast, cast.amina))
    page = cast.browser("amina").get("/award/mine/").content.decode()
    assert "You have passed the assessment, but you need more hours for the award" in page
    assert "Your pass counts and you don’t need to take the assessment again." in page
    assert "which is 63 hours 1 minute, so 1 minute more" in page


def test_the_lead_decides_one(cast: Cast) -> None:
    make_ready(cast, cast.amina)
    cast.set_time(LATER)
    grace, url = cast.browser("grace"), reverse("award:decision", args=[cast.amina.reference])
    assert "The award can be approved" in grace.get(url).content.decode()
    assert grace.post(url).status_code == 302
    assert grace.post(url).status_code == 302
    assert Outcome.objects.count() == 1
    assert "Decided: awarded" in grace.get(url).content.decode()
    assert cast.browser("finn").get(url).status_code == 404
    assert cast.browser("finn").post(url).status_code == 404
    ben = reverse("award:decision", args=[cast.ben.reference])
    assert grace.post(ben).status_code == 422
    assert "No answers have been submitted or collected." in grace.get(ben).content.decode()


def test_the_lead_sees_how_many_hours_can_still_be_earned(cast: Cast) -> None:
    make_ready(cast, cast.amina, minutes=60)
    [amina, ben] = [
        award_row(queries.get_award_status(enrolment=enrolment, at=cast.at))
        for enrolment in (cast.amina, cast.ben)
    ]
    possible = amina.status.hours.possible
    assert (amina.status.hours.earned, amina.still_possible) == (60, possible - 60)
    assert amina.reasons[1] == f"{duration(possible - 60)} can still be earned."
    assert ben.reasons[-1] == "No answers have been submitted or collected."


@pytest.mark.parametrize(
    "sent",
    [
        {"next_steps": "", "next_on": ""},
        {"next_steps": "Sit\x00 again.", "next_on": "2027-01-18"},
        {"next_steps": "Sit again.", "next_on": "2026-11-30"},
        {"next_steps": "x" * 5_000_000, "next_on": "2027-01-18"},
    ],
)
def test_a_decision_not_to_award_without_next_steps_comes_back(cast: Cast, sent: dict[str, str]) -> None:
    make_ready(cast, cast.amina, 4, 4)
    cast.set_time(LATER)
    url = reverse("award:decision", args=[cast.amina.reference])
    answer = cast.browser("grace").post(url, sent)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert sent["next_steps"].replace("\x00", "\ufffd") in answer.content.decode()
    assert not Outcome.objects.exists()


def test_the_page_shows_who_is_approved_together_and_who_is_not(cast: Cast) -> None:
    make_ready(cast, cast.amina)
    make_ready(cast, cast.ben, 4, 4)
    cast.set_time(LATER)
    grace, url = cast.browser("grace"), f"/award/cohorts/{cast.cohort.slug}/decisions/"
    page = grace.get(url).content.decode()
    included, excluded = page.split("Not included")
    assert "Amina Castellane" in included
    assert "Ben Oyelaran" in excluded
    assert "Assessment not passed. Decide this one separately" in excluded
    assert grace.post(url).status_code == 302
    assert grace.post(url).status_code == 302
    assert [outcome.enrolment for outcome in Outcome.objects.all()] == [cast.amina]
    assert "Ready to decide" in grace.get(f"/award/cohorts/{cast.cohort.slug}/").content.decode()


def test_the_board_releases(cast: Cast) -> None:
    make_ready(cast, cast.amina)
    outcome = decide(cast, cast.amina)
    cast.set_time(LATER)
    jonas = cast.browser("jonas")
    page = jonas.get("/award/releases/").content.decode()
    assert "One result to release" in page
    assert "Grace Penhaligon" in page
    assert jonas.post("/award/releases/").status_code == 422
    assert jonas.post("/award/releases/", {"outcomes": ["9999"]}).status_code == 404
    assert jonas.post("/award/releases/", {"outcomes": ["x\x00"]}).status_code == 404
    assert jonas.post("/award/releases/", {"outcomes": [outcome.pk]}).status_code == 302
    assert jonas.post("/award/releases/", {"outcomes": [outcome.pk]}).status_code == 302
    assert Release.objects.count() == 1


def test_a_lead_on_the_board_cannot_release_their_own_decision(cast: Cast) -> None:
    make_ready(cast, cast.amina)
    outcome = decide(cast, cast.amina)
    people.give_role(person=cast.people["grace"], role=Role.BOARD, by=None, at=cast.at)
    grace = cast.browser("grace")
    page = grace.get("/award/releases/").content.decode()
    assert "so another board member must release it" in page
    assert 'type="checkbox"' not in page
    assert grace.post("/award/releases/", {"outcomes": [outcome.pk]}).status_code == 403


def test_another_provider_sees_nothing(cast: Cast) -> None:
    make_ready(cast, cast.amina)
    outcome = decide(cast, cast.amina)
    people.give_role(person=cast.people["finn"], role=Role.BOARD, by=None, at=cast.at)
    finn = cast.browser("finn")
    assert "Castellane" not in finn.get("/award/releases/").content.decode()
    assert finn.post("/award/releases/", {"outcomes": [outcome.pk]}).status_code == 404
