"""A tree of YAML values in which every value keeps its line and column.

The tree contains only mappings, sequences and scalars. `true`, `false`, `null` and whole numbers have a
type. Everything else is text, so that `1.10` stays `1.10` and `2025-04` stays `2025-04`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from waymark.ground.programmes.findings import Place

type Scalar = str | int | bool | None
type Path = tuple[str | int, ...]

NAMES = ("id", "code", "mark", "key", "number", "place")
"""The keys that name an entry of a sequence in a dotted place. The first match counts."""


@dataclass(slots=True)
class Node:
    """A value and its place. For a mapping, `keys` holds the place of each key."""

    value: Scalar | dict[str, Node] | list[Node]
    place: Place
    keys: dict[str, Place] = field(default_factory=dict)

    @property
    def mapping(self) -> dict[str, Node]:
        return self.value if isinstance(self.value, dict) else {}

    @property
    def sequence(self) -> list[Node]:
        return self.value if isinstance(self.value, list) else []

    def text(self, key: str) -> str | None:
        """The scalar under a key as text, or None if there is none."""
        node = self.mapping.get(key)
        if node is None or node.value is None or isinstance(node.value, (dict, list)):
            return None
        return str(node.value)

    def put(self, key: str, node: Node, place: Place | None = None) -> None:
        """Sets a key of a mapping. `place` is the place of the key itself."""
        self.mapping[key] = node
        self.keys[key] = place or node.place


def plain(node: Node) -> object:
    """The same tree as dictionaries, lists and scalars."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value


def name_of(node: Node) -> str | None:
    """The name of an entry of a sequence."""
    return next((name for key in NAMES if (name := node.text(key)) is not None), None)


def named(node: Node, name: str) -> Node | None:
    """The entry of a sequence with this name."""
    return next((entry for entry in node.sequence if name_of(entry) == name), None)


def place_by_index(root: Node, path: Path) -> Place:
    """The place of a value, by keys and positions. If it is missing, the place of its nearest parent."""
    place, node = root.place, root
    for step in path:
        if isinstance(node.value, dict) and step in node.value:
            place, node = node.keys[str(step)], node.value[str(step)]
        elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            place = node.place
        else:
            break
    return place


def place_by_name(root: Node, where: str) -> Place:
    """The place of a dotted path of keys, entry names and positions.

    A name can contain dots (`statements.1.2`). If a value is missing, the place of its nearest parent.
    """
    place, node = root.place, root
    parts = where.split(".") if where else []
    while parts:
        step = _step(node, parts)
        if step is None:
            break
        place, node, length = step
        parts = parts[length:]
    return place


def _step(node: Node, parts: list[str]) -> tuple[Place, Node, int] | None:
    for length in range(1, len(parts) + 1):
        name = ".".join(parts[:length])
        if name in node.mapping:
            return node.keys[name], node.mapping[name], length
        entry = named(node, name)
        if entry is not None:
            return entry.place, entry, length
    entry = _at(node, parts[0])
    return None if entry is None else (entry.place, entry, 1)


def _at(node: Node, name: str) -> Node | None:
    if name.isdecimal() and name.isascii() and len(name) < 7 and int(name) < len(node.sequence):
        return node.sequence[int(name)]
    return None


def dotted(root: Node, path: Path) -> str:
    """A path of keys and positions as a dotted place, using the names of entries."""
    names: list[str] = []
    node: Node | None = root
    for step in path:
        node = _child(node, step)
        name = name_of(node) if node is not None and isinstance(step, int) else None
        names.append(name or str(step))
    return ".".join(names)


def _child(node: Node | None, step: str | int) -> Node | None:
    if node is None:
        return None
    if isinstance(step, int):
        return node.sequence[step] if step < len(node.sequence) else None
    return node.mapping.get(step)


def walk(node: Node) -> Iterator[Node]:
    """Every node of the tree, parents first."""
    yield node
    children = node.mapping.values() if isinstance(node.value, dict) else node.sequence
    for child in children:
        yield from walk(child)
