"""The rules as tables: a window from 19 to 26 October 2026, across the clock change, 1,500 words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.journey.sit.receipts.signing import build_payload, new_receipt_code, parse_code
from waymark.journey.sit.rules import (
    Why,
    Window,
    effective_deadline,
    first_words,
    is_late,
    may_collect,
    may_keep,
    may_open_desk,
    may_save,
    may_submit,
    seconds_late,
)
from waymark.journey.sit.words import closing, replaced
from waymark.journey.sit.writing.incoming import receive
from waymark.kit.words import count_words

OPENS, CLOSES = datetime(2026, 10, 18, 23, 1, tzinfo=UTC), datetime(2026, 10, 27, tzinfo=UTC)
WINDOW = Window(opens_at=OPENS, closes_before=CLOSES, max_words=1500)
JUST = timedelta(microseconds=1)
INSIDE = OPENS + timedelta(days=3)


def test_there_is_one_deadline_and_it_is_said_as_the_last_minute():
    assert effective_deadline(WINDOW) == CLOSES
    assert closing(WINDOW, zone="Europe/London") == "Monday 26 October 2026, 23:59"
    assert closing(WINDOW, zone="Asia/Dubai") == "Tuesday 27 October 2026, 03:59"


@pytest.mark.parametrize(
    ("at", "gate", "declared", "reasons"),
    [
        (OPENS - JUST, True, True, [Why.NOT_OPEN]),
        (OPENS, True, True, []),
        (CLOSES - JUST, True, True, []),
        (CLOSES, True, True, [Why.CLOSED]),
        (INSIDE, False, True, [Why.GATE]),
        (INSIDE, True, False, [Why.NOT_DECLARED]),
        (CLOSES, False, False, [Why.CLOSED, Why.GATE, Why.NOT_DECLARED]),
    ],
)
def test_who_may_open_the_desk(at, gate, declared, reasons):
    assert list(may_open_desk(WINDOW, gate_satisfied=gate, declared=declared, at=at).reasons) == reasons


@pytest.mark.parametrize(
    ("at", "sealed", "reasons"),
    [
        (INSIDE, False, []),
        (CLOSES - JUST, False, []),
        (CLOSES, False, [Why.CLOSED]),
        (INSIDE, True, [Why.SEALED]),
        (CLOSES, True, [Why.CLOSED, Why.SEALED]),
    ],
)
def test_when_a_text_becomes_the_answer(at, sealed, reasons):
    assert list(may_save(WINDOW, sealed=sealed, at=at).reasons) == reasons


@pytest.mark.parametrize(
    ("words", "more", "reasons"),
    [
        (1500, {}, []),
        (1, {}, []),
        (1501, {}, [Why.TOO_MANY_WORDS]),
        (0, {}, [Why.NOTHING_WRITTEN]),
        (1500, {"at": CLOSES}, [Why.CLOSED]),
        (1500, {"at": CLOSES - JUST}, []),
        (1500, {"unchanged": False}, [Why.CHANGED]),
        (1501, {"declared": False, "sealed": True}, [Why.SEALED, Why.TOO_MANY_WORDS, Why.NOT_DECLARED]),
    ],
)
def test_when_a_script_may_be_handed_in(words, more, reasons):
    said = {"declared": True, "unchanged": True, "sealed": False, "at": INSIDE} | more
    assert list(may_submit(WINDOW, words=words, **said).reasons) == reasons


@pytest.mark.parametrize(
    ("words", "characters", "allowed"),
    [(5000, 200_000, True), (5001, 30_000, False), (1, 200_001, False), (0, 0, True)],
)
def test_how_long_a_draft_may_be(words, characters, allowed):
    assert may_keep(words=words, characters=characters).allowed is allowed


@pytest.mark.parametrize(
    ("at", "late", "seconds"),
    [
        (CLOSES - JUST, False, 0),
        (CLOSES, True, 0),
        (CLOSES + timedelta(seconds=59, milliseconds=999), True, 59),
        (CLOSES + timedelta(seconds=180), True, 180),
    ],
)
def test_how_late(at, late, seconds):
    assert is_late(WINDOW, at=at) is late
    assert seconds_late(WINDOW, at=at) == seconds


@pytest.mark.parametrize(
    ("at", "texts", "collected"),
    [
        (CLOSES, ["", "a"], True),
        (CLOSES, ["", ""], False),
        (CLOSES - JUST, ["a"], False),
        (CLOSES, ["—"], True),
    ],
)
def test_what_the_close_collects(at, texts, collected):
    assert may_collect(WINDOW, texts=texts, at=at) is collected


@pytest.mark.parametrize(
    ("texts", "most", "read", "beyond"),
    [
        (["one two", "three"], 3, ["one two", "three"], ["", ""]),
        (["one two", "three four"], 3, ["one two", "three"], ["", " four"]),
        (["one two three", "four"], 2, ["one two", ""], [" three", "four"]),
        (["", "one – two"], 1, ["", "one"], ["", " – two"]),
        (["one —\n\n", "two"], 1, ["one", ""], [" —\n\n", "two"]),
        (["“one” two", "three"], 1, ["“one”", ""], [" two", "three"]),
    ],
)
def test_what_a_marker_reads(texts, most, read, beyond):
    cuts = first_words([(f"q{number}", text) for number, text in enumerate(texts, 1)], max_words=most)
    assert ([cut.read for cut in cuts], [cut.beyond for cut in cuts]) == (read, beyond)


@given(st.lists(st.text(alphabet="ab -\n\u200b", max_size=40), max_size=4), st.integers(0, 12))
def test_nothing_is_lost_in_the_cut(texts, most):
    answers = [(f"q{number}", text) for number, text in enumerate(texts)]
    cuts = first_words(answers, max_words=most)
    assert [cut.read + cut.beyond for cut in cuts] == texts
    assert sum(count_words(cut.read) for cut in cuts) == min(most, sum(map(count_words, texts)))


@pytest.mark.parametrize(
    ("arrived", "kept", "places"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd", ()),
        ("a\x00b", "a�b", (2,)),
        ("\ud800\r\n\udfff", "�\n�", (1, 3)),
        ("👍\x00", "👍�", (2,)),
        ("é", "é", ()),
        ("e\u0301", "e\u0301", ()),
    ],
)
def test_what_arrives_becomes_a_text_that_can_be_kept(arrived, kept, places):
    text = receive(arrived)
    assert (text.text, text.replaced) == (kept, places)
    text.text.encode()


def test_places_are_named():
    assert replaced(2, ()) == ""
    assert replaced(2, (312,)).startswith("Character 312 of question 2 cannot be kept and is shown as �.")
    assert replaced(1, (1, 2, 3, 4, 5)).startswith("Characters 1, 2, 3 and 2 more of question 1")


def test_a_receipts_code_is_read_however_it_is_typed():
    code = new_receipt_code()
    assert parse_code(code.lower().replace("-", " ")) == code
    assert parse_code(code[:-1]) == ""
    assert parse_code("0" * 20) == ""


def test_the_signed_bytes_are_canonical():
    said = build_payload(
        sitting="ABC", paper="f00d", answers={"q2": "é\n", "q1": "a"}, words=2, at=INSIDE, how="submitted"
    )
    assert said == (
        '{"answers":{"q1":"a","q2":"é\\n"},"count":2,"demonstration":true,"how":"submitted",'
        '"instant":"2026-10-21T23:01:00.000000Z","paper":"f00d","rule":"v1","sitting":"ABC"}'
    )
