"""What this room holds about participants: the workbook and the evidence bank."""

from waymark.kit.personal_data import Held, RoomData
from waymark.kit.retention import RetentionClass

DATA = RoomData(
    room="practise",
    title="Your workbook",
    held=(
        Held(
            model="practise.WorkbookEntry",
            title="Workbook entries",
            about=("enrolment__person",),
            fields={
                "at": "When",
                "item_id": "Item",
                "stage": "Stage",
                "title": "Title",
                "text": "Text",
                "minutes": "Minutes",
            },
            purpose="Recording work in a participant’s own schools, for coaching and hours",
            retention=RetentionClass.EVIDENCE_BANK,
            enrolment="enrolment",
            erases=("title", "text"),
        ),
        Held(
            model="practise.Evidence",
            title="Evidence bank",
            about=("entry__enrolment__person",),
            fields={
                "entry__at": "When",
                "source": "Source",
                "kind": "Kind",
                "statement": "Statement",
                "description": "Description",
            },
            at="entry__at",
            purpose="Showing how practice changes",
            retention=RetentionClass.EVIDENCE_BANK,
            enrolment="entry__enrolment",
            erases=("description",),
        ),
    ),
)
