"""Adds `assumed.yaml`, `notes.yaml` and the texts of study pages to the programme's tree.

`assumed.yaml` is a list of entries. Each has a `place` (dotted, such as `assessment.plan` or `items`), a
`reason` and a `value`. A list of entries with ids is merged by id; any other value is set. You can't assume
a value that the programme already gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from waymark.ground.programmes.findings import Finding, Place, Severity, finding
from waymark.ground.programmes.reading.inside import is_inside, outside
from waymark.ground.programmes.reading.nodes import Node, name_of, named

_KEYS = {"place", "reason", "value"}
_MARKED = ("items", "components", "modules", "question_sets")


def merge_assumed(tree: Node, assumed: Node) -> list[Finding]:
    """Merges every entry, marks the values as assumed and reports the entries that cannot be merged."""
    findings = [_unknown_key(assumed, key) for key in assumed.mapping if key != "assumed"]
    register = tree.mapping.get("assumed")
    if register is None:
        register = Node({}, assumed.place)
        tree.put("assumed", register)
    merge = _Merge(tree, register)
    entries = assumed.mapping.get("assumed")
    if entries is not None and not isinstance(entries.value, list):
        findings.append(_unclear(entries, "`assumed` must contain a list of entries."))
    for entry in entries.sequence if entries else ():
        findings.extend(merge.entry(entry))
    return findings


class _Merge:
    def __init__(self, tree: Node, register: Node) -> None:
        self.tree = tree
        self.register = register
        self.reason = Node("", tree.place)

    def entry(self, entry: Node) -> Iterator[Finding]:
        place, reason, value = entry.text("place"), entry.text("reason"), entry.mapping.get("value")
        yield from (_unknown_key(entry, key) for key in entry.mapping if key not in _KEYS)
        if not reason or not reason.strip():
            yield _unclear(entry, "This entry has no reason.")
        elif not place or value is None:
            yield _unclear(entry, "This entry has no `place` or no `value`.")
        else:
            self.reason = entry.mapping["reason"]
            yield from self.set(self.tree, (), place.split("."), value, entry)

    def set(
        self, node: Node, path: tuple[str, ...], rest: list[str], value: Node, entry: Node
    ) -> Iterator[Finding]:
        """Goes to the place, adding any missing mappings, and merges the value there."""
        step, rest = rest[0], rest[1:]
        here = (*path, step)
        if isinstance(node.value, list):
            child = named(node, step)
            if child is None:
                yield _unclear(entry, f"There is no `{'.'.join(here)}` in the programme.")
            elif rest:
                yield from self.set(child, here, rest, value, entry)
            else:
                yield from self.merge(child, here, value)
        elif not isinstance(node.value, dict):
            yield _unclear(entry, f"`{'.'.join(path)}` is a single value, so you can’t add keys to it.")
        elif rest:
            if step not in node.mapping:
                node.put(step, Node({}, value.place), entry.place)
            yield from self.set(node.mapping[step], here, rest, value, entry)
        else:
            yield from self.key(node, here, value, entry.place)

    def key(self, parent: Node, path: tuple[str, ...], value: Node, place: Place) -> Iterator[Finding]:
        key = path[-1]
        existing = parent.mapping.get(key)
        if existing is not None:
            yield from self.merge(existing, path, value)
        elif (
            isinstance(value.value, list) and value.value and all(name_of(entry) for entry in value.sequence)
        ):
            parent.put(key, Node([], value.place), place)
            yield from self.merge(parent.mapping[key], path, value)
        else:
            parent.put(key, value, place)
            self.mark(path, value)

    def merge(self, existing: Node, path: tuple[str, ...], value: Node) -> Iterator[Finding]:
        if isinstance(existing.value, dict) and isinstance(value.value, dict):
            for key, child in value.mapping.items():
                if not (key == "id" and key in existing.mapping):
                    yield from self.key(existing, (*path, key), child, value.keys[key])
        elif isinstance(existing.value, list) and isinstance(value.value, list):
            for entry in value.sequence:
                yield from self.append(existing, path, entry)
        else:
            sentence = f"`{'.'.join(path)}` is assumed, but the programme already gives it."
            yield finding(
                "assumed-twice",
                Severity.ERROR,
                value.place,
                sentence=sentence,
                fix="Remove it from assumed.yaml or from programme.yaml.",
                where=".".join(path),
            )

    def append(self, entries: Node, path: tuple[str, ...], entry: Node) -> Iterator[Finding]:
        name = name_of(entry)
        existing = named(entries, name) if name else None
        if existing is not None and isinstance(existing.value, dict):
            yield from self.merge(existing, (*path, name or ""), entry)
        else:
            entries.sequence.append(entry)
            self.mark((*path, name or str(len(entries.sequence) - 1)), entry)

    def mark(self, path: tuple[str, ...], value: Node) -> None:
        """Records the reason in the register, and with the value if the value has a field for it."""
        self.register.put(".".join(path), self._reason())
        if _has_reason_field(path) and isinstance(value.value, dict) and "assumed" not in value.mapping:
            value.put("assumed", self._reason())
        plan = value.mapping.get("plan") if len(path) == 2 and path[0] == "items" else None
        if plan is not None and isinstance(plan.value, dict) and "assumed" not in plan.mapping:
            plan.put("assumed", self._reason())
        if len(path) == 2 and path[0] == "assessment":
            assessment = self.tree.mapping["assessment"]
            if "assumed" not in assessment.mapping:
                assessment.put("assumed", Node({}, self.reason.place))
            assessment.mapping["assumed"].put(path[1], self._reason())

    def _reason(self) -> Node:
        node = Node({}, self.reason.place)
        node.put("reason", self.reason)
        return node


def _has_reason_field(path: tuple[str, ...]) -> bool:
    if len(path) == 2:
        return path[0] in _MARKED or path == ("assessment", "plan")
    return len(path) == 3 and path[0] == "items" and path[2] == "plan"


def merge_notes(tree: Node, notes: Node) -> list[Finding]:
    """Adds the author's notes to the programme as `notes`."""
    findings = [_unknown_key(notes, key) for key in notes.mapping if key != "notes"]
    entries = notes.mapping.get("notes")
    if entries is not None and "notes" in tree.mapping:
        sentence, fix = (
            "There are notes in both programme.yaml and notes.yaml.",
            "Keep them all in notes.yaml.",
        )
        findings.append(finding("notes-twice", Severity.ERROR, entries.place, sentence=sentence, fix=fix))
    elif entries is not None:
        tree.put("notes", entries, notes.keys["notes"])
    return findings


