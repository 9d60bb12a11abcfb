from waymark.journey.apply.actions.applications import (
    Answers,
    CannotApply,
    CannotDecide,
    accept_application,
    reject_application,
    send_application,
)
from waymark.journey.apply.actions.cohorts import CannotStaff, staff_cohort
from waymark.journey.apply.actions.enrolment import CannotRead, bring_file, enrol_from_file

__all__ = [
    "Answers",
    "CannotApply",
    "CannotDecide",
    "CannotRead",
    "CannotStaff",
    "accept_application",
    "bring_file",
    "enrol_from_file",
    "reject_application",
    "send_application",
    "staff_cohort",
]
