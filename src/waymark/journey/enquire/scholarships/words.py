"""Sentences of the scholarship check, of lists of eligible settings and of referrals."""

from __future__ import annotations

from waymark.journey.enquire.scholarships.rules import Funding, Outcome, ScholarshipReason

R = ScholarshipReason
REASONS = {
    R.PREVIOUSLY_FUNDED: "You’ve had a scholarship for this NPQ before. DfE funds each NPQ once.",
    R.ESTABLISHMENT_INELIGIBLE: (
        "Your school or trust isn’t a setting that DfE funds for this NPQ: a state-funded setting in England that "
        "is on DfE’s PP50 or FE list, or a RISE school."
    ),
    R.COHORT_NOT_FUNDED: "DfE doesn’t fund places in this cohort.",
    R.ROLE_INELIGIBLE: "You don’t have, and aren’t about to have, a role that this programme is for.",
    R.PREVIOUS_FUNDING_NOT_KNOWN: "You aren’t sure whether you’ve had a scholarship for this NPQ before.",
    R.ESTABLISHMENT_NOT_KNOWN: (
        "We don’t know whether your school or trust is a setting that DfE funds. Its URN or UKPRN would tell us."
    ),
    R.LIST_NOT_KNOWN: "We don’t have DfE’s list of eligible settings for this cohort yet.",
    R.COHORT_FUNDING_NOT_KNOWN: "We don’t know yet whether DfE funds places in this cohort.",
    R.ROLE_NOT_KNOWN: "You aren’t sure whether your role is one that this programme is for.",
}
HEADINGS = {
    Outcome.ELIGIBLE: "You can probably get a scholarship",
    Outcome.NOT_ELIGIBLE: "You probably can’t get a scholarship",
    Outcome.UNKNOWN: "We can’t tell yet",
}
FROM_DFE = {
    Outcome.ELIGIBLE: "DfE has confirmed that you can have a scholarship",
    Outcome.NOT_ELIGIBLE: "DfE has decided that you can’t have a scholarship",
}
OUTCOMES = {
    Outcome.ELIGIBLE: "eligible",
    Outcome.NOT_ELIGIBLE: "not eligible",
    Outcome.UNKNOWN: "unknown",
}
FUNDINGS = {
    Funding.CAPPED: "Capped: DfE funds a limited number of places in eligible settings",
    Funding.ZERO: "Zero: DfE funds no places",
    Funding.FULL: "Full: DfE funds every state-funded setting (2021 to 2023)",
}
FILE_ERRORS = {
    "not_csv": "This isn’t a CSV file. Open the list in a spreadsheet and save it as CSV",
    "headings": (
        "The file has none of the columns “PP50 School URN”, “FE UKPRN” and “RISE School URN”. Check its first line"
    ),
    "columns": "The file has more than 200 columns. Select the list of eligible settings",
    "rows": "The file has more than 60,000 rows. Select the list of eligible settings",
    "empty": "The file has no URN and no UKPRN below its headings",
    "large": "The file must be smaller than 3 MB",
    "busy": "We couldn’t read the file just now. Try again in a minute",
}
TOO_MANY = "We’ve received many requests from your network in a short time. Try again in an hour."


def referral_consent(*, provider: str, partner: str) -> str:
    return (
        f"I agree that {provider} passes on my name, email address and country to {partner}, so that they can "
        "contact me."
    )
