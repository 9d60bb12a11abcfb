"""`tests/vectors/deadlines.json` through the real acts and the real save: the close, its name, and what arrives."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from waymark.journey.sit import actions, queries
from waymark.journey.sit.extra_time.tests.makers import grant_access_time
from waymark.journey.sit.models import AlternateVersion, Answer
from waymark.journey.sit.rules import effective_deadline
from waymark.journey.sit.tests.makers import make_sitting, make_window, save
from waymark.journey.sit.windows.own_window import own_window_of
from waymark.journey.sit.windows.words import closing, last_minute
from waymark.kit.arrival import counts_from
from waymark.kit.formatting import long_moment

VECTORS = json.loads(
    (Path(__file__).resolve().parents[6] / "tests/vectors/deadlines.json").read_text("utf-8")
)
CASES = VECTORS["cases"]
HOUR = timedelta(hours=1)
OUTCOMES = {"accepted": "saved", "within_tolerance": "late", "too_late": "too_late"}
BECOMES = {"within_tolerance": AlternateVersion.Kind.LATE, "too_late": AlternateVersion.Kind.TOO_LATE}

pytestmark = pytest.mark.slow


def moment(text):
    return datetime.fromisoformat(text)


def day_and_time(vector):
    until = {"until_on": date.fromisoformat(vector["until_on"])} if "until_on" in vector else {}
    return until | (
        {"until_time": time.fromisoformat(vector["until_time"])} if "until_time" in vector else {}
    )


def decide(cast, window, vector, *, at):
    if "access_days" in vector:
        grant_access_time(
            enrolment=cast.amina,
            extra_days=vector["access_days"],
            arrangement="More time",
            by=cast.grace,
            at=at,
        )
        return
    if "outage" in vector:
        began, ended = (moment(vector["outage"][name]) for name in ("began", "ended"))
        outage = actions.record_outage(
            window=window, began=began, ended=ended, evidence="The log.", by=cast.grace, at=ended
        )
        actions.confirm_outage(outage=outage, by=cast.people["jonas"], at=ended)
        return
    row = actions.request_extension(
        window=window, enrolment=cast.amina, reason="Ill.", evidence="",
        by=cast.amina.person, at=at, **day_and_time(vector["asks"]),
    )  # fmt: skip
    if "granted" in vector:
        actions.decide_extension(
            extension=row, granted=vector["granted"], why="So.", by=cast.grace, at=at, **day_and_time(vector)
        )


def lay_out(cast, case):
    """The case's window, decisions and desk; the desk as its writer reads it."""
    given = case["window"]
    cast.at = moment(case["opens_at"])
    window = make_window(
        cast,
        opens_on=date.fromisoformat(given["opens_on"]),
        opens_time=time.fromisoformat(given["opens_time"]),
        days=given["days"],
        closes_time=time.fromisoformat(given["closes_time"]),
        zone=given["zone"],
    )
    assert window.opens_at == cast.at
    make_sitting(cast, window=window)
    for number, vector in enumerate(case["decisions"]):
        decide(cast, window, vector, at=cast.at + HOUR / 60 * number)
    return make_sitting(cast, window=window)


def test_there_are_at_least_two_hundred():
    assert sum(len(case["arrivals"]) for case in CASES) >= 200


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_arrives(cast, case):
    sitting = lay_out(cast, case)
    zone, times = sitting.window.zone, sitting.times
    assert effective_deadline(times) == moment(case["closes_before"])
    assert closing(times, zone=zone) == case["shown"]
    own = own_window_of(enrolment=cast.amina, at=cast.at)
    assert (own.deadline, own.closes) == (moment(case["closes_before"]), case["shown"])
    for reader, expected in case["readers"].items():
        assert long_moment(last_minute(times), zone=reader) == expected
    for number, arrival in enumerate(case["arrivals"]):
        _arrives(cast, sitting, f"Text {number}.", arrival)


def test_arrivals_that_take_time(cast):
    transfers = VECTORS["transfers"]
    sitting = make_sitting(cast)
    assert effective_deadline(sitting.times) == moment(transfers["closes_before"])
    for number, arrival in enumerate(transfers["arrivals"]):
        first, last = moment(arrival["first"]), moment(arrival["last"])
        at = counts_from(first=first, last=last)
        transfer_ms = (last - first) // timedelta(milliseconds=1)
        _arrives(cast, sitting, f"Text {number}.", arrival | {"at": at.isoformat()}, transfer_ms=transfer_ms)


def _arrives(cast, sitting, text, arrival, **more):
    outcome = save(sitting, text, at=moment(arrival["at"]), **more)
    stands = Answer.objects.get(sitting=sitting, question_id="q1").text == text
    assert stands == (arrival["becomes"] == "accepted"), arrival
    assert outcome.outcome == OUTCOMES[arrival["becomes"]], arrival
    if not stands:
        kept = AlternateVersion.objects.get(answer__sitting=sitting, text=text)
        assert (kept.kind, kept.seconds_late) == (BECOMES[arrival["becomes"]], arrival["seconds"]), arrival
    window = queries.current_window_of(enrolment=cast.amina, at=moment(arrival["at"]))
    assert effective_deadline(window.times) == effective_deadline(sitting.times)
