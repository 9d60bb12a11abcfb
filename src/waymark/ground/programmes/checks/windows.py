"""Do the printed windows leave enough time before and after?

| Code                   | Reported when                                                             |
|------------------------|---------------------------------------------------------------------------|
| `several-windows`      | several windows are printed without saying who sits which                 |
| `window-before-end`    | a window opens before the programme's months are over                     |
| `window-near-deadline` | there may be too little time to mark before completion must be declared   |
| `no-slack-before-gate` | there may be no time to catch up before engagement is checked             |
"""

from __future__ import annotations

from waymark.ground.programmes.checks.pack import CheckedPack, Findings, listed
from waymark.ground.programmes.checks.spans import (
    TIME_TO_MARK,
    days_of_span,
    interpreted_days,
    programme_days,
)
from waymark.ground.programmes.months import days_of, month_name


def check(pack: CheckedPack) -> Findings:
    yield from several(pack)
    yield from before_end(pack)
    yield from near_deadline(pack)
    yield from slack(pack)


def several(pack: CheckedPack) -> Findings:
    windows = pack.programme.assessment.windows
    if len(windows) > 1:
        names = [
            month_name(days.first) if (days := days_of(window.first)) else window.first for window in windows
        ]
        yield pack.warning(
            "several-windows",
            "assessment.windows",
            f"The document gives several windows, {listed(names)}, without saying who sits which.",
            "Say which window is for first attempts and which for later ones.",
        )


def before_end(pack: CheckedPack) -> Findings:
    programme = programme_days(pack)
    for window in pack.programme.assessment.windows:
        days = days_of(window.first)
        if days is not None and programme is not None and days.last <= programme.last:
            yield pack.warning(
                "window-before-end",
                f"assessment.windows.{window.id}",
                f"A window opens in {month_name(days.first)}, but the {pack.programme.months} months from "
                f"{month_name(programme.first)} don’t end until the end of {month_name(programme.last)}.",
                "Correct the window or the length of the programme.",
            )


def near_deadline(pack: CheckedPack) -> Findings:
    for window in pack.programme.assessment.windows:
        days = days_of(window.first)
        if days is None:
            continue
        for deadline in pack.programme.deadlines:
            if deadline.declaration == "completed" and days.first <= deadline.on < days.last + TIME_TO_MARK:
                longest, shortest = (deadline.on - days.first).days, max((deadline.on - days.last).days, 0)
                yield pack.warning(
                    "window-near-deadline",
                    f"assessment.windows.{window.id}",
                    f"A window in {month_name(days.first)} leaves between {shortest} and {longest} days to "
                    "mark, moderate and release results before completion must be declared on "
                    f"{deadline.on:%d %B %Y}.",
                    "Open the window earlier, or plan the marking to meet this date.",
                )


def slack(pack: CheckedPack) -> Findings:
    for signpost in pack.programme.signposts:
        gate = days_of_span(signpost.span) if signpost.gate else None
        if gate is None:
            continue
        late = [
            item.title
            for item in pack.programme.items
            if item.counts and (days := interpreted_days(item.span)) and days.last >= gate.first
        ]
        if late:
            yield pack.warning(
                "no-slack-before-gate",
                f"signposts.{signpost.id}",
                f"Engagement is checked in {month_name(gate.first)}, when these items may still be running: "
                f"{listed(late)}. Participants who miss them can’t catch up in time.",
                "Check engagement later, or end these items at least a month before.",
            )
