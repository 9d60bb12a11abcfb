"""The sentences about dietary needs."""

NOTHING = "Enter your dietary needs. If you don’t have any, you can leave this page"
NO_REASON = "Enter why you need to see it"
