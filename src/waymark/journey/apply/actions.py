"""What this room can be asked to do: the actions of its subjects."""

from waymark.journey.apply.applications.actions import (
    ApplicationAnswers,
    CannotApply,
    CannotDecideApplication,
    accept_application,
    reject_application,
    submit_application,
)
from waymark.journey.apply.enrolment_files.actions import (
    CannotReadFile,
    enrol_from_file,
    upload_enrolment_file,
)

__all__ = [
    "ApplicationAnswers",
    "CannotApply",
    "CannotDecideApplication",
    "CannotReadFile",
    "accept_application",
    "enrol_from_file",
    "reject_application",
    "submit_application",
    "upload_enrolment_file",
]
