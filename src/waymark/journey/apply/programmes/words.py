"""How the public page of a programme writes a mode, and what it says about where a value comes from."""

from __future__ import annotations

from waymark.ground.programmes.values import Assumed, Mode, Printed, Programme

MODES = {
    Mode.IN_PERSON: "Face to face",
    Mode.ONLINE_LIVE: "Live online",
    Mode.SELF_STUDY: "In your own time",
    Mode.ONE_TO_ONE: "One to one",
    Mode.GROUP: "In a group",
    Mode.OWN_SCHOOL: "In your own schools",
    Mode.VLE: "Online, in your own time",
}
NOT_STATED = (
    "The pack doesn’t give this, so Waymark’s usual value applies. State it in the pack, or record it there as "
    "assumed."
)


def contradiction(as_printed: str, taken_as: str | None, reason: str | None) -> str:
    """What the document prints and how the programme reads it; nothing where it is read as printed."""
    if not taken_as:
        return ""
    return f"The published document says “{as_printed}”. We read this as: {taken_as}. {reason or ''}".strip()


def contradiction_in(printed: Printed | None) -> str:
    return contradiction(printed.as_printed, printed.taken_as, printed.reason) if printed else ""


def reason_for(assumed: Assumed | None) -> str:
    return assumed.reason if assumed else ""


def reasons_for(programme: Programme, *places: str) -> str:
    """Why the values at these places are assumed, in one text."""
    return " ".join(programme.reasons_assumed(*places))
