"""What this room holds about staff: the issues they recorded and the actions they own."""

from waymark.kit.personal_data import Basis, Held, RoomData
from waymark.kit.retention import RetentionClass

DATA = RoomData(
    room="improve",
    title="Issues and improvement actions",
    held=(
        Held(
            model="improve.Issue",
            title="Issues you recorded",
            about=("by",),
            fields={"at": "When", "summary": "Issue", "evidence": "Evidence"},
            purpose="Improving the programme",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It is about the programme and holds no name.",
        ),
        Held(
            model="improve.ImprovementAction",
            title="Actions you own",
            about=("owner",),
            fields={"at": "When", "what": "What", "due_on": "By", "reason": "Reason for a change"},
            purpose="Knowing who improves what",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It is about the programme and holds no name.",
        ),
    ),
)
