"""What is said about a submission and its withdrawal."""

NEWER_SCRIPT = (
    "You handed in again since this page was opened. That script stays handed in; "
    "its receipt says when it came."
)
