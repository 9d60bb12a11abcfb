"""A pack with two hurdles, and one with weights: neither of the two documents in `packs/` has them.

A pack writes them like this:

    requirements:
      - {id: live, title: Live sessions, of: {ways: [attended]}, ...}
      - {id: study, title: Self-study, of: {ways: [studied]}, ...}
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.packs.planting import NAME, Files, findings_in, sound, swap
from waymark.cli.main import main
from waymark.ground.hours.rules import Taken, decide_all, pieces_of
from waymark.ground.programmes.loader import load_source
from waymark.ground.programmes.values import Gate, Programme

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
HURDLES = """requirements:
  - id: live
    title: Live sessions
    of: {ways: [attended]}
    comparator: ge
    numerator: 9
    denominator: 10
    asked_at: [sitting, award]
  - id: study
    title: Self-study
    of: {modes: [self_study]}
    comparator: ge
    numerator: 9
    denominator: 10
    asked_at: [award]

"""
WEIGHTS = """requirements:
  - id: whole
    title: Engagement
    of: {components: [workshops, study, reflection]}
    measure: weights
    weights: {workshops: 50, study: 30, reflection: 20}
    comparator: ge
    numerator: 9
    denominator: 10
    asked_at: [award]

"""


def with_(requirements: str) -> Files:
    return swap(("engagement:\n", f"{requirements}engagement:\n"))(sound())


def programme_with(requirements: str) -> Programme:
    return load_source(with_(requirements)).programme


@pytest.mark.parametrize("requirements", [HURDLES, WEIGHTS])
def test_the_pack_is_sound(requirements: str) -> None:
    assert findings_in(with_(requirements)) == findings_in(sound())


def outcomes(requirements: str, minutes: dict[str, int], gate: Gate | None = None) -> list[tuple[str, bool]]:
    programme = programme_with(requirements)
    ends = {item.id: NOON for item in programme.items}
    pieces = pieces_of(programme, ends, Taken(minutes=minutes, caught_up={}), at=NOON)
    return [(outcome.id, outcome.met) for outcome in decide_all(programme, pieces, on=NOON.date(), gate=gate)]


LIVE, STUDY = {"workshop-1": 180, "workshop-2": 144}, {"study-1": 120, "reflection-1": 15}


@pytest.mark.parametrize(
    ("minutes", "live", "study"),
    [
        (LIVE | STUDY, True, True),
        (LIVE | STUDY | {"workshop-2": 143}, False, True),
        (LIVE | STUDY | {"reflection-1": 14}, True, False),
        (LIVE | {"coaching-1": 60, "change-1": 240}, True, False),
    ],
)
def test_neither_hurdle_makes_up_for_the_other(minutes: dict[str, int], live: bool, study: bool) -> None:
    assert outcomes(HURDLES, minutes) == [("live", live), ("study", study)]


def test_each_gate_asks_its_own_requirements() -> None:
    assert outcomes(HURDLES, {}, Gate.SITTING) == [("live", False)]
    assert outcomes(HURDLES, {}, Gate.AWARD) == [("live", False), ("study", False)]
    assert programme_with(HURDLES).is_asked_before_sitting
    assert not programme_with(WEIGHTS).is_asked_before_sitting


@pytest.mark.parametrize(
    ("minutes", "met"),
    [
        ({"workshop-1": 180, "workshop-2": 180, "study-1": 80, "reflection-1": 30}, True),
        ({"workshop-1": 180, "workshop-2": 180, "study-1": 79, "reflection-1": 30}, False),
        ({"workshop-1": 180, "workshop-2": 108, "study-1": 120, "reflection-1": 30}, True),
        ({"workshop-1": 180, "workshop-2": 107, "study-1": 120, "reflection-1": 30}, False),
    ],
)
def test_weights_count_shares_of_components(minutes: dict[str, int], met: bool) -> None:
    assert outcomes(WEIGHTS, minutes) == [("whole", met)]


@pytest.fixture
def pack(tmp_path: Path) -> str:
    for name, text in with_(HURDLES).items():
        file = tmp_path / NAME / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return str(tmp_path / NAME)


def answer_to(pack: str, record: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    file = tmp_path / "record.json"
    file.write_text(record if isinstance(record, str) else json.dumps(record), "utf-8")
    words = ["engagement", pack, "--record", str(file), "--on", "2026-12-01", "--format", "json"]
    assert main(words) == 0
    return json.loads(capsys.readouterr().out)


def test_the_command_says_how_a_record_stands(
    pack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = answer_to(pack, {"items": {"workshop-1": 180, "study-1": 100}}, tmp_path, capsys)
    assert not answer["met"]
    live, study = answer["requirements"]
    assert list(live) == [
        "id", "earned", "of", "needed", "met", "state", "may_miss", "due_by_today", "reason",
    ]  # fmt: skip
    assert {key: live[key] for key in ("id", "earned", "of", "needed", "met", "state", "may_miss")} == {
        "id": "live", "earned": 180, "of": 360, "needed": 324, "met": False, "state": "reachable", "may_miss": 36,
    }  # fmt: skip
    assert live["reason"] == (
        "Live sessions: 3 hours of 6 hours is 50%. The rule is at least 90%, which is 5 hours 24 minutes, so 2 hours "
        "24 minutes more is needed. At most 36 minutes may be missed."
    )
    assert (study["earned"], study["of"], study["needed"]) == (100, 150, 135)


def test_a_cancelled_session_is_no_longer_asked(
    pack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = {"items": {"workshop-1": 150}, "cancelled": ["workshop-2"]}
    live = answer_to(pack, record, tmp_path, capsys)["requirements"][0]
    assert (live["earned"], live["of"], live["needed"], live["state"]) == (150, 180, 144, "secured")


def test_what_was_over_before_someone_joined_is_not_asked(
    pack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    live, study = answer_to(pack, {"joined_on": "2026-11-30"}, tmp_path, capsys)["requirements"]
    assert (live["of"], study["of"]) == (180, 120)


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        ({"items": {"workshop-9": 10}}, "The pack has no item 'workshop-9'."),
        ({"cancelled": ["workshop-9"]}, "The pack has no item 'workshop-9'."),
        ({"cancelled": [["workshop-1"]]}, "The pack has no item"),
        ({"items": {"workshop-1": -1}}, "must be a whole number from 0 to 60000, not -1."),
        ({"items": {"workshop-1": 60_001}}, "not 60001."),
        ({"items": {"workshop-1": True}}, "not True."),
        ({"items": {"workshop-1": 1.5}}, "not 1.5."),
        ('{"items": {"workshop-1": NaN}}', "not nan."),
        ({"items": [], "cancelled": []}, 'Write "items" as'),
        ({"cancelled": "workshop-1"}, '"cancelled" as ["workshop-2"]'),
        ({"minutes": {}}, "A record has the keys items, cancelled, joined_on, not 'minutes'."),
        ({"joined_on": "30.11.2026"}, "joined_on must be a date such as 2026-10-19, not '30.11.2026'."),
        ({"joined_on": 5}, "joined_on must be a date such as 2026-10-19, not 5."),
        ("[]", "A record is a JSON object"),
        ("{", "The record isn’t JSON that can be read"),
        ('{"items": {"workshop-1": 1, "workshop-1": 2}}', "'workshop-1' is given twice"),
        ("[" * 100_000, "The record isn’t JSON that can be read"),
    ],
)
def test_a_record_that_cannot_be_read_gets_a_sentence(
    pack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], record: object, sentence: str
) -> None:
    file = tmp_path / "record.json"
    file.write_text(record if isinstance(record, str) else json.dumps(record), "utf-8")
    assert main(["engagement", pack, "--record", str(file), "--on", "2026-12-01"]) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["--record", "-"],
        ["--on", "2026-12-01"],
        ["--earned", "1"],
        ["--earned", "1", "--of", "2", "--record", "-", "--on", "2026-12-01"],
        [],
    ],
)
def test_the_command_takes_minutes_or_a_record(
    pack: str, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert main(["engagement", pack, *words]) == 2
    assert "Give --earned with --of, or --record with --on." in capsys.readouterr().err
