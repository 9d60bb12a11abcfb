"""What a document prints, how a pack interprets it, and what the pack assumes."""

from __future__ import annotations

from waymark.ground.programmes.values.base import Minutes, Value


class Printed(Value):
    """What a document prints, and how the pack interprets it if the document contradicts itself."""

    as_printed: str
    """The date, number, unit or short label exactly as the document prints it. Never a sentence."""
    taken_as: str | None = None
    """How this pack interprets it, if that is different."""
    reason: str | None = None
    """Why the pack interprets it in this way. Required with `taken_as`."""


class Assumed(Value):
    """Marks a value that the document doesn't give but the programme needs."""

    reason: str
    """Why the value was assumed. Staff see the reason with the value."""


class Elsewhere(Value):
    """The same thing as printed in another passage of the document."""

    as_printed: str
    """The figure or label as that passage prints it."""
    label: str | None = None
    """What that passage calls it, if the name is different."""
    count: int | None = None
    minutes: Minutes | None = None
