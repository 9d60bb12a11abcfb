"""Emails about enquiries, referrals, information webinars and quotes.

None to an address that a visitor typed repeats what they wrote.
"""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

_WEBINAR = {
    "title": "About the NPQEL",
    "starts": "Wednesday 6 January 2027, 16:30",
    "join": "https://meet.learning-together.example/npqel",
}
_ENQUIRY = {"reference": "K7F2-M9QX"}
_AUDIENCE = "People who signed up for an information webinar"

RECEIVED = EmailKind(
    code="enquire.received",
    title="Question received",
    audience="Visitors who asked something",
    sent="When they’ve sent a question",
    subject="We have your question {reference}",
    text=(
        "Hello,\n\nWe have your question about {programme}. Its reference is {reference}. {promise}\n\n"
        "If you want to add something, email {enquiries} and give your reference. "
        "If you didn’t ask us anything, you can ignore this email.\n\n{provider}\n{link}\n"
    ),
    next_step="If you want to add something, email {enquiries}",
    samples={**_ENQUIRY, "promise": "We answer within 48 hours."},
    required=frozenset({"link", "reference", "promise"}),
)
ANSWERED = EmailKind(
    code="enquire.answered",
    title="Answer to a question",
    audience="Visitors who asked something",
    sent="When a colleague has answered",
    subject="Your question to {provider_short} ({reference})",
    text=(
        "{answer}\n\n{by}\n{provider}\n\nYour question was about {programme}, and its reference is {reference}. "
        "To ask something else, email {enquiries} and give your reference.\n{link}\n"
    ),
    next_step="To ask something else, email {enquiries}",
    samples={
        **_ENQUIRY,
        "answer": "Dear Petra Novak,\n\nThe next cohort starts in January.",
        "by": "Chioma Eze",
    },
    required=frozenset({"link", "reference", "answer"}),
)
HANDED_OVER = EmailKind(
    code="enquire.handed_over",
    title="Question handed over",
    audience="The colleague who is to answer",
    sent="When a question has been handed over to them",
    subject="Enquiry {reference} is now yours",
    text=(
        "Hello,\n\n{by} has handed over the enquiry {reference} about {programme} to you. {due}.\n\n{note}"
        "Read and answer it here: {link}\n"
    ),
    next_step="Read and answer it here",
    samples={
        **_ENQUIRY,
        "by": "Chioma Eze",
        "due": "Answer by Friday 8 January 2027, 16:30: 20 hours left",
        "note": "Chioma Eze writes: you know the trust.\n\n",
    },
    required=frozenset({"link", "reference", "due", "note"}),
)
REFERRED = EmailKind(
    code="enquire.referred",
    title="Referral abroad",
    audience="The delivery partner abroad",
    sent="When someone outside England has agreed that their details are passed on",
    subject="Someone has asked about {programme}",
    text=(
        "Hello {partner},\n\nSomeone who works outside England asked {provider} about {programme} and agreed that we "
        "can pass their details on to you:\n\nName: {name}\nEmail address: {email}\nCountry: {country}\n\n"
        "Please contact them. What we told them about the programme: {link}\n\n{provider}\n"
    ),
    next_step="Please contact them",
    samples={
        "partner": "Learning Abroad",
        "name": "Petra Novak",
        "email": "petra@school.example",
        "country": "Spain",
    },
    required=frozenset({"link", "name", "email", "country"}),
)
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
    required=frozenset({"link", "join", "starts"}),
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
    required=frozenset({"link", "join", "starts"}),
)
MOVED = EmailKind(
    code="enquire.webinar_moved",
    title="Webinar changed",
    audience=_AUDIENCE,
    sent="When its date, time or link has been changed",
    subject="Changed: “{title}” is on {starts}",
    text=(
        "Hello,\n\n“{title}” ({programme}) has been changed. It is on {starts}.\n\nJoin here: {join}\n\n"
        "You still have your place. If you can’t come, give it up: {link}\n\n{provider}\n"
    ),
    next_step="Join here",
    samples=_WEBINAR,
    required=frozenset({"link", "join", "starts"}),
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
    required=frozenset({"link", "title", "starts"}),
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
KINDS = (RECEIVED, ANSWERED, HANDED_OVER, REFERRED, CONFIRMED, REMINDER, MOVED, CANCELLED, RECORDED, QUOTE)
