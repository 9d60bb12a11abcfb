"""What this room holds about people: messages to them, what they agreed to, and how they want their emails."""

from waymark.kit.personal_data import Basis, Held, NotPersonal, RoomData
from waymark.kit.retention import RetentionClass

DATA = RoomData(
    room="emails",
    title="Messages and marketing",
    held=(
        Held(
            model="emails.SummaryPreference",
            title="How you want your emails",
            about=("person",),
            fields={"at": "Since", "daily": "One email a day"},
            purpose="Sending emails as people want them",
            retention=RetentionClass.ACCOUNT,
            deletes=True,
        ),
        Held(
            model="emails.MarketingConsent",
            title="Marketing emails you agreed to",
            emails=("email",),
            fields={"at": "When", "given": "Agreed", "how": "Where", "wording": "What you agreed to"},
            purpose="Sending marketing only to people who agreed to it",
            basis=Basis.CONSENT,
            retention=RetentionClass.ACCOUNT,
            erases=("email",),
        ),
        Held(
            model="emails.CohortMessageRecipient",
            title="Messages the team sent to you and others",
            about=("enrolment__person",),
            fields={
                "message__at": "When",
                "message__subject": "Subject",
                "message__text": "Text",
                "left_out": "Left out",
            },
            at="message__at",
            purpose="Telling people what they need to know, and showing what they were told",
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It names no one without the person’s own row.",
        ),
        Held(
            model="emails.CohortMessage",
            title="Messages you sent",
            about=("by",),
            fields={"at": "When", "subject": "Subject", "text": "Text"},
            purpose="Showing what people were told",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It is about the programme and holds no name.",
        ),
        Held(
            model="emails.EmailWording",
            title="Emails you rewrote",
            about=("by",),
            fields={"at": "When", "kind": "Email", "subject": "Subject", "text": "Text"},
            purpose="Knowing who changed the words of an email",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It is about the programme and holds no name.",
        ),
    ),
    not_personal=(
        NotPersonal("emails.Announcement", "it is about a cohort"),
        NotPersonal("emails.EmailSetting", "it is about kinds of emails"),
        NotPersonal("emails.Suppression", "a keyed hash, which names no one"),
    ),
)
