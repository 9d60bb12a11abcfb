"""Times of day. `times_in(text: str) -> frozenset[time]`: a text without am or pm is read on the 24-hour clock."""

from __future__ import annotations

import re
from datetime import time

from waymark.ground.programmes.wording.numbers import tokens

_HALF = r"(?P<half>[ap]\.?m\b\.?)"
_CLOCK = re.compile(
    rf"(?<![\d:.,£])(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?![\d%])\s*{_HALF}?", re.IGNORECASE
)
_HOUR = re.compile(rf"(?<![\d:.,£])(?P<hour>\d{{1,2}})\s*{_HALF}", re.IGNORECASE)
_MILITARY = re.compile(r"(?<![\d:.,£])(?P<hour>\d{2})(?P<minute>\d{2})\s*(?:hrs|hours|h)\b", re.IGNORECASE)
_LAST = time(23, 59)
_NAMED = {
    "noon": {time(12)},
    "midday": {time(12)},
    "midnight": {time(0), _LAST},
    "end of the day": {_LAST},
    "end of day": {_LAST},
}
_PAST = {"half": 30, "quarter": 15}


def times_in(text: str) -> frozenset[time]:
    """Every time of day in the text. Midnight is both 00:00 and 23:59."""
    times: set[time] = set()
    for pattern in (_CLOCK, _HOUR, _MILITARY):
        for match in pattern.finditer(text):
            parts = match.groupdict()
            times |= _times(int(parts["hour"]), int(parts.get("minute") or 0), parts.get("half") or "")
    for name, named in _NAMED.items():
        if re.search(rf"\b{name}\b", text, re.IGNORECASE):
            times |= named
    return frozenset(times | _in_words(text))


def _times(hour: int, minute: int, half: str) -> set[time]:
    if half:
        if not 1 <= hour <= 12:
            return set()
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    if (hour, minute) == (24, 0):
        return {time(0), _LAST}
    return {time(hour, minute)} if hour < 24 and minute < 60 else set()


def _in_words(text: str) -> set[time]:
    """`five pm`, `five o’clock`, `half past five`."""
    words = tokens(text.replace("’", "'").replace("o'clock", "oclock"))
    times: set[time] = set()
    for position, token in enumerate(words):
        if token.number is None or token.number.denominator != 1 or not 0 <= token.number <= 23:
            continue
        after = "".join(word.word for word in words[position + 1 : position + 5])
        half = re.match(r"(?:oclock)?(?:inthe)?([ap]\.?m|morning|afternoon|evening)?", after)
        is_clock = after.startswith("oclock")
        part = (
            {"morning": "am", "afternoon": "pm", "evening": "pm"}.get(half[1] or "", half[1] or "")
            if half
            else ""
        )
        before = [word.word for word in words[max(position - 2, 0) : position]]
        minute = next(
            (
                _PAST[before[0]]
                for _ in (1,)
                if len(before) == 2 and before[1] == "past" and before[0] in _PAST
            ),
            0,
        )
        if (part and not token.is_literal) or is_clock or minute:
            times |= _times(int(token.number), minute, part)
    return times
