"""Puts the finding that causes others before them.

`in_order(findings, pack) -> tuple[Finding, ...]`: errors first, then warnings, then notes, each in the order of
the files. A finding that may only follow from another one comes right after it, whatever its severity and its
file, so that anyone who corrects the list from the top never corrects a consequence.

A finding follows from another if its code is listed under the code of the other below and both are about the same
thing: the same entry, or an entry that belongs to it (an item to its component, module and questions).

| Cause                                                    | What may only follow from it                        |
|----------------------------------------------------------|-----------------------------------------------------|
| a file that isn't read                                   | what its content would have given                   |
| a key that is misspelt, an assumption that is unclear     | the key that is missing                             |
| a name that refers to nothing                            | what looks unused, empty, untaught or not added up  |
| a value that differs from what is printed                | sums, counts, dates and rules that rest on it       |
| a date that can't be read or is out of order             | what lies outside the programme or a module         |
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from waymark.ground.programmes.findings import Finding, Severity

if TYPE_CHECKING:
    from waymark.ground.programmes.loader import LoadedPack

_UNREAD = (
    "outside-pack",
    "not-a-file",
    "file-too-large",
    "file-unreadable",
    "wrong-encoding",
    "pack-too-large",
)
_SUMS = {
    "total-differs",
    "total-against-items",
    "total-needs-two-day-lengths",
    "minutes-against-map",
    "count-against-map",
    "count-times-unit",
    "counts-without-minutes",
    "studied-without-pages",
    "figure-two-ways",
    "gate-depends-on-gated",
}
_DATES = {
    "out-of-order",
    "after-next-module",
    "outside-module",
    "outside-programme",
    "after-assessment",
    "span-too-open",
    "sessions-overlap",
    "window-before-end",
    "window-near-deadline",
    "no-slack-before-gate",
    "plan-outside-span",
}
_PLAN = {
    "plan-after-assessment",
    "plan-before-prerequisite",
    "asked-before-experience",
    "asked-before-taught",
    "sessions-collide",
    "gate-depends-on-gated",
    "plan-outside-span",
    "weekend-session",
    "bank-holiday-clash",
    "half-term-clash",
    "holidays-unknown",
    "deadline-without-activity",
    "planned-window-near-deadline",
}
_UNUSED = {
    "component-unused",
    "module-empty",
    "question-set-unused",
    "not-in-table",
    "not-on-map",
    "answered-without-questions",
    "block-not-taught",
    "statements-never-taught",
    "statements-never-asked",
    "section-never-asked",
    "section-without-strand",
    "asked-before-taught",
    "mention-without-time",
    "days-without-length",
}
_RULES = {"share-impossible", "share-against-words", "comparator-against-words", "expectation-above-rule"}

FOLLOWS: dict[str, set[str]] = {
    **{code: {"study-page-missing", "framework-missing", "programme-missing"} for code in _UNREAD},
    "unknown-file": {"programme-missing", "missing-key"},
    "duplicate-key": {"missing-key", "wrong-value"},
    "unknown-key": {"missing-key", "item-without-mode", "item-without-counts"},
    "assumed-unclear": {"missing-key", "item-without-mode", "item-without-counts"},
    "duplicate-id": {*_SUMS, *_UNUSED, *_PLAN, "line-number-twice"},
    "dangling-reference": {*_UNUSED, *_SUMS},
    "printed-against-value": {*_SUMS, *_DATES, *_RULES},
    "taken-against-value": {*_SUMS, *_DATES, *_RULES},
    "date-unreadable": _DATES | _PLAN,
    "outside-programme": {"after-next-module", "outside-module", "after-assessment", "sessions-overlap"},
    "days-without-length": {"total-differs", "minutes-against-map"},
    "component-unused": _SUMS,
    "module-empty": {"block-not-taught"},
    "plan-outside-programme": _PLAN,
    "plan-after-assessment": {"gate-depends-on-gated", "asked-before-experience"},
    "prerequisite-cycle": {"plan-before-prerequisite"},
    "statements-never-taught": {"block-not-taught", "asked-before-taught"},
}
"""The codes that may only follow from a code."""

_OF_ALL = {
    "stated_minutes",
    "components",
    "question_sets",
    "strands",
    "frameworks",
    "deadlines",
    "plan_start",
    "start",
}
"""Places of findings about the whole programme: any entry contributes to them."""
_SEVERITIES = {severity: position for position, severity in enumerate(Severity)}
_FILES = {"programme.yaml": 0, "assumed.yaml": 1, "notes.yaml": 2}


def in_order(findings: Iterable[Finding], pack: LoadedPack) -> tuple[Finding, ...]:
    """Every finding once, each after the one that causes it."""
    ordered = sorted(dict.fromkeys(findings), key=_order)
    relatives = _Relatives(pack)
    causes = {finding: next(_causes(finding, ordered, relatives), None) for finding in ordered}
    followers: dict[Finding, list[Finding]] = {}
    roots: list[Finding] = []
    for finding in ordered:
        cause = causes[finding]
        if cause is None or _is_circle(finding, causes):
            roots.append(finding)
        else:
            followers.setdefault(cause, []).append(finding)
    groups = [tuple(_group(root, followers)) for root in roots]
    groups.sort(
        key=lambda group: (min(_SEVERITIES[finding.severity] for finding in group), *_order(group[0])[1:])
    )
    return tuple(finding for group in groups for finding in group)


def _group(root: Finding, followers: dict[Finding, list[Finding]]) -> Iterator[Finding]:
    yield root
    for follower in followers.get(root, ()):
        yield from _group(follower, followers)


def _is_circle(finding: Finding, causes: dict[Finding, Finding | None]) -> bool:
    """Whether going from cause to cause leads back here."""
    at = causes[finding]
    for _ in causes:
        if at is None:
            return False
        if at == finding:
            return True
        at = causes[at]
    return True


def _causes(finding: Finding, findings: list[Finding], relatives: _Relatives) -> Iterator[Finding]:
    for other in findings:
        if finding.code in FOLLOWS.get(other.code, ()) and relatives.is_about_the_same(other, finding):
            yield other


def _order(finding: Finding) -> tuple[int, int, str, int, int]:
    file_order = _FILES.get(finding.file, 3)
    return _SEVERITIES[finding.severity], file_order, finding.file, finding.line, finding.column


class _Relatives:
    """Which entries belong together: an item with its component, module and question set."""

    def __init__(self, pack: LoadedPack) -> None:
        self.of: dict[str, set[str]] = {}
        for item in pack.programme.items if pack.programme else ():
            parts = {
                f"{kind}.{name}"
                for kind, name in (
                    ("components", item.component),
                    ("modules", item.module),
                    ("question_sets", item.question_set),
                )
                if name
            }
            self.of.setdefault(f"items.{item.id}", set()).update(parts)
            for part in parts:
                self.of.setdefault(part, set()).add(f"items.{item.id}")

    def is_about_the_same(self, cause: Finding, finding: Finding) -> bool:
        if cause.code in _UNREAD:
            return cause.file == finding.file or cause.file in finding.sentence
        here, there = _entry(cause.where), _entry(finding.where)
        if finding.code in ("missing-key", "item-without-mode", "item-without-counts"):
            return cause.code != "unknown-key" or _is_meant(cause, finding)
        if here == there or (there.split(".")[0] in _OF_ALL and "." not in there):
            return True
        if there.startswith("frameworks.") or cause.where.split(".")[0] in (
            "start",
            "start_month",
            "plan_start",
        ):
            return True
        return there in self.of.get(here, ()) or (not cause.where and finding.code in _SUMS)


def _is_meant(unknown: Finding, missing: Finding) -> bool:
    """Whether the missing key may be the one that is misspelt: it is wanted in the same place."""
    name = missing.where.rpartition(".")[2]
    same_place = unknown.where.rpartition(".")[0] == missing.where.rpartition(".")[0]
    return same_place and f"`{name}`" in unknown.fix


def _entry(where: str) -> str:
    """The entry of a list to which a place belongs, such as `items.workshop-1`."""
    return ".".join(where.split(".")[:2])
