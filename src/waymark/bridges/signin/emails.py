"""Emails about how an account is protected: its owner is told about each change."""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

NOT_YOU = "If this wasn’t you, reset your password now and email {enquiries}:\n\n{link}\n"
NEXT_STEP = "reset your password now and email {enquiries}"
FACTOR_ADDED = EmailKind(
    code="signin.factor_added",
    title="Second step added",
    audience="Anyone with an account",
    sent="When they add an authenticator app or a passkey",
    subject="A second step was added to your Waymark account",
    text=(
        "You added {what} to your Waymark account ({programme}). You’ll use it when you sign in.\n\n"
        + NOT_YOU
    ),
    next_step=NEXT_STEP,
    samples={"what": "a passkey"},
    required=frozenset({"link", "enquiries", "what"}),
)
FACTOR_REMOVED = EmailKind(
    code="signin.factor_removed",
    title="Second step removed",
    audience="Anyone with an account",
    sent="When they remove an authenticator app or a passkey",
    subject="A second step was removed from your Waymark account",
    text="You removed {what} from your Waymark account ({programme}).\n\n" + NOT_YOU,
    next_step=NEXT_STEP,
    samples={"what": "a passkey"},
    required=frozenset({"link", "enquiries", "what"}),
)
FACTOR_RESET = EmailKind(
    code="signin.factor_reset",
    title="Second step reset",
    audience="Anyone with an account",
    sent="When someone else removes their second step because it was lost",
    subject="Your second step for Waymark was reset",
    text=(
        "{by} removed the second step from your Waymark account ({programme}), because it was lost. You have been "
        "signed out everywhere. When you next sign in with your password, you may be asked to set up a new one.\n\n"
        + NOT_YOU
    ),
    next_step=NEXT_STEP,
    samples={"by": "Grace Penhaligon"},
    required=frozenset({"link", "enquiries", "by"}),
)
CODES_MADE = EmailKind(
    code="signin.recovery_codes_made",
    title="New recovery codes",
    audience="Anyone with an account",
    sent="When they make new recovery codes",
    subject="New recovery codes for your Waymark account",
    text=(
        "You made new recovery codes for your Waymark account ({programme}). The old ones no longer work.\n\n"
        + NOT_YOU
    ),
    next_step=NEXT_STEP,
    required=frozenset({"link", "enquiries"}),
)
CODE_USED = EmailKind(
    code="signin.recovery_code_used",
    title="Recovery code used",
    audience="Anyone with an account",
    sent="When a recovery code is used to sign in",
    subject="A recovery code was used for your Waymark account",
    text=(
        "Someone signed in to your Waymark account ({programme}) with one of your recovery codes. {left} You can make "
        "new ones on your Security page.\n\n" + NOT_YOU
    ),
    next_step=NEXT_STEP,
    samples={"left": "You have 9 recovery codes left."},
    required=frozenset({"link", "enquiries", "left"}),
)

KINDS = (FACTOR_ADDED, FACTOR_REMOVED, FACTOR_RESET, CODES_MADE, CODE_USED)
