"""The home page of someone who is deferred, has withdrawn or has moved: what that means, and whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waymark.ground.cohorts import queries as cohorts
from waymark.kit.formatting import long_date

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment


def page_of(enrolment: Enrolment) -> dict[str, Any]:
    """What the enrolment is, since when, and what comes next."""
    title, text = cohorts.stop_in_words(enrolment)
    change = cohorts.find_stop(enrolment=enrolment)
    sentences = [text]
    if change is not None:
        sentences.insert(0, f"From {long_date(change.effective_on)}.")
        if change.expected_return_on and change.review_on:
            sentences.append(
                f"We expect you back on {long_date(change.expected_return_on)}, and your programme team will look at "
                f"it with you by {long_date(change.review_on)}."
            )
        if change.leads_to is not None:
            sentences.append(f"You carry on in {change.leads_to.cohort.name}.")
    return {
        "enrolment": enrolment,
        "title": title,
        "sentences": sentences,
        "carries_on": change.leads_to if change else None,
        "email": enrolment.cohort.provider.enquiries_email,
    }
