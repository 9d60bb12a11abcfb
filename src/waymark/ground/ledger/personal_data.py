"""What the audit log holds about people."""

from waymark.kit.personal_data import Basis, Held, NotPersonal, RoomData
from waymark.kit.retention import RetentionClass

DATA = RoomData(
    room="ledger",
    title="Audit log",
    held=(
        Held(
            model="ledger.Entry",
            title="What you did in Waymark",
            about=("by",),
            fields={"at": "When", "verb": "What", "about_kind": "About"},
            left_out={"facts": "They may be about other people."},
            purpose="Showing who did what and when, so that results and deadlines can be trusted",
            basis=Basis.LEGAL_OBLIGATION,
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It holds no name. It says what was done, which the seals and the award rest on.",
            erases_if_named=("facts",),
        ),
        Held(
            model="ledger.Erasure",
            title="Erasures that you carried out",
            about=("by",),
            fields={"at": "When", "table": "Kind of record"},
            left_out={"reason": "It may be about other people."},
            purpose="Showing that content was removed on purpose, by whom and why",
            basis=Basis.LEGAL_OBLIGATION,
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="It holds no name. Without it, a record that was erased would look tampered with.",
        ),
    ),
    not_personal=(
        NotPersonal("ledger.Unsealed", "names of tables and row numbers"),
        NotPersonal("ledger.SealedShape", "names of tables and columns"),
        NotPersonal("ledger.SealBatch", "digests"),
        NotPersonal("ledger.Seal", "digests, from which nothing can be read"),
    ),
)
