"""Collects the files of a pack from its folder, and its framework from the folder or beside it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from waymark.ground.programmes.findings import Finding, Place, Severity, finding
from waymark.ground.programmes.reading.inside import CannotRead, read_inside
from waymark.ground.programmes.reading.yaml_file import MAX_CHARACTERS

PROGRAMME, ASSUMED, NOTES = "programme.yaml", "assumed.yaml", "notes.yaml"
STUDY = "study"
MAX_STUDY_PAGES = 500
MAX_BYTES = MAX_CHARACTERS * 4
MAX_BYTES_OF_ALL = 20_000_000

_FRAMEWORK_LINE = re.compile(
    r"^framework:[ \t]*[\"']?([a-z0-9][a-z0-9-]{0,59})[\"']?[ \t]*(?:#.*)?$", re.MULTILINE
)
_UNREADABLE = "The file can’t be read.", "Check that it is a file and that you have permission to read it."


class _Reader:
    """Reads files one after the other, up to `MAX_BYTES_OF_ALL` bytes together."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.findings: list[Finding] = []
        self.bytes_left = MAX_BYTES_OF_ALL

    def read(self, folder: Path, name: str) -> None:
        """Adds the text of a file, or the reason why it isn't read."""
        content = b""
        try:
            content = read_inside(folder, name, most=MAX_BYTES)
            self.bytes_left -= len(content)
            if self.bytes_left >= 0:
                self.files[name] = content.decode("utf-8-sig").replace("\r\n", "\n")
                return
            code, sentence = "pack-too-large", f"The pack’s files have more than {MAX_BYTES_OF_ALL:,} bytes."
            fix = "Shorten the study pages, or divide the programme into several packs."
        except UnicodeDecodeError as error:
            before = content[: error.start]
            place = Place(name, before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
            sentence, fix = "The file isn’t encoded in UTF-8.", "Save the file as UTF-8."
            self.report("wrong-encoding", place, sentence, fix)
            return
        except CannotRead as refusal:
            code, sentence, fix = refusal.code, str(refusal), refusal.fix
        except OSError:
            code, (sentence, fix) = "file-unreadable", _UNREADABLE
        self.report(code, Place(_shown(name), 1, 1), sentence, fix)

    def report(self, code: str, place: Place, sentence: str, fix: str) -> None:
        self.findings.append(finding(code, Severity.ERROR, place, sentence=sentence, fix=fix))


def collect(path: Path) -> tuple[dict[str, str], list[Finding]]:
    """The texts of a pack's files by relative name, and the problems with reading them."""
    reader = _Reader()
    try:
        names = sorted(os.listdir(path))
    except OSError:
        return {}, [no_programme(f"`{path}` isn’t a folder that can be read.")]
    except ValueError:
        return {}, [no_programme("This can’t be the name of a folder.")]
    if PROGRAMME not in names:
        reader.findings.append(no_programme())
    for name in names:
        if name in (PROGRAMME, ASSUMED, NOTES):
            reader.read(path, name)
        elif name.endswith((".yaml", ".yml")):
            reader.findings.append(_unknown_file(_shown(name)))
    _read_framework(path, reader)
    if STUDY in names:
        _read_study(path, reader)
    return reader.files, reader.findings


def no_programme(sentence: str = "There is no `programme.yaml` in this folder.") -> Finding:
    fix = "Choose a folder that contains programme.yaml, or create one with `bin/waymark new-pack`."
    return finding("programme-missing", Severity.ERROR, Place(PROGRAMME, 1, 1), sentence=sentence, fix=fix)


def _read_study(path: Path, reader: _Reader) -> None:
    folder = path / STUDY
    if folder.is_symlink():
        reader.read(path, STUDY)
        return
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".md"))
    except NotADirectoryError:
        return
    except OSError:
        reader.report("file-unreadable", Place(STUDY, 1, 1), *_UNREADABLE)
        return
    for name in names[:MAX_STUDY_PAGES]:
        reader.read(path, f"{STUDY}/{name}")
    if len(names) > MAX_STUDY_PAGES:
        sentence = f"There are {len(names):,} study pages. The maximum is {MAX_STUDY_PAGES}."
        reader.report("too-many-pages", Place(STUDY, 1, 1), sentence, "Remove pages, or join them.")


def _read_framework(path: Path, reader: _Reader) -> None:
    """The framework inside the pack or, if there is none, the one in the folder `frameworks` beside the pack."""
    line = _FRAMEWORK_LINE.search(reader.files.get(PROGRAMME, ""))
    if line is None:
        return
    name = f"frameworks/{line.group(1)}/framework.yaml"
    for folder in (path, path.resolve().parent):
        if os.path.lexists(folder / name) or (folder / "frameworks").is_symlink():
            reader.read(folder, name)
            return


def _shown(name: str) -> str:
    """The name of a file as it can be printed and stored."""
    return name if name.isprintable() else ascii(name)[1:-1]


def _unknown_file(name: str) -> Finding:
    sentence = f"`{name}` isn’t one of a pack’s files, so it wasn’t read."
    fix = f"Rename it {PROGRAMME}, {ASSUMED} or {NOTES}, or remove it."
    return finding("unknown-file", Severity.WARNING, Place(name, 1, 1), sentence=sentence, fix=fix)
