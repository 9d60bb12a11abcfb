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
    required=frozenset({"link", "enquiries"}),
)
PASSWORD_CHANGED = EmailKind(
    code="people.password_changed",
    title="Password changed",
    audience="Anyone with an account",
    sent="When their password has been changed",
    subject="Your Waymark password has been changed",
    text=(
        "Your Waymark password ({programme}) has been changed, and you have been signed out everywhere else.\n\n"
        "If this wasn’t you, reset your password now and email {enquiries}:\n\n{link}\n"
    ),
    next_step="reset your password now and email {enquiries}",
    required=frozenset({"link", "enquiries"}),
)

NEW_ADDRESS = EmailKind(
    code="people.new_address",
    title="Confirm a new email address",
    audience="The new address",
    sent="When a programme lead enters another email address for someone",
    subject="Confirm this email address for {provider_short}",
    text=(
        "Hello,\n\n{provider} wants to send emails about {programme} to this address from now on. Use this link to "
        "confirm it. It works for 7 days:\n\n{link}\n\n"
        "If you weren’t expecting this, ignore this email, or email {enquiries}. Nothing changes until you confirm.\n"
    ),
    next_step="Use this link to confirm it",
    required=frozenset({"link", "enquiries"}),
)
ADDRESS_CHANGE = EmailKind(
    code="people.address_change",
    title="A new email address was entered",
    audience="The address that someone has now",
    sent="At once, when a programme lead enters another email address for someone",
    subject="A change to your email address at {provider_short}",
    text=(
        "Hello,\n\n{provider} has been asked to change the email address of your account ({programme}, {link}). "
        "The new address gets a link to confirm it, and nothing changes before that.\n\n"
        "If this is wrong, email {enquiries} now.\n"
    ),
    next_step="If this is wrong, email {enquiries} now",
    required=frozenset({"link", "enquiries"}),
)
ADDRESS_CHANGED = EmailKind(
    code="people.address_changed",
    title="Email address changed",
    audience="The earlier address",
    sent="When the new address has been confirmed",
    subject="Your email address at {provider_short} has been changed",
    text=(
        "Hello,\n\nThe email address of your account ({programme}, {link}) has been changed. We won’t write to this "
        "address again.\n\nIf this is wrong, email {enquiries} now.\n"
    ),
    next_step="If this is wrong, email {enquiries} now",
    required=frozenset({"link", "enquiries"}),
)

ASSISTANT_NAMED = EmailKind(
    code="people.assistant_named",
    title="Someone asks you to be their assistant",
    audience="People whom a participant names",
    sent="When a participant names an assistant, or asks for the link again",
    subject="{head} has asked you to be their assistant",
    text=(
        "Hello,\n\n{head} is a participant at {provider} and has asked you to be their assistant on Waymark "
        "({programme}). You’d see the dates, times and places of their sessions, and nothing else.\n\n"
        "Sign in to accept or say no: {link}\n\nIf you don’t have an account yet, we’ll also email you a link to "
        "create a password.\n\nIf you weren’t expecting this, email {enquiries}.\n"
    ),
    next_step="Sign in to accept or say no",
    samples={"head": "Amina Yusuf"},
)

KINDS = (
    ASSISTANT_NAMED,
    INVITATION,
    PASSWORD_RESET,
    ACCOUNT_CLOSED,
    PASSWORD_CHANGED,
    NEW_ADDRESS,
    ADDRESS_CHANGE,
    ADDRESS_CHANGED,
)
