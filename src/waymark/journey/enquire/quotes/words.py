"""Sentences about quotes."""

from __future__ import annotations


def consent(*, provider: str, name: str) -> str:
    """What someone agrees to."""
    return (
        f"I agree that {provider} shows these words on the page of this programme, with the name “{name}”. I can "
        "withdraw my consent at any time, and the words are then taken off the page at once."
    )


IN_THE_FUTURE = "The date of consent must be today or earlier"
NOTHING_TO_WITHDRAW = "This quote isn’t shown, so there is no consent to withdraw"
