"""What this room holds about participants: attendance and study."""

from waymark.kit.personal_data import Held, RoomData
from waymark.kit.retention import RetentionClass

DATA = RoomData(
    room="learn",
    title="Sessions and study",
    held=(
        Held(
            model="learn.Attendance",
            title="Attendance",
            about=("enrolment__person",),
            fields={"at": "Recorded", "calendar_item__item_id": "Session", "minutes": "Minutes"},
            purpose="Crediting hours and knowing who was there",
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It holds no name, and the award record rests on it.",
        ),
        Held(
            model="learn.StudyCompletion",
            title="Study pages completed",
            about=("enrolment__person",),
            fields={"at": "When", "item_id": "Item", "page_id": "Page"},
            purpose="Crediting hours",
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It holds no name, and the award record rests on it.",
        ),
    ),
)
