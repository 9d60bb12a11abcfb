"""This room holds nothing about people who take part."""

from waymark.kit.personal_data import NotPersonal, RoomData

DATA = RoomData(
    room="programmes",
    title="Programmes",
    not_personal=(
        NotPersonal("programmes.FrozenPack", "the text of a programme"),
        NotPersonal(
            "programmes.PublishedProgramme", "a version of a programme; who published it is in the audit log"
        ),
    ),
)
