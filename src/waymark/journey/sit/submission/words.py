"""What is said about a submission and its withdrawal."""

NEWER_SCRIPT = (
    "You have submitted again since you opened this page. Those answers stay submitted. "
    "Their receipt shows when they arrived."
)
