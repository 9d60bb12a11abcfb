"""Emails about information webinars and quotes. None repeats what a visitor wrote."""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

_WEBINAR = {
    "title": "About the NPQEL",
    "starts": "Wednesday 6 January 2027, 16:30",
    "join": "https://meet.learning-together.example/npqel",
}
_AUDIENCE = "People who signed up for an information webinar"

CONFIRMED = EmailKind(
    code="enquire.webinar_confirmed",
    title="Place in a webinar",
    audience=_AUDIENCE,
    sent="When they have signed up",
    subject="Your place in “{title}”",
    text=(
        "Hello,\n\nYou have a place in “{title}” ({programme}) on {starts}.\n\nJoin here: {join}\n\n"
        "If you can’t come, give up your place: {link}\n\n"
        "If you didn’t sign up, use the same link, or ignore this email.\n\n{provider}\n"
    ),
    next_step="Join here",
    samples=_WEBINAR,
    required=frozenset({"link", "join"}),
)
REMINDER = EmailKind(
    code="enquire.webinar_reminder",
    title="Reminder of a webinar",
    audience=_AUDIENCE,
    sent="24 hours before it starts",
    subject="Tomorrow: “{title}”",
    text=(
        "Hello,\n\n“{title}” ({programme}) starts on {starts}.\n\nJoin here: {join}\n\n"
        "If you can’t come, give up your place: {link}\n\n{provider}\n"
    ),
    next_step="Join here",
    samples=_WEBINAR,
    required=frozenset({"link", "join"}),
)
MOVED = EmailKind(
    code="enquire.webinar_moved",
    title="Webinar changed",
    audience=_AUDIENCE,
    sent="When its date, time or link has been changed",
    subject="Changed: “{title}” is on {starts}",
    text=(
        "Hello,\n\n“{title}” ({programme}) has been changed. It is on {starts}.\n\nJoin here: {join}\n\n"
        "Your place stays yours. If you can’t come, give it up: {link}\n\n{provider}\n"
    ),
    next_step="Join here",
    samples=_WEBINAR,
    required=frozenset({"link", "join"}),
)
CANCELLED = EmailKind(
    code="enquire.webinar_cancelled",
    title="Webinar cancelled",
    audience=_AUDIENCE,
    sent="When it has been cancelled",
    subject="Cancelled: “{title}”",
    text=(
        "Hello,\n\nWe’re sorry: “{title}” ({programme}) on {starts} has been cancelled.\n\n"
        "You don’t need to do anything. Other webinars are on our page: {link}\n\n"
        "If you have a question, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="You don’t need to do anything",
    samples={name: _WEBINAR[name] for name in ("title", "starts")},
)
RECORDED = EmailKind(
    code="enquire.webinar_recorded",
    title="Recording of a webinar",
    audience=_AUDIENCE,
    sent="When a recording has been added",
    subject="The recording of “{title}”",
    text=(
        "Hello,\n\nYou can now watch “{title}” ({programme}): {recording}\n\n"
        "More about the programme: {link}\n\nIf you have a question, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="You can now watch",
    samples={"title": _WEBINAR["title"], "recording": "https://video.learning-together.example/npqel"},
    required=frozenset({"link", "recording"}),
)
QUOTE = EmailKind(
    code="enquire.quote",
    title="Your words on our page",
    audience="People whose words the provider wants to show",
    sent="When the programme lead asks them, or has recorded that they agreed",
    subject="Your words on the page of {provider_short}",
    text=(
        "Hello,\n\n{provider} would like to show your words on the page of {programme}. Read them, and agree or "
        "withdraw at any time, with this link:\n\n{link}\n\nWe show nothing without your "
        "consent. If you have a question, "
        "email {enquiries}.\n\n{provider}\n"
    ),
    next_step="Read them, and agree or withdraw at any time",
)
KINDS = (CONFIRMED, REMINDER, MOVED, CANCELLED, RECORDED, QUOTE)
