"""Sentences about webinars."""

from __future__ import annotations

from waymark.journey.enquire.webinars.rules import WebinarReason

SENTENCES = {
    WebinarReason.STARTED: "This webinar has started.",
    WebinarReason.CANCELLED: "This webinar has been cancelled.",
    WebinarReason.FULL: "There are no places left in this webinar.",
    WebinarReason.IN_THE_PAST: "Enter a date and time that are still to come",
    WebinarReason.NOT_HELD: "You can add a recording when the webinar has started",
}
CONSENT = "We use your email address for this webinar only, and delete it 12 months after you signed up."
