"""What the mail bridge holds about people: whether an email to them was sent."""

from waymark.kit.personal_data import Basis, Held, RoomData
from waymark.kit.retention import RetentionClass

DATA = RoomData(
    room="mail",
    title="Delivery of emails",
    held=(
        Held(
            model="mail.Delivery",
            title="Emails sent to you",
            emails=("email__to",),
            fields={
                "at": "Sent",
                "email__subject": "Subject",
                "subject": "Subject as sent",
                "text": "Text as sent",
            },
            purpose="Knowing whether an email left",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.PROGRAMME_RECORD,
            erases=("subject", "text"),
        ),
        Held(
            model="mail.SendAttempt",
            title="Emails to you that may have been sent",
            emails=("email__to",),
            fields={"at": "Tried", "times": "Times tried", "email__subject": "Subject"},
            purpose="Not sending an email twice",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.SHORT,
            deletes=True,
        ),
        Held(
            model="mail.Withheld",
            title="Emails that waited for your daily summary",
            about=("person",),
            emails=("email__to",),
            fields={"at": "When", "why": "Why", "email__subject": "Subject"},
            purpose="Knowing whether an email left",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It is a moment; the email itself is erased.",
        ),
        Held(
            model="mail.FailingAddress",
            title="Your address, when a mail server refused it",
            emails=("email",),
            fields={"email": "Address", "since": "Since"},
            at="since",
            purpose="Telling the programme lead that emails don’t arrive",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.SHORT,
            deletes=True,
        ),
        Held(
            model="mail.Setback",
            title="Emails to you that could not be sent",
            emails=("email__to",),
            fields={"since": "First tried", "times": "Times tried", "reason": "Reason"},
            at="since",
            purpose="Trying again, and telling the operator",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.SHORT,
            deletes=True,
        ),
    ),
)
