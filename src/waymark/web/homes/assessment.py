"""The assessment and its result on a participant's home page: a fact, and sometimes the next task."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.hours.rules import minutes_needed
from waymark.ground.programmes.conditions import GateName
from waymark.ground.programmes.values import Gate
from waymark.journey.award import queries as award
from waymark.journey.sit import queries as sit
from waymark.kit.formatting import counted, duration, long_moment, number
from waymark.web.participant import Journey

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment

SOON = timedelta(days=14)
AFTER_STARTING = (GateName.AWARD,)
LABEL = "Case study assessment"
COLLECTED_SOON = "We’ll collect your last saved answers within a few minutes."
DEFERRED = "Your assessment is deferred. Your programme team will tell you in which window you take it."
MISSED = (
    "You didn’t write anything, and it doesn’t count as an attempt. Your programme team will tell you when the next "
    "window opens. If something stopped you, email them."
)


@dataclass(frozen=True)
class AssessmentSummary:
    fact: dict[str, Any]
    sign: dict[str, str] | None = None
    """The next task, when it is the assessment or its result."""
    shows_changes: bool = True
    """Whether to show what was changed: the programme is still being taught."""
    offers_practice: bool = False
    """Whether to offer the practice page: until the participant has started the assessment."""
    gates_to_come: tuple[GateName, ...] = tuple(GateName)
    """The gates that the participant hasn’t passed, for a note on what waits for a fee."""


def summary_of(*, enrolment: Enrolment, journey: Journey, at: datetime) -> AssessmentSummary:
    own = sit.own_window_of(enrolment=enrolment, at=at)
    if cohorts.defers_assessment(enrolment) and (own is None or not own.code):
        return AssessmentSummary(_fact("Deferred", DEFERRED), offers_practice=True)
    if own is None:
        text = "Your programme team sets the dates. You’ll see them here."
        return AssessmentSummary(_fact("No dates yet", text), offers_practice=True)
    if own.is_over:
        return _after(own, enrolment=enrolment)
    return _before(own, at=at) if at < own.opens_at else _open(own, journey, at=at)


def _before(own: sit.OwnWindow, *, at: datetime) -> AssessmentSummary:
    days = (own.opens_at - at).days
    when = f"{long_moment(own.opens_at, zone=own.zone)}, to {own.closes}."
    if own.missed:
        when = f"You missed the window that closed on {own.missed}. The next one: {when}"
    opens = f"Opens in {counted(days, 'day', 'days')}" if days else "Opens within a day"
    return AssessmentSummary(_fact(opens, when), offers_practice=True)


def _open(own: sit.OwnWindow, journey: Journey, *, at: datetime) -> AssessmentSummary:
    if own.how:
        return AssessmentSummary(
            _fact("Submitted", f"{number(own.words)} words. You have a receipt."),
            _receipt(own),
            gates_to_come=AFTER_STARTING,
        )
    if at >= own.deadline:
        return _undecided(own)
    left = own.deadline - at
    days, hours = left.days, left.seconds // 3600
    when = f"in {counted(days, 'day', 'days')}" if days else f"in {counted(hours, 'hour', 'hours')}"
    fact = _fact(f"Closes {when}", own.closes)
    if not own.code and (missing := _missing_at_the_gate(journey)):
        title = f"You need {duration(missing)} more to start your assessment"
        text = f"The window closes on {own.closes}. You can start as soon as you have enough hours."
        sign = _sign(title, text, reverse("sit:before"), "See what you still need")
        return AssessmentSummary(fact, sign, offers_practice=True)
    if not own.code:
        text = f"It closes on {own.closes}. Read the rules first. You’ll need about 20 hours in all."
        label = "Read the rules and start"
        sign = _sign("Your assessment is open", text, reverse("sit:before"), label)
        return AssessmentSummary(fact, sign, offers_practice=True)
    text = (
        f"You have written {number(own.words)} of {number(own.max_words)} words. It closes on {own.closes}."
    )
    return AssessmentSummary(
        fact,
        _sign("Continue your assessment", text, reverse("sit:desk", args=[own.code]), "Continue writing"),
        gates_to_come=AFTER_STARTING,
    )


def _undecided(own: sit.OwnWindow) -> AssessmentSummary:
    """After the close, while a request for more time is undecided."""
    text = f"Your window closed on {own.closes}. Your request for more time hasn’t been decided yet."
    fact = _fact("Waiting for a decision on more time", f"The window closed on {own.closes}.")
    if not own.code:
        return AssessmentSummary(
            fact, _sign("You asked for more time", text, reverse("sit:extensions"), "See your request")
        )
    text += " What you write now is saved separately and counts only if the request is granted."
    url = reverse("sit:desk", args=[own.code])
    return AssessmentSummary(
        fact, _sign("You can keep writing until there’s a decision", text, url, "Continue writing")
    )


def _after(own: sit.OwnWindow, *, enrolment: Enrolment) -> AssessmentSummary:
    if outcome := award.released_outcome_of(enrolment=enrolment):
        sign = _sign(
            "Your result is here",
            "Find out how it was decided and what happens next.",
            reverse("award:mine"),
            "See your result",
        )
        return AssessmentSummary(
            _fact("Result released", f"{long_moment(outcome.release.at)}."),
            sign,
            shows_changes=False,
            gates_to_come=(),
        )
    if own.how:
        state = "Submitted" if own.how == "submitted" else "Collected when the window closed"
        fact = _fact(
            state,
            f"{number(own.words)} words. You’ll get your result after marking, when the award board releases it.",
        )
        return AssessmentSummary(fact, _receipt(own), shows_changes=False, gates_to_come=AFTER_STARTING)
    note = COLLECTED_SOON if own.words else MISSED
    return AssessmentSummary(_fact("The window has closed", f"{own.closes}. {note}"), shows_changes=False)


def _missing_at_the_gate(journey: Journey) -> int:
    """Minutes still needed where the programme checks engagement before the assessment."""
    rule, engagement = journey.programme.engagement, journey.engagement
    if journey.programme.requirements or rule.asked_at is not Gate.SITTING:
        return 0
    return max(minutes_needed(of=engagement.base, rule=rule) - engagement.earned, 0)


def _receipt(own: sit.OwnWindow) -> dict[str, str]:
    text = "You don’t need to do anything else. You’ll get your result after marking, when the award board releases it."
    return _sign(
        "You have submitted your assessment", text, reverse("sit:receipt", args=[own.code]), "See the receipt"
    )


def _sign(title: str, text: str, url: str, label: str) -> dict[str, str]:
    return {"title": title, "text": text, "url": url, "label": label}


def _fact(value: str, text: str) -> dict[str, Any]:
    return {"label": LABEL, "value": value, "text": text}
