"""Sentences of the second factor: refusals, emails and labels."""

from __future__ import annotations

from enum import StrEnum

from waymark.bridges.signin.second_factor.rules import ForParticipants


class Factor(StrEnum):
    """By what a session has passed the second step."""

    APP = "app"
    RECOVERY_CODE = "recovery_code"
    PASSKEY = "passkey"
    PROVIDER = "provider"
    DEMONSTRATION = "demonstration"


WRONG_CODE = (
    "That code isn’t right. Enter the newest code from your app, or a recovery code you haven’t used."
)
USED_CODE = "That code has been used. Wait for your app to show a new one, then enter it."
WRONG_FIRST_CODE = (
    "That code isn’t right. Check that you scanned this page’s picture, then enter the newest code."
)
LAST_FACTOR = "You need a second step to sign in. Add another one first, then remove this."
NOT_OFFERED = "Your provider hasn’t switched on a second step for participants."
PASSKEY_FAILED = "That passkey didn’t work. Try again, or sign in with your password."
PASSKEY_NOT_ADDED = "Your device didn’t add a passkey. Try again, or set up an authenticator app instead."
KNOWN_PASSKEY = "This passkey has already been added."
TOO_MANY_PASSKEYS = "You have 20 passkeys, the most we keep. Remove one first."
NOT_OWN = "You can’t reset your own second step. Ask another programme lead."
ALSO_ELSEWHERE = (
    "This person also works for another provider, so only the people who run this site can reset their second step. "
    "They use: bin/waymark reset-second-factor"
)
NO_FACTOR = "This person hasn’t set up a second step, so there is nothing to reset."

FOR_PARTICIPANTS = {
    ForParticipants.OFF: "Not offered to participants",
    ForParticipants.OPTIONAL: "Participants may set one up",
    ForParticipants.REQUIRED: "Participants must set one up before they can open anything",
}
KINDS = {Factor.APP: "an authenticator app", Factor.PASSKEY: "a passkey"}


def codes_left(left: int) -> str:
    sentences = {0: "You have no recovery codes left.", 1: "You have 1 recovery code left."}
    return sentences.get(left, f"You have {left} recovery codes left.")
