"""Sentences about looking at someone's pages."""

from waymark.web.support.pages import Closed
from waymark.web.support.rules import SupportReason

REFUSED = {
    SupportReason.OWN: "These are your own pages. Open them from the menu.",
    SupportReason.NOT_LEAD: "Only a programme lead can look at someone’s pages.",
    SupportReason.OTHER_PROVIDER: "This person belongs to another provider.",
    SupportReason.MORE_RIGHTS: (
        "{name} has a role with pages that a programme lead must not see, "
        "such as marking, papers or award decisions. Ask them what they see."
    ),
    SupportReason.NO_PAGES: "{name} has no pages: they have no role, or their record was merged.",
}
CLOSED = {
    Closed.ANSWERS: "what they answer is theirs, and is shown to staff only without names.",
    Closed.WORKBOOK: "their workbook and its evidence are shared with their coach alone.",
    Closed.GROUP: "what a peer group records is for its members.",
    Closed.COACHING: "what is noted in coaching stays between participant and coach.",
    Closed.ASSESSMENT: "what they write in the assessment is theirs, and is marked without their name.",
    Closed.RESULT: "their result and its feedback are for them. You find decisions on the cohort’s page of awards.",
    Closed.HEALTH: "it may say something about health. Open it from their page, where each view is noted.",
    Closed.ACCOUNT: "their account, sign-ins and emails are theirs alone.",
    Closed.NO_ACCESS: "they don’t have access to it themselves.",
    Closed.NOT_LISTED: "it isn’t one of the pages that can be shown this way.",
}
CANNOT_SEE = "You can’t see this page as {name}: {reason}"
READ_ONLY = (
    "You’re looking at {name}’s pages, so you can’t change anything here. "
    "Stop looking, then do it from your own pages, or ask {name} to do it."
)
CLOSED_HEADING = "You can’t see this page"
OVER_HEADING = "Your time is over"
OVER = "Looking at {name}’s pages ended at {until}. Open them again if you still need to, with a reason."
STARTED = (
    "You can look at {name}’s pages until {until}. We’ve emailed them, and they see it on their home page."
)
ENDED = "You’ve stopped looking at {name}’s pages."
NOTICE = "{by} ({provider}) can look at your pages until {until}. Reason: {reason}"
BANNER = "You’re looking at {name}’s pages."
