"""Does everything that is named exist, once?

| Code                  | Asks                                                          |
|-----------------------|---------------------------------------------------------------|
| `duplicate-id`        | does an id stand once in its list?                            |
| `dangling-reference`  | does what is referred to exist?                               |
| `prerequisite-cycle`  | do prerequisites come to an end?                              |
| `footnote-unresolved` | does every mark have its note, and every note a mark?         |
"""

from __future__ import annotations

from collections.abc import Iterator

from waymark.ground.programmes.checks.case import Case, Found, listed
from waymark.ground.programmes.findings import Finding, Severity, finding
from waymark.ground.programmes.loader import Loaded
from waymark.ground.programmes.nodes import Node, name_of
from waymark.ground.programmes.values import Programme


def check(case: Case) -> Found:
    yield from dangling(case)
    yield from cycles(case)
    yield from footnotes(case)


def duplicates(loaded: Loaded) -> Iterator[Finding]:
    """Works on the tree, so that it finds them in a pack that cannot be read otherwise."""
    for tree, skipped in ((loaded.tree, ("notes",)), (loaded.framework_tree, ())):
        if tree is not None:
            yield from _twice(tree, skipped)
    if loaded.tree is not None:
        items = loaded.tree.mapping.get("items")
        pages = [page for item in (items.sequence if items else ()) for page in _under(item, "pages")]
        yield from _repeated(pages)
    if loaded.framework_tree is not None:
        sections = _under(loaded.framework_tree, "sections")
        yield from _repeated([code for one in sections for code in _under(one, "statements")])


def _under(node: Node, key: str) -> list[Node]:
    held = node.mapping.get(key)
    return held.sequence if held is not None else []


def _twice(node: Node, skipped: tuple[str, ...]) -> Iterator[Finding]:
    for key, held in node.mapping.items():
        if key in skipped:
            continue
        if key not in ("pages", "statements"):
            yield from _repeated(held.sequence)
        for child in (held, *held.sequence):
            yield from _twice(child, skipped)


def _repeated(entries: list[Node]) -> Iterator[Finding]:
    seen: dict[str, Node] = {}
    for entry in entries:
        name = name_of(entry)
        if name is None:
            continue
        if name in seen:
            yield finding(
                "duplicate-id",
                Severity.ERROR,
                entry.place,
                says=f"`{name}` stands here a second time; the first is on line {seen[name].place.line}.",
                mend="Give each its own id.",
            )
        seen.setdefault(name, entry)


def references(programme: Programme) -> Iterator[tuple[str, str, str, str]]:
    """Place, what kind is referred to, the name, and what it should be in words."""
    for item in programme.items:
        where = f"items.{item.id}"
        yield from (
            (f"{where}.{key}", f"{key}s", name, key)
            for key, name in (("module", item.module), ("component", item.component))
            if name
        )
        yield from ((f"{where}.after", "items", name, "item") for name in item.after)
        if item.question_set:
            yield f"{where}.question_set", "question_sets", item.question_set, "question set"
        yield from ((f"{where}.statements", "statements", code, "statement") for code in item.statements)
        for page in item.pages:
            place = f"{where}.pages.{page.id}.statements"
            yield from ((place, "statements", code, "statement") for code in page.statements)
    for module in programme.modules:
        place = f"modules.{module.id}.statements"
        yield from ((place, "statements", code, "statement") for code in module.statements)
    for one in programme.question_sets:
        yield f"question_sets.{one.id}.after", "items", one.after, "item"
        for question in one.questions:
            if question.statement:
                place = f"question_sets.{one.id}.questions.{question.id}"
                yield place, "statements", question.statement, "statement"
    for strand in programme.strands:
        for key, numbers in (("sections", strand.sections), ("touches", strand.touches)):
            yield from ((f"strands.{strand.id}.{key}", "sections", str(n), "section") for n in numbers)
    for position, mention in enumerate(programme.mentions):
        if mention.component:
            yield f"mentions.{position}", "components", mention.component, "component"
    for name in programme.hours_per_day:
        if name != "*":
            yield f"hours_per_day.{name}", "components", name, "component"


def dangling(case: Case) -> Found:
    programme, framework = case.programme, case.framework
    known: dict[str, set[str]] = {
        "items": {one.id for one in programme.items},
        "components": {one.id for one in programme.components},
        "modules": {one.id for one in programme.modules},
        "question_sets": {one.id for one in programme.question_sets},
    }
    if framework is not None:
        known["sections"] = {str(one.number) for one in framework.sections}
        known["statements"] = {one.code for section in framework.sections for one in section.statements}
    for where, kind, name, word in references(programme):
        if kind in known and name not in known[kind]:
            yield case.error(
                "dangling-reference",
                where,
                f"There is no {word} `{name}`.",
                "Correct the name, or add what is missing.",
            )
    yield from evidence(case)


def evidence(case: Case) -> Found:
    if case.framework is None:
        return
    keys = {one.key for one in case.framework.evidence}
    for section in case.framework.sections:
        for statement in section.statements:
            missing = [key for key in statement.evidence if key not in keys]
            if missing:
                yield case.error(
                    "dangling-reference",
                    f"frameworks.{case.framework.id}.sections.{section.id}.statements.{statement.code}",
                    f"There is no evidence called {listed(missing)}.",
                    "Correct the name, or add the publication under `evidence`.",
                )


def cycles(case: Case) -> Found:
    after = {item.id: item.after for item in case.programme.items}
    done: set[str] = set()
    for start in after:
        trail: list[str] = []
        if start not in done and (loop := _loop(start, after, trail, done)):
            yield case.error(
                "prerequisite-cycle",
                f"items.{loop[0]}.after",
                f"Each of these waits for another: {listed(loop)}.",
                "Take one of the prerequisites away.",
            )


def _loop(start: str, after: dict[str, tuple[str, ...]], trail: list[str], done: set[str]) -> list[str]:
    """The items of a circle that can be reached from here; walks without recursion."""
    stack: list[tuple[str, int]] = [(start, 0)]
    trail.append(start)
    while stack:
        name, position = stack.pop()
        following = after.get(name, ())
        if position == len(following):
            done.add(trail.pop())
            continue
        stack.append((name, position + 1))
        child = following[position]
        if child in trail:
            done.update(trail)
            return trail[trail.index(child) :]
        if child in after and child not in done:
            stack.append((child, 0))
            trail.append(child)
    return []


def footnotes(case: Case) -> Found:
    programme = case.programme
    lines = [(f"items.{one.id}", one.line, one.footnotes) for one in programme.items]
    lines += [(f"signposts.{one.id}", one.line, ()) for one in programme.signposts]
    written = {note.mark for note in programme.footnotes}
    used: set[str] = set()
    for where, line, marks in lines:
        here = {*marks, *([line.footnote] if line and line.footnote else [])}
        used |= here
        for mark in sorted(here - written):
            yield case.warning(
                "footnote-unresolved", where, f"The mark {mark!r} has no footnote.", "Write the footnote."
            )
    for note in programme.footnotes:
        if note.mark not in used:
            yield case.warning(
                "footnote-unresolved",
                f"footnotes.{note.mark}",
                f"No line carries the mark {note.mark!r} of the footnote on {note.as_printed!r}.",
                "Put the mark where it belongs.",
            )
