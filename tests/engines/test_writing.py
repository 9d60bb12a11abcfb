"""Amina writes, the line is cut, her browser is killed. Without a network it opens again with her words, which reach
the server once she is online and signed in, and are submitted.
"""

from __future__ import annotations

from tests.cast import PASSWORD, Cast
from tests.engines.conftest import Start
from tests.journeys.desk_windows import ON_DEVICE, READY, RUNS
from tests.journeys.line import Line
from waymark.journey.sit.models import Answer, Submission
from waymark.journey.sit.tests.makers import make_sitting

AMINA = "amina@llse.example"
FIELD = "Title of question 1"
SENT, KEPT = "Three schools, and one habit.", " Written after the line was cut."
SAVED = f"""return document.querySelector('{RUNS}')
  && document.querySelector('[data-desk="state"]').innerText.startsWith("Saved at")"""
STATE = """return document.querySelector('[data-desk="state"]').innerText === arguments[0]"""
IS_READY = f"return ({READY})()"
WRITTEN = "return document.querySelector('#a1')?.value === arguments[0]"


def test_words_outlive_a_cut_line_and_a_killed_browser(cast: Cast, line: Line, start: Start) -> None:
    sitting = make_sitting(cast)
    desk = f"{line.address}/sit/{sitting.code}/"
    browser = start()
    browser.sign_in(line.address, AMINA)
    browser.go(desk)
    browser.enter(FIELD)
    browser.type(SENT)
    browser.wait(SAVED)
    assert _text_of(sitting) == SENT

    browser.wait(IS_READY)
    line.cut()
    browser.type(KEPT)
    browser.wait(STATE, ON_DEVICE)
    browser.kill()
    assert _text_of(sitting) == SENT

    browser = start()
    browser.go(desk)
    browser.wait(WRITTEN, SENT + KEPT)
    line.mend()
    browser.press("Sign in here")
    browser.fill("Password", PASSWORD)
    browser.press("Sign in and send")
    browser.wait(SAVED)
    assert _text_of(sitting) == SENT + KEPT

    browser.press("Check and submit", among="header button")
    browser.see("Check your answers before you submit")
    browser.check("I confirm the declaration")
    browser.press("Submit your answers")
    browser.see("Submitted: 11 words")
    assert Submission.objects.filter(sitting=sitting).count() == 1


def _text_of(sitting: object) -> str:
    return Answer.objects.get(sitting=sitting, question_id="q1").text
