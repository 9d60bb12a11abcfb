"""Makes the mutants of a file, each the whole text of the file with one thing changed, and draws a sample."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import chain, zip_longest
from pathlib import Path
from types import CodeType

from tests.mutants.mutations import KINDS, Found, changes_in


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One change to one file."""

    path: Path
    kind: str
    line: int
    source: str
    """The whole file as changed."""
    before: str
    """The changed lines as they were, stripped."""
    after: str
    lines: range
    """A test that runs none of these lines cannot notice."""
    at_import: str

    @property
    def diff(self) -> str:
        return "\n".join(
            [
                *(f"- {line}" for line in self.before.splitlines()),
                *(f"+ {line}" for line in self.after.splitlines()),
            ]
        )


def mutants_of(path: Path, *, permissions_only: bool = False) -> list[Mutant]:
    text = path.read_text("utf-8")
    changes = changes_in(ast.parse(text), permissions_only=permissions_only)
    made = {mutant.source: mutant for change in changes if (mutant := _mutant(path, text, change))}
    return list(made.values())


def sample(mutants: Iterable[Mutant], *, limit: int) -> list[Mutant]:
    """The same ones each time, each kind in turn; moving or renaming a file changes nothing. 0 takes all."""
    by_kind: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in sorted(
        mutants, key=lambda mutant: sha256(f"{mutant.before}:{mutant.after}".encode()).digest()
    ):
        by_kind[mutant.kind].append(mutant)
    turns = zip_longest(*(by_kind[kind] for kind in KINDS))
    drawn = [mutant for mutant in chain.from_iterable(turns) if mutant is not None]
    return drawn[: limit or None]


def code_objects(code: CodeType) -> Iterable[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from code_objects(inner)


def _mutant(path: Path, text: str, change: Found) -> Mutant | None:
    data = text.encode()
    start, end = _span(data, change.node)
    source = (data[:start] + change.text.encode() + data[end:]).decode()
    if not _fits(text, source, path, change):
        return None
    before, after = _changed_lines(text, source)
    return Mutant(
        path=path,
        kind=change.kind,
        line=change.node.lineno,  # type: ignore[attr-defined]
        source=source,
        before=before,
        after=after,
        lines=change.lines,
        at_import=change.at_import,
    )


def _span(data: bytes, node: ast.AST) -> tuple[int, int]:
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return (
        starts[node.lineno - 1] + node.col_offset,  # type: ignore[attr-defined]
        starts[node.end_lineno - 1] + node.end_col_offset,  # type: ignore[attr-defined]
    )


def _fits(text: str, source: str, path: Path, change: Found) -> bool:
    """Whether the change says something else, and can take its place in a function that lives already."""
    try:
        new = compile(source, path, "exec")
    except SyntaxError:
        return False
    line: int = change.node.lineno  # type: ignore[attr-defined]
    before, after = _closed_over(_compiled(text, path), line), _closed_over(new, line)
    return bool(change.at_import) or all(after.get(key, free) == free for key, free in before.items())


@cache
def _compiled(text: str, path: Path) -> CodeType:
    return compile(text, path, "exec")


def _closed_over(code: CodeType, line: int) -> dict[tuple[str, int], tuple[str, ...]]:
    """The names from outside that functions beginning before a line use: they are fixed while a function lives."""
    return {
        (inner.co_qualname, inner.co_firstlineno): inner.co_freevars
        for inner in code_objects(code)
        if inner.co_firstlineno <= line
    }


def _changed_lines(text: str, source: str) -> tuple[str, str]:
    """One stretch is different: what stands before and after it is equal."""
    old, new = text.splitlines(), source.splitlines()
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    stretches = old[head : len(old) - tail], new[head : len(new) - tail]
    before, after = ("\n".join(line.strip() for line in stretch) for stretch in stretches)
    return before, after
