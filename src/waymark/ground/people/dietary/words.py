"""The sentences about dietary needs."""

NOTHING = "Enter what you need. If you need nothing, leave this page"
NO_REASON = "Enter why you need to see it"
