"""Do the rules of engagement and assessment agree with their words, and can they be kept?

| Code                       | Asks                                                                      |
|----------------------------|---------------------------------------------------------------------------|
| `comparator-against-words` | does the comparator say what the printed words say?                       |
| `share-against-words`      | is the share the printed percentage?                                      |
| `expectation-above-rule`   | is what is expected what is required?                                     |
| `gate-depends-on-gated`    | does the base of the rule stand clear of what the rule gates?             |
| `share-impossible`, `pass-mark-impossible` | can the share and the pass mark be reached?               |
| `zone-unknown`             | is the time zone one of the world's?                                      |
| `address-reaches-out`      | does a demonstration keep to `.example`?                                  |
| `several-windows`          | is it known which window a participant sits?                              |
| `note-place-unknown`       | does an author's note point to something?                                 |
"""

from __future__ import annotations

import re
from fractions import Fraction
from zoneinfo import ZoneInfo

from waymark.ground.programmes.checks.case import Case, Found, hours, listed
from waymark.ground.programmes.checks.plan import last_day
from waymark.ground.programmes.conditions import ANSWERED_BY
from waymark.ground.programmes.months import days_of, month_name
from waymark.ground.programmes.values import Comparator, Component, Gate

_MORE = re.compile(r"\b(greater than|more than|over|above|exceed\w*|beyond)\b|>(?!=)", re.IGNORECASE)
_AT_LEAST = re.compile(
    r"\b(at least|minimum|or more|or above|no less than|not less than|ensure)\b|≥|>=", re.IGNORECASE
)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|per ?cent)")
_SAYS = {Comparator.GREATER_THAN: "more than", Comparator.AT_LEAST: "at least"}


def check(case: Case) -> Found:
    yield from comparator(case)
    yield from share(case)
    yield from gate(case)
    yield from assessment(case)
    yield from addresses(case)
    yield from notes(case)


def comparator_in(said: str) -> Comparator | None:
    """The comparator that words name; None where they name none."""
    if _AT_LEAST.search(said):
        return Comparator.AT_LEAST
    return Comparator.GREATER_THAN if _MORE.search(said) else None


def percent_in(said: str) -> Fraction | None:
    found = _PERCENT.search(said)
    return Fraction(found[1]) / 100 if found else None


def comparator(case: Case) -> Found:
    rule = case.programme.engagement
    said = comparator_in(rule.printed.as_printed)
    if said is not None and said is not rule.comparator:
        yield case.warning(
            "comparator-against-words",
            "engagement.comparator",
            f"The rule asks for {_SAYS[rule.comparator]} its share; the words beside it say "
            f"{rule.printed.as_printed!r}.",
            f"Write `comparator: {said.value}`, or correct the words.",
        )


def share(case: Case) -> Found:
    rule = case.programme.engagement
    printed, expected = percent_in(rule.printed.as_printed), percent_in(rule.expected or "")
    if not 0 < rule.share <= 1:
        yield case.error(
            "share-impossible",
            "engagement.numerator",
            f"A share of {rule.share} can never be asked for.",
            "Write a share above nought and at most one.",
        )
    if printed is not None and printed != rule.share:
        yield case.warning(
            "share-against-words",
            "engagement.numerator",
            f"The rule asks for {rule.share}; the words beside it say {rule.printed.as_printed!r}.",
            "Correct the share or the words.",
        )
    if expected is not None and expected != rule.share:
        yield case.warning(
            "expectation-above-rule",
            "engagement.expected",
            f"Expected is {rule.expected!r}; the rule asks for {_SAYS[rule.comparator]} {rule.share}. "
            "Readers may take the one for the other.",
            "Say beside the expectation what is required.",
        )


def gate(case: Case) -> Found:
    programme = case.programme
    base, opens = programme.base_minutes, programme.assessment.plan.day
    for component in programme.components:
        counting = sum(item.minutes for item in case.items_of(component) if item.counts)
        if counting and _same_thing(component, programme.assessment.form_printed):
            with_it, without = (
                hours(int(minutes * programme.engagement.share)) for minutes in (base, base - counting)
            )
            yield case.warning(
                "gate-depends-on-gated",
                f"components.{component.id}",
                f"{component.title!r} counts {hours(counting)} towards the engagement that is asked before "
                "the result, and the assessment goes by the same name. If they were one thing, the gate "
                f"would depend on what it gates; the rule asks for {with_it} with it and {without} without.",
                "Give the two different names, and say whether the component counts.",
            )
    if programme.engagement.asked_at is Gate.SITTING:
        for item in programme.items:
            if item.counts and last_day(item.plan) >= opens:
                yield case.warning(
                    "gate-depends-on-gated",
                    f"items.{item.id}.counts",
                    f"{item.title!r} counts to the engagement that is asked before the sitting, and is "
                    "planned for when the sitting has opened.",
                    "Let it end before, or do not count it.",
                )


def _same_thing(component: Component, form: str | None) -> bool:
    return bool(form) and component.title.casefold() in (form or "").casefold()


def assessment(case: Case) -> Found:
    held = case.programme.assessment
    parts = (
        held.pass_numerator,
        held.pass_denominator,
        held.borderline_numerator,
        held.borderline_denominator,
    )
    wrong = min(parts) < 0 or 0 in (held.pass_denominator, held.borderline_denominator)
    if wrong or not 0 < Fraction(held.pass_numerator, held.pass_denominator) <= 1:
        yield case.error(
            "pass-mark-impossible",
            "assessment.pass_numerator",
            f"A pass mark of {held.pass_numerator}/{held.pass_denominator}, with a band of "
            f"{held.borderline_numerator}/{held.borderline_denominator}, cannot be used.",
            "Write a pass mark above nought and at most one, and a band not below nought.",
        )
    try:
        ZoneInfo(held.zone)
    except (KeyError, ValueError, OSError):
        yield case.error(
            "zone-unknown",
            "assessment.zone",
            f"There is no time zone {held.zone!r}.",
            "Write a name such as Europe/London.",
        )
    for name in case.programme.gate_conditions:
        if name not in ANSWERED_BY:
            yield case.error(
                "condition-unanswered",
                "assessment.conditions",
                f"Nobody can say whether the condition {name!r} is met, so no desk would ever open.",
                f"Use one of: {', '.join(ANSWERED_BY)}; or leave it out.",
            )
    if len(held.windows) > 1:
        names = [
            month_name(days.first) if (days := days_of(one.first)) else one.first for one in held.windows
        ]
        yield case.warning(
            "several-windows",
            "assessment.windows",
            f"Several windows are printed, {listed(names)}, and it is not said who sits which.",
            "Say which window is the rule, and which is for later attempts.",
        )


def addresses(case: Case) -> Found:
    address = case.programme.provider.enquiries_email
    if case.programme.demonstration and not address.lower().endswith(".example"):
        yield case.error(
            "address-reaches-out",
            "provider.enquiries_email",
            "This pack is a demonstration, and its address could reach somebody.",
            "Let the address end in `.example`, or write `demonstration: false`.",
        )


def notes(case: Case) -> Found:
    for note in case.programme.notes:
        if not case.loaded.written(note.where):
            yield case.warning(
                "note-place-unknown",
                "notes",
                f"The note {note.code!r} points to `{note.where}`, which is not written in the pack.",
                "Correct `where:`.",
            )
        yield case.note(note.code, note.where, note.says, note.mend)
