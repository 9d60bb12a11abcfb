"""The sentences of applications: reasons, rejection reasons and emails.

An applicant's address is not verified: someone else may have typed it. So no email to it repeats what they wrote.
"""

from __future__ import annotations

from dataclasses import dataclass

from waymark.ground.people.rules import TrnProblem
from waymark.journey.apply.applications.rules import (
    AccessAnswer,
    ApplicationReason,
    FundingChoice,
    HeadteacherStatus,
    RoleAtWork,
    SponsorRole,
    TrnAnswer,
    Workplace,
)

SENTENCES = {
    ApplicationReason.NOT_OPEN: "Applications for this cohort have closed because it has started.",
    ApplicationReason.ALREADY_DECIDED: (
        "This application was {outcome} on {on}. You can only decide on an application once."
    ),
    ApplicationReason.NO_REASON: "Select a reason for rejection",
}

OUTCOMES = {
    "accepted": "accepted",
    "rejected": "rejected",
    "withdrawn": "withdrawn",
    "twice": "marked as a second application",
    "reopened": "opened again",
}
"""As the end of “This application was …”."""

REJECTION_REASONS = {
    "not_eligible": (
        "Your application does not show that you do the work this programme is for, or that you soon will."
    ),
    "no_endorsement": "Your employer has not supported your application.",
    "cohort_full": "There are no places left in this cohort.",
    "incomplete": (
        "Your application did not give us enough information, and we did not receive more information in time."
    ),
    "another_programme": "A different qualification would suit your current role better.",
}
"""What the applicant is told, by reason code."""

REJECTION_CHOICES = [
    ("not_eligible", "Not in an eligible role, and not about to start one"),
    ("no_endorsement", "Not supported by their employer"),
    ("cohort_full", "The cohort is full"),
    ("incomplete", "Not enough information"),
    ("another_programme", "A different programme is a better fit"),
]


def rejection(reason: str, note: str) -> str:
    """The reason of `REJECTION_REASONS` as a sentence, and the lead's message if there is one."""
    return "\n\n".join(filter(None, (REJECTION_REASONS[reason], note)))


TRN_PROBLEMS = {
    TrnProblem.MISSING: "Enter your teacher reference number, or select why you can’t",
    TrnProblem.NATIONAL_INSURANCE: (
        "This looks like a National Insurance number, which we don’t need and haven’t saved. "
        "Enter your teacher reference number, 7 digits"
    ),
    TrnProblem.DATE: "This looks like a date. Enter your teacher reference number, 7 digits",
    TrnProblem.SCHOOL_YEAR: "This looks like a school year. Enter your teacher reference number, 7 digits",
    TrnProblem.PHONE: "This looks like a phone number. Enter your teacher reference number, 7 digits",
    TrnProblem.UKPRN: "This looks like a UKPRN, the number of an organisation. Enter your own number, 7 digits",
    TrnProblem.URN: (
        "This looks like a URN, the number of {school}. Enter your own teacher reference number. "
        "If it really is {digits}, enter all 7 digits"
    ),
    TrnProblem.WORDS: "Enter only the 7 digits of your teacher reference number",
    TrnProblem.ZEROS: "Teacher reference number can’t be only zeros. Select “I don’t have a TRN” if you have none",
    TrnProblem.TOO_SHORT: "Teacher reference number must have at least 5 digits",
    TrnProblem.TOO_LONG: "Teacher reference number must have 7 digits at most",
}
TRN_ANSWERS: dict[str, str] = {TrnAnswer.NOT_KNOWN: "Not known", TrnAnswer.NONE: "None"}

