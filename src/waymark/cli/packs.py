"""Answers of the command line about packs. Nothing of Django is loaded on the way."""

import json
import os
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from waymark.cli.answers import ANSWERED, ERRORS_FOUND, NotUnderstood, whole
from waymark.ground.hours import rules
from waymark.ground.programmes import packs
from waymark.ground.programmes.packs import Finding, LoadedPack, Severity

PACKS = Path(__file__).resolve().parents[3] / "packs"


def check(said: Namespace) -> int:
    findings = packs.check(read(said.pack))
    show(findings, said)
    return ERRORS_FOUND if packs.has_errors(findings) else ANSWERED


def show(findings: Sequence[Finding], said: Namespace) -> None:
    if said.format == "json":
        rows = [found.row() for found in findings]
        print(json.dumps({"pack": said.pack, "findings": rows}, indent=2, ensure_ascii=False))
    else:
        show_in_words(findings)


def show_in_words(findings: Sequence[Finding]) -> None:
    for found in findings:
        print(in_words(found))
    print(counted(findings))


def begin(said: Namespace) -> int:
    """A name alone goes beside the other packs; a path says where. Prints the folder that was made."""
    asked = Path(said.name)
    beside = PACKS if asked.name == said.name else asked.parent
    try:
        made = packs.new_pack(asked.name, beside)
    except packs.CannotStart as problem:
        raise NotUnderstood(str(problem)) from problem
    print(os.path.relpath(made))
    return ANSWERED


def manual() -> int:
    print(packs.manual(), end="")
    return ANSWERED


def engagement(said: Namespace) -> int:
    earned, of = whole(said.earned, "--earned"), whole(said.of, "--of")
    if earned < 0 or of < 1:
        raise NotUnderstood("--earned must be 0 or more minutes, and --of at least 1.")
    programme = read(said.pack).programme
    if programme is None:
        raise NotUnderstood(f"{said.pack} has errors; bin/waymark check {said.pack} lists them.")
    decision = rules.decide_engagement(earned=earned, of=of, rule=programme.engagement)
    if said.format == "json":
        print(
            json.dumps({"engaged": decision.engaged, "reasons": list(decision.reasons)}, ensure_ascii=False)
        )
    else:
        print("Engaged." if decision.engaged else "Not engaged.", *decision.reasons)
    return ANSWERED


def read(pack: str) -> LoadedPack:
    folder = Path(pack)
    try:
        is_folder = folder.is_dir()
    except (OSError, ValueError):
        is_folder = False
    if not is_folder:
        raise NotUnderstood(f"{pack} is not a folder; a pack is one, such as packs/llse-npqel.")
    return packs.load_pack(folder)


def in_words(found: Finding) -> str:
    head = f"{found.file}:{found.line}:{found.column}: {found.severity.value} {found.code}"
    return f"{head}\n    {found.says}\n    To fix it: {found.fix}"


def counted(findings: Iterable[Finding]) -> str:
    kinds = Counter(found.severity for found in findings)
    return (
        ", ".join(f"{kinds[kind]} {kind.value}{'' if kinds[kind] == 1 else 's'}" for kind in Severity) + "."
    )
