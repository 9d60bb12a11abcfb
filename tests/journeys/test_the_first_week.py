"""The first week of a provider, by `docs/first-week.md` alone: from nothing to a cohort that is ready to begin.

Each line and each command of the document is a step here, in its order. The lead’s touches are counted, and are what
the document’s table says.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.emails import newest_path
from tests.house.test_docs import rows_of
from tests.journeys.stage import Stage
from tests.journeys.touches import Hand
from waymark.bridges.signin.tests.second_steps import Phone
from waymark.cli.main import main
from waymark.ground.cohorts.models import Cohort, CohortStaff, Enrolment
from waymark.ground.people.models import Invitation, Person
from waymark.journey.coach.models import Pairing
from waymark.journey.gather.models import PeerGroup
from waymark.journey.sit.models import SittingWindow

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs/first-week.md"
TEXT = DOCUMENT.read_text("utf-8")
LEAD = "ada@our.example"
COHORT = "Spring 2027"
SITE = "https://npq.our.example"
MOST = {"Invite 13 staff": 15, "Pair them with 5 coaches": 5, "Make 10 peer groups": 5}
"""The limits of the issue; the other tasks are held by the document’s table alone."""
STAFF = """\
Fay Abernethy, fay@our.example, Facilitator
Idris Fenn, idris@our.example, Facilitator
Hugo Marchbanks, hugo@our.example, Coach
Ola Brandt, ola@our.example, Coach
Kit Moor, kit@our.example, Coach
Noor Saleh, noor@our.example, Coach
Tess Ware, tess@our.example, Coach
Petra Lindqvist, petra@our.example, Paper setter
Rae Second, rae@our.example, Paper setter
Chioma Okonjo, chioma@our.example, Marker
Dev Raithatha, dev@our.example, Marker
Simi Adeyemi, simi@our.example, Senior marker
Jonas Trevelyan, jonas@our.example, Award board
"""

type Act = Callable[[Hand, "Week"], None]
ACTS: dict[str, Act] = {}


class Week:
    """What the lead brings: a phone, a file of people, and the day on which the cohort begins."""

    def __init__(self, phone: Phone, folder: Path) -> None:
        self.phone = phone
        self.first_day = date.today() + timedelta(days=60 - date.today().weekday())
        self.file = folder / "people.csv"
        rows = (
            f"Given{number},Family{number},person{number}@school{number % 9}.example,99{number:05},School {number % 9}"
            for number in range(60)
        )
        self.file.write_text("\n".join(["First name(s),Surname,Email,TRN,School", *rows]), "utf-8")


def act(line: str) -> Callable[[Act], Act]:
    def add(function: Act) -> Act:
        ACTS[line] = function
        return function

    return add


def lines_of_the_document() -> list[str]:
    return re.findall(r"^    - (.+)$", TEXT, re.MULTILINE)


def parts_of_the_document() -> list[str]:
    """Commands and tasks, in their order; a task is a number and a title in bold."""
    return re.findall(r"^(?:    bin/waymark |\d+\. \*\*)(.+?)(?:\*\*)?$", TEXT, re.MULTILINE)


def table_of_touches() -> dict[str, int]:
    return {row[0]: int(row[1]) for row in rows_of(DOCUMENT, cells=2)[1:]}


def test_every_line_has_an_act() -> None:
    assert lines_of_the_document() == list(ACTS)


@pytest.fixture
def week(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Week:
    """As in production: staff need a second step."""
    settings.STAFF_NEED_SECOND_FACTOR = True
    settings.ALLOWED_HOSTS = ["npq.our.example", "localhost"]
    return Week(Phone(monkeypatch), tmp_path)


def test_the_first_week(empty_stage: Stage, week: Week) -> None:
    hand = Hand(empty_stage.visitor())
    for part in parts_of_the_document():
        if part in tasks():
            with hand.at(part):
                for line in tasks()[part]:
                    ACTS[line](hand, week)
        else:
            assert main(shlex.split(part)) == 0, part
    assert hand.touches | {"Altogether": hand.touches.total()} == table_of_touches()
    assert all(hand.touches[task] <= most for task, most in MOST.items())
    _is_ready(empty_stage.visitor())


def tasks() -> dict[str, list[str]]:
    """The lines of each task."""
    parts = re.split(r"^\d+\. \*\*(.+)\*\*$", TEXT, flags=re.MULTILINE)[1:]
    return {
        title: re.findall(r"^    - (.+)$", body, re.MULTILINE)
        for title, body in zip(parts[::2], parts[1::2], strict=True)
    }


def heading(page: Page) -> Any:
    return page.get_by_role("heading", level=1)


@act("Open the link in your invitation, choose a password, and select **Accept invitation and sign in**.")
def _accepts(hand: Hand, week: Week) -> None:
    hand.open_from_email(newest_path(LEAD))
    hand.fill("Password", PASSWORD)
    hand.press("Accept invitation and sign in")


@act(
    "Set up a second step: select **Set up an authenticator app**, scan the picture with the app, enter "
    "its code, and select **Finish setting up**. Download the recovery codes, and select **I’ve saved my "
    "codes**."
)
def _sets_up_a_second_step(hand: Hand, week: Week) -> None:
    hand.follow("Set up an authenticator app")
    week.phone.scan(hand.page.content())
    hand.fill("Code from your app", week.phone.code())
    hand.press("Finish setting up")
    assert hand.download("Download these codes").read_text("utf-8")
    hand.press("I’ve saved my codes")


@act(
    "Select **Open a cohort** on your home page, then the programme; enter a name and the first day. "
    "**Show the calendar** lists every date, and what clashes with a holiday."
)
def _previews_the_calendar(hand: Hand, week: Week) -> None:
    hand.follow("Open a cohort")
    hand.tick(re.compile("Executive Leadership"))
    hand.fill("Name of the cohort", COHORT)
    hand.fill("First day", week.first_day.isoformat())
    hand.press("Show the calendar")


@act(
    "Select the button with the cohort’s name, such as **Open Spring 2027**. You can open it even if a "
    "session clashes."
)
def _opens_the_cohort(hand: Hand, week: Week) -> None:
    hand.press(f"Open {COHORT}")
    expect(heading(hand.page)).to_have_text(COHORT)


@act(
    "Select **Invite staff** on the cohort’s page, and paste a line for each person: name, email address,"
    " role. If someone has two roles, put a plus between them. Your cohort is already "
    "selected."
)
def _pastes_staff(hand: Hand, week: Week) -> None:
    hand.follow("Invite staff")
    hand.fill("Who do you want to invite?", STAFF)


@act("Select **Check these lines** to see what we read. Then select **Invite 13 people**.")
def _invites_staff(hand: Hand, week: Week) -> None:
    hand.press("Check these lines")
    hand.press("Invite 13 people")
    assert Invitation.objects.exclude(person__email=LEAD).count() == 13
    assert CohortStaff.objects.filter(cohort__name=COHORT).count() == 10


@act(
    "Select **Enrol from a file** on the cohort’s page, choose the CSV file that your office keeps, and "
    "select **Upload file**. The [columns](rules/enrolment-file.md#columns) can keep the names they "
    "have."
)
def _uploads_a_file(hand: Hand, week: Week) -> None:
    hand.follow("Enrol from a file")
    hand.choose_file("CSV file", week.file)
    hand.press("Upload file")
    assert not Enrolment.objects.exists()


@act(
    "You see every row before anyone is enrolled. Then select **Enrol 60 people**. Each gets an email "
    "with a link."
)
def _enrols(hand: Hand, week: Week) -> None:
    hand.press("Enrol 60 people")
    expect(heading(hand.page)).to_have_text("60 people were enrolled")


@act(
    "Select **Coaches** at the top of the page, then **Propose a coach for 60 participants**. Each coach "
    "gets the same number, and no one from their own organisation."
)
def _proposes_coaches(hand: Hand, week: Week) -> None:
    hand.follow_in("This cohort", "Coaches")
    hand.follow("Propose a coach for 60 participants")
    assert not Pairing.objects.exists()


@act("Change what you like, then select **Save coaches**.")
def _saves_coaches(hand: Hand, week: Week) -> None:
    hand.press("Save coaches")
    coaches = Person.objects.filter(cohorts_worked__role="coach")
    assert [Pairing.objects.filter(coach=coach).count() for coach in coaches] == [12] * 5


@act(
    "Select **Groups** at the top of the page, then **Create groups**. There are about six people in each, "
    "with colleagues in different groups."
)
def _creates_groups(hand: Hand, week: Week) -> None:
    hand.follow_in("This cohort", "Groups")
    hand.press("Create groups")
    assert PeerGroup.objects.count() == 10


@act(
    "Select **Propose who looks after 10 groups**. Each facilitator gets the same number. Then select **Save "
    "who looks after the groups**."
)
def _chooses_who_looks_after_groups(hand: Hand, week: Week) -> None:
    hand.follow("Propose who looks after 10 groups")
    assert not PeerGroup.objects.exclude(owner=None).exists()
    hand.press("Save who looks after the groups")
    owners = Person.objects.filter(cohorts_worked__role="facilitator")
    assert [PeerGroup.objects.filter(owner=owner).count() for owner in owners] == [5, 5]


@act(
    "Select **Windows** at the top of any page of the cohort, then **Set a window**. The programme’s days and "
    "times are filled in."
)
def _begins_a_window(hand: Hand, week: Week) -> None:
    hand.follow_in("This cohort", "Windows")
    hand.follow("Set a window")


@act("Select the paper, then **Set the window**.")
def _sets_the_window(hand: Hand, week: Week) -> None:
    hand.tick(re.compile("^LLSE-A"))
    hand.press("Set the window")
    assert SittingWindow.objects.get().cohort == Cohort.objects.get()


def _is_ready(page: Page) -> None:
    """One of the sixty lets herself in, and sees that everything is there."""
    page.goto(newest_path("person7@school7.example"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Accept invitation and sign in").click()
    expect(heading(page)).to_be_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Peer group").click()
    expect(page.get_by_role("main")).to_contain_text("looks after your group")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Coaching").click()
    expect(page.get_by_role("main")).to_contain_text(
        re.compile("Hugo Marchbanks|Ola Brandt|Kit Moor|Noor Saleh|Tess Ware")
    )
