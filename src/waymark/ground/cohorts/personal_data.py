"""What this room holds about people: enrolments, and who works with a cohort."""

from waymark.kit.personal_data import Held, NotPersonal, RoomData
from waymark.kit.retention import RetentionClass

DATA = RoomData(
    room="cohorts",
    title="Your cohorts",
    held=(
        Held(
            model="cohorts.Enrolment",
            title="Enrolments",
            about=("person",),
            fields={
                "at": "When",
                "reference": "Reference",
                "cohort__name": "Cohort",
                "cohort__programme__title": "Programme",
                "cohort__starts_on": "Starts",
            },
            purpose="Knowing who takes part in which programme",
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It holds no name, and the award record rests on it.",
        ),
        Held(
            model="cohorts.CohortStaff",
            title="Cohorts you work with",
            about=("person",),
            fields={
                "at": "When",
                "cohort__name": "Cohort",
                "role": "Role",
                "from_on": "From",
                "until_on": "Until",
                "ended_at": "Ended",
            },
            purpose="Knowing who works with a cohort",
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It holds no name, and conflicts of interest are worked out from it.",
        ),
        Held(
            model="cohorts.Leaving",
            title="When you left",
            about=("person",),
            fields={
                "at": "When it was recorded",
                "last_on": "Last day",
                "reason": "Reason",
                "in_force_at": "Roles ended",
                "undone_at": "Undone",
            },
            left_out={
                "roles": "how it is undone",
                "days": "how it is undone",
                "undone_by": "who undid it, which is about them",
            },
            purpose="Handing over the work of staff who leave",
            retention=RetentionClass.PROGRAMME_RECORD,
            erases=("reason",),
        ),
    ),
    not_personal=(
        NotPersonal("cohorts.Cohort", "a cohort; who made it is in the audit log"),
        NotPersonal("cohorts.CalendarItem", "dates and places of a cohort"),
    ),
)
