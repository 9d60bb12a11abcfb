"""The sentences about lines of staff to be invited."""

from __future__ import annotations

from waymark.ground.people.roles import LABELS, Role
from waymark.journey.apply.staff.rules import NOT_ON_LINES, LineRemark, StaffRemark

ROLES = ", ".join(LABELS[role].lower() for role in Role if role not in NOT_ON_LINES)
REMARKS = {
    StaffRemark.NO_EMAIL: "There is no email address. Enter name, email and role, separated by commas",
    StaffRemark.NOT_EMAIL: "“{detail}” is not a complete email address, like name@school.example",
    StaffRemark.NO_NAME: "Enter their name before the email address",
    StaffRemark.TOO_LONG: "Name or email address is too long. Shorten it",
    StaffRemark.UNREADABLE: "Some characters can’t be read. Type this line again",
    StaffRemark.NO_ROLE: f"Enter a role after the email address: {ROLES}",
    StaffRemark.UNKNOWN_ROLE: f"“{{detail}}” is not a role. Enter one of these: {ROLES}",
    StaffRemark.NO_COHORT: "Enter a cohort after the role, or select one for all lines without one",
    StaffRemark.UNKNOWN_COHORT: "There is no cohort called “{detail}”. Enter its name as it is in the list of cohorts",
    StaffRemark.TOO_MANY_CELLS: "There is more on this line than name, email, role and cohort. Remove the rest",
    StaffRemark.TWO_NAMES: "Line {detail} has the same email address and another name. Correct one of them",
    StaffRemark.NOT_ALLOWED: "{detail}",
    StaffRemark.NAME_GUESSED: "Check the name: we read it as {detail}",
    StaffRemark.NAME_TURNED: "Check the name: we read the family name first, so it is {detail}",
    StaffRemark.ROLE_GUESSED: "Check the role: we read {detail}",
    StaffRemark.COHORT_GUESSED: "Check the cohort: we read {detail}",
    StaffRemark.KNOWN: "You already know them, so we add the role. Their name and details stay as they are.",
    StaffRemark.KNOWN_BY_ANOTHER_NAME: (
        "You already know this email address as {detail}. Check that it is the same person"
    ),
    StaffRemark.HAS_THE_ROLE: "They already have this role, so nothing changes.",
    StaffRemark.COHORT_NOT_NEEDED: "This role is for all cohorts, so we don’t use “{detail}”.",
}

SOMEONE = "Someone else"
PARTNER_INVITED = (
    "You’ve invited {name}. They can see the attendance and hours of participants with {partner}."
)
PARTNER_TOLD = "{name} can now see the attendance and hours of participants with {partner}."
PARTNER_ENDED = "{name} can no longer see the participants with {partner}."
KNOWN_AS = "This email address is already recorded for {name}. Enter that name, or another email address"
NOTHING_TO_INVITE = "Enter a line for each person"
TOO_MANY_LINES = "Enter up to {most} lines at once. You entered {number}"
CHECK_GUESSES = "Tick the box when you’ve checked what we guessed"
LINES_TO_CORRECT = "{lines} to correct. No one has been invited"


def sentence_of(remark: LineRemark) -> str:
    return REMARKS[remark.code].format(detail=remark.detail)
