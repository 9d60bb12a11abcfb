"""What a reminder says about a participant’s own answers."""

from __future__ import annotations

from waymark.journey.sit.windows.rules import Window
from waymark.kit.formatting import counted, number

NOT_OPENED = (
    "You haven’t opened your assessment yet. If you don’t, there will be nothing to collect at the close."
)
NOTHING_WRITTEN = (
    "You’ve opened your assessment but haven’t written anything yet, so there would be nothing to collect "
    "at the close."
)
PENDING = "We haven’t decided your request for more time yet. Until we do, this close still applies."


def progress(*, opened: bool, words: int, times: Window) -> str:
    """What the participant has written, what happens to it at the close, and what stands in the way."""
    sentences = [_written(words) if words else NOTHING_WRITTEN if opened else NOT_OPENED]
    if over := max(words - times.max_words, 0):
        sentences.append(
            f"You’re {counted(over, 'word', 'words')} over the maximum of {number(times.max_words)}, "
            "so you can’t submit until you’ve shortened your answers."
        )
    if times.is_pending:
        sentences.append(PENDING)
    return " ".join(sentences)


def _written(words: int) -> str:
    return (
        f"You’ve opened your assessment and {counted(words, 'word is', 'words are')} saved on our server. "
        "If you don’t submit, we’ll collect the last text saved before the close."
    )
