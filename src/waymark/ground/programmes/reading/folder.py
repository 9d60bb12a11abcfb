"""Collects the files of a pack from its folder, and its framework from the folder or beside it."""

from __future__ import annotations

import re
from pathlib import Path

from waymark.ground.programmes.findings import Finding, Place, Severity, finding
from waymark.ground.programmes.reading.yaml_file import MAX_CHARACTERS

PROGRAMME, ASSUMED, NOTES = "programme.yaml", "assumed.yaml", "notes.yaml"
MAX_STUDY_PAGES = 500
MAX_BYTES = MAX_CHARACTERS * 4

_FRAMEWORK_LINE = re.compile(
    r"^framework:[ \t]*[\"']?([a-z0-9][a-z0-9-]{0,59})[\"']?[ \t]*(?:#.*)?$", re.MULTILINE
)


def collect(path: Path) -> tuple[dict[str, str], list[Finding]]:
    """The texts of a pack's files by relative name, and the problems with reading them."""
    files: dict[str, str] = {}
    findings: list[Finding] = []
    try:
        names = sorted(entry.name for entry in path.iterdir())
    except OSError:
        return files, [no_programme(f"`{path}` isn’t a folder that can be read.")]
    except ValueError:
        return files, [no_programme("This can’t be the name of a folder.")]
    if PROGRAMME not in names:
        findings.append(no_programme())
    for name in names:
        if name in (PROGRAMME, ASSUMED, NOTES):
            _read_file(path / name, name, files, findings)
        elif name.endswith((".yaml", ".yml")):
            findings.append(_unknown_file(name))
    study = path / "study"
    if study.is_dir():
        for page in sorted(study.glob("*.md"))[:MAX_STUDY_PAGES]:
            _read_file(page, f"study/{page.name}", files, findings)
    _read_framework(path, files, findings)
    return files, findings


def no_programme(sentence: str = "There is no `programme.yaml` in this folder.") -> Finding:
    fix = "Choose a folder that contains programme.yaml, or create one with `bin/waymark new-pack`."
    return finding("programme-missing", Severity.ERROR, Place(PROGRAMME, 1, 1), sentence=sentence, fix=fix)


def _read_framework(path: Path, files: dict[str, str], findings: list[Finding]) -> None:
    line = _FRAMEWORK_LINE.search(files.get(PROGRAMME, ""))
    if line is None:
        return
    name = f"frameworks/{line.group(1)}/framework.yaml"
    for folder in (path, path.resolve().parent):
        if (folder / name).is_file():
            _read_file(folder / name, name, files, findings)
            return


def _read_file(path: Path, name: str, files: dict[str, str], findings: list[Finding]) -> None:
    place = Place(name, 1, 1)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            sentence = f"The file has {size:,} bytes. The maximum is {MAX_BYTES:,}."
            fix = "Move long texts into study/*.md."
            findings.append(finding("file-too-large", Severity.ERROR, place, sentence=sentence, fix=fix))
            return
        content = path.read_bytes()
        files[name] = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        place = Place(name, before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        sentence, fix = "The file isn’t encoded in UTF-8.", "Save the file as UTF-8."
        findings.append(finding("wrong-encoding", Severity.ERROR, place, sentence=sentence, fix=fix))
    except OSError:
        sentence, fix = (
            "The file can’t be read.",
            "Check that it is a file and that you have permission to read it.",
        )
        findings.append(finding("file-unreadable", Severity.ERROR, place, sentence=sentence, fix=fix))


def _unknown_file(name: str) -> Finding:
    sentence = f"`{name}` isn’t one of a pack’s files, so it wasn’t read."
    fix = f"Rename it {PROGRAMME}, {ASSUMED} or {NOTES}, or remove it."
    return finding("unknown-file", Severity.WARNING, Place(name, 1, 1), sentence=sentence, fix=fix)
