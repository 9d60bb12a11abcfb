"""Emails and refusals about accounts. Emails to an unverified address hold nothing that a visitor wrote."""

from __future__ import annotations

from waymark.ground.people.links import LINK_PLACE

INVITATION_OVER = "This link has been used or has expired. Ask your provider for a new one."
OTHER_PASSWORD = "You already have an account. Enter your password, or reset it first."
CLOSED = "This account is closed. Email your provider."
RESET_OVER = "This link has been used or has expired. Ask for a new one."


def invitation_email(*, provider: str, enquiries: str) -> str:
    """To someone who is invited, at an address that may be someone else's."""
    return (
        f"Hello,\n\n{provider} has invited you to Waymark. Use this link to create a password, or to sign in "
        f"if you already have an account. It works for 14 days:\n\n{LINK_PLACE}\n\n"
        f"If you weren’t expecting this, email {enquiries}.\n"
    )


def reset_email(*, minutes: int) -> str:
    """To someone who asked for a new password."""
    return (
        "You asked to reset your Waymark password. Use this link to choose a new one. "
        f"It works once, for {minutes} minutes:\n\n{LINK_PLACE}\n\n"
        "If you didn’t ask for this, ignore this email. Your password hasn’t changed.\n"
    )


def closed_email(*, enquiries: str) -> str:
    """To someone who asked for a new password and whose account is closed."""
    return (
        "You asked to reset your Waymark password. Your account is closed, so there is nothing to reset.\n\n"
        f"If you think this is a mistake, email {enquiries}.\n"
    )


def changed_email(*, enquiries: str) -> str:
    """To someone whose password has been changed by a link."""
    return (
        "Your Waymark password has been changed, and you have been signed out everywhere else.\n\n"
        f"If this wasn’t you, reset your password now and email {enquiries}.\n"
    )
