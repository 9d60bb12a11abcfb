"""Why an email did not leave, in words for the people who run the site."""

from __future__ import annotations

import ssl
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)
from socket import gaierror

from waymark.bridges.mail.attachments import AttachmentNotFound
from waymark.ground.people.queries import LinkNotMade

REASONS: tuple[tuple[type[Exception], str], ...] = (
    (
        ssl.SSLCertVerificationError,
        "The mail server’s certificate was issued by an authority that this machine doesn’t trust. If it’s your own "
        "authority, give its certificate file in WAYMARK_MAIL_CA.",
    ),
    (ssl.SSLError, "The mail server doesn’t offer an encrypted connection that we can use."),
    (SMTPAuthenticationError, "The mail server refused our user name or password."),
    (SMTPRecipientsRefused, "The mail server refused the recipient’s address."),
    (SMTPSenderRefused, "The mail server refused our sender’s address (WAYMARK_MAIL_FROM)."),
    (SMTPDataError, "The mail server refused the email."),
    (SMTPConnectError, "The mail server refused the connection."),
    (SMTPServerDisconnected, "The mail server ended the connection."),
    (AttachmentNotFound, "A file attached to the email couldn’t be created."),
    (LinkNotMade, "The link in the email couldn’t be created."),
    (gaierror, "No mail server was found under the name in WAYMARK_MAIL_HOST."),
    (TimeoutError, "The mail server didn’t answer."),
    (ConnectionRefusedError, "No mail server answers at WAYMARK_MAIL_HOST and WAYMARK_MAIL_PORT."),
    (OSError, "The mail server can’t be reached."),
)
"""By the kind of problem, the most particular first."""
STATES = {
    "waiting": "Waiting",
    "sent": "Sent",
    "trying": "Not sent yet, trying again",
    "gave_up": "Not sent, we’ve stopped trying",
    "perhaps": "May have been sent: you decide",
    "summary": "In a daily summary",
    "off": "Not sent, switched off",
}
"""By the state of an email (`queries.State`)."""
OTHERWISE = "The email couldn’t be sent. See the server’s log for details."


def reason_for(problem: Exception) -> str:
    return next((reason for kind, reason in REASONS if isinstance(problem, kind)), OTHERWISE)
