"""Brings `assumed.yaml`, `notes.yaml` and the study pages' texts into the programme's tree.

`assumed.yaml` is a list of entries, each with a `place` (dotted, such as `assessment.plan` or `items`),
a `reason` and a `value`. A list of entries with ids is merged by id; anything else is set. What the
programme already says cannot be assumed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from waymark.ground.programmes.findings import Finding, Place, Severity, finding
from waymark.ground.programmes.nodes import Node, name_of, named

_KEYS = {"place", "reason", "value"}
_MARKED = ("items", "components", "modules", "question_sets")


def merge_assumed(tree: Node, assumed: Node) -> list[Finding]:
    """Merges every entry, marks what was assumed, and says which entries cannot be merged."""
    found = [_unknown(assumed, key) for key in assumed.mapping if key != "assumed"]
    register = tree.mapping.get("assumed")
    if register is None:
        register = Node({}, assumed.place)
        tree.put("assumed", register)
    merge = _Merge(tree, register)
    entries = assumed.mapping.get("assumed")
    if entries is not None and not isinstance(entries.value, list):
        found.append(_entry(entries, "Under `assumed` stands no list of entries."))
    for entry in entries.sequence if entries else ():
        found.extend(merge.entry(entry))
    return found


class _Merge:
    def __init__(self, tree: Node, register: Node) -> None:
        self.tree = tree
        self.register = register
        self.reason = Node("", tree.place)

    def entry(self, entry: Node) -> Iterator[Finding]:
        place, reason, value = entry.text("place"), entry.text("reason"), entry.mapping.get("value")
        yield from (_unknown(entry, key) for key in entry.mapping if key not in _KEYS)
        if not reason or not reason.strip():
            yield _entry(entry, "An assumed entry gives no reason.")
        elif not place or value is None:
            yield _entry(entry, "An assumed entry needs a `place` and a `value`.")
        else:
            self.reason = entry.mapping["reason"]
            yield from self.set(self.tree, (), place.split("."), value, entry)

    def set(
        self, node: Node, path: tuple[str, ...], rest: list[str], value: Node, entry: Node
    ) -> Iterator[Finding]:
        """Walks down to the place, making mappings that are missing, and merges the value there."""
        step, rest = rest[0], rest[1:]
        here = (*path, step)
        if isinstance(node.value, list):
            child = named(node, step)
            if child is None:
                yield _entry(entry, f"There is no `{'.'.join(here)}` in the programme.")
            elif rest:
                yield from self.set(child, here, rest, value, entry)
            else:
                yield from self.merge(child, here, value)
        elif not isinstance(node.value, dict):
            yield _entry(entry, f"`{'.'.join(path)}` holds a plain value, nothing can stand below it.")
        elif rest:
            if step not in node.mapping:
                node.put(step, Node({}, value.place), entry.place)
            yield from self.set(node.mapping[step], here, rest, value, entry)
        else:
            yield from self.key(node, here, value, entry.place)

    def key(self, parent: Node, path: tuple[str, ...], value: Node, place: Place) -> Iterator[Finding]:
        key = path[-1]
        held = parent.mapping.get(key)
        if held is not None:
            yield from self.merge(held, path, value)
        elif isinstance(value.value, list) and value.value and all(name_of(one) for one in value.sequence):
            parent.put(key, Node([], value.place), place)
            yield from self.merge(parent.mapping[key], path, value)
        else:
            parent.put(key, value, place)
            self.mark(path, value)

    def merge(self, held: Node, path: tuple[str, ...], value: Node) -> Iterator[Finding]:
        if isinstance(held.value, dict) and isinstance(value.value, dict):
            for key, given in value.mapping.items():
                if not (key == "id" and key in held.mapping):
                    yield from self.key(held, (*path, key), given, value.keys[key])
        elif isinstance(held.value, list) and isinstance(value.value, list):
            for given in value.sequence:
                yield from self.append(held, path, given)
        else:
            says = f"`{'.'.join(path)}` is assumed, but the programme says it already."
            yield finding(
                "assumed-twice",
                Severity.ERROR,
                value.place,
                says=says,
                mend="Keep what the document says, or what is assumed.",
                where=".".join(path),
            )

    def append(self, held: Node, path: tuple[str, ...], given: Node) -> Iterator[Finding]:
        name = name_of(given)
        known = named(held, name) if name else None
        if known is not None and isinstance(known.value, dict):
            yield from self.merge(known, (*path, name or ""), given)
        else:
            held.sequence.append(given)
            self.mark((*path, name or str(len(held.sequence) - 1)), given)

    def mark(self, path: tuple[str, ...], value: Node) -> None:
        """Writes the reason beside the value where it has room for one, and always into the register."""
        self.register.put(".".join(path), self._reason())
        if _has_room(path) and isinstance(value.value, dict) and "assumed" not in value.mapping:
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


def _has_room(path: tuple[str, ...]) -> bool:
    if len(path) == 2:
        return path[0] in _MARKED or path == ("assessment", "plan")
    return len(path) == 3 and path[0] == "items" and path[2] == "plan"


def merge_notes(tree: Node, notes: Node) -> list[Finding]:
    """The author's notes become the programme's `notes`."""
    found = [_unknown(notes, key) for key in notes.mapping if key != "notes"]
    held = notes.mapping.get("notes")
    if held is not None and "notes" in tree.mapping:
        says, mend = "The programme has notes of its own.", "Keep them in notes.yaml."
        found.append(finding("notes-twice", Severity.ERROR, held.place, says=says, mend=mend))
    elif held is not None:
        tree.put("notes", held, notes.keys["notes"])
    return found


def bring_texts(tree: Node, files: Mapping[str, str]) -> list[Finding]:
    """A study page that names a `file` receives that file's text."""
    found: list[Finding] = []
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
                says, mend = f"There is no file `{name}`.", "Write it under study/, or correct its name."
                found.append(finding("study-page-missing", Severity.ERROR, place, says=says, mend=mend))
    return found


def _unknown(node: Node, key: str) -> Finding:
    mend = "Correct its spelling, or take it out; packs/manual.md lists every key."
    says = f"The key `{key}` is not known here."
    return finding("unknown-key", Severity.ERROR, node.keys[key], says=says, mend=mend)


def _entry(node: Node, says: str) -> Finding:
    mend = "Give each entry a `place`, a `reason` and a `value`."
    return finding("assumed-unclear", Severity.ERROR, node.place, says=says, mend=mend)
