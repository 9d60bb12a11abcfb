"""What others may ask of this room’s rules: they need no database."""

from waymark.journey.apply.enrolment_files.csv_file import MAX_BYTES as MOST_BYTES
from waymark.journey.apply.enrolment_files.csv_file import UnreadableFile
from waymark.journey.apply.enrolment_files.preview import read_people

__all__ = ["MOST_BYTES", "UnreadableFile", "read_people"]
