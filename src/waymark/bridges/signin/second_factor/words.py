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
IF_NOT_YOU = "\n\nIf this wasn’t you, reset your password now and email {enquiries}.\n"


def added_email(kind: Factor) -> tuple[str, str]:
    """Subject and text."""
    return (
        "A second step was added to your Waymark account",
        f"You added {KINDS[kind]} to your Waymark account. You’ll use it when you sign in.",
    )


def removed_email(kind: Factor) -> tuple[str, str]:
    return (
        "A second step was removed from your Waymark account",
        f"You removed {KINDS[kind]} from your Waymark account.",
    )


def new_codes_email() -> tuple[str, str]:
    return (
        "New recovery codes for your Waymark account",
        "You made new recovery codes for your Waymark account. The old ones no longer work.",
    )


def code_used_email(left: int) -> tuple[str, str]:
    codes = {0: "You have no recovery codes left.", 1: "You have 1 recovery code left."}
    return (
        "A recovery code was used for your Waymark account",
        "Someone signed in to your Waymark account with one of your recovery codes. "
        + codes.get(left, f"You have {left} recovery codes left.")
        + " You can make new ones on your Security page.",
    )


def reset_email(*, by: str) -> tuple[str, str]:
    """`by` is who reset it: a lead's name, or the people who run the site."""
    return (
        "Your second step for Waymark was reset",
        f"{by} removed the second step from your Waymark account, because it was lost. You have been signed out "
        "everywhere. Next time you sign in with your password, you may be asked to set up a new one.",
    )
