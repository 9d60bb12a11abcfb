"""Does the engagement rule agree with its wording, and can it be kept?

| Code                       | Reported when                                                            |
|----------------------------|--------------------------------------------------------------------------|
| `comparator-against-words` | the comparator differs from the printed wording                          |
| `share-against-words`      | the share differs from the printed percentage                            |
| `share-impossible`         | the share can't be reached                                               |
| `expectation-above-rule`   | the provider expects something other than the rule requires              |
| `gate-depends-on-gated`    | engagement depends on something that opens only after it is checked      |
"""

from __future__ import annotations

import re
from fractions import Fraction

from waymark.ground.programmes.checks.pack import CheckedPack, Findings, hours
from waymark.ground.programmes.checks.plan import last_day
from waymark.ground.programmes.values import Comparator, Component, Gate

_MORE_THAN = re.compile(r"\b(greater than|more than|over|above|exceed\w*|beyond)\b|>(?!=)", re.IGNORECASE)
_AT_LEAST = re.compile(
    r"\b(at least|minimum|or more|or above|no less than|not less than|ensure)\b|≥|>=", re.IGNORECASE
)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|per ?cent)")
_COMPARATOR_WORDS = {Comparator.GREATER_THAN: "more than", Comparator.AT_LEAST: "at least"}


def check(pack: CheckedPack) -> Findings:
    yield from comparator(pack)
    yield from share(pack)
    yield from same_name(pack)
    yield from late_items(pack)


def comparator_in(text: str) -> Comparator | None:
    """The comparator that a text expresses, or None."""
    if _AT_LEAST.search(text):
        return Comparator.AT_LEAST
    return Comparator.GREATER_THAN if _MORE_THAN.search(text) else None


def percent_in(text: str) -> Fraction | None:
    """The first percentage in a text as a share."""
    percent = _PERCENT.search(text)
    return Fraction(percent[1]) / 100 if percent else None


def comparator(pack: CheckedPack) -> Findings:
    rule = pack.programme.engagement
    printed = comparator_in(rule.printed.as_printed)
    if printed is not None and printed is not rule.comparator:
        yield pack.warning(
            "comparator-against-words",
            "engagement.comparator",
            f"The rule requires {_COMPARATOR_WORDS[rule.comparator]} its share, but the printed wording is "
            f"{rule.printed.as_printed!r}.",
            f"Write `comparator: {printed.value}`, or correct the printed wording.",
        )


def share(pack: CheckedPack) -> Findings:
    rule = pack.programme.engagement
    printed, expected = percent_in(rule.printed.as_printed), percent_in(rule.expected or "")
    if not 0 < rule.share <= 1:
        yield pack.error(
            "share-impossible",
            "engagement.numerator",
            f"A share of {rule.share} can’t be required.",
            "Write a share greater than 0 and no more than 1.",
        )
    if printed is not None and printed != rule.share:
        yield pack.warning(
            "share-against-words",
            "engagement.numerator",
            f"The rule requires {rule.share}, but the printed wording is {rule.printed.as_printed!r}.",
            "Correct the share or the printed wording.",
        )
    if expected is not None and expected != rule.share:
        yield pack.warning(
            "expectation-above-rule",
            "engagement.expected",
            f"The provider expects {rule.expected!r}, but the rule requires "
            f"{_COMPARATOR_WORDS[rule.comparator]} {rule.share}. Readers may confuse the two.",
            "Where you state the expectation, also state what is required.",
        )


def same_name(pack: CheckedPack) -> Findings:
    programme = pack.programme
    base = programme.base_minutes
    for component in programme.components:
        counting = sum(item.minutes for item in pack.items_of(component) if item.counts)
        if counting and _is_named_like(component, programme.assessment.form_printed):
            with_it, without_it = (
                hours(int(minutes * programme.engagement.share)) for minutes in (base, base - counting)
            )
            yield pack.warning(
                "gate-depends-on-gated",
                f"components.{component.id}",
                f"{component.title!r} counts {hours(counting)} towards engagement, but the assessment has the "
                "same name. If they were the same thing, the engagement required for a result would include the "
                f"assessment itself. The rule requires {with_it} with it and {without_it} without it.",
                "Give them different names, and say whether the component counts.",
            )


def late_items(pack: CheckedPack) -> Findings:
    programme = pack.programme
    if programme.engagement.asked_at is not Gate.SITTING:
        return
    for item in programme.items:
        if item.counts and last_day(item.plan) >= programme.assessment.plan.day:
            yield pack.warning(
                "gate-depends-on-gated",
                f"items.{item.id}.counts",
                f"{item.title!r} counts towards engagement, which is checked before the assessment, but it is "
                "planned for after the assessment has opened.",
                "End it before the assessment opens, or write `counts: false`.",
            )


def _is_named_like(component: Component, form: str | None) -> bool:
    return bool(form) and component.title.casefold() in (form or "").casefold()
