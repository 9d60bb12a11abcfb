"""The written assessment and its result, as a participant's home shows them: a fact, and sometimes the next thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from waymark.ground.hours.rules import minutes_needed
from waymark.ground.programmes.values import Gate
from waymark.journey.award import queries as award
from waymark.journey.sit import queries as sit
from waymark.kit.formatting import counted, long_moment, number
from waymark.kit.formatting import hours as shown
from waymark.web.participant import Journey

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment

SOON = timedelta(days=14)
LABEL = "Case study assessment"
COLLECTED_SOON = "The last text saved before it is collected within minutes."
MISSED = "Nothing was written. Write to your programme lead about a later window."


@dataclass(frozen=True)
class Written:
    fact: dict[str, Any]
    sign: dict[str, str] | None = None
    """The next thing, when it is the assessment or its result."""
    asks_changes: bool = True
    """Whether the programme is still being taught, so that what was changed is worth showing."""
    practises: bool = False
    """Whether the practice desk is offered: until the assessment's own desk was opened."""


def of(*, enrolment: Enrolment, journey: Journey, at: datetime) -> Written:
    own = sit.own_window_of(enrolment=enrolment, at=at)
    if own is None:
        says = "Your programme team fixes the window; you will see it here."
        return Written(_fact("No date yet", says), practises=True)
    if own.is_over:
        return _after(own, enrolment=enrolment)
    return _before(own, at=at) if at < own.opens_at else _open(own, journey, at=at)


def _before(own: sit.OwnWindow, *, at: datetime) -> Written:
    days = (own.opens_at - at).days
    when = f"{long_moment(own.opens_at, zone=own.zone)}, to {own.closes}."
    opens = f"Opens in {counted(days, 'day', 'days')}" if days else "Opens within a day"
    return Written(_fact(opens, when), practises=True)


def _open(own: sit.OwnWindow, journey: Journey, *, at: datetime) -> Written:
    if own.how:
        return Written(_fact("Submitted", f"{number(own.words)} words. You have the receipt."), _receipt(own))
    if at >= own.deadline:
        return _undecided(own)
    left = own.deadline - at
    days, hours = left.days, left.seconds // 3600
    says = f"in {counted(days, 'day', 'days')}" if days else f"in {counted(hours, 'hour', 'hours')}"
    fact = _fact(f"Closes {says}", own.closes)
    if not own.code and (missing := _missing_at_the_gate(journey)):
        title = f"{shown(missing)} more opens your assessment"
        text = f"The window is open and closes on {own.closes}. The desk opens at once when the minutes are there."
        sign = _sign(title, text, reverse("sit:before"), "See what is missing")
        return Written(fact, sign, practises=True)
    if not own.code:
        text = f"It closes on {own.closes}. Read the rules first; you need about 20 hours in all."
        label = "Read the rules, then open the desk"
        sign = _sign("Your assessment is open", text, reverse("sit:before"), label)
        return Written(fact, sign, practises=True)
    text = f"{number(own.words)} of {number(own.max_words)} words are written. It closes on {own.closes}."
    return Written(
        fact,
        _sign("Go on with your case study", text, reverse("sit:desk", args=[own.code]), "Go to the desk"),
    )


def _undecided(own: sit.OwnWindow) -> Written:
    """Past the close, while more time was asked for in time and nobody has decided."""
    says = f"Your window closed on {own.closes}. More time was asked for, and is not decided yet."
    fact = _fact("More time is not decided yet", f"The window closed on {own.closes}.")
    if not own.code:
        return Written(
            fact, _sign("You asked for more time", says, reverse("sit:extensions"), "See what was asked")
        )
    text = f"{says} What you write now is kept apart, and counts only if it is granted."
    url = reverse("sit:desk", args=[own.code])
    return Written(fact, _sign("Your desk stays open until it is decided", text, url, "Go to the desk"))


def _after(own: sit.OwnWindow, *, enrolment: Enrolment) -> Written:
    outcome = award.released_outcome_of(person=enrolment.person)
    if outcome and outcome.enrolment_id == enrolment.pk:
        sign = _sign(
            "Your result is here",
            "It says how it was decided, and what comes next.",
            reverse("award:mine"),
            "Read it",
        )
        return Written(
            _fact("Result released", f"{long_moment(outcome.release.at)}."), sign, asks_changes=False
        )
    if own.how:
        was = "Submitted" if own.how == "submitted" else "Collected at the close"
        fact = _fact(was, f"{number(own.words)} words. It is being marked; the result comes after the board.")
        return Written(fact, _receipt(own), asks_changes=False)
    left = COLLECTED_SOON if own.words else MISSED
    return Written(_fact("The window has closed", f"{own.closes}. {left}"), asks_changes=False)


def _missing_at_the_gate(journey: Journey) -> int:
    """Minutes still to earn where the programme asks for engagement before the sitting."""
    rule, engagement = journey.programme.engagement, journey.engagement
    if rule.asked_at is not Gate.SITTING:
        return 0
    return max(minutes_needed(of=engagement.base, rule=rule) - engagement.earned, 0)


def _receipt(own: sit.OwnWindow) -> dict[str, str]:
    text = "Nothing else to do for the assessment. The result comes after marking and the board."
    return _sign("Your assessment is in", text, reverse("sit:receipt", args=[own.code]), "See the receipt")


def _sign(title: str, text: str, url: str, label: str) -> dict[str, str]:
    return {"title": title, "text": text, "url": url, "label": label}


def _fact(value: str, text: str) -> dict[str, Any]:
    return {"label": LABEL, "value": value, "text": text}
