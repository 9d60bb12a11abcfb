"""The sentences of applications: reasons, rejection reasons and emails.

An applicant's address is not verified: someone else may have typed it. So no email to it repeats what they wrote.
"""

from __future__ import annotations

from waymark.journey.apply.applications.rules import ApplicationReason

SENTENCES = {
    ApplicationReason.NOT_OPEN: "Applications for this cohort have closed because it has started.",
    ApplicationReason.ALREADY_DECIDED: (
        "This application was {outcome} on {on}. You can only decide on an application once."
    ),
    ApplicationReason.NO_REASON: "Select a reason for rejection",
}

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


def received_email(*, cohort: str, programme: str, reference: str, provider: str, enquiries: str) -> str:
    """To the applicant, when they have submitted an application."""
    return (
        f"Hello,\n\nWe have received your application for {cohort} ({programme}). "
        f"Your reference is {reference}.\n\n"
        f"The programme team will read it, and may contact the person who supports your application. "
        f"We’ll email you our decision. You don’t need to do anything until then.\n\n"
        f"If you have a question, email {enquiries} and give your reference.\n\n{provider}\n"
    )


def accepted_email(*, cohort: str, starts: str, reference: str, provider: str, enquiries: str) -> str:
    """To the applicant, when they have a place."""
    return (
        f"Hello,\n\nWe have accepted your application {reference}. You have a place in {cohort}, "
        f"which starts on {starts}.\n\n"
        f"If you don’t have an account with us yet, we’ll send you another email with a link to choose a password. "
        f"If you do, sign in as usual.\n\n"
        f"If you have a question, email {enquiries}.\n\n{provider}\n"
    )


def rejected_email(
    *, cohort: str, reference: str, reason: str, note: str, provider: str, enquiries: str
) -> str:
    """To the applicant, when they do not have a place: the reason, and the lead's message if there is one."""
    message = f"{note}\n\n" if note else ""
    return (
        f"Hello,\n\nWe’re sorry that we cannot offer you a place in {cohort}. "
        f"{REJECTION_REASONS[reason]}\n\n{message}"
        f"If you think we have misread your application {reference}, email {enquiries}.\n\n{provider}\n"
    )
