"""The contradictions in the two documents: which check reports each of them, and where.

The codes U1 to U20 and L1 to L11 number the problems noticed when the documents of UCL and LLSE were read by
hand. Those that no check reports are in the packs as the author's notes.
"""

from functools import cache
from pathlib import Path

import pytest

from waymark.ground.programmes.checker import check, has_errors
from waymark.ground.programmes.findings import Finding
from waymark.ground.programmes.loader import load_pack

PACKS = Path(__file__).parents[2] / "packs"
UCL, LLSE = "ucl-npqel-2025", "llse-npqel"

BY_RULE = [
    ("U1", "after-next-module", "items.check-in-1.span"),
    ("U1", "after-next-module", "items.audit-review-1.span"),
    ("U1", "after-next-module", "items.evaluation-1.span"),
    ("U1", "after-assessment", "items.evaluation-1.span"),
    ("U2", "out-of-order", "items.event-1.span"),
    ("U2", "span-too-open", "items.event-1.span"),
    ("U2", "sessions-overlap", "items.event-1.span"),
    ("U3", "initial-not-first", "items.audit-1"),
    ("U4", "minutes-against-map", "components.audit"),
    ("U4", "count-against-map", "components.audit"),
    ("U5", "minutes-against-map", "components.study"),
    ("U6", "figure-two-ways", "components.face-to-face.elsewhere"),
    ("U7", "total-needs-two-day-lengths", "stated_minutes"),
    ("U8", "total-against-items", "stated_minutes"),
    ("U9", "not-on-map", "components.induction"),
    ("U9", "named-two-ways", "components.induction.elsewhere"),
    ("U10", "not-on-map", "components.coaching"),
    ("U10", "footnote-unresolved", "footnotes.**"),
    ("U11", "not-in-table", "items.check-in-1"),
    ("U11", "not-in-table", "items.evaluation-1"),
    ("U11", "not-in-table", "items.impact-report-2"),
    ("U11", "not-in-table", "items.formative-1"),
    ("U12", "mentor-typed-as-participant", "items.impact-report-2.mode"),
    ("U12", "mentor-typed-as-participant", "items.impact-report-3.mode"),
    ("U12", "named-two-ways", "items.impact-report-2.elsewhere"),
    ("U14", "window-before-end", "assessment.windows.october-2026"),
    ("U14", "several-windows", "assessment.windows"),
    ("U17", "no-slack-before-gate", "signposts.ensure-engagement"),
    ("U18", "section-without-strand", "strands"),
    ("U19", "window-near-deadline", "assessment.windows.january-2027"),
    ("L1", "total-missing", "components"),
    ("L2", "mode-contradiction", "components.seminars"),
    ("L3", "gate-depends-on-gated", "components.case-study"),
    ("L4", "expectation-above-rule", "engagement.expected"),
    ("L6", "counts-missing", "components.workshops"),
    ("L6", "start-unknown", "start"),
    ("L6", "undated", "start"),
    ("L7", "mention-without-time", "mentions.3"),
    ("L8", "coaching-count-missing", "components.coaching"),
]

BESIDES = [
    (UCL, "named-two-ways", "items.impact-report-3.elsewhere"),
    (UCL, "mention-without-time", "mentions.2"),
    (UCL, "half-term-clash", "assessment.plan"),
    (UCL, "statements-never-asked", "question_sets"),
    (UCL, "statements-never-taught", "frameworks.npqel.sections.working-in-partnership"),
    (LLSE, "half-term-clash", "assessment.plan"),
    (LLSE, "statements-never-asked", "question_sets"),
]
"""Other problems that the checks report: in the document, in our plan or in our questions."""

BY_AUTHOR = [("U13", UCL), ("U15", UCL), ("U16", UCL), ("U20", UCL)]
BY_AUTHOR += [("L5", LLSE), ("L9", LLSE), ("L10", LLSE), ("L11", LLSE)]

WORDS = {
    "U5": "30 h, but its 3 items add up to 24 h",
    "U7": "72 h 30 min with 5 h, 78 h with 6 h and 83 h 30 min with 7 h",
    "U8": "74 h and all items to 78 h 15 min",
    "U17": "Self-directed study 3",
    "U19": "25 February 2027",
    "L1": "70 h",
    "L3": "63 h with it and 55 h 48 min without it",
}


@cache
def findings_of(pack: str) -> tuple[Finding, ...]:
    return check(load_pack(PACKS / pack))


@pytest.mark.parametrize(("seen", "code", "where"), BY_RULE)
def test_a_check_reports_it_as_a_warning(seen: str, code: str, where: str):
    findings = findings_of(pack_of(seen))
    hits = [finding for finding in findings if (finding.code, finding.where) == (code, where)]
    assert hits
    assert {hit.severity for hit in hits} == {"warning"}


@pytest.mark.parametrize("seen", sorted(WORDS))
def test_the_sentence_gives_the_figures(seen: str):
    codes = {code for name, code, _ in BY_RULE if name == seen}
    text = " ".join(finding.sentence for finding in findings_of(pack_of(seen)) if finding.code in codes)
    assert WORDS[seen] in text


def test_both_sections_without_a_strand_are_named():
    first, second = [
        finding.sentence for finding in findings_of(UCL) if finding.code == "section-without-strand"
    ]
    assert "Section 6" in first
    assert "Section 9" in second


@pytest.mark.parametrize(("seen", "pack"), BY_AUTHOR)
def test_the_others_are_the_authors_notes(seen: str, pack: str):
    assert [finding.severity for finding in findings_of(pack) if finding.code == seen] == ["note"]


@pytest.mark.parametrize("pack", [UCL, LLSE])
def test_the_checks_report_these_and_no_others(pack: str):
    expected = {(code, where) for seen, code, where in BY_RULE if pack_of(seen) == pack}
    expected |= {(code, where) for name, code, where in BESIDES if name == pack}
    warnings = {
        (finding.code, finding.where) for finding in findings_of(pack) if finding.severity == "warning"
    }
    assert warnings == expected


def test_every_numbered_problem_is_covered():
    seen = {name for name, _, _ in BY_RULE} | {name for name, _ in BY_AUTHOR}
    assert seen == {f"U{n}" for n in range(1, 21)} | {f"L{n}" for n in range(1, 12)}


@pytest.mark.parametrize("pack", [UCL, LLSE])
def test_no_errors_and_every_place_is_a_real_one(pack: str):
    files = load_pack(PACKS / pack).files
    assert not has_errors(findings_of(pack))
    for finding in findings_of(pack):
        line = files[finding.file].splitlines()[finding.line - 1]
        assert line[finding.column - 1].strip(), finding
        assert finding.sentence
        assert finding.fix


def test_places_are_the_lines_a_reader_would_look_at():
    lines = load_pack(PACKS / UCL).files["programme.yaml"].splitlines()
    at = {
        finding.where: lines[finding.line - 1].strip()
        for finding in findings_of(UCL)
        if finding.file == "programme.yaml"
    }
    assert at["components.study"] == "- id: study"
    assert at["items.event-1.span"] == "span:"
    assert at["stated_minutes"] == "stated_minutes: 4500"
    assert at["footnotes.**"] == '- mark: "**"'


def pack_of(seen: str) -> str:
    return UCL if seen.startswith("U") else LLSE
