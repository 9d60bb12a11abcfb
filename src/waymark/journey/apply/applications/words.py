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


def rejection(reason: str, note: str) -> str:
    """The reason of `REJECTION_REASONS` as a sentence, and the lead's message if there is one."""
    return "\n\n".join(filter(None, (REJECTION_REASONS[reason], note)))
