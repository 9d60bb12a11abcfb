"""How the public page says a mode, a contradiction of the document, and why a value is assumed."""

from __future__ import annotations

from waymark.ground.programmes.values import Assumed, Mode

MODES = {
    Mode.IN_PERSON: "Face to face",
    Mode.ONLINE_LIVE: "Online, live",
    Mode.SELF_STUDY: "In your own time",
    Mode.ONE_TO_ONE: "One to one",
    Mode.GROUP: "In a group",
    Mode.OWN_SCHOOL: "In your own schools",
    Mode.VLE: "Online, in your own time",
}


def contradiction(as_printed: str, taken_as: str | None, reason: str | None) -> str:
    if not taken_as:
        return ""
    return f"The document prints “{as_printed}”; taken here: {taken_as}. {reason or ''}".strip()


def reason(assumed: Assumed | None) -> str:
    return assumed.reason if assumed else ""