def rename_earlier_keys(tree: Node) -> None:
    """Gives keys of packs written for earlier versions their present names."""
    notes = tree.mapping.get("notes")
    for note in notes.sequence if notes else ():
        if "mend" in note.mapping and "fix" not in note.mapping:
            note.put("fix", note.mapping.pop("mend"), note.keys.pop("mend"))


def add_page_texts(tree: Node, files: Mapping[str, str]) -> list[Finding]:
    """Adds the text of its file to each study page that names a `file`."""
    findings: list[Finding] = []
    items = tree.mapping.get("items")
    for item in items.sequence if items else ():
        pages = item.mapping.get("pages")
        for page in pages.sequence if pages else ():
            name = page.text("file")
            if name is None:
                continue
            place = page.keys["file"]
            del page.mapping["file"]
            if name in files:
                page.put("text", Node(files[name].strip(), place), place)
            else:
                page.put("text", Node("", place), place)
                findings.append(_no_page(name, place))
    return findings


def _no_page(name: str, place: Place) -> Finding:
    if not is_inside(name):
        refusal = outside(name)
        return finding(refusal.code, Severity.ERROR, place, sentence=str(refusal), fix=refusal.fix)
    sentence, fix = f"There is no file `{name}`.", "Add the file to the folder study, or correct its name."
    return finding("study-page-missing", Severity.ERROR, place, sentence=sentence, fix=fix)


def _unknown_key(node: Node, key: str) -> Finding:
    sentence = f"There is no key `{key}` here."
    fix = "Correct the key or remove it. packs/manual.md lists every key."
    return finding("unknown-key", Severity.ERROR, node.keys[key], sentence=sentence, fix=fix)


def _unclear(node: Node, sentence: str) -> Finding:
    fix, where = "Give each entry a `place` that exists, a `reason` and a `value`.", node.text("place") or ""
    return finding("assumed-unclear", Severity.ERROR, node.place, sentence=sentence, fix=fix, where=where)
