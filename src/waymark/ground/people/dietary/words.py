"""The sentences about dietary needs."""

NOTHING = "Enter what you need, or leave the page if you need nothing"
NO_REASON = "Enter why you need to see it"
