"""Whether a provider's colours can be read.

| Clause                    | Says                                                                | Here            |
|---------------------------|---------------------------------------------------------------------|-----------------|
| WCAG 2.2, 1.4.3, level AA | text needs a contrast of 4.5 to 1 against what is behind it         | `check_colour`  |
| WCAG 2.2, 1.4.11          | a symbol needs a contrast of 3 to 1                                 | `check_colour`  |
| WCAG 2.2, definition      | (lighter + 0.05) / (darker + 0.05) of the relative luminances       | `contrast`      |

Ratios are rounded down to a hundredth, so that 4.499 is never shown as 4.5.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

TEXT, SYMBOL = 4.5, 3.0
WHITE, GORSE = "#ffffff", "#f6bd27"
LINK_SURFACES = {WHITE: "white", "#f4f6f4": "the light grey of panels", "#e8ece9": "the grey of the top line"}
"""What links and headings stand on. White text also stands on the colour itself: the same ratio as on white."""
SIGN_SURFACES = {WHITE: "white text"}
HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)


@dataclass(frozen=True)
class Contrast:
    """The lowest ratio of a colour, against what, and a darker shade of the same colour that is enough."""

    ratio: float
    against: str
    needed: float
    suggestion: str

    @property
    def is_enough(self) -> bool:
        return self.ratio >= self.needed


def read_colour(text: str) -> str | None:
    """`#0F514A`, `0f514a` or `#fff` as `#0f514a`; None if it is no colour."""
    match = HEX.fullmatch(text.strip())
    if match is None:
        return None
    digits = match[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def contrast(first: str, second: str) -> float:
    """From 1 to 21, rounded down to a hundredth."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return int((lighter + 0.05) / (darker + 0.05) * 100 + 1e-9) / 100


def check_link_colour(colour: str) -> Contrast:
    """Whether links, headings and buttons can have this colour."""
    return _check(colour, LINK_SURFACES)


def check_sign_colour(colour: str) -> Contrast:
    """Whether the board that names the next thing to do can have this colour, with white text on it."""
    return _check(colour, SIGN_SURFACES)


def darker(colour: str, *, by: int = 1) -> str:
    """The same colour with `by` of 64 parts of it taken away."""
    return "#" + "".join(f"{channel * (64 - by) // 64:02x}" for channel in _channels(colour))


def _check(colour: str, surfaces: Mapping[str, str]) -> Contrast:
    ratio, surface = min((contrast(colour, surface), surface) for surface in surfaces)
    suggestion = colour
    step = 0
    while min(contrast(suggestion, surface) for surface in surfaces) < TEXT:
        step += 1
        suggestion = darker(colour, by=step)
    return Contrast(ratio, surfaces[surface], TEXT, suggestion)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
