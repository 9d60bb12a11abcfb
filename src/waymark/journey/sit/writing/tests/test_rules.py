"""Who may start to write, which text becomes the answer, how long a draft may be."""

from __future__ import annotations

import pytest

from waymark.journey.sit.reasons import SittingReason
from waymark.journey.sit.tests.windows import CLOSES, INSIDE, JUST, OPENS, WINDOW
from waymark.journey.sit.writing.rules import may_keep, may_open_sitting, may_save


@pytest.mark.parametrize(
    ("at", "gate", "declared", "reasons"),
    [
        (OPENS - JUST, True, True, [SittingReason.NOT_OPEN]),
        (OPENS, True, True, []),
        (CLOSES - JUST, True, True, []),
        (CLOSES, True, True, [SittingReason.CLOSED]),
        (INSIDE, False, True, [SittingReason.GATE]),
        (INSIDE, True, False, [SittingReason.NOT_DECLARED]),
        (CLOSES, False, False, [SittingReason.CLOSED, SittingReason.GATE, SittingReason.NOT_DECLARED]),
    ],
)
def test_who_may_open_the_desk(at, gate, declared, reasons):
    assert list(may_open_sitting(WINDOW, gate_satisfied=gate, declared=declared, at=at).reasons) == reasons


@pytest.mark.parametrize(
    ("at", "sealed", "reasons"),
    [
        (INSIDE, False, []),
        (CLOSES - JUST, False, []),
        (CLOSES, False, [SittingReason.CLOSED]),
        (INSIDE, True, [SittingReason.SEALED]),
        (CLOSES, True, [SittingReason.CLOSED, SittingReason.SEALED]),
    ],
)
def test_when_a_text_becomes_the_answer(at, sealed, reasons):
    assert list(may_save(WINDOW, sealed=sealed, at=at).reasons) == reasons


@pytest.mark.parametrize(
    ("words", "characters", "allowed"),
    [(5000, 200_000, True), (5001, 30_000, False), (1, 200_001, False), (0, 0, True)],
)
def test_how_long_a_draft_may_be(words, characters, allowed):
    assert may_keep(words=words, characters=characters).allowed is allowed
