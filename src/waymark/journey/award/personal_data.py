"""What this room holds about participants: the outcome. They get it after release."""

from waymark.kit.personal_data import Basis, Held, RoomData
from waymark.kit.retention import RetentionClass

DATA = RoomData(
    room="award",
    title="Your outcome",
    held=(
        Held(
            model="award.Outcome",
            title="Outcome",
            about=("enrolment__person",),
            fields={
                "at": "Decided",
                "awarded": "Awarded",
                "facts": "What it rests on",
                "feedback": "Feedback",
            },
            purpose="Deciding the award, and proving it later",
            basis=Basis.LEGAL_OBLIGATION,
            retention=RetentionClass.AWARD_RECORD,
            until_release="enrolment",
            enrolment="enrolment",
            erases=("facts",),
        ),
        Held(
            model="award.Release",
            title="Release",
            about=("outcome__enrolment__person",),
            fields={"at": "Released"},
            purpose="Knowing from when a result could be seen",
            basis=Basis.LEGAL_OBLIGATION,
            retention=RetentionClass.AWARD_RECORD,
            until_release="outcome__enrolment",
            kept_because="It is a moment, and part of the award record.",
        ),
        Held(
            model="award.StatementOfResult",
            title="Statement of result",
            about=("outcome__enrolment__person",),
            fields={"at": "Issued", "number": "Number", "fingerprint": "Fingerprint"},
            file=("pdf", "statement-of-result.pdf"),
            purpose="Giving the participant proof of the result",
            basis=Basis.LEGAL_OBLIGATION,
            retention=RetentionClass.AWARD_RECORD,
            until_release="outcome__enrolment",
            erases=("pdf",),
        ),
        Held(
            model="award.AwardRecord",
            title="Award record",
            about=("outcome__enrolment__person",),
            fields={"awarded_on": "Awarded on", "name": "Name", "award": "Award"},
            purpose="Confirming an award after the person was erased",
            basis=Basis.LEGAL_OBLIGATION,
            retention=RetentionClass.AWARD_RECORD,
            kept_because="The award record is kept: name, award and date.",
        ),
    ),
)
