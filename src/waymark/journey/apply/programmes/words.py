"""How the public page of a programme writes a mode, and a place where the published document contradicts itself."""

from __future__ import annotations

from waymark.ground.programmes.values import Assumed, Mode

MODES = {
    Mode.IN_PERSON: "Face to face",
    Mode.ONLINE_LIVE: "Live online",
    Mode.SELF_STUDY: "In your own time",
    Mode.ONE_TO_ONE: "One to one",
    Mode.GROUP: "In a group",
    Mode.OWN_SCHOOL: "In your own schools",
    Mode.VLE: "Online, in your own time",
}


def contradiction(as_printed: str, taken_as: str | None, reason: str | None) -> str:
    """What the document prints and how the programme reads it; nothing where it is read as printed."""
    if not taken_as:
        return ""
    return f"The published document says “{as_printed}”. We read this as: {taken_as}. {reason or ''}".strip()


def reason_for(assumed: Assumed | None) -> str:
    return assumed.reason if assumed else ""
