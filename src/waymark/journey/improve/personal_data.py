"""What this room holds about staff: the issues they recorded and the actions they own."""

from waymark.kit.personal_data import Basis, Held, RoomData
from waymark.kit.retention import RetentionClass

DATA = RoomData(
    room="improve",
    title="Issues and improvement actions",
    held=(
        Held(
            model="improve.InspectionPack",
            title="Packs made for you as an inspector",
            emails=("email",),
            fields={
                "at": "When",
                "inspector": "Your name",
                "organisation": "Your organisation",
                "email": "Your email address",
                "title": "Pack",
                "template": "Template",
            },
            left_out={"content": "what is in the pack, which is about the programme"},
            purpose="Showing an inspector how programmes are run",
            basis=Basis.LEGAL_OBLIGATION,
            retention=RetentionClass.PROGRAMME_RECORD,
            erases=("inspector", "email"),
        ),
        Held(
            model="improve.InspectionOpening",
            title="When you opened them",
            emails=("link__pack__email",),
            fields={"at": "When", "what": "What"},
            purpose="Knowing who read what about participants",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It holds no name.",
        ),
        Held(
            model="improve.InspectionLink",
            title="Links sent to you",
            emails=("pack__email",),
            fields={"at": "When", "expires_at": "Works until", "ended_at": "Ended"},
            left_out={"token_digest": "it is a digest", "ended_by": "who ended it, which is about them"},
            purpose="Letting an inspector read a pack for a time",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It holds no name.",
        ),
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
