"""What is written to a participant about a late text."""

from __future__ import annotations

from waymark.journey.sit.windows.rules import Window
from waymark.journey.sit.windows.words import closing


def does_not_stand(times: Window, *, zone: str, cause: str) -> str:
    closes = f"{closing(times, zone=zone)} ({zone})"
    return (
        f"Your window closed on {closes}, and a text of yours came after it. It was decided that this text does "
        f"not stand: {cause}\n\nWhat had arrived by the close stays your script. The later text is kept beside it."
    )
