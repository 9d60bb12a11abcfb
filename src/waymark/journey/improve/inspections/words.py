"""The sentences about packs for inspectors."""

from __future__ import annotations

from waymark.journey.improve.inspections.rules import MOST_LINK_DAYS, PackReason, SectionId

SECTIONS = {
    SectionId.PROGRAMME: "Programme and framework",
    SectionId.CALENDAR: "Calendar, and what was held",
    SectionId.STAFF: "Staff and their roles",
    SectionId.ATTENDANCE: "Attendance and hours",
    SectionId.PEOPLE: "Attendance and hours by participant",
    SectionId.EVALUATION: "Evaluation results",
    SectionId.IMPROVEMENTS: "Improvements",
    SectionId.MARKING: "Quality of marking",
    SectionId.APPEALS: "Appeals",
    SectionId.STATEMENTS: "Accessibility and privacy",
}
SENTENCES = {
    PackReason.ENDS_BEFORE: "The last day can’t be before the first day",
    PackReason.TOO_LONG: "A pack can cover two years at most. Choose a later first day or an earlier last day",
}
ALL_COHORTS = "All cohorts"
LINK_DAYS = f"Days must be between 1 and {MOST_LINK_DAYS}"
MADE = "You’ve made the pack. We’ve emailed {inspector} a link that works until {until}."
RENEWED = "We’ve emailed {inspector} a new link that works until {until}. Earlier links no longer work."
ENDED = "The link no longer works. You can send a new one."
NO_QUALIFICATIONS = (
    "Waymark records who holds which role and since when. It doesn’t record staff’s qualifications; the provider "
    "shows them separately."
)
NO_APPEALS = (
    "Waymark doesn’t record appeals, so there is no count here. The provider shows its own record of them."
)
SUPPRESSED = "We don’t show counts below five, or counts that would leave fewer than five."
ABOUT_ANSWERS = (
    "Results are shown once five people have answered, and again after each further five. They never include what "
    "anyone wrote. Usefulness is shown once the questions have closed."
)
NOT_INCLUDED = (
    "A pack never includes answers, comments, notes, scripts, individual marks, applications or access needs."
)
