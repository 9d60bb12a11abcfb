"""Can the assessment's settings be used? This also checks the provider's email address and the notes.

| Code                   | Reported when                                                             |
|------------------------|---------------------------------------------------------------------------|
| `pass-mark-impossible` | the pass mark or the borderline band can't be used                        |
| `zone-unknown`         | there is no such time zone                                                |
| `condition-unanswered` | Waymark can't tell whether a condition is met                             |
| `declaration-unusable` | the declaration has no sentence, two with one id, or an id that forms use  |
| `address-reaches-out`  | the email address of a demonstration pack could be real                   |
| `note-place-unknown`   | an author's note refers to a place that isn't in the pack                 |
"""

from __future__ import annotations

from fractions import Fraction
from zoneinfo import ZoneInfo

from waymark.ground.programmes.checks.pack import CheckedPack, Findings
from waymark.ground.programmes.conditions import ANSWERED_BY

USED_BY_FORMS = "csrfmiddlewaretoken"


def check(pack: CheckedPack) -> Findings:
    yield from pass_mark(pack)
    yield from zone(pack)
    yield from conditions(pack)
    yield from declaration(pack)
    yield from addresses(pack)
    yield from notes(pack)


def pass_mark(pack: CheckedPack) -> Findings:
    assessment = pack.programme.assessment
    mark = (assessment.pass_numerator, assessment.pass_denominator)
    band = (assessment.borderline_numerator, assessment.borderline_denominator)
    is_fraction = min(*mark, *band) >= 0 and mark[1] != 0 and band[1] != 0
    if not is_fraction or not 0 < Fraction(*mark) <= 1:
        yield pack.error(
            "pass-mark-impossible",
            "assessment.pass_numerator",
            f"A pass mark of {mark[0]}/{mark[1]} with a borderline band of {band[0]}/{band[1]} can’t be used.",
            "Write a pass mark greater than 0 and no more than 1, and a band of 0 or more.",
        )


def zone(pack: CheckedPack) -> Findings:
    name = pack.programme.assessment.zone
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        yield pack.error(
            "zone-unknown",
            "assessment.zone",
            f"There is no time zone {name!r}.",
            "Write a name such as Europe/London.",
        )


def conditions(pack: CheckedPack) -> Findings:
    for name in pack.programme.gate_conditions:
        if name not in ANSWERED_BY:
            yield pack.error(
                "condition-unanswered",
                "assessment.conditions",
                f"Waymark can’t tell whether the condition {name!r} is met, so the assessment would never open.",
                f"Use one of these, or remove it: {', '.join(ANSWERED_BY)}.",
            )


def declaration(pack: CheckedPack) -> Findings:
    ids = [sentence.id for sentence in pack.programme.assessment.declaration.sentences]
    problems = {
        "has no sentences": not ids,
        "has two sentences with one id": len(set(ids)) < len(ids),
        f"has a sentence with the id `{USED_BY_FORMS}`, which every form uses": USED_BY_FORMS in ids,
    }
    for problem in (problem for problem, applies in problems.items() if applies):
        yield pack.error(
            "declaration-unusable",
            "assessment.declaration",
            f"The declaration {problem}, so participants couldn’t make it.",
            "Write at least one sentence, each with an id of its own.",
        )


def addresses(pack: CheckedPack) -> Findings:
    address = pack.programme.provider.enquiries_email
    if pack.programme.demonstration and not address.lower().endswith(".example"):
        yield pack.error(
            "address-reaches-out",
            "provider.enquiries_email",
            "This is a demonstration pack, but its email address could be someone’s real address.",
            "Use an address that ends in `.example`, or write `demonstration: false`.",
        )


def notes(pack: CheckedPack) -> Findings:
    for note in pack.programme.notes:
        if not pack.loaded.is_written(note.where):
            yield pack.warning(
                "note-place-unknown",
                "notes",
                f"The note {note.code!r} refers to `{note.where}`, which isn’t in the pack.",
                "Correct `where:`.",
            )
        yield pack.note(note.code, note.where, note.says, note.fix)
