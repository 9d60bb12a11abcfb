"""The sentences of reviews, offers and the waiting list."""

from __future__ import annotations

from waymark.journey.apply.selection.rules import Recommendation, ReviewConflict, SelectionReason, State
from waymark.kit.formatting import counted

CONFLICTS = {
    ReviewConflict.APPLICANT: "You can’t review your own application.",
    ReviewConflict.SPONSOR: "You can’t review an application that you sponsor.",
    ReviewConflict.MENTOR: "You can’t review the application of someone whose mentor or line manager you are.",
    ReviewConflict.SAME_SCHOOL: "You can’t review an application from your own school or trust.",
    ReviewConflict.DECIDED: "This application has been decided, so it can’t be reviewed any more.",
}

SENTENCES = {
    SelectionReason.NO_PLACE: (
        "Every place is taken or offered ({places} in all). Put the applicant on the waiting list, or enter more "
        "places."
    ),
    SelectionReason.NOT_REOPENABLE: (
        "You can’t take back this decision here. If someone is enrolled, change their enrolment instead."
    ),
    SelectionReason.NO_REASON: "Enter a reason",
    SelectionReason.EXPIRED: "This offer has expired. Ask for a new one on this page.",
    SelectionReason.ANSWERED: "This offer has been answered, or a newer one has been made.",
    SelectionReason.PAST: "The last day of the offer must be today or later",
    SelectionReason.OFFERED: "This application has an open offer already.",
    SelectionReason.ITSELF: "Select another application",
    SelectionReason.TWIN_IS_CLOSED: (
        "That application was closed because the person applied twice. Select the one that goes on"
    ),
    SelectionReason.FEW_REVIEWS: (
        "{needed} before you can give this applicant a place. So far there {so_far}. Ask a colleague to "
        "review it, or review it yourself."
    ),
    SelectionReason.NOT_RECOMMENDED: (
        "Enter why you’re giving them a place. Not everyone who reviewed this application recommends it"
    ),
    SelectionReason.NOT_IN_ORDER: "Enter why you’re changing the order",
}

RECOMMENDATIONS: dict[str, str] = {
    Recommendation.SUITABLE: "Suitable",
    Recommendation.NOT_SUITABLE: "Not suitable",
    Recommendation.NOT_SURE: "Not sure",
}

STATES: dict[State, str] = {
    State.TO_DECIDE: "Waiting for a decision",
    State.OFFERED: "Offered a place",
    State.OFFER_EXPIRED: "The offer has expired",
    State.OFFER_DECLINED: "The offer was declined",
    State.WAITING: "On the waiting list",
    State.ACCEPTED: "Accepted",
    State.REJECTED: "Rejected",
    State.WITHDRAWN: "Withdrawn by the applicant",
    State.TWICE: "Applied twice",
}

FOR_APPLICANT: dict[State, str] = {
    State.TO_DECIDE: "We’re reading your application. We’ll email you our decision.",
    State.OFFERED: "We’ve offered you a place.",
    State.OFFER_EXPIRED: "Our offer has expired.",
    State.OFFER_DECLINED: "You’ve declined our offer.",
    State.WAITING: "You’re on the waiting list. We’ll email you if a place becomes free.",
    State.ACCEPTED: "You have a place.",
    State.REJECTED: "We haven’t offered you a place. We’ve emailed you the reason.",
    State.WITHDRAWN: "You’ve withdrawn this application.",
    State.TWICE: "You have another application with us, and we’re continuing with that one.",
}

TWIN_SIGNS = {
    "email": "same email address",
    "trn": "same TRN",
    "name": "same name and school",
}
"""Why two applications may be one person’s."""


def few_reviews(*, needed: int, count: int, outdated: int) -> dict[str, str]:
    """What `SelectionReason.FEW_REVIEWS` is filled with."""
    people = "Two people review" if needed > 1 else "Someone reviews"
    so_far = "are no reviews" if not count else f"is {counted(count, 'review', 'reviews')}"
    if outdated:
        so_far += f", and {counted(outdated, 'other was', 'others were')} made before an answer was corrected"
    return {"needed": f"{people} an application", "so_far": so_far}
