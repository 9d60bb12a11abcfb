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
    Closed.ANSWERS: "their answers are private, and staff only see answers without names.",
    Closed.WORKBOOK: "only their coach can see their workbook and its evidence.",
    Closed.GROUP: "what a peer group records is for its members.",
    Closed.COACHING: "what is noted in coaching stays between the participant and their coach.",
    Closed.ASSESSMENT: "what they write in the assessment is private, and is marked without their name.",
    Closed.RESULT: "their result and its feedback are for them. You’ll find decisions on the cohort’s page of awards.",
    Closed.HEALTH: "it may be about their health. Open it from the page about them, where each view is recorded.",
    Closed.ACCOUNT: "their account, sign-ins and emails are private.",
    Closed.NO_ACCESS: "they don’t have access to it themselves.",
    Closed.NOT_LISTED: "it isn’t one of the pages that can be shown this way.",
}
CANNOT_SEE = "You can’t see this page as {name}: {reason}"
READ_ONLY = (
    "You’re looking at {name}’s pages, so you can’t change anything here. "
    "Stop looking, then do it from your own pages, or ask {name} to do it."
)
CLOSED_HEADING = "You can’t see this page"
OVER_HEADING = "Your time is up"
OVER = "You could look at {name}’s pages until {until}. If you still need to, open them again with a reason."
STARTED = (
    "You can look at {name}’s pages until {until}. We’ve emailed them, and they see it on their home page."
)
ENDED = "You’ve stopped looking at {name}’s pages."
NOTICE = "{by} ({provider}) can look at your pages until {until}. Reason: {reason}"
BANNER = "You’re looking at {name}’s pages."
