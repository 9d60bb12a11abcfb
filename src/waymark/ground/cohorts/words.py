"""The sentences about roles that one person may not have together."""

from __future__ import annotations

from waymark.ground.cohorts.role_rules import RoleConflict

STAFF_SENTENCES = {
    RoleConflict.TAKES_PART: (
        "{name} is enrolled in {cohort}, so they can’t be on its staff. Select someone else."
    ),
    RoleConflict.TEACHES_AND_MARKS: (
        "{name} can’t teach or lead {cohort} and also judge its scripts. Select someone else."
    ),
    RoleConflict.OF_A_PARTNER: (
        "{name} works for a delivery partner and sees its participants, so they can’t judge scripts. "
        "Select someone else."
    ),
}
HOLDER_SENTENCES = {
    RoleConflict.TAKES_PART: (
        "{name} is a participant of this provider. Programme leads, board members, paper setters and delivery "
        "partners can see things that participants mustn’t. Give this role to someone else."
    ),
    RoleConflict.TEACHES_AND_MARKS: (
        "{name} marks scripts for this provider, so they can’t be a programme lead as well. Select someone else."
    ),
    RoleConflict.OF_A_PARTNER: (
        "{name} works for a delivery partner and sees its participants, so they can’t decide results. "
        "Select someone else."
    ),
    RoleConflict.DECIDES_HERE: (
        "{name} marks scripts or decides results for this provider, so they can’t have a delivery partner’s "
        "access. Select someone else."
    ),
}
ENROLMENT_SENTENCES = {
    RoleConflict.WORKS_HERE: "{name} is on the staff of {cohort}, so they can’t be enrolled in it.",
    RoleConflict.SEES_ALL: (
        "{name} is a programme lead or board member and can see every cohort, so they can’t be enrolled in {cohort}."
    ),
    RoleConflict.OF_A_PARTNER: (
        "{name} works for a delivery partner and sees its participants, so they can’t be enrolled in {cohort}."
    ),
    RoleConflict.READS_PAPERS: (
        "{name} is a paper setter and can read the assessment papers, so they can’t be enrolled in {cohort}."
    ),
    RoleConflict.WROTE_A_PAPER: (
        "{name} wrote or reviewed a paper for this programme, so they can’t be enrolled in {cohort}."
    ),
}

NOT_STAFF = "{name} has no staff role at your provider, so there is nothing to hand over."
LEAVING_RECORDED = "A last day for {name} is already recorded. Undo it first if it is wrong."
LAST_LEAD = "{name} is the only programme lead. Give someone else this role first."
CAME_BACK = "{name} has been given a role again since, so this can’t be undone. Change their roles instead."

SOMEONE = "Someone else"
OLD_VERSION = "There is a newer version of this programme, version {newest}. Open the cohort on that version"
