"""Can each requirement be met and worked out?

| Code                           | Reported when                                                          |
|--------------------------------|------------------------------------------------------------------------|
| `requirement-of-nothing`       | no item that counts is among those that a requirement is about         |
| `requirement-weights-unclear`  | weights without `measure: weights`, or the measure without weights     |
| `requirement-outside-weights`  | a selected item has no component with a weight, so it changes nothing  |
| `requirement-never-asked`      | `asked_at` names no time                                               |
| `catch-up-never-limited`       | `most_catch_up` with a measure other than minutes                      |
"""

from __future__ import annotations

from waymark.ground.programmes.checks.pack import CheckedPack, Findings, listed
from waymark.ground.programmes.values import Measure, Requirement


def check(pack: CheckedPack) -> Findings:
    for requirement in pack.programme.requirements:
        yield from shares(pack, requirement)
        yield from selection(pack, requirement)
        yield from weights(pack, requirement)
        yield from limits(pack, requirement)


def shares(pack: CheckedPack, requirement: Requirement) -> Findings:
    if not 0 < requirement.share <= 1:
        yield pack.error(
            "share-impossible",
            f"requirements.{requirement.id}.numerator",
            f"A share of {requirement.share} can’t be required.",
            "Write a share greater than 0 and no more than 1.",
        )
    elif requirement.share == 1 and requirement.is_strict:
        yield pack.error(
            "share-impossible",
            f"requirements.{requirement.id}.comparator",
            "More than all can’t be required.",
            "Write `comparator: ge`.",
        )


def selection(pack: CheckedPack, requirement: Requirement) -> Findings:
    if not any(requirement.of.selects(item) and item.minutes for item in pack.programme.items):
        yield pack.error(
            "requirement-of-nothing",
            f"requirements.{requirement.id}.of",
            f"No item that counts is among those that {requirement.title!r} is about.",
            "Correct `of:`, or write `counts: true` at the items.",
        )


def weights(pack: CheckedPack, requirement: Requirement) -> Findings:
    if bool(requirement.weights) != (requirement.measure is Measure.WEIGHTS):
        yield pack.error(
            "requirement-weights-unclear",
            f"requirements.{requirement.id}.measure",
            "Weights are given without `measure: weights`."
            if requirement.weights
            else "`measure: weights` is given without weights.",
            "Give both, or neither.",
        )
    elif requirement.weights:
        outside = [
            item.title
            for item in pack.programme.items
            if requirement.of.selects(item) and item.component not in requirement.weights
        ]
        if outside:
            yield pack.warning(
                "requirement-outside-weights",
                f"requirements.{requirement.id}.weights",
                f"These have no weight in {requirement.title!r}, so they don’t change it: {listed(outside)}.",
                "Give their components a weight, or leave the items out with `without:`.",
            )


def limits(pack: CheckedPack, requirement: Requirement) -> Findings:
    where = f"requirements.{requirement.id}"
    if not requirement.asked_at:
        yield pack.error(
            "requirement-never-asked",
            f"{where}.asked_at",
            f"{requirement.title!r} is never asked.",
            "Write `asked_at: [award]`, `[sitting]` or both.",
        )
    if requirement.most_catch_up is not None and requirement.measure is not Measure.MINUTES:
        yield pack.error(
            "catch-up-never-limited",
            f"{where}.most_catch_up",
            "A limit in minutes needs a requirement of minutes.",
            "Remove `most_catch_up:`, or write `measure: minutes`.",
        )
