"""Reads a pack: a folder of YAML and Markdown that describes one programme.

* `load_pack(path: Path) -> LoadedPack` reads a folder. It never raises because of a pack's content.
* `load_source(files: Mapping[str, str]) -> LoadedPack` reads the same files from memory.
* `read_files(path: Path) -> dict[str, str]` gives the files as they are published: relative name to text,
  with the framework as `frameworks/<id>/framework.yaml`. `LoadedPack.files` is the same mapping.
* `digest_of(files: Mapping[str, str]) -> str` is the SHA-256 (hexadecimal) of that mapping as canonical JSON.

`LoadedPack.findings` has the problems found while reading. `checker.check(loaded)` adds all others.

| File                             | Contains                                                                  |
|----------------------------------|---------------------------------------------------------------------------|
| `programme.yaml`                 | what the document says                                                    |
| `assumed.yaml`                   | what the document doesn't say but the programme needs, each with a reason |
| `notes.yaml`                     | problems that the author noticed and that the checker can't find          |
| `study/*.md`                     | the texts of study pages                                                  |
| `frameworks/<id>/framework.yaml` | the framework, inside the pack or beside it                               |
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from waymark.ground.programmes.findings import Finding, Place, Severity, finding
from waymark.ground.programmes.reading import folder
from waymark.ground.programmes.reading.folder import ASSUMED, NOTES, PROGRAMME
from waymark.ground.programmes.reading.merging import (
    add_page_texts,
    merge_assumed,
    merge_notes,
    rename_earlier_keys,
)
from waymark.ground.programmes.reading.nodes import Node, place_by_name
from waymark.ground.programmes.reading.shaping import shape
from waymark.ground.programmes.reading.yaml_file import read, unreadable
from waymark.ground.programmes.values import Framework, Programme


@dataclass(frozen=True)
class LoadedPack:
    """A pack after reading. `programme` or `framework` is None if it could not be read."""

    programme: Programme | None
    framework: Framework | None
    findings: tuple[Finding, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    tree: Node | None = None
    framework_tree: Node | None = None

    def place(self, where: str) -> Place:
        """Line and column of a dotted place such as `components.seminars` or `items.workshop-1.plan.day`.

        `frameworks.<id>.sections.1` refers to the framework. If a value is missing, this is the place of its
        nearest parent, or otherwise the first line of `programme.yaml`.
        """
        if where.startswith("frameworks.") and self.framework_tree is not None:
            return place_by_name(self.framework_tree, where.split(".", 2)[2] if where.count(".") > 1 else "")
        if self.tree is None:
            return Place(PROGRAMME, 1, 1)
        return place_by_name(self.tree, where)

    def is_written(self, where: str) -> bool:
        """Whether the pack gives a value at a dotted place, rather than leaving it to a default."""
        parent, _, key = where.rpartition(".")
        return self.tree is not None and self.place(where) != self.place(parent) and bool(key)


def load_pack(path: Path) -> LoadedPack:
    """Reads the folder. Its problems become findings."""
    files, findings = folder.collect(path)
    loaded = _load(files, findings)
    if loaded.programme is None or loaded.programme.id == path.resolve().name:
        return loaded
    sentence = f"The programme’s id is `{loaded.programme.id}`, but its folder is `{path.resolve().name}`."
    fix = "Give both the same name."
    place = loaded.place("id")
    misnamed = finding("id-against-folder", Severity.WARNING, place, sentence=sentence, fix=fix, where="id")
    return replace(loaded, findings=(*loaded.findings, misnamed))


def load_source(files: Mapping[str, str]) -> LoadedPack:
    """Reads a pack from a mapping of relative file names to texts, as it is stored when published."""
    return _load({name: text.removeprefix("\ufeff") for name, text in files.items()}, [])


def read_files(path: Path) -> dict[str, str]:
    """The readable files of a pack by relative name, with its framework.

    Files that cannot be read are left out. Check the findings of `load_pack` before publishing.
    """
    return folder.collect(path)[0]


def digest_of(files: Mapping[str, str]) -> str:
    """SHA-256, in hexadecimal, of the canonical JSON (sorted keys, no spaces, UTF-8) of the mapping."""
    canonical = json.dumps(dict(files), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _load(files: dict[str, str], findings: list[Finding]) -> LoadedPack:
    tree = _tree(files, PROGRAMME, findings)
    if tree is None:
        if PROGRAMME not in files and not any(finding.file == PROGRAMME for finding in findings):
            findings.append(folder.no_programme())
        return LoadedPack(None, None, tuple(findings), files)
    complete = not any(finding.file in (ASSUMED, NOTES) for finding in findings)
    for name, merge in ((ASSUMED, merge_assumed), (NOTES, merge_notes)):
        addition = _tree(files, name, findings)
        complete = complete and (addition is not None or name not in files)
        if addition is not None:
            findings.extend(merge(tree, addition))
    for name, text in files.items():
        if name.endswith(".md"):
            findings.extend(unreadable(text, name))
    findings.extend(add_page_texts(tree, files))
    rename_earlier_keys(tree)
    programme = shape(Programme, tree, findings) if complete else None
    framework_tree, framework = _framework(files, tree, findings)
    return LoadedPack(programme, framework, tuple(findings), files, tree, framework_tree)


def _tree(files: Mapping[str, str], name: str, findings: list[Finding]) -> Node | None:
    if name not in files:
        return None
    tree, problems = read(files[name], name)
    findings.extend(problems)
    return tree


def _framework(
    files: Mapping[str, str], tree: Node, findings: list[Finding]
) -> tuple[Node | None, Framework | None]:
    framework_id = tree.text("framework")
    if framework_id is None:
        return None, None
    name = f"frameworks/{framework_id}/framework.yaml"
    if name not in files:
        if not any(finding.file == name for finding in findings):
            sentence = f"There is no `{name}` in the pack or beside it."
            fix = "Add the framework there, or correct `framework:`."
            place = tree.keys["framework"]
            findings.append(finding("framework-missing", Severity.ERROR, place, sentence=sentence, fix=fix))
        return None, None
    framework_tree = _tree(files, name, findings)
    if framework_tree is None:
        return None, None
    return framework_tree, shape(Framework, framework_tree, findings, root=f"frameworks.{framework_id}")
