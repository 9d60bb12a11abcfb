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
            },
            purpose="Knowing who works with a cohort",
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It holds no name, and conflicts of interest are worked out from it.",
        ),
    ),
    not_personal=(
        NotPersonal("cohorts.Cohort", "a cohort; who made it is in the audit log"),
        NotPersonal("cohorts.CalendarItem", "dates and places of a cohort"),
    ),
)
