"""What is kept for a day about people who use the pages: forms that were sent or interrupted."""

from waymark.kit.personal_data import Basis, Held, NotPersonal, RoomData
from waymark.kit.retention import RetentionClass

DATA = RoomData(
    room="web",
    title="Pages and forms",
    held=(
        Held(
            model="web.KeptForm",
            title="Forms that your session ended on",
            about=("person",),
            fields={"at": "When", "action": "Address", "values": "What you typed"},
            purpose="Losing nothing that was typed when a session ends",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.SHORT,
            deletes=True,
        ),
        Held(
            model="web.SentForm",
            title="Forms you sent in the last day",
            about=("by",),
            fields={"at": "When", "location": "Where it led"},
            purpose="Doing once what was sent twice",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.SHORT,
            deletes=True,
        ),
    ),
    not_personal=(
        NotPersonal("web.WorkerRound", "when the background worker ran"),
        NotPersonal("web.PretendDate", "the demonstration’s date"),
    ),
)
