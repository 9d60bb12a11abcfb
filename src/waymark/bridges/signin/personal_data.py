"""What signing in leaves behind about people."""

from waymark.kit.personal_data import Basis, Held, NotPersonal, RoomData
from waymark.kit.retention import RetentionClass

DATA = RoomData(
    room="signin",
    title="Signing in",
    held=(
        Held(
            model="signin.SignInAttempt",
            title="Attempts to sign in",
            about=("account__persons",),
            fields={
                "at": "When",
                "door": "Where",
                "outcome": "Outcome",
                "client_address": "IP address",
                "browser": "Browser",
            },
            purpose="Protecting accounts, and showing people who used theirs",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.SHORT,
            deletes=True,
        ),
        Held(
            model="signin.PasswordResetRequest",
            title="Requests for a new password",
            emails=("email",),
            fields={"at": "When", "email": "Email address"},
            purpose="Letting a person choose a new password",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.SHORT,
            deletes=True,
        ),
        Held(
            model="signin.Guide",
            title="Your place in the demonstration’s list of people",
            about=("person",),
            fields={"label": "Label", "try_this": "Something to try"},
            at="",
            purpose="Showing the demonstration",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.SHORT,
            deletes=True,
        ),
    ),
    not_personal=(
        NotPersonal("signin.Slowdown", "a digest from which no address can be read; deleted after its time"),
    ),
)
