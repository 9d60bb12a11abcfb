"""Do values agree with what is printed? Words are compared as well as figures: `eight day`, `half a day`, `5pm`.

| Code                      | Reported when                                                           |
|---------------------------|-------------------------------------------------------------------------|
| `printed-against-value`   | what is printed differs from the value, and no `taken_as` explains it   |
| `taken-against-value`     | `taken_as` differs from the value                                       |
| `limit-against-words`     | a limit is printed the other way round, such as `at least` for a maximum |
| `printed-not-compared`    | what is printed can't be read, so it isn't compared (a note)            |
| `printed-unknown-field`   | `printed:` or `assumed:` names a field that the assessment doesn't have |
| `assumed-though-printed`  | a value is assumed, although the document prints it                     |
| `printed-too-long`        | `as_printed` contains a sentence rather than a figure or a label        |
| `taken-without-reason`    | a value is interpreted differently from what is printed, without reason |
"""

from __future__ import annotations

import difflib

from waymark.ground.programmes.checks.claims import Claim, claims
from waymark.ground.programmes.checks.pack import CheckedPack, Findings, listed
from waymark.ground.programmes.findings import Severity, finding
from waymark.ground.programmes.reading.nodes import walk
from waymark.ground.programmes.values import Assessment, Printed
from waymark.ground.programmes.wording.comparisons import Comparison, comparisons_in
from waymark.ground.programmes.wording.money import mentions_vat, vat_is_extra

MAX_PRINTED = 60
_INTERPRETED = ("taken_as", "taken_first", "taken_last")
_EXPLAIN = "Correct the value, or explain with `taken_as:` and `reason:` how you interpret it."
_LIMITS = {"max_words": Comparison.AT_MOST, "case_min_words": Comparison.AT_LEAST}


def check(pack: CheckedPack) -> Findings:
    yield from sentences(pack)
    yield from unknown_fields(pack)
    yield from limits(pack)
    for claim in claims(pack):
        yield from compare(pack, claim)
    yield from vat(pack)


def sentences(pack: CheckedPack) -> Findings:
    nodes = walk(pack.loaded.tree) if pack.loaded.tree else iter(())
    for node in nodes:
        printed = node.text("as_printed")
        if printed is not None and (len(printed) > MAX_PRINTED or printed.rstrip().endswith((".", "!", "?"))):
            yield finding(
                "printed-too-long",
                Severity.WARNING,
                node.keys["as_printed"],
                sentence=f"`as_printed` contains a sentence: {printed[:40]!r}.",
                fix="Keep only the date, number, unit or short label.",
            )
        interpreted = next((key for key in _INTERPRETED if node.text(key)), None)
        if interpreted is not None and not (node.text("reason") or "").strip():
            yield finding(
                "taken-without-reason",
                Severity.ERROR,
                node.keys[interpreted],
                sentence=f"`{interpreted}` differs from what is printed, but there is no reason.",
                fix="Add `reason:` beside it.",
            )


def unknown_fields(pack: CheckedPack) -> Findings:
    assessment = pack.programme.assessment
    for key, names in (("printed", assessment.printed), ("assumed", assessment.assumed)):
        for name in names:
            if name in Assessment.model_fields:
                continue
            close = difflib.get_close_matches(name, Assessment.model_fields, n=1)
            meant = f"Did you mean `{close[0]}`? " if close else ""
            yield pack.error(
                "printed-unknown-field",
                f"assessment.{key}.{name}",
                f"The assessment has no field `{name}`, so this has no effect.",
                f"{meant}Use the name of a field of the assessment.",
            )
    for name in assessment.printed:
        if name in assessment.assumed:
            yield pack.warning(
                "assumed-though-printed",
                f"assessment.printed.{name}",
                f"`{name}` is assumed because the document doesn’t give it, but the document prints "
                f"{assessment.printed[name].as_printed!r}.",
                "Remove one of them.",
            )


def compare(pack: CheckedPack, claim: Claim) -> Findings:
    """Whether the text, or else its interpretation, says the value."""
    agrees = claim.stated in claim.figures
    if claim.taken_as and claim.taken_figures and claim.value not in claim.taken_figures:
        yield pack.warning(
            "taken-against-value",
            claim.where,
            f"{claim.printed!r} is taken as {claim.taken_as!r}, but the value is {claim.value_shown}.",
            "Correct the value or `taken_as:`.",
        )
    is_explained = bool(claim.taken_as) and (bool(claim.taken_figures) or agrees)
    if not claim.figures and not is_explained:
        yield from _not_compared(pack, claim.where, claim.printed, f"the value, {claim.shown}")
    elif claim.figures and not agrees and not (claim.taken_as and claim.stated == claim.value):
        yield pack.warning(
            "printed-against-value",
            claim.where,
            f"The document prints {claim.printed!r}, but the value is {claim.shown}.",
            _EXPLAIN,
        )


def _not_compared(pack: CheckedPack, where: str, printed: str, value: str) -> Findings:
    yield pack.note(
        "printed-not-compared",
        where,
        f"{printed!r} couldn’t be read, so it wasn’t compared with {value}.",
        "Compare them yourself. If they differ, explain with `taken_as:` and `reason:`.",
    )


def limits(pack: CheckedPack) -> Findings:
    """Whether a maximum is printed as a maximum, and a minimum as a minimum."""
    for name, expected in _LIMITS.items():
        printed = pack.programme.assessment.printed.get(name)
        comparisons = comparisons_in(_in_force(printed)) if printed else frozenset()
        if comparisons and comparisons != {expected}:
            yield pack.warning(
                "limit-against-words",
                f"assessment.printed.{name}",
                f"`{name}` is {_article(expected)}, but the wording is {_in_force(printed)!r}, which says "
                f"{listed(sorted(comparisons))}.",
                _EXPLAIN,
            )


def _article(comparison: Comparison) -> str:
    return "a maximum" if comparison is Comparison.AT_MOST else "a minimum"


def _in_force(printed: Printed | None) -> str:
    """The wording that counts: the interpretation, if there is one."""
    return (printed.taken_as or printed.as_printed) if printed else ""


def vat(pack: CheckedPack) -> Findings:
    fee = pack.programme.fee
    if fee is None:
        return
    text = fee.printed.as_printed
    if fee.printed.taken_as and mentions_vat(fee.printed.taken_as):
        text = fee.printed.taken_as
    extra = vat_is_extra(text)
    if extra is None and (fee.vat_extra or mentions_vat(text)):
        yield from _not_compared(pack, "fee.vat_extra", text, f"`vat_extra: {str(fee.vat_extra).lower()}`")
    elif extra is not None and extra != fee.vat_extra:
        yield pack.warning(
            "printed-against-value",
            "fee.vat_extra",
            f"The document prints {text!r}, but `vat_extra` is {str(fee.vat_extra).lower()}.",
            _EXPLAIN,
        )
