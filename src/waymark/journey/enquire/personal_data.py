"""What this room holds about people who ask before they apply, and about the staff who answer."""

from waymark.kit.personal_data import FREE_TEXT, Basis, Held, NotPersonal, RoomData
from waymark.kit.retention import RetentionClass

DATA = RoomData(
    room="enquire",
    title="Your enquiries",
    held=(
        Held(
            model="enquire.Enquiry",
            title="Questions you asked",
            emails=("email",),
            fields={
                "at": "When",
                "reference": "Reference",
                "programme_slug": "Programme",
                "name": "Name",
                "email": "Email address",
                "question": "Question",
                "agreed": "What you agreed to",
                "state": "State",
            },
            purpose="Answering questions about a programme",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.ENQUIRY,
            erases=("name", "email", "question", "agreed", "caused_by"),
        ),
        Held(
            model="enquire.Enquiry",
            title="Enquiries you deal with",
            about=("handler",),
            fields={"at": "When", "reference": "Reference"},
            left_out={"question": FREE_TEXT},
            purpose="Knowing who answers a question",
            retention=RetentionClass.ENQUIRY,
            kept_because="The row names no one without the person’s own row.",
        ),
        Held(
            model="enquire.EnquiryEvent",
            title="What was said about your questions",
            emails=("enquiry__email",),
            fields={"at": "When", "kind": "What", "text": "Text"},
            purpose="Keeping a record of the answer",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.ENQUIRY,
            erases=("text",),
        ),
        Held(
            model="enquire.EnquiryEvent",
            title="Enquiries handed over to you",
            about=("to",),
            fields={"at": "When", "enquiry__reference": "Reference"},
            left_out={"text": FREE_TEXT},
            purpose="Knowing who answers a question",
            retention=RetentionClass.ENQUIRY,
            kept_because="The row names no one without the person’s own row.",
        ),
    ),
    not_personal=(NotPersonal("enquire.SavedAnswer", "wording of the provider’s"),),
)
