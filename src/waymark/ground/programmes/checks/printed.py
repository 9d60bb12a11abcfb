"""Does a value agree with what is printed beside it?

| Code                    | Asks                                                                     |
|-------------------------|--------------------------------------------------------------------------|
| `printed-against-value` | is the number in `as_printed` the value beside it?                       |
| `printed-too-long`      | is `as_printed` a datum, and not a sentence?                             |
| `taken-without-reason`  | does every value that is taken otherwise than printed say why?           |
"""

from __future__ import annotations

import re

from waymark.ground.programmes.checks.case import Case, Found, hours
from waymark.ground.programmes.findings import Finding, Severity, finding
from waymark.ground.programmes.nodes import walk

LONGEST = 60
_TIME = re.compile(r"(\d+(?:\.\d+)?)\s*(hours?|hrs?|h|minutes?|mins?)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,]*")
_TAKEN = ("taken_as", "taken_first", "taken_last")


def check(case: Case) -> Found:
    yield from data_not_sentences(case)
    yield from lengths(case)
    yield from limits(case)
    yield from fee(case)


def data_not_sentences(case: Case) -> Found:
    nodes = walk(case.loaded.tree) if case.loaded.tree else iter(())
    for node in nodes:
        said = node.text("as_printed")
        if said is not None and (len(said) > LONGEST or said.rstrip().endswith((".", "!", "?"))):
            yield finding(
                "printed-too-long",
                Severity.WARNING,
                node.keys["as_printed"],
                says=f"What is printed here is a sentence: {said[:40]!r}.",
                mend="Keep the datum alone: a date, a number, a unit, a short label.",
            )
        taken = next((key for key in _TAKEN if node.text(key)), None)
        if taken is not None and not (node.text("reason") or "").strip():
            yield finding(
                "taken-without-reason",
                Severity.ERROR,
                node.keys[taken],
                says="This is taken otherwise than it is printed, and no reason is given.",
                mend="Add `reason:` beside it.",
            )


def minutes_in(said: str) -> int | None:
    """The minutes a printed length names: `16hrs`, `30 mins`, `1.5 hours`."""
    found = _TIME.search(said)
    if found is None:
        return None
    return int(float(found[1]) * (60 if found[2].lower().startswith("h") else 1))


def lengths(case: Case) -> Found:
    programme = case.programme
    said: list[tuple[str, str, int]] = []
    for one in programme.components:
        if one.printed:
            minutes = one.minutes if one.stated_minutes is None else one.stated_minutes
            said.append((f"components.{one.id}.printed", one.printed.as_printed, minutes))
    for item in programme.items:
        if item.line and item.line.time:
            said.append((f"items.{item.id}.line", item.line.time, item.minutes))
    if programme.stated_printed and programme.stated_minutes is not None:
        said.append(("stated_printed", programme.stated_printed.as_printed, programme.stated_minutes))
    for where, printed, minutes in said:
        read = minutes_in(printed)
        if read is not None and read != minutes:
            yield _differs(case, where, printed, hours(minutes))


def limits(case: Case) -> Found:
    assessment = case.programme.assessment
    for name, printed in assessment.printed.items():
        value = getattr(assessment, name, None)
        number = _NUMBER.search(printed.as_printed)
        if type(value) is int and number and int(number.group().replace(",", "")) != value:
            yield _differs(case, f"assessment.printed.{name}", printed.as_printed, f"{value:,}")


def fee(case: Case) -> Found:
    fee = case.programme.fee
    number = _NUMBER.search(fee.printed.as_printed) if fee else None
    if fee and number and int(number.group().replace(",", "")) * 100 != fee.pence:
        yield _differs(case, "fee.printed", fee.printed.as_printed, f"{fee.pence} pence")


def _differs(case: Case, where: str, printed: str, value: str) -> Finding:
    return case.warning(
        "printed-against-value",
        where,
        f"Printed is {printed!r}; the value beside it is {value}.",
        "Correct the value, or say how it is taken.",
    )
