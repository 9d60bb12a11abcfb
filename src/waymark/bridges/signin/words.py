"""Sentences of signing in."""

from __future__ import annotations

import math
from datetime import timedelta

from waymark.bridges.signin.models import Door, Outcome
from waymark.kit.formatting import counted

MISMATCH = "Email address or password is incorrect. Try again, or reset your password."
WRONG_PASSWORD = "Your password is incorrect. Try again, or reset your password."
OWN_EMAIL = "They changed it themselves"
CLOSED = "This account is closed. Email your provider."

OUTCOMES = {
    Outcome.SIGNED_IN: "Signed in",
    Outcome.SECOND_STEP: "Correct password, second step asked for",
    Outcome.PASSWORD_CHANGED: "Password changed",
    Outcome.WRONG_PASSWORD: "Refused: wrong password",
    Outcome.WRONG_CODE: "Refused: wrong code",
    Outcome.TOO_SOON: "Refused: too many wrong passwords or codes",
    Outcome.CLOSED: "Refused: the account is closed",
}
DOORS = {
    Door.SIGN_IN: "with a password",
    Door.INVITATION: "with an invitation",
    Door.NEW_PASSWORD: "with a link to reset the password",
    Door.CONFIRMATION: "to change security settings",
    Door.PASSKEY: "with a passkey",
    Door.PROVIDER: "with another organisation’s account",
    Door.DEMONSTRATION: "from the demonstration’s list",
}


def too_soon(wait: timedelta) -> str:
    seconds = counted(math.ceil(wait.total_seconds()), "second", "seconds")
    return f"Too many wrong passwords for this account. Wait {seconds} and try again, or reset your password."


def too_soon_for_code(wait: timedelta) -> str:
    seconds = counted(math.ceil(wait.total_seconds()), "second", "seconds")
    return f"Too many wrong codes for this account. Wait {seconds}, then enter the newest code."
