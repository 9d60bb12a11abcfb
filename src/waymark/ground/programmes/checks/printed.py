"""Do values agree with what is printed?

| Code                    | Reported when                                                           |
|-------------------------|-------------------------------------------------------------------------|
| `printed-against-value` | the number in `as_printed` differs from the value                       |
| `printed-too-long`      | `as_printed` contains a sentence rather than a figure or a label        |
| `taken-without-reason`  | a value is interpreted differently from what is printed, without reason |
"""

from __future__ import annotations

import re

from waymark.ground.programmes.checks.pack import CheckedPack, Findings, hours
from waymark.ground.programmes.findings import Finding, Severity, finding
from waymark.ground.programmes.reading.nodes import walk

MAX_PRINTED = 60
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(hours?|hrs?|h|minutes?|mins?)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,]*")
_INTERPRETED = ("taken_as", "taken_first", "taken_last")


def check(pack: CheckedPack) -> Findings:
    yield from sentences(pack)
    yield from lengths(pack)
    yield from limits(pack)
    yield from fee(pack)


def sentences(pack: CheckedPack) -> Findings:
    nodes = walk(pack.loaded.tree) if pack.loaded.tree else iter(())
    for node in nodes:
        printed = node.text("as_printed")
        if printed is not None and (len(printed) > MAX_PRINTED or printed.rstrip().endswith((".", "!", "?"))):
            yield finding(
                "printed-too-long",
                Severity.WARNING,
                node.keys["as_printed"],
                sentence=f"`as_printed` contains a sentence: {printed[:40]!r}.",
                fix="Keep only the date, number, unit or short label.",
            )
        interpreted = next((key for key in _INTERPRETED if node.text(key)), None)
        if interpreted is not None and not (node.text("reason") or "").strip():
            yield finding(
                "taken-without-reason",
                Severity.ERROR,
                node.keys[interpreted],
                sentence=f"`{interpreted}` differs from what is printed, but there is no reason.",
                fix="Add `reason:` beside it.",
            )


def minutes_in(text: str) -> int | None:
    """The minutes in a printed length such as `16hrs`, `30 mins` or `1.5 hours`."""
    length = _LENGTH.search(text)
    if length is None:
        return None
    return int(float(length[1]) * (60 if length[2].lower().startswith("h") else 1))


def lengths(pack: CheckedPack) -> Findings:
    programme = pack.programme
    lengths: list[tuple[str, str, int]] = []
    for component in programme.components:
        if component.printed:
            stated = component.stated_minutes
            minutes = component.minutes if stated is None else stated
            lengths.append((f"components.{component.id}.printed", component.printed.as_printed, minutes))
    for item in programme.items:
        if item.line and item.line.time:
            lengths.append((f"items.{item.id}.line", item.line.time, item.minutes))
    if programme.stated_printed and programme.stated_minutes is not None:
        lengths.append(("stated_printed", programme.stated_printed.as_printed, programme.stated_minutes))
    for where, printed, minutes in lengths:
        printed_minutes = minutes_in(printed)
        if printed_minutes is not None and printed_minutes != minutes:
            yield _differs(pack, where, printed, hours(minutes))


def limits(pack: CheckedPack) -> Findings:
    assessment = pack.programme.assessment
    for name, printed in assessment.printed.items():
        value = getattr(assessment, name, None)
        number = _NUMBER.search(printed.as_printed)
        if type(value) is int and number and int(number.group().replace(",", "")) != value:
            yield _differs(pack, f"assessment.printed.{name}", printed.as_printed, f"{value:,}")


def fee(pack: CheckedPack) -> Findings:
    fee = pack.programme.fee
    number = _NUMBER.search(fee.printed.as_printed) if fee else None
    if fee and number and int(number.group().replace(",", "")) * 100 != fee.pence:
        yield _differs(pack, "fee.printed", fee.printed.as_printed, f"{fee.pence} pence")


def _differs(pack: CheckedPack, where: str, printed: str, value: str) -> Finding:
    return pack.warning(
        "printed-against-value",
        where,
        f"The document prints {printed!r}, but the value is {value}.",
        "Correct the value, or explain with `taken_as:` and `reason:` how you interpret it.",
    )
