"""What this room holds about people: names, addresses, roles, invitations and emails."""

from waymark.kit.personal_data import Held, NotPersonal, RoomData
from waymark.kit.retention import RetentionClass

CONTACT = "Knowing who takes part and who works here, and reaching them"

DATA = RoomData(
    room="people",
    title="You and your account",
    held=(
        Held(
            model="people.Person",
            title="Your details",
            about=("pk",),
            emails=("email",),
            fields={
                "given_name": "Given name",
                "family_name": "Family name",
                "email": "Email address",
                "trn": "Teacher reference number",
                "organisation__name": "School or organisation",
                "organisation__trust": "Trust",
                "account__last_login": "Last signed in",
            },
            at="",
            purpose=CONTACT,
            retention=RetentionClass.ACCOUNT,
            erases=("given_name", "family_name", "sort_name", "email", "trn"),
        ),
        Held(
            model="people.Account",
            title="Your account",
            about=("persons",),
            fields={"email": "Email address you sign in with", "is_active": "Active"},
            at="",
            purpose="Signing in",
            retention=RetentionClass.ACCOUNT,
            kept_because="It is removed with the person, unless another provider uses it.",
        ),
        Held(
            model="people.RoleHeld",
            title="Your roles",
            about=("person",),
            fields={"role": "Role", "at": "Since"},
            purpose="Deciding what a person may see and do",
            retention=RetentionClass.ACCOUNT,
            deletes=True,
        ),
        Held(
            model="people.Invitation",
            title="Invitations",
            about=("person",),
            fields={"at": "Sent", "expires_at": "Expired", "accepted_at": "Accepted"},
            purpose="Letting a person choose a password",
            retention=RetentionClass.ACCOUNT,
            kept_because="It holds moments only.",
        ),
        Held(
            model="people.PasswordReset",
            title="Links to choose a new password",
            about=("account__persons",),
            fields={"at": "Sent", "expires_at": "Expired", "used_at": "Used"},
            purpose="Letting a person choose a new password",
            retention=RetentionClass.SHORT,
            deletes=True,
        ),
        Held(
            model="people.Email",
            title="Emails to you",
            emails=("to",),
            fields={"at": "When", "subject": "Subject", "text": "Text", "values": "Filled in"},
            purpose="Telling people what they must know, and showing what they were told",
            retention=RetentionClass.PROGRAMME_RECORD,
            erases=("to", "subject", "text", "values", "about", "caused_by"),
            erases_if_named=("subject", "text", "values"),
        ),
    ),
    not_personal=(
        NotPersonal("people.Provider", "it is the provider itself"),
        NotPersonal("people.Logo", "a picture of the provider’s"),
        NotPersonal("people.Branding", "how the provider presents itself"),
        NotPersonal("people.AccessibilityStatement", "what the provider says about its pages"),
        NotPersonal("people.Organisation", "a school or trust; who works there is said of each person"),
    ),
)
