"""A small tree of YAML in which every value remembers its line and column.

The tree is made of mappings, sequences and scalars only. Scalars are read by a short rule of our own:
`true`, `false`, `null` and whole numbers have a type, everything else is text, so that `1.10` stays
`1.10` and `2025-04` stays `2025-04`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from waymark.ground.programmes.findings import Place

type Scalar = str | int | bool | None
type Path = tuple[str | int, ...]

NAMES = ("id", "code", "mark", "key", "number", "place")
"""The keys by which an entry of a sequence can be named in a dotted place, first match first."""


@dataclass(slots=True)
class Node:
    """`keys` says where each key of a mapping stands; an empty mapping for every other value."""

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
        """The scalar under a key as text, or None when there is none."""
        held = self.mapping.get(key)
        if held is None or held.value is None or isinstance(held.value, (dict, list)):
            return None
        return str(held.value)

    def put(self, key: str, node: Node, place: Place | None = None) -> None:
        """Sets a key of a mapping; `place` is where the key itself stands."""
        self.mapping[key] = node
        self.keys[key] = place or node.place


def plain(node: Node) -> object:
    """The same tree as dictionaries, lists and scalars."""
    if isinstance(node.value, dict):
        return {key: plain(held) for key, held in node.value.items()}
    if isinstance(node.value, list):
        return [plain(held) for held in node.value]
    return node.value


def name_of(node: Node) -> str | None:
    """What an entry of a sequence is called."""
    return next((said for name in NAMES if (said := node.text(name)) is not None), None)


def named(node: Node, name: str) -> Node | None:
    """The entry of a sequence with this name."""
    return next((entry for entry in node.sequence if name_of(entry) == name), None)


def place_by_index(root: Node, path: Path) -> Place:
    """Where a value stands, by keys and positions; what is missing is placed at the thing that lacks it."""
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
    """Where a dotted place stands: keys of mappings, names or positions of entries.

    A name may itself hold dots (`statements.1.2`). What is missing is placed at the thing that lacks it.
    """
    place, node = root.place, root
    parts = where.split(".") if where else []
    while parts:
        found = _step(node, parts)
        if found is None:
            break
        place, node, taken = found
        parts = parts[taken:]
    return place


def _step(node: Node, parts: list[str]) -> tuple[Place, Node, int] | None:
    for taken in range(1, len(parts) + 1):
        name = ".".join(parts[:taken])
        if name in node.mapping:
            return node.keys[name], node.mapping[name], taken
        entry = named(node, name)
        if entry is not None:
            return entry.place, entry, taken
    entry = _at(node, parts[0])
    return None if entry is None else (entry.place, entry, 1)


def _at(node: Node, name: str) -> Node | None:
    if name.isdecimal() and name.isascii() and len(name) < 7 and int(name) < len(node.sequence):
        return node.sequence[int(name)]
    return None


def dotted(root: Node, path: Path) -> str:
    """A path of keys and positions as a dotted place, with entries called by their names."""
    said: list[str] = []
    node: Node | None = root
    for step in path:
        node = _child(node, step)
        name = name_of(node) if node is not None and isinstance(step, int) else None
        said.append(name or str(step))
    return ".".join(said)


def _child(node: Node | None, step: str | int) -> Node | None:
    if node is None:
        return None
    if isinstance(step, int):
        return node.sequence[step] if step < len(node.sequence) else None
    return node.mapping.get(step)


def walk(node: Node) -> Iterator[Node]:
    """Every node of the tree, parents first."""
    yield node
    held = node.mapping.values() if isinstance(node.value, dict) else node.sequence
    for child in held:
        yield from walk(child)
