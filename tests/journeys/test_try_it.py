"""The walk of `docs/try-it.md`, line by line, in a demonstration of its own.

Each line of the document is a step here, by its text and in its order: a line without a step fails, and so does a step
whose line has gone. The lines about files and commands are run as they are printed.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, expect

from tests.demonstration import ROOT, demonstration, sign_in_as
from tests.journeys.applying import (
    answer_last_pages,
    answer_pages,
    pages_of,
    review_application,
)
from tests.journeys.desk_windows import is_saved
from tests.journeys.stage import every, press

pytestmark = pytest.mark.once("sqlite")
DOCUMENT = (ROOT / "docs/try-it.md").read_text("utf-8")
LEAD, FACILITATOR, PARTICIPANT, COACH = (
    "Sunniva Okoro-Pike", "Imran Nightingale", "Tobias Marchwood", "Barnaby Quillfeather",
)  # fmt: skip
WRITER, PRACTISING = "Adaeze Thistlewood", "Marigold Tansley"
MARKERS = ("Chidi Fernsby", "Delphine Oakeshott", "Wren Abernethy-Cole")
SENIOR, BOARD, AWARDED = "Percival Hathersage", "Honor Winterbourne", "Bertram Osei-Lane"
SETTER, SECOND_SETTER, OTHER_LEAD = "Ottoline Larkspur", "Magnus Thornleigh", "Teodora Wickham-Rao"
ACCEPTED = "Your place in LLSE spring 2027"
PATIENCE = 30_000
TOO_MUCH = "and once more from the beginning " * 400
HIGH, LOW = (3, 3, 3, 3, 2), (0, 0, 0, 0, 0)


class Walk:
    """A browser window for each person, and what one step leaves for the next."""

    def __init__(self, address: str, folder: Path, browser: Browser) -> None:
        self.address, self.folder, self.browser = address, folder, browser
        self.contexts: dict[str, BrowserContext] = {}
        self.left: dict[str, Any] = {}
        self.faults: list[str] = []
        """Errors of scripts, and answers of 500 and above."""

    def be(self, name: str = "", path: str = "/") -> Page:
        """That person's window, at a page; with no name, a visitor's."""
        if name not in self.contexts:
            context = self.browser.new_context(
                base_url=self.address, locale="en-GB", timezone_id="Europe/London"
            )
            context.set_default_timeout(PATIENCE)
            self.contexts[name] = context
            page = context.new_page()
            page.on("pageerror", lambda error: self.faults.append(f"{error} ({page.url})"))
            page.on("response", self._see)
            if name:
                sign_in_as(page, self.address, name)
                page.wait_for_url("/")
        page = self.contexts[name].pages[0]
        page.goto(path)
        return page

    def _see(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} from {response.url}")


Step = Callable[[Walk], None]
STEPS: dict[str, Step] = {}


def step(line: str) -> Callable[[Step], Step]:
    def add(function: Step) -> Step:
        STEPS[line] = function
        return function

    return add


def lines_of_the_walk() -> list[str]:
    walk = DOCUMENT.split("## A walk")[1].split("## Without a browser")[0]
    return re.findall(r"^    - (.+)$", walk, re.MULTILINE)


def commands_of_the_document() -> list[str]:
    return re.findall(r"^    (.+)$", DOCUMENT.split("## Without a browser")[1], re.MULTILINE)


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def test_every_line_has_a_step() -> None:
    assert lines_of_the_walk() == list(STEPS)


@pytest.mark.parametrize("command", commands_of_the_document())
def test_every_command_answers(command: str) -> None:
    command = command.replace("bin/waymark", f"{shlex.quote(str(ROOT / '.venv/bin/python'))} -m waymark.cli")
    subprocess.run(command, shell=True, cwd=ROOT, check=True, capture_output=True)


@pytest.fixture(scope="module")
def walk(browser: Browser) -> Iterator[Walk]:
    with demonstration(with_worker=True) as (address, folder):
        walk = Walk(address, folder, browser)
        yield walk
        for context in walk.contexts.values():
            context.close()


def test_the_walk(walk: Walk) -> None:
    expect.set_options(timeout=PATIENCE)
    ribbon = walk.be().get_by_text("Demonstration. The time here is")
    expect(ribbon).to_contain_text("Thursday 22 October 2026, 10:")
    for line, take in STEPS.items():
        try:
            take(walk)
        except Exception as problem:
            problem.add_note(f"The line of docs/try-it.md: {line}")
            raise
    assert not walk.faults


@step(
    "Open the address, choose **Leadership Learning South East**, select **See our programmes**, and read one with its "
    "dates, price and rules."
)
def reads_a_programme(walk: Walk) -> None:
    page = walk.be()
    page.get_by_role("link", name="Leadership Learning South East").click()
    page.get_by_role("link", name="See our programmes").click()
    page.get_by_role("main").get_by_role("link", name=re.compile("Executive Leadership")).first.click()
    for word in ("18 January 2027", "Price", "90%"):
        expect(page.get_by_role("main")).to_contain_text(word)


@step("Apply: one question on each page, then **Check your answers before you apply**.")
def applies(walk: Walk) -> None:
    page = walk.be(path="/programmes/llse-npqel/")
    page.get_by_role("link", name="Apply for LLSE spring 2027").first.click()
    sponsor = ("Mair Prosser", "chair@whitlock.example")
    email, school = "nerys@whitlock.example", "Whitlock Federation"
    pages = pages_of("Nerys", "Whitlock", email, trn="9999901", organisation=school, sponsor=sponsor)
    answer_pages(page, pages)
    answer_last_pages(page, "A fourth school joins us in September.")
    press(page, "Submit your application")
    expect(heading(page)).to_have_text("Application submitted")


@step(
    "Select **Try the demonstration**: a list of people, each with something to try. You don’t need a password."
)
def chooses_a_person(walk: Walk) -> None:
    page = walk.be()
    page.get_by_role("link", name="Try the demonstration").click()
    for name in (LEAD, WRITER, OTHER_LEAD):
        expect(page.get_by_role("button", name=f"Sign in as {name}")).to_be_visible()
    assert page.get_by_label("Password").count() == 0


@step(
    "The home page shows what you need to decide. Two people review an application, then you accept it. Reject another "
    "with a reason."
)
def decides_applications(walk: Walk) -> None:
    for reviewer in (BOARD, LEAD):
        review_application(walk.be(reviewer), "Nerys Whitlock")
    page = walk.be(LEAD)
    expect(heading(page)).to_contain_text("decisions to make")
    page.get_by_role("link", name=re.compile("applications to decide")).click()
    page.get_by_role("link", name="Nerys Whitlock").click()
    page.get_by_role("link", name="Accept and enrol in LLSE spring 2027").click()
    press(page, "Accept and enrol in LLSE spring 2027")
    expect(page.get_by_role("heading", name="Accepted")).to_be_visible()
    page.goto("/cohorts/llse-spring-2027/applications/")
    page.get_by_role("main").locator(".wm-rows").first.get_by_role("link").first.click()
    page.get_by_role("group", name="Reason for rejection").get_by_role("radio").first.check()
    press(page, "Reject application")
    expect(page.get_by_role("heading", name="Rejected")).to_be_visible()


@step("The applicant’s email is at `/demonstration/emails/` a few seconds later.")
def finds_the_email(walk: Walk) -> None:
    page = walk.be(path="/demonstration/emails/?to=nerys@whitlock.example")
    until = time.monotonic() + 300  # the worker first sends everything that the demonstration begins with
    while not page.get_by_role("link", name=ACCEPTED).count():
        assert time.monotonic() < until, "No email to the applicant was sent."
        page.reload()
    page.get_by_role("link", name=ACCEPTED).first.click()
    expect(page.get_by_role("main")).to_contain_text("nerys@whitlock.example")


@step(
    "Enrol people from a file: `src/waymark/demo/enrolment.csv` has the faults of real files. You see every row before "
    "anyone is enrolled."
)
def enrols_from_a_file(walk: Walk) -> None:
    page = walk.be(LEAD, "/cohorts/llse-spring-2027/")
    page.get_by_role("link", name="Enrol from a file").click()
    page.get_by_label("CSV file").set_input_files(ROOT / "src/waymark/demo/enrolment.csv")
    press(page, "Upload file")
    expect(heading(page)).to_contain_text("can be enrolled")
    expect(heading(page)).to_contain_text("correcting")
    page.get_by_role("button", name=re.compile(r"Enrol \d+ people")).click()
    expect(heading(page)).to_contain_text("people were enrolled")


@step("Open the progress of the cohort that is writing: who is at risk, in sentences.")
def reads_the_progress(walk: Walk) -> None:
    page = walk.be(LEAD)
    page.get_by_role("link", name=re.compile("participants at risk in LLSE spring 2025")).click()
    expect(heading(page)).to_contain_text("at risk")
    expect(page.locator(".wm-risks li").first).to_contain_text(re.compile(r"\d"))


@step("Take the register that is due.")
def takes_the_register(walk: Walk) -> None:
    page = walk.be(FACILITATOR)
    expect(heading(page)).to_contain_text("Take the register")
    page.get_by_role("link", name="Take the register").click()
    page.get_by_role("button", name="Fill empty fields with the full time").click()
    expect(page.get_by_role("textbox").first).not_to_have_value("")
    press(page, "Save the register")
    expect(page.get_by_role("row").filter(has_text="Workshop 2")).to_contain_text("16 of 16 attended")


@step("See what participants learned, with the weakest statement first, and record what will change.")
def records_a_change(walk: Walk) -> None:
    page = walk.be(FACILITATOR)
    page.get_by_role("link", name="After workshop 2").click()
    expect(page.get_by_text(re.compile(r"These are the first \d+ answers"))).to_be_visible()
    form = page.locator("form").filter(has=page.get_by_label("We changed")).first
    form.get_by_label("We changed").fill("The next webinar starts with two real behaviour policies.")
    form.get_by_label("Where will it change?").select_option(index=0)
    form.get_by_role("button", name="Save and show to participants").click()
    expect(
        page.get_by_text("The next webinar starts with two real behaviour policies.").first
    ).to_be_visible()


@step("The home page shows one thing to do next. Read a study page, and mark it as read.")
def reads_a_study_page(walk: Walk) -> None:
    page = walk.be(PARTICIPANT)
    expect(heading(page)).to_contain_text("Study 2")
    page.get_by_role("link", name="Start studying").click()
    page.get_by_role("main").locator("a[href*='/learn/study/study-2/']").first.click()
    press(page, "I have read this")
    expect(page.get_by_text("You’ve completed 1 hour of 2 hours.")).to_be_visible()


@step("Your hours show how much you have done and how much you can still miss.")
def reads_the_hours(walk: Walk) -> None:
    page = walk.be(PARTICIPANT, "/hours/")
    expect(heading(page)).to_contain_text("You have done")
    expect(page.get_by_role("main")).to_contain_text("can still miss")


@step("Under **You said, we changed** is what a facilitator has recorded.")
def reads_what_changed(walk: Walk) -> None:
    page = walk.be(PARTICIPANT)
    expect(page.get_by_role("main")).to_contain_text("You said, we changed")
    expect(page.get_by_role("main")).to_contain_text("two real behaviour policies")


@step(
    "Open the preparation sheet, record the session, and agree an action. Closing the session adds its minutes."
)
def is_coached(walk: Walk) -> None:
    page = walk.be(COACH)
    page.get_by_role("main").get_by_role("link", name="Fergus Kestrelow", exact=True).click()
    expect(heading(page)).to_have_text("Fergus Kestrelow")
    page.get_by_role("link", name="Record the session").first.click()
    page.get_by_label("Which statement did you discuss?").select_option(index=1)
    page.get_by_role("group", name="Self-rating").get_by_role("radio").nth(2).check()
    page.get_by_label("Which evidence did you look at?").select_option(index=1)
    page.get_by_role("group", name="Your judgement").get_by_role("radio").nth(1).check()
    page.get_by_label("Reason for your judgement").fill("The notes are about the first weeks only.")
    page.get_by_label("Shared notes").fill("We looked at what the visits show.")
    page.get_by_label("What will be done next?").fill("Ask three teachers what they have stopped doing.")
    page.get_by_role("group", name="Who will do it?").get_by_role("radio").first.check()
    page.get_by_label("When is it due?").fill("2026-11-20")
    page.get_by_label("What will show that it’s done?").fill("Notes of three conversations")
    press(page, "Close the session")
    expect(heading(page)).to_contain_text("is closed")


@step(
    "Continue writing, and watch the word count. Question 2 has another version, saved from another device."
)
def continues_writing(walk: Walk) -> None:
    page = walk.be(WRITER)
    page.get_by_role("link", name="Continue writing").click()
    words = page.locator('[data-desk="words"]')
    before = words.inner_text()
    last = page.get_by_role("textbox").last
    last.fill("First we stop what does not work, then we prepare.")
    expect(words).not_to_have_text(before)
    is_saved(page)
    expect(page.get_by_text("1 other version of answer 2 is saved.")).to_be_visible()
    page.get_by_role("link", name="See the other versions").click()
    expect(page.get_by_role("main")).to_contain_text("Question 2")


@step("Paste too much and try to submit: it is refused, and nothing is lost.")
def writes_too_much(walk: Walk) -> None:
    page = walk.be(WRITER)
    page.get_by_role("link", name="Continue writing").click()
    last = page.get_by_role("textbox").last
    last.fill(TOO_MUCH)
    expect(page.locator('[data-desk="over"]')).to_be_visible()
    is_saved(page)
    page.get_by_role("button", name="Check and submit").first.click()
    expect(heading(page)).to_contain_text("too many")
    assert page.get_by_role("button", name="Submit your answers").count() == 0
    page.get_by_role("link", name="Go back to your answers").click()
    expect(last).to_have_value(re.compile(r"once more from the beginning\s*$"))


@step("Submit no more than the maximum, and keep the receipt.")
def submits(walk: Walk) -> None:
    page = walk.be(WRITER)
    page.get_by_role("link", name="Continue writing").click()
    page.get_by_role("textbox").last.fill("First we stop what does not work, then we prepare, then we begin.")
    is_saved(page)
    submit(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the receipt as a PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def submit(page: Page) -> None:
    page.get_by_role("button", name="Check and submit").first.click()
    page.get_by_label("I confirm the declaration").check()
    press(page, "Submit your answers")
    expect(heading(page)).to_contain_text("Submitted")


@step("Take your answers back, and submit again.")
def takes_back(walk: Walk) -> None:
    page = walk.be(WRITER)
    page.get_by_role("link", name="See the receipt").click()
    page.get_by_role("link", name="Take your answers back and keep writing").click()
    press(page, "Take your answers back")
    page.goto("/")
    page.get_by_role("link", name="Continue writing").click()
    submit(page)


@step("Practise on the same page. Practice doesn’t count towards the result.")
def practises(walk: Walk) -> None:
    page = walk.be(PRACTISING)
    page.get_by_role("link", name="Practise writing an assessment").click()
    page.get_by_role("link", name="Continue practising").click()
    expect(page.get_by_text("This is practice.")).to_be_visible()
    page.get_by_role("textbox").last.fill("The hour has a purpose only if someone says what it is.")
    is_saved(page)


@step(
    "In the control room of the window, filters show who has not saved recently, who was offline, who has asked for "
    "more time, and who has other versions. One participant has written more words than the maximum."
)
def looks_into_the_control_room(walk: Walk) -> None:
    page = walk.be(LEAD)
    page.get_by_role("link", name="Control room of LLSE spring 2025").click()
    for label in (
        "No recent saves",
        "Reported offline",
        "More time awaiting decision",
        "Other versions saved",
    ):
        page.get_by_role("link", name=re.compile(label)).click()
        expect(page.get_by_role("table").get_by_role("rowheader")).not_to_have_count(0)
    page.get_by_role("link", name=re.compile("Everyone")).click()
    expect(page.get_by_role("table")).to_contain_text("Over the limit")


@step("Record an incident.")
def records_an_incident(walk: Walk) -> None:
    page = walk.be(LEAD)
    page.get_by_role("link", name="Control room of LLSE spring 2025").click()
    page.get_by_label("What happened, and what did you do about it?").fill(
        "A school had no power for an hour."
    )
    press(page, "Record incident")
    expect(page.get_by_text("A school had no power for an hour.")).to_be_visible()


@step("Decide the request for more time.")
def decides_more_time(walk: Walk) -> None:
    page = walk.be(LEAD)
    page.get_by_role("link", name=re.compile("for more time to decide")).click()
    page.get_by_role("main").get_by_role("link", name="Decide").first.click()
    page.get_by_label("Grant as requested").check()
    page.get_by_label("Reason for your decision").fill("The letter shows that the school was closed.")
    press(page, "Confirm decision")
    expect(page.get_by_text("You’ve made your decision.")).to_be_visible()


@step("Change the time to after the close. What people wrote and did not submit is collected within seconds.")
def changes_the_time(walk: Walk) -> None:
    page = walk.be(LEAD, "/time/")
    page.get_by_label("Date").fill("2026-10-30")
    page.get_by_label("Time", exact=True).fill("09:00")
    press(page, "Change the time")
    page.goto("/cohorts/llse-spring-2025/")
    page.get_by_role("link", name="Windows", exact=True).click()
    page.get_by_role("main").get_by_role("link", name=re.compile("2026")).first.click()
    until = time.monotonic() + 60
    while "collected at the close" not in heading(page).inner_text():
        assert time.monotonic() < until, "Nothing was collected."
        page.reload()


@step(
    "Prepare the scripts of the cohort whose window has closed, and allocate them: every script has two markers."
)
def prepares_scripts(walk: Walk) -> None:
    page = walk.be(LEAD, "/mark/cohorts/llse-spring-2025/progress/")
    press(page, "Prepare scripts")
    press(page, "Allocate scripts")
    expect(page.get_by_text("Every script has two markers")).to_be_visible()


@step("Mark a script twice, on different sides of the pass mark: a third marker gets it.")
def marks_twice(walk: Walk) -> None:
    first = walk.be(MARKERS[0])
    first.get_by_role("link", name="Open the next script").click()
    code = heading(first).inner_text().split()[-1]
    marks(first, points=HIGH)
    others = [name for name in MARKERS[1:] if is_open_to(walk, name, code)]
    assert len(others) == 1
    marks(walk.be(others[0], f"/mark/scripts/{code}/"), points=LOW)
    [third] = [name for name in MARKERS[1:] if name not in others]
    assert is_open_to(walk, third, code)


def is_open_to(walk: Walk, name: str, code: str) -> bool:
    walk.be(name)
    return walk.contexts[name].request.get(f"/mark/scripts/{code}/").status == 200


def marks(page: Page, *, points: tuple[int, ...]) -> None:
    passage = " ".join(page.locator("[data-script] p").first.inner_text().split()[:8])
    for omission in every(page.get_by_role("group").filter(has=page.get_by_role("textbox"))):
        omission.get_by_role("radio", name="Met").check()
        omission.get_by_label("If met, copy the passage from the script").fill(passage)
    for number, level in enumerate(points, start=1):
        page.locator(f'[data-criterion] input[name="c{number}"][value="{level}"]').check()
    press(page, re.compile("Record mark"))
    expect(page.get_by_text("There is a problem")).to_have_count(0)


@step("Confirm a fail, with a reason.")
def confirms_a_fail(walk: Walk) -> None:
    page = walk.be(SENIOR)
    page.get_by_role("link", name="See fails awaiting confirmation").click()
    page.get_by_role("main").get_by_role("link", name=re.compile("Script")).first.click()
    page.get_by_label("Why should this fail be confirmed?").fill("I read it twice and found the same gap.")
    press(page, "Confirm fail")
    expect(heading(page)).not_to_contain_text("Should this fail be confirmed?")


@step("Approve the awards of the cohort that has been marked, each with its reasons.")
def approves_awards(walk: Walk) -> None:
    page = walk.be(LEAD, "/award/cohorts/llse-early-spring-2025/")
    approvable = page.get_by_role("link", name=re.compile(r"Review \d+ awards? to approve"))
    if approvable.count():
        approvable.click()
        press(page, re.compile(r"Approve \d+ awards?"))
    else:
        page.get_by_role("link", name=re.compile("Decide for")).first.click()
        page.get_by_label("What happens next").fill("You can take the assessment again in January.")
        page.get_by_label("By when").fill("2027-01-11")
        press(page, "Save decision: not yet awarded")


@step("Release them. Participants can’t see their results until then.")
def releases(walk: Walk) -> None:
    page = walk.be(BOARD)
    expect(page.get_by_role("main")).to_contain_text("Participants can’t see their results until")
    page.get_by_role("link", name="See results to release").click()
    press(page, "Release selected results")
    expect(heading(page)).to_have_text("No results to release")


@step('Read how the result was decided, and download the statement of result. It says "Demonstration".')
def reads_the_result(walk: Walk) -> None:
    page = walk.be(AWARDED)
    page.get_by_role("link", name="See your result").click()
    expect(page.get_by_role("main")).to_contain_text("Two markers marked it")
    expect(page.get_by_text("Demonstration: no award was made.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download your statement (PDF)").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


@step("Record an issue to improve, and assign an action with an owner.")
def records_an_issue(walk: Walk) -> None:
    page = walk.be(LEAD, "/improve/")
    page.get_by_role("link", name="Record an issue").click()
    page.get_by_label("Which cohort is it about?").select_option(label="LLSE spring 2025")
    page.get_by_label("What needs to improve?").fill("Few participants say what they will stop.")
    page.get_by_label("Evidence").fill("The last formative answers.")
    press(page, "Save issue")
    page.get_by_label("What will be done?").fill("Add an hour on stopping to workshop 3.")
    page.get_by_label("Owner").select_option(index=1)
    page.get_by_label("Due date").fill("2027-01-08")
    press(page, "Assign action")
    page.goto("/improve/")
    expect(page.get_by_text("Add an hour on stopping to workshop 3.")).to_be_visible()


@step("LLSE’s paper B is a draft with problems. Fix the errors.")
def fixes_paper_b(walk: Walk) -> None:
    page = walk.be(SETTER, "/papers/")
    page.get_by_role("link", name="LLSE-B").click()
    address = page.url
    walk.left["paper"] = address.removeprefix(walk.address)
    expect(page.get_by_role("heading", name="Problems found by the check")).to_be_visible()
    page.goto(f"{address}case/")
    case = page.get_by_label("Case study", exact=True)
    case.fill(case.input_value() + "\n\n" + "The trust has six schools and one plan for all of them. " * 130)
    press(page, "Save")
    page.goto(f"{address}questions/q2/")
    page.get_by_label("Preamble").fill("You are the new chief executive and have one year.")
    for tick in every(
        page.get_by_role("group", name="What it asks participants to do").get_by_role("checkbox")
    ):
        tick.check()
    press(page, "Save")
    page.goto(f"{address}criteria/c2/")
    page.get_by_role("group", name="Questions it marks").get_by_role("checkbox").first.check()
    page.get_by_label("Points").nth(2).fill("2")
    page.get_by_label("Points").nth(3).fill("3")
    press(page, "Save")
    page.goto(f"{address}omissions/")
    page.get_by_label("Failure-level omission 1").fill("The plan says how schools prepare before it starts.")
    page.get_by_label("Why omission 1 fails a script").fill("A change without preparation does not last.")
    press(page, "Save")
    page.goto(address)
    expect(page.locator(".wm-tag--brick")).to_have_count(0)


@step("The second setter reviews it, and it can be locked.")
def reviews_and_locks(walk: Walk) -> None:
    page = walk.be(SECOND_SETTER, f"{walk.left['paper']}review/")
    page.get_by_label("Yes, I have read all of it").check()
    press(page, "Save review")
    page = walk.be(SETTER, f"{walk.left['paper']}lock/")
    press(page, "Lock this paper")
    expect(page.get_by_text("This paper is locked").first).to_be_visible()


@step("Compare it with paper A.")
def compares_papers(walk: Walk) -> None:
    page = walk.be(SETTER, f"{walk.left['paper']}series/")
    expect(heading(page)).to_have_text("Compare 2 parallel papers")
    for code in ("LLSE-A", "LLSE-B"):
        expect(page.get_by_role("columnheader", name=re.compile(code))).to_be_visible()


@step("Look for any of this. You won’t find it.")
def finds_nothing(walk: Walk) -> None:
    page = walk.be(OTHER_LEAD)
    for path in ("/", "/cohorts/", "/improve/", "/audit-log/"):
        page.goto(path)
        expect(page.get_by_role("main")).not_to_contain_text("LLSE")
    for path in ("/cohorts/llse-spring-2025/", "/mark/cohorts/llse-spring-2025/progress/"):
        assert page.goto(path).status == 404  # type: ignore[union-attr]
