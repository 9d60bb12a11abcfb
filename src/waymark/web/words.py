"""What each audit log entry says was done, and to what."""

from django.apps import apps

ACTIONS = {
    "apply.accepted": "Application accepted",
    "apply.file_brought": "Enrolment file uploaded",
    "apply.file_confirmed": "Enrolment file confirmed",
    "apply.rejected": "Application rejected",
    "apply.sent": "Application submitted",
    "award.decided": "Award decided",
    "award.released": "Result released",
    "award.statement_issued": "Statement of result issued",
    "coach.paired": "Participant paired with a coach",
    "coach.session_recorded": "Coaching session recorded",
    "cohorts.enrolled": "Participant enrolled",
    "cohorts.opened": "Cohort opened",
    "cohorts.staff_dated": "Days of a member of staff changed",
    "cohorts.staffed": "Person added to a cohort’s staff",
    "gather.groups_dealt": "Peer groups created",
    "gather.met": "Peer group meeting recorded",
    "improve.decided": "Improvement action assigned",
    "improve.found": "Issue to improve recorded",
    "learn.register_taken": "Register taken",
    "learn.study_completed": "Study page completed",
    "mark.allocated": "Script allocated to a marker",
    "mark.fail_confirmed": "Fail confirmed",
    "mark.recorded": "Mark recorded",
    "mark.scripts_made": "Scripts prepared",
    "mark.withdrawn": "Script taken back from a marker because of a conflict of interest",
    "papers.exhibit_added": "File added to a paper’s case",
    "papers.exhibit_removed": "File removed from a paper’s case",
    "papers.kept_beside": "Another version of a paper’s wording saved",
    "papers.locked": "Paper locked",
    "papers.part_saved": "Part of a paper saved",
    "papers.placed": "Paper placed in a series",
    "papers.reviewed": "Paper reviewed",
    "papers.written": "Paper created",
    "people.invitation_accepted": "Invitation accepted",
    "people.invited": "Person invited",
    "people.organisation_changed": "Organisation of a person changed",
    "people.password_changed": "Password changed",
    "people.person_added": "Person added",
    "people.provider_added": "Provider added",
    "people.role_given": "Role added",
    "practise.entry_added": "Workbook entry added",
    "programmes.published": "Programme published",
    "reflect.answered": "Questions answered",
    "reflect.changed": "Change recorded for participants",
    "sit.access_time": "Extra time for written assessments granted",
    "sit.access_time_asked": "Extra time for written assessments requested",
    "sit.access_time_refused": "Extra time for written assessments not granted",
    "sit.collected": "Script collected when the window closed",
    "sit.extension_asked": "More time requested",
    "sit.extension_granted": "More time granted",
    "sit.extension_refused": "More time refused",
    "sit.incident_noted": "Incident recorded",
    "sit.late_decided": "Late answers decided",
    "sit.opened": "Assessment started",
    "sit.reminded": "Reminders sent before the window closed",
    "sit.submitted": "Answers submitted",
    "sit.taken_back": "Submission withdrawn",
    "sit.window_opened": "Assessment window set",
}

SUBJECTS = {
    "award.Outcome": "award decision",
    "cohorts.CalendarItem": "session",
    "people.Person": "person",
    "sit.Sitting": "assessment",
    "sit.SittingWindow": "assessment window",
}
"""Where a model's own name is not what people call it."""


def subject_of(kind: str) -> str:
    """What an entry is about, such as "Assessment window" for `sit.SittingWindow`."""
    return (SUBJECTS.get(kind) or str(apps.get_model(kind)._meta.verbose_name)).capitalize()
