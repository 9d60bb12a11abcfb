"""Reads a pack: a folder of YAML and Markdown that describes one programme.

* `load_pack(path: Path) -> Loaded` reads a folder. It never raises for what a pack holds.
* `load_source(files: Mapping[str, str]) -> Loaded` reads the same from memory.
* `read_files(path: Path) -> dict[str, str]` gives the files as published: relative name to text, with the
  framework as `frameworks/<id>/framework.yaml`. `Loaded.files` is the same mapping.
* `digest_of(files: Mapping[str, str]) -> str` is the SHA-256 (hexadecimal) of that mapping as canonical JSON.

`Loaded.findings` holds what went wrong while reading; `checker.check(loaded)` gives those and all others.

| File                           | Holds                                                                |
|--------------------------------|----------------------------------------------------------------------|
| `programme.yaml`               | what the document says                                               |
| `assumed.yaml`                 | what it does not say but the road needs, each entry with its reason  |
| `notes.yaml`                   | contradictions the author saw that no rule finds                     |
| `study/*.md`                   | the text of study pages                                              |
| `frameworks/<id>/framework.yaml` | the framework, in the pack or beside it                            |
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from waymark.ground.programmes.findings import Finding, Place, Severity, finding
from waymark.ground.programmes.merging import bring_texts, merge_assumed, merge_notes
from waymark.ground.programmes.nodes import Node, place_by_name
from waymark.ground.programmes.reading import MOST_CHARACTERS, read, unreadable
from waymark.ground.programmes.shaping import shape
from waymark.ground.programmes.values import Framework, Programme

PROGRAMME, ASSUMED, NOTES = "programme.yaml", "assumed.yaml", "notes.yaml"
MOST_STUDY_PAGES = 500

_FRAMEWORK_LINE = re.compile(
    r"^framework:[ \t]*[\"']?([a-z0-9][a-z0-9-]{0,59})[\"']?[ \t]*(?:#.*)?$", re.MULTILINE
)


@dataclass(frozen=True)
class Loaded:
    """A pack after reading. `programme` or `framework` is None when it could not be read."""

    programme: Programme | None
    framework: Framework | None
    findings: tuple[Finding, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    tree: Node | None = None
    framework_tree: Node | None = None

    def place(self, where: str) -> Place:
        """Line and column of a dotted place such as `components.seminars` or `items.workshop-1.plan.day`.

        `frameworks.<id>.sections.1` asks for the framework. What is missing is placed at the thing that
        lacks it, and in the last resort at the first line of `programme.yaml`.
        """
        if where.startswith("frameworks.") and self.framework_tree is not None:
            return place_by_name(self.framework_tree, where.split(".", 2)[2] if where.count(".") > 1 else "")
        if self.tree is None:
            return Place(PROGRAMME, 1, 1)
        return place_by_name(self.tree, where)

    def written(self, where: str) -> bool:
        """Whether a dotted place is written in the pack, rather than filled in by a default."""
        parent, _, key = where.rpartition(".")
        return self.tree is not None and self.place(where) != self.place(parent) and bool(key)


def load_pack(path: Path) -> Loaded:
    """Reads the folder; what is wrong with it becomes findings."""
    files, found = _gather(path)
    loaded = _load(files, found)
    if loaded.programme is None or loaded.programme.id == path.resolve().name:
        return loaded
    says = f"The programme is called `{loaded.programme.id}`, its folder `{path.resolve().name}`."
    other = finding(
        "id-against-folder",
        Severity.WARNING,
        loaded.place("id"),
        says=says,
        mend="Give both the same name.",
        where="id",
    )
    return replace(loaded, findings=(*loaded.findings, other))


def load_source(files: Mapping[str, str]) -> Loaded:
    """Reads a pack from a mapping of relative file names to texts, as publishing freezes it."""
    return _load({name: text.removeprefix("\ufeff") for name, text in files.items()}, [])


def read_files(path: Path) -> dict[str, str]:
    """The files of a pack that can be read, by relative name, with its framework.

    A file that cannot be read is left out: before publishing, ask `load_pack` for its findings.
    """
    return _gather(path)[0]


def digest_of(files: Mapping[str, str]) -> str:
    """SHA-256, in hexadecimal, of the canonical JSON (sorted keys, no spaces, UTF-8) of the mapping."""
    said = json.dumps(dict(files), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _load(files: dict[str, str], found: list[Finding]) -> Loaded:
    tree = _tree(files, PROGRAMME, found)
    if tree is None:
        if PROGRAMME not in files and not any(one.file == PROGRAMME for one in found):
            found.append(_no_programme())
        return Loaded(None, None, tuple(found), files)
    whole = not any(one.file in (ASSUMED, NOTES) for one in found)
    for name, merge in ((ASSUMED, merge_assumed), (NOTES, merge_notes)):
        extra = _tree(files, name, found)
        whole = whole and (extra is not None or name not in files)
        if extra is not None:
            found.extend(merge(tree, extra))
    found.extend(
        one for name, text in files.items() if name.endswith(".md") for one in unreadable(text, name)
    )
    found.extend(bring_texts(tree, files))
    programme = shape(Programme, tree, found) if whole else None
    framework_tree, framework = _framework(files, tree, found)
    return Loaded(programme, framework, tuple(found), files, tree, framework_tree)


def _tree(files: Mapping[str, str], name: str, found: list[Finding]) -> Node | None:
    if name not in files:
        return None
    tree, wrong = read(files[name], name)
    found.extend(wrong)
    return tree


def _framework(
    files: Mapping[str, str], tree: Node, found: list[Finding]
) -> tuple[Node | None, Framework | None]:
    wanted = tree.text("framework")
    if wanted is None:
        return None, None
    name = f"frameworks/{wanted}/framework.yaml"
    if name not in files:
        if not any(one.file == name for one in found):
            says = f"There is no `{name}` in the pack or beside it."
            mend = "Put the framework there, or correct `framework:`."
            place = tree.keys["framework"]
            found.append(finding("framework-missing", Severity.ERROR, place, says=says, mend=mend))
        return None, None
    framework_tree = _tree(files, name, found)
    if framework_tree is None:
        return None, None
    return framework_tree, shape(Framework, framework_tree, found, root=f"frameworks.{wanted}")


def _gather(path: Path) -> tuple[dict[str, str], list[Finding]]:
    files: dict[str, str] = {}
    found: list[Finding] = []
    try:
        names = sorted(entry.name for entry in path.iterdir())
    except OSError:
        return files, [_no_programme(f"`{path}` is not a folder that can be read.")]
    except ValueError:
        return files, [_no_programme("The name of the pack cannot be the name of a folder.")]
    if PROGRAMME not in names:
        found.append(_no_programme())
    for name in names:
        if name in (PROGRAMME, ASSUMED, NOTES):
            _take(path / name, name, files, found)
        elif name.endswith((".yaml", ".yml")):
            found.append(_stray(name))
    study = path / "study"
    if study.is_dir():
        for page in sorted(study.glob("*.md"))[:MOST_STUDY_PAGES]:
            _take(page, f"study/{page.name}", files, found)
    _take_framework(path, files, found)
    return files, found


def _take_framework(path: Path, files: dict[str, str], found: list[Finding]) -> None:
    said = _FRAMEWORK_LINE.search(files.get(PROGRAMME, ""))
    if said is None:
        return
    name = f"frameworks/{said.group(1)}/framework.yaml"
    for folder in (path, path.resolve().parent):
        if (folder / name).is_file():
            _take(folder / name, name, files, found)
            return


def _take(path: Path, name: str, files: dict[str, str], found: list[Finding]) -> None:
    place = Place(name, 1, 1)
    try:
        if path.stat().st_size > MOST_CHARACTERS * 4:
            says = f"The file has {path.stat().st_size:,} bytes; {MOST_CHARACTERS * 4:,} are read at most."
            mend = "Move long texts to study/*.md."
            found.append(finding("file-too-large", Severity.ERROR, place, says=says, mend=mend))
            return
        said = path.read_bytes()
        files[name] = said.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as wrong:
        before = said[: wrong.start]
        place = Place(name, before.count(b"\n") + 1, wrong.start - before.rfind(b"\n"))
        says = "The file is not written in UTF-8: a byte here belongs to another encoding."
        mend = "Save the file as UTF-8."
        found.append(finding("wrong-encoding", Severity.ERROR, place, says=says, mend=mend))
    except OSError:
        says, mend = "The file cannot be read.", "Look at its permissions, and whether it is a file."
        found.append(finding("file-unreadable", Severity.ERROR, place, says=says, mend=mend))


def _no_programme(says: str = "There is no `programme.yaml` in this folder.") -> Finding:
    mend = "Name a folder that holds a programme.yaml; `new-pack` starts one."
    return finding("programme-missing", Severity.ERROR, Place(PROGRAMME, 1, 1), says=says, mend=mend)


def _stray(name: str) -> Finding:
    says = f"`{name}` is not a file of a pack and was not read."
    mend = f"Name it {PROGRAMME}, {ASSUMED} or {NOTES}, or take it away."
    return finding("unknown-file", Severity.WARNING, Place(name, 1, 1), says=says, mend=mend)
