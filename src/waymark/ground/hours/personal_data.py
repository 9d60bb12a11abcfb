"""What this room holds about participants: minutes credited."""

from waymark.kit.personal_data import Held, RoomData
from waymark.kit.retention import RetentionClass

DATA = RoomData(
    room="hours",
    title="Your hours",
    held=(
        Held(
            model="hours.Credit",
            title="Minutes credited",
            about=("enrolment__person",),
            fields={"at": "When", "item_id": "Item", "minutes": "Minutes", "source": "For"},
            purpose="Working out whether the engagement that an award needs was reached",
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It holds no name, and the award record rests on it.",
        ),
    ),
)
