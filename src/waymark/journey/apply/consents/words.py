"""The sentences about what someone agreed to when they applied."""

from __future__ import annotations

from waymark.journey.apply.consents.rules import ConsentReason

SENTENCES = {
    ConsentReason.NOT_CONSENT: "We don’t rely on your consent for this, so it can’t be withdrawn here.",
    ConsentReason.DECIDED: (
        "This application has been decided. Sign in to agree to this, or email the programme team. You can still "
        "withdraw a consent here."
    ),
}
MEANINGS = {
    "photo": (
        "If you withdraw it, we use no photograph of you from then on, and take those on our pages off. What was done "
        "before stays lawful, and printed copies can’t be called back. It has no influence on your place."
    ),
}
"""What withdrawing means, by kind."""
NOT_CONSENT = (
    "We don’t rely on your consent for this: we need it to decide on your application and to run the programme. You "
    "can object, or ask us to correct or delete your data. Email {enquiries}."
)
WITHDRAWN = "You’ve withdrawn your consent. We’ve recorded when."
GIVEN = "You’ve given your consent. We’ve recorded when. You can withdraw it at any time."
