"""Emails about accounts. Those to an unverified address hold nothing that a visitor wrote."""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

INVITATION = EmailKind(
    code="people.invitation",
    title="Invitation",
    audience="Anyone who is invited",
    sent="When someone is enrolled or given a role and has no account yet, and when they ask for a new link",
    subject="Your {provider_short} account on Waymark",
    text=(
        "Hello,\n\n{provider} has invited you to Waymark. You’ll use it for {programme}. Use this link to create a "
        "password, or to sign in if you already have an account. It works for 14 days:\n\n{link}\n\n"
        "If you weren’t expecting this, email {enquiries}.\n"
    ),
    next_step="Use this link to create a password",
)
PASSWORD_RESET = EmailKind(
    code="people.password_reset",
    title="Reset your password",
    audience="Anyone with an account",
    sent="When they ask to reset their password",
    subject="Reset your Waymark password",
    text=(
        "You asked to reset your Waymark password ({programme}). Use this link to choose a new one. "
        "It works once, for 60 minutes:\n\n{link}\n\n"
        "If you didn’t ask for this, ignore this email. Your password hasn’t changed.\n"
    ),
    next_step="Use this link to choose a new one",
)
ACCOUNT_CLOSED = EmailKind(
    code="people.account_closed",
    title="Reset a password of a closed account",
    audience="Anyone whose account is closed",
    sent="When they ask to reset their password",
    subject="Reset your Waymark password",
    text=(
        "You asked to reset your Waymark password ({programme}, {link}). Your account is closed, so there is nothing "
        "to reset.\n\nIf you think this is a mistake, email {enquiries}.\n"
    ),
    next_step="If you think this is a mistake, email {enquiries}",
)
PASSWORD_CHANGED = EmailKind(
    code="people.password_changed",
    title="Password changed",
    audience="Anyone with an account",
    sent="When their password has been changed by a link",
    subject="Your Waymark password has been changed",
    text=(
        "Your Waymark password ({programme}) has been changed, and you have been signed out everywhere else.\n\n"
        "If this wasn’t you, reset your password now and email {enquiries}:\n\n{link}\n"
    ),
    next_step="reset your password now and email {enquiries}",
)

KINDS = (INVITATION, PASSWORD_RESET, ACCOUNT_CLOSED, PASSWORD_CHANGED)