ROLES: dict[str, str] = {
    RoleAtWork.HEADTEACHER: "Headteacher",
    RoleAtWork.EXECUTIVE_HEAD: "Executive headteacher",
    RoleAtWork.TRUST_LEADER: "Chief executive or another leader of a trust",
    RoleAtWork.SENIOR_LEADER: "Deputy head, assistant head or another senior leader",
    RoleAtWork.MIDDLE_LEADER: "Middle leader",
    RoleAtWork.TEACHER: "Teacher",
    RoleAtWork.LOCAL_AUTHORITY: "Leader in a local authority",
    RoleAtWork.OTHER: "Another role",
}

HEADTEACHER_STATUSES = {
    HeadteacherStatus.NO: "No",
    HeadteacherStatus.WHEN_COURSE_STARTS: "Yes, when the course starts",
    HeadteacherStatus.FIRST_TWO_YEARS: "Yes, I’m in my first 2 years as a headteacher",
    HeadteacherStatus.OVER_TWO_YEARS: "Yes, for more than 2 years",
    HeadteacherStatus.FIRST_FIVE_YEARS: "Yes, I’m in my first 5 years as a headteacher",
    HeadteacherStatus.OVER_FIVE_YEARS: "Yes, for more than 5 years",
}

SPONSOR_ROLES: dict[str, str] = {
    SponsorRole.CHAIR_OF_GOVERNORS: "Chair of governors",
    SponsorRole.CHAIR_OF_TRUSTEES: "Chair of trustees",
    SponsorRole.HEADTEACHER: "Headteacher or line manager",
}
_SPONSORS_PART = " We’ll email them a link, and ask them to agree time for your studies."
SPONSOR_RULE = {
    SponsorRole.CHAIR_OF_GOVERNORS: (
        "You are a headteacher, so this is the chair of your governors: the person you answer to."
        + _SPONSORS_PART
    ),
    SponsorRole.CHAIR_OF_TRUSTEES: (
        "You lead several schools or a trust, so this is the chair of your trustees: the person you answer to."
        + _SPONSORS_PART
    ),
    SponsorRole.HEADTEACHER: (
        "This is your headteacher or line manager: the person who can give you time." + _SPONSORS_PART
    ),
}

FUNDING_CHOICES = {
    FundingChoice.SCHOOL: "My school",
    FundingChoice.TRUST: "My trust",
    FundingChoice.SELF: "I will",
    FundingChoice.ANOTHER: "Someone else",
    FundingChoice.EMPLOYER: "My employer, which is not a school or trust",
}

FUNDING_CHOICES_OF_APPLICANT = {
    FundingChoice.SCHOOL: "Their school",
    FundingChoice.TRUST: "Their trust",
    FundingChoice.SELF: "They do",
    FundingChoice.ANOTHER: "Someone else",
    FundingChoice.EMPLOYER: "Their employer, which is not a school or trust",
}
WORKPLACES = {
    Workplace.LISTED: "In the list of schools",
    Workplace.NOT_LISTED: "A school that is not in the list",
    Workplace.OTHER_ENGLAND: "In England, not in a school",
    Workplace.OUTSIDE_ENGLAND: "Outside England",
}

ACCESS_ANSWERS: dict[str, str] = {
    AccessAnswer.NO: "No",
    AccessAnswer.YES: "Yes",
    AccessAnswer.NOT_SAID: "Prefer not to say",
}


@dataclass(frozen=True)
class ConsentText:
    """What an applicant agrees to. Other words are another version."""

    version: str
    sentence: str
    is_consent: bool = False
    """Whether consent is why we may do it, so that it can be withdrawn; else it says what they were told."""


CONSENTS = {
    "privacy": ConsentText("2026-11", "I have read how my data is used (the privacy page)."),
    "dfe": ConsentText(
        "2026-11",
        "My data is shared with the Department for Education, which checks it and may fund my place.",
    ),
    "photo": ConsentText(
        "2026-11", "Photographs of me at events may be used by the provider (optional).", is_consent=True
    ),
}
"""By kind, in the order in which they are asked."""
CONSENT_NAMES = {"privacy": "how data is used", "dfe": "sharing data with DfE", "photo": "photographs"}
