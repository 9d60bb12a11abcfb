"""What this room holds about participants: their peer group and its meetings."""

from waymark.kit.personal_data import FREE_TEXT, Held, RoomData
from waymark.kit.retention import RetentionClass

DATA = RoomData(
    room="gather",
    title="Your peer group",
    held=(
        Held(
            model="gather.Membership",
            title="Your group",
            about=("enrolment__person",),
            fields={"group__name": "Group", "group__cohort__name": "Cohort"},
            at="",
            purpose="Knowing who learns with whom",
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It holds no name.",
        ),
        Held(
            model="gather.PeerGroup",
            title="Groups you look after",
            about=("owner",),
            fields={"name": "Group", "cohort__name": "Cohort"},
            at="",
            purpose="Knowing whom a group can ask",
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It holds no name.",
        ),
        Held(
            model="gather.GroupChange",
            title="Your groups, one after the other",
            about=("enrolment__person",),
            fields={
                "at": "Recorded",
                "from_on": "From",
                "before__name": "Earlier group",
                "group__name": "Group",
                "reason": "Why",
                "undoes": "Undoes",
            },
            purpose="Knowing who learned with whom, and why that changed",
            retention=RetentionClass.PROGRAMME_RECORD,
            erases=("reason",),
        ),
        Held(
            model="gather.Presence",
            title="Meetings you were at",
            about=("enrolment__person",),
            fields={"meeting__held_on": "Held on", "meeting__item_id": "Item", "meeting__minutes": "Minutes"},
            at="meeting__at",
            left_out={"meeting__learned": FREE_TEXT},
            purpose="Crediting hours",
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It holds no name, and the award record rests on it.",
        ),
        Held(
            model="gather.Meeting",
            title="Meetings you recorded",
            about=("by",),
            fields={
                "at": "When",
                "held_on": "Held on",
                "item_id": "Item",
                "minutes": "Minutes",
                "learned": "What the group learned, as you wrote it",
                "reason": "Reason for a correction",
            },
            purpose="Recording what a group learned",
            retention=RetentionClass.EVIDENCE_BANK,
            erases=("learned", "reason"),
        ),
    ),
)
