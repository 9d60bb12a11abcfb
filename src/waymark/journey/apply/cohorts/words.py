"""The sentence for each reason why someone cannot join a cohort's staff."""

from waymark.journey.apply.cohorts.rules import StaffReason

SENTENCES = {
    StaffReason.TAKES_PART: "{name} is a participant in this cohort, so they cannot also be on its staff."
}
