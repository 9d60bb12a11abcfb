"""Anything at all, sent to every form and every save of this room: an answer in words, never a fault, nothing lost."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waymark.journey.sit.history import chain
from waymark.journey.sit.models import AlternateVersion, Answer
from waymark.journey.sit.tests.makers import CLOSES, context_of, make_sitting, save

TEXTS = [
    "", " ", "\x00", "a\x00b", "\ud800", "\x85", "\u200b\u200d\u200c\ufeff\xad", "\u202eback\u2066", "\r\n" * 2_000,
    "e" + "\u0301" * 2_000, "x" * 20_000, "👩\u200d👩\u200d👧", "=1+1", "<script>alert(1)</script>", "%s%n",
    "{{ 7*7 }}", "' OR 1=1 --", "NaN", "Infinity", "-0", "1e309", "9" * 40, "-1", "0", "2026-02-29", "2028-02-29",
    "0000-01-01", "10000-01-01", "24:00", "23:59:60", "25:61", "Mars/Olympus", "Europe/London", "../../etc/passwd",
    "null", "on",
]  # fmt: skip
ANY_TEXT = st.sampled_from(TEXTS) | st.text(max_size=30)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
A_SAVE = st.fixed_dictionaries(
    {"text": ANY_TEXT | ANY_JSON, "base": st.integers() | ANY_JSON, "client": ANY_TEXT | st.just("window1")},
    optional={"instead": ANY_JSON, "offline": ANY_JSON, "signed_out": ANY_JSON},
)
SOME = settings(
    max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
)
FIELD = re.compile(r'<(?:input|textarea|select)[^>]*\bname="([^"]+)"')
SAYS = {200, 302, 400, 403, 404, 409, 413, 422, 429}


@pytest.fixture
def sitting(cast):
    new_sitting = make_sitting(cast)
    save(new_sitting, "Kept from before.", at=cast.at)
    return new_sitting


def pages_of(cast, sitting):
    """Who may send what, by the name of the address."""
    cohort, code = cast.cohort.slug, sitting.code
    window = sitting.window_id
    version = {"code": code, "question": "q1", "rev": 1}
    return [
        ("amina", reverse("sit:before")),
        ("amina", reverse("sit:extensions")),
        ("amina", reverse("sit:answers", args=[code])),
        ("amina", reverse("sit:submission", args=[code])),
        ("amina", reverse("sit:withdrawal", args=[code])),
        ("amina", reverse("sit:word_file", args=[code])),
        ("amina", reverse("sit:version_choice", kwargs=version)),
        ("amina", reverse("sit:practice_restart")),
        ("amina", reverse("sit:receipts")),
        ("grace", reverse("sit:new_window", args=[cohort])),
        ("grace", reverse("sit:incidents", args=[cohort, window])),
        ("grace", reverse("sit:late", args=[cohort, window])),
    ]


def fields_of(client, address):
    """What the page that stands there asks for, and a few that nobody asks for."""
    page = client.get(address)
    names = set(FIELD.findall(unescape(page.content.decode()))) if page.status_code == 200 else set()
    fields = {
        "text-q1",
        "base-q1",
        "rev-q1",
        "base",
        "client",
        "then",
        "until_on",
        "until_time",
        "cause",
        "sitting",
        "file",
    }
    return sorted(names | fields)


def send_anything(client, address):
    @SOME
    @given(body=st.dictionaries(st.sampled_from(fields_of(client, address)), ANY_TEXT, max_size=8))
    def send(body):
        is_told(
            client.post(
                address, {name: value.encode("utf-8", "surrogatepass") for name, value in body.items()}
            )
        )

    send()


def is_told(answer):
    assert answer.status_code in SAYS, answer.status_code
    assert b"Traceback" not in answer.content


@pytest.mark.slow
def test_anything_in_any_form_is_answered_in_words(cast, sitting):
    for who, address in pages_of(cast, sitting):
        send_anything(cast.browser(who), address)
    texts = [text for _, text in chain.texts_of(answer_id=context_of(sitting).answer_id)]
    assert texts[0] == "Kept from before."


@pytest.mark.slow
@SOME
@given(body=ANY_JSON | A_SAVE)
def test_any_json_to_the_save_is_answered_in_json(cast_of_all, body):
    client, address, answer_id = cast_of_all
    before = Answer.objects.get(pk=answer_id)
    answer = client.post(
        address, json.dumps(body).encode("utf-8", "surrogatepass"), content_type="application/json",
        headers={"x-waymark-desk": "1"},
    )  # fmt: skip
    response = json.loads(answer.content)
    assert answer.status_code in {200, 400, 409, 422}, response
    assert response["says"]
    after = Answer.objects.get(pk=answer_id)
    if response["code"] == "saved":
        assert after.rev in (before.rev, before.rev + 1)
    else:
        assert (after.rev, after.text) == (before.rev, before.text)


@pytest.mark.slow
@SOME
@given(body=st.binary(max_size=200))
def test_any_bytes_to_the_save_change_nothing(cast_of_all, body):
    client, address, answer_id = cast_of_all
    before = Answer.objects.get(pk=answer_id)
    for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
        answer = client.generic("POST", address, body, content_type=kind, headers={"x-waymark-desk": "1"})
        assert answer.status_code in {400, 422}, answer.content
        assert json.loads(answer.content)["says"]
    after = Answer.objects.get(pk=answer_id)
    assert (after.rev, after.text) == (before.rev, before.text)


@pytest.fixture
def cast_of_all(cast, sitting):
    place = context_of(sitting)
    address = reverse("sit:revisions", args=[sitting.code, "q1"])
    return cast.browser("amina"), address, place.answer_id


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "head", "options"])
def test_other_methods_change_nothing(cast, sitting, method):
    client = cast.browser("amina")
    for who, address in pages_of(cast, sitting):
        if who == "amina":
            assert getattr(client, method)(address).status_code < 500
    answer = getattr(client, method)(reverse("sit:revisions", args=[sitting.code, "q1"]))
    assert answer.status_code == 405
    assert context_of(sitting).rev == 1


@pytest.mark.parametrize(
    ("name", "kind", "data"),
    [
        ("answers.docx", "application/pdf", b"%PDF-1.7"),
        ("CON.txt", "text/plain", b"x"),
        ("a" * 255, "application/octet-stream", b""),
        ("..\\..\\x.docx", "", b"PK\x03\x04"),
        ("\u202etxt.docx", "x/y", b"\x00" * 100),
    ],
)
def test_a_file_where_none_is_asked_for_is_not_taken(cast, sitting, name, kind, data):
    client = cast.browser("amina")
    for who, address in pages_of(cast, sitting):
        if who == "amina":
            is_told(
                client.post(address, {"file": SimpleUploadedFile(name, data, kind), "text-q1": "And more."})
            )


def test_a_late_flood_of_the_same_text_is_kept_once(cast, sitting):
    for _ in range(5):
        save(sitting, "Too late.", at=CLOSES + timedelta(seconds=5))
    assert AlternateVersion.objects.count() == 1
