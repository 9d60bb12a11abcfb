"""The sentence of each reason why someone is not asked to sit in a window."""

from __future__ import annotations

from waymark.journey.sit.attempts.rules import AttemptReason

TO_PARTICIPANT = {
    AttemptReason.NOT_ENTERED: "This window is for other participants.",
    AttemptReason.NOT_ACTIVE: "You aren’t on the programme at the moment, so you can’t take the assessment.",
    AttemptReason.ASSESSMENT_DEFERRED: "Your assessment is deferred, so you can’t take it in this window.",
    AttemptReason.AWARDED: "You have the award, so you don’t need to take the assessment again.",
    AttemptReason.PASSED: "You have passed the assessment, so you don’t need to take it again.",
    AttemptReason.AWAITING_RESULT: "You have already taken the assessment. You’ll get your result first.",
    AttemptReason.NO_ATTEMPTS_LEFT: "You have used all your attempts.",
    AttemptReason.SAME_PAPER: "You have already seen this paper. Your programme team will set another one.",
}

TO_STAFF = {
    AttemptReason.NOT_ENTERED: "{name} isn’t entered for this window.",
    AttemptReason.NOT_ACTIVE: "{name} is deferred or has left the programme.",
    AttemptReason.ASSESSMENT_DEFERRED: "{name}’s assessment is deferred.",
    AttemptReason.AWARDED: "{name} has the award already.",
    AttemptReason.PASSED: "{name} has passed the assessment already.",
    AttemptReason.AWAITING_RESULT: "{name} has taken the assessment, and the result isn’t released yet.",
    AttemptReason.NO_ATTEMPTS_LEFT: "{name} has used all the attempts that the programme allows.",
    AttemptReason.SAME_PAPER: "{name} has seen this paper already. Select another paper.",
}

NEXT_WINDOW = (
    "The next window opens on {opens}. You’ll see it on your home page. You don’t need to do anything now."
)
NO_NEXT_WINDOW = "Your programme team will tell you when the next window opens."
