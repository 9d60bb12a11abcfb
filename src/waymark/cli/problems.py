"""How the problems of a pack or a paper are printed."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from waymark.cli.arguments import NotUnderstood
from waymark.ground.programmes import packs
from waymark.ground.programmes.packs import Finding, LoadedPack, Severity


def read_pack(pack: str) -> LoadedPack:
    folder = Path(pack)
    try:
        is_folder = folder.is_dir()
    except (OSError, ValueError):
        is_folder = False
    if not is_folder:
        raise NotUnderstood(f"{pack} is not a folder. A pack is a folder, such as packs/llse-npqel.")
    return packs.load_pack(folder)


def print_findings(findings: Sequence[Finding], *, pack: str, as_json: bool) -> None:
    if as_json:
        rows = [finding.row() for finding in findings]
        print(json.dumps({"pack": pack, "findings": rows}, indent=2, ensure_ascii=False))
    else:
        print_lines(findings)


def print_lines(findings: Sequence[Finding]) -> None:
    """Two lines for each problem: its place and sentence, and how to fix it. Then how many there are."""
    for finding in findings:
        place = f"{finding.file}:{finding.line}:{finding.column}"
        print(f"{place}: {finding.severity.value} {finding.code}")
        print(f"    {finding.sentence}\n    To fix it: {finding.fix}")
    print(summary_of(findings))


def summary_of(findings: Iterable[Finding]) -> str:
    """`0 errors, 11 warnings, 14 notes.`"""
    counts = Counter(finding.severity for finding in findings)
    parts = (f"{counts[kind]} {kind.value}{'' if counts[kind] == 1 else 's'}" for kind in Severity)
    return f"{', '.join(parts)}."
