"""The finding that causes others comes before them, so that the list can be corrected from the top."""

from typing import Any

import pytest

from tests.packs.planting import (
    ASSUMED,
    FRAMEWORK,
    PROGRAMME,
    Plant,
    both,
    findings_in,
    in_entry,
    sound,
    swap,
)
from waymark.ground.programmes.causes import _is_circle

CAUSES: list[tuple[str, str, Plant]] = [
    ("unknown-key", "missing-key", swap(("title: Certificate in", "titel: Certificate in"))),
    ("unknown-key", "item-without-mode", in_entry("group-1", "    mode: group", "    mdoe: group")),
    (
        "assumed-unclear",
        "missing-key",
        swap(
            (
                "    reason: The document gives no pass mark. Six out of ten is used.\n    value: 6",
                "    value: 6",
            ),
            file=ASSUMED,
        ),
    ),
    (
        "dangling-reference",
        "component-unused",
        in_entry("group-1", "component: group", "component: circle"),
    ),
    (
        "dangling-reference",
        "module-empty",
        swap(("{id: module-2, title: Module 2,", "{id: module-3, title: Module 2,")),
    ),
    (
        "dangling-reference",
        "question-set-unused",
        swap(("question_set: after-workshop-1", "question_set: nowhere")),
    ),
    (
        "dangling-reference",
        "statements-never-taught",
        swap(('["1.3", "2.1"]', '["1.3", "2.9"]')),
    ),
    (
        "printed-against-value",
        "total-against-items",
        in_entry("change-1", "minutes: 240", "minutes: 24"),
    ),
    ("printed-against-value", "outside-programme", swap(("start_month: 2026-09", "start_month: 2025-09"))),
    ("printed-against-value", "minutes-against-map", in_entry("group-1", "minutes: 90", "minutes: 60")),
    ("plan-outside-programme", "plan-before-prerequisite", in_entry("reflection-1", "day: 4", "day: -1")),
]


@pytest.mark.parametrize(("cause", "consequence", "plant"), CAUSES)
def test_the_cause_comes_before_what_follows_from_it(cause: str, consequence: str, plant: Plant) -> None:
    codes = [finding.code for finding in findings_in(plant(sound()))]
    assert cause in codes, codes
    assert consequence in codes, codes
    assert codes.index(cause) < codes.index(consequence), codes


def test_findings_without_a_common_cause_are_ordered_by_severity_and_place() -> None:
    change = both(
        in_entry("group-1", ', starts: "16:00"', ""),
        swap(("Europe/London", "Europe/Winchester")),
    )
    findings = findings_in(change(sound()))
    ranks = [("error", "warning", "note").index(finding.severity.value) for finding in findings]
    assert ranks == sorted(ranks)
    assert ranks[0] == 0


def test_no_finding_is_lost_or_repeated() -> None:
    files = {
        **sound(),
        PROGRAMME: sound()[PROGRAMME]
        .replace("component: ", "component: x-")
        .replace("module: ", "module: y-"),
    }
    findings = findings_in(files)
    assert len(findings) == len(set(findings))
    assert [finding.code for finding in findings].count("dangling-reference") == 16


def test_a_study_page_that_is_missing_is_not_also_empty() -> None:
    files = {name: text for name, text in sound().items() if name != "study/a-team.md"}
    assert [finding.code for finding in findings_in(files) if finding.severity == "error"] == [
        "study-page-missing"
    ]


def test_a_file_that_is_not_read_comes_before_what_it_would_have_given() -> None:
    files = {**sound(), FRAMEWORK: "sections: [\n"}
    assert next(finding.code for finding in findings_in(files)) == "not-yaml"


def test_a_circle_of_causes_is_noticed_from_inside_and_from_outside() -> None:
    first, second, outside, alone = (object() for _ in range(4))
    causes: Any = {first: second, second: first, outside: first, alone: None}
    assert [_is_circle(cause, causes) for cause in (first, second, outside, alone)] == [
        True,
        True,
        True,
        False,
    ]
