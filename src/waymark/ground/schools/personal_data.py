"""This room holds nothing about people."""

from waymark.kit.personal_data import NotPersonal, RoomData

DATA = RoomData(
    room="schools",
    title="Schools",
    not_personal=(
        NotPersonal("schools.School", "a public list of schools"),
        NotPersonal(
            "schools.SchoolFile", "a file of that list, and the operator’s name on the computer who loaded it"
        ),
    ),
)
