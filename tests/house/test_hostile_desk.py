"""What somebody with ill will, or with a script of their own, sends: answered in words and in little time."""

from __future__ import annotations

import json
import tracemalloc
from datetime import timedelta
from time import process_time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from django.urls import reverse

from waymark.journey.sit.extra_time.words import TOO_LARGE
from waymark.journey.sit.late_texts.queries import list_late_texts
from waymark.journey.sit.models import AlternateVersion, Answer, Extension, SittingWindow
from waymark.journey.sit.rules import DRAFT_CHARACTERS
from waymark.journey.sit.tests.makers import CLOSES, context_of, decide_late, make_sitting, save
from waymark.journey.sit.tests.pages import text_of, url
from waymark.journey.sit.writing.words import BELOW_TOO_LONG
from waymark.serving.web_worker import LARGEST, TooLarge

SECOND = timedelta(seconds=1)
NOBODY_HAS = int("9" * 30)


def test_a_form_with_a_valid_token_sent_to_the_save_is_not_understood(cast):
    """The token is read from the form, and then nothing is left of its body."""
    sitting = make_sitting(cast)
    token = _get_new_csrf_string()
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = cast.browser("amina").cookies
    browser.cookies["csrftoken"] = token
    sent = {"csrfmiddlewaretoken": token, "text": "x"}
    assert browser.post(url("revisions", sitting, question="q1"), sent).status_code == 400


def test_a_number_that_no_database_holds_is_nobodys_evidence(cast):
    address = reverse("sit:evidence", args=[NOBODY_HAS])
    assert cast.browser("amina").get(address).status_code == 404


def send_too_much(browser, address):
    """As the web worker hands it on: a body whose rest may still be on its way is not read."""
    much = {"wsgi.input": TooLarge(), "CONTENT_LENGTH": str(LARGEST + 1)}
    return browser.post(address, {"file": SimpleUploadedFile("a.docx", b"x")}, **much)


def test_a_word_file_beyond_all_measure_is_too_large_in_words(cast):
    answer = send_too_much(cast.browser("amina"), url("word_file", make_sitting(cast)))
    assert answer.status_code == 422
    assert "must be 5 MB or smaller" in answer.content.decode()


@pytest.mark.parametrize("who", ["amina", "grace"])
def test_evidence_beyond_all_measure_is_too_large_in_words(cast, who):
    make_sitting(cast)
    addresses = {
        "amina": reverse("sit:extensions"),
        "grace": reverse("sit:new_extension", args=[cast.cohort.slug, cast.amina.reference]),
    }
    answer = send_too_much(cast.browser(who), addresses[who])
    assert answer.status_code == 422
    assert TOO_LARGE in answer.content.decode()
    assert not Extension.objects.exists()


def test_a_plain_form_beyond_all_measure_changes_nothing(cast):
    sitting = make_sitting(cast)
    save(sitting, "Before.", at=cast.at)
    assert send_too_much(cast.browser("amina"), url("answers", sitting)).status_code == 400
    assert text_of(sitting) == "Before."


def test_two_texts_below_one_another_are_no_longer_than_an_answer_may_be(cast):
    sitting = make_sitting(cast)
    long = "x" * (DRAFT_CHARACTERS // 2)
    save(sitting, long, at=cast.at)
    save(sitting, f"{long}y", base=0, client="window2", at=cast.at)
    kept = AlternateVersion.objects.get()
    form = {"base": 1, "how": "below"}
    answer = cast.browser("amina").post(url("choice", sitting, text=kept.pk), form, follow=True)
    assert BELOW_TOO_LONG in answer.content.decode()
    assert text_of(sitting) == long
    assert f"{long}y" in AlternateVersion.objects.values_list("text", flat=True)


def test_many_kept_texts_that_are_hard_to_compare_are_shown_in_little_time(cast):
    """Each pair of them took half a minute."""
    sitting = make_sitting(cast)
    save(sitting, " ".join(f"x{n} a" for n in range(1000)), at=cast.at)
    hard = " ".join(f"y{n} a" for n in range(1000))
    for number in range(30):
        save(sitting, f"{hard} {number}", base=0, client=f"window{number}", at=cast.at)
    browser, began = cast.browser("amina"), process_time()
    page = browser.get(url("kept", sitting)).content.decode()
    assert process_time() - began < 5
    assert page.count("y999 a") >= AlternateVersion.objects.count() == 30
    assert Answer.objects.get(pk=context_of(sitting).answer_id).rev == 1


def test_a_flood_of_late_texts_is_not_read_into_memory_for_its_newest(cast):
    """A script of somebody's may send thousands within the tolerance; the page counts the words of one."""
    sitting = make_sitting(cast)
    save(sitting, "In time.", at=CLOSES - SECOND)
    for number in range(40):
        save(sitting, f"{'x' * 100_000} {number} words", at=CLOSES + SECOND, client=f"window{number}")
    window = SittingWindow.objects.get()
    tracemalloc.start()
    (line,) = list_late_texts(window=window, at=CLOSES + 600 * SECOND)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (line.late_words, line.seconds) == (3, 1)
    assert most < 2_000_000
    assert decide_late(
        sitting_ids=[sitting.pk], counts=True, cause="Why.", by=cast.people["grace"], at=CLOSES + 600 * SECOND
    )
    assert text_of(sitting).endswith(" 39 words")


def test_a_large_save_of_nothing_but_brackets_takes_little_memory(cast):
    """Read as JSON, fifteen megabytes of them become half a gigabyte of empty lists."""
    sitting = make_sitting(cast)
    browser, body = cast.browser("amina"), b'{"text":[' + b"[]," * 5_000_000 + b"[]]}"
    tracemalloc.start()
    answer = browser.post(url("revisions", sitting, question="q1"), body, content_type="application/json")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (answer.status_code, answer.json()["code"]) == (422, "draft_too_long")
    assert most < 5 * len(body)


def test_the_longest_text_is_kept_however_json_spells_it(cast):
    sitting = make_sitting(cast)
    text = "\U0001f469" * DRAFT_CHARACTERS
    body = {"text": text, "base": 0, "client": "window1"}
    address = url("revisions", sitting, question="q1")
    answer = cast.browser("amina").post(address, json.dumps(body), content_type="application/json")
    assert answer.status_code == 200
    assert text_of(sitting) == text
