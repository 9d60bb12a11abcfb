"""Does the engagement rule agree with its wording, and can it be kept?

| Code                       | Reported when                                                            |
|----------------------------|--------------------------------------------------------------------------|
| `comparator-against-words` | the comparator differs from the wording, `taken_as` before `as_printed`  |
| `comparator-not-stated`    | the wording doesn't say whether exactly the share is enough (a note)     |
| `share-against-words`      | the share differs from the wording, `taken_as` before `as_printed`       |
| `share-not-stated`         | no share can be read from the wording (a note)                           |
| `share-impossible`         | the share can't be reached                                               |
| `expectation-above-rule`   | the provider expects something other than the rule requires              |
| `gate-depends-on-gated`    | engagement depends on something that opens only after it is checked      |
"""

from __future__ import annotations

from waymark.ground.programmes.checks.pack import CheckedPack, Findings, hours
from waymark.ground.programmes.checks.plan import last_day
from waymark.ground.programmes.values import Comparator, Component, Gate
from waymark.ground.programmes.wording.comparisons import Comparison, comparisons_in
from waymark.ground.programmes.wording.shares import shares_in

_COMPARATORS = {Comparison.AT_LEAST: Comparator.AT_LEAST, Comparison.MORE_THAN: Comparator.GREATER_THAN}
_COMPARATOR_WORDS = {Comparator.GREATER_THAN: "more than", Comparator.AT_LEAST: "at least"}


def check(pack: CheckedPack) -> Findings:
    yield from comparator(pack)
    yield from share(pack)
    yield from same_name(pack)
    yield from late_items(pack)


def comparator(pack: CheckedPack) -> Findings:
    rule = pack.programme.engagement
    printed, taken_as = rule.printed.as_printed, rule.printed.taken_as or ""
    wording = taken_as if comparisons_in(taken_as) else printed
    words = comparisons_in(wording)
    if not words:
        yield pack.note(
            "comparator-not-stated",
            "engagement.printed",
            f"{printed!r} doesn’t say whether exactly {rule.share} is enough. The rule requires "
            f"{_COMPARATOR_WORDS[rule.comparator]} it.",
            "Ask the provider, and write the answer as `taken_as:` with its `reason:`.",
        )
    elif {_COMPARATORS.get(word) for word in words} != {rule.comparator}:
        likely = next((comparator for word in words if (comparator := _COMPARATORS.get(word))), None)
        correct = f"Write `comparator: {likely.value}`" if likely else "Correct the rule"
        yield pack.warning(
            "comparator-against-words",
            "engagement.comparator",
            f"The rule requires {_COMPARATOR_WORDS[rule.comparator]} its share, but the wording is {wording!r}.",
            f"{correct}, or explain with `taken_as:` and `reason:` how you interpret it.",
        )


def share(pack: CheckedPack) -> Findings:
    rule = pack.programme.engagement
    printed, taken_as = rule.printed.as_printed, rule.printed.taken_as or ""
    wording = taken_as if shares_in(taken_as) else printed
    if not 0 < rule.share <= 1:
        yield pack.error(
            "share-impossible",
            "engagement.numerator",
            f"A share of {rule.share} can’t be required.",
            "Write a share greater than 0 and no more than 1.",
        )
    figures = shares_in(wording)
    if figures and rule.share not in figures:
        yield pack.warning(
            "share-against-words",
            "engagement.numerator",
            f"The rule requires {rule.share}, but the wording is {wording!r}.",
            "Correct the share, or explain with `taken_as:` and `reason:` how you interpret it.",
        )
    elif not figures:
        yield pack.note(
            "share-not-stated",
            "engagement.printed",
            f"{printed!r} couldn’t be read, so it wasn’t compared with the share, {rule.share}.",
            "Compare them yourself. If they differ, explain with `taken_as:` and `reason:`.",
        )
    expected = shares_in(rule.expected or "")
    if expected and rule.share not in expected:
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
