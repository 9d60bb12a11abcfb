"""What this room holds about participants: their answers to questions."""

from waymark.kit.personal_data import Basis, Held, RoomData
from waymark.kit.retention import RetentionClass

DATA = RoomData(
    room="reflect",
    title="Your answers to questions",
    held=(
        Held(
            model="reflect.Answer",
            title="Answers",
            about=("answer_set__enrolment__person",),
            fields={
                "answer_set__at": "When",
                "answer_set__item_id": "Item",
                "question_id": "Question",
                "statement": "Statement",
                "level": "Level",
                "comment": "Comment",
            },
            at="answer_set__at",
            purpose="Improving the programme while it runs",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.PROGRAMME_RECORD,
            erases=("comment",),
        ),
        Held(
            model="reflect.AnswerSet",
            title="When you answered",
            about=("enrolment__person",),
            fields={"at": "When", "item_id": "Item", "set_id": "Set of questions"},
            purpose="Knowing which questions are still open",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It holds no name and no words.",
        ),
        Held(
            model="reflect.Change",
            title="Changes you recorded",
            about=("by",),
            fields={"at": "When", "you_said": "You said", "we_changed": "We changed", "reason": "Reason"},
            purpose="Telling participants what was changed because of their answers",
            basis=Basis.LEGITIMATE_INTERESTS,
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It is about the programme and holds no name.",
        ),
    ),
)
