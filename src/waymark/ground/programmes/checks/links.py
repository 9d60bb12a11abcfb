"""Does every name refer to something that exists, and is every name used only once?

| Code                  | Reported when                                                     |
|-----------------------|-------------------------------------------------------------------|
| `duplicate-id`        | two entries in the same list have the same id                     |
| `dangling-reference`  | an entry refers to something that doesn't exist                   |
| `prerequisite-cycle`  | items wait for one another in a circle                            |
| `footnote-unresolved` | a footnote mark has no footnote, or a footnote has no mark        |
"""

from __future__ import annotations

from collections.abc import Iterator

from waymark.ground.programmes.checks.pack import CheckedPack, Findings, listed
from waymark.ground.programmes.findings import Finding, Severity, finding
from waymark.ground.programmes.loader import LoadedPack
from waymark.ground.programmes.reading.nodes import Node, name_of
from waymark.ground.programmes.values import Programme


def check(pack: CheckedPack) -> Findings:
    yield from dangling(pack)
    yield from cycles(pack)
    yield from footnotes(pack)


def duplicates(loaded: LoadedPack) -> Iterator[Finding]:
    """Works on the tree, so that it finds duplicates even in a pack that can't be read otherwise."""
    for tree, skipped in ((loaded.tree, ("notes",)), (loaded.framework_tree, ())):
        if tree is not None:
            yield from _duplicates_in_lists(tree, skipped)
    if loaded.tree is not None:
        items = loaded.tree.mapping.get("items")
        pages = [page for item in (items.sequence if items else ()) for page in _entries(item, "pages")]
        yield from _duplicates_among(pages)
    if loaded.framework_tree is not None:
        sections = _entries(loaded.framework_tree, "sections")
        yield from _duplicates_among(
            [statement for section in sections for statement in _entries(section, "statements")]
        )


def _entries(node: Node, key: str) -> list[Node]:
    child = node.mapping.get(key)
    return child.sequence if child is not None else []


def _duplicates_in_lists(node: Node, skipped: tuple[str, ...]) -> Iterator[Finding]:
    for key, child in node.mapping.items():
        if key in skipped:
            continue
        if key not in ("pages", "statements"):
            yield from _duplicates_among(child.sequence)
        for descendant in (child, *child.sequence):
            yield from _duplicates_in_lists(descendant, skipped)


def _duplicates_among(entries: list[Node]) -> Iterator[Finding]:
    first_by_name: dict[str, Node] = {}
    for entry in entries:
        name = name_of(entry)
        if name is None:
            continue
        if name in first_by_name:
            yield finding(
                "duplicate-id",
                Severity.ERROR,
                entry.place,
                sentence=f"`{name}` is already used on line {first_by_name[name].place.line}.",
                fix="Give each entry its own id.",
            )
        first_by_name.setdefault(name, entry)


def references(programme: Programme) -> Iterator[tuple[str, str, str, str]]:
    """All references: where they are, the kind they refer to, the name, and the kind in words."""
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
    for question_set in programme.question_sets:
        yield f"question_sets.{question_set.id}.after", "items", question_set.after, "item"
        for question in question_set.questions:
            if question.statement:
                place = f"question_sets.{question_set.id}.questions.{question.id}"
                yield place, "statements", question.statement, "statement"
    for strand in programme.strands:
        for key, numbers in (("sections", strand.sections), ("touches", strand.touches)):
            place = f"strands.{strand.id}.{key}"
            yield from ((place, "sections", str(number), "section") for number in numbers)
    for position, mention in enumerate(programme.mentions):
        if mention.component:
            yield f"mentions.{position}", "components", mention.component, "component"
    for name in programme.hours_per_day:
        if name != "*":
            yield f"hours_per_day.{name}", "components", name, "component"
    for requirement in programme.requirements:
        place, of = f"requirements.{requirement.id}", requirement.of
        for kind, word, names in (
            ("components", "component", (*of.components, *requirement.weights)),
            ("modules", "module", of.modules),
            ("items", "item", (*of.items, *of.without)),
        ):
            yield from ((place, kind, name, word) for name in names)


def dangling(pack: CheckedPack) -> Findings:
    programme, framework = pack.programme, pack.framework
    known: dict[str, set[str]] = {
        "items": {item.id for item in programme.items},
        "components": {component.id for component in programme.components},
        "modules": {module.id for module in programme.modules},
        "question_sets": {question_set.id for question_set in programme.question_sets},
    }
    if framework is not None:
        known["sections"] = {str(section.number) for section in framework.sections}
        known["statements"] = {
            statement.code for section in framework.sections for statement in section.statements
        }
    for where, kind, name, word in references(programme):
        if kind in known and name not in known[kind]:
            yield pack.error(
                "dangling-reference",
                where,
                f"There is no {word} `{name}`.",
                f"Correct the name, or add the {word}.",
            )
    yield from evidence(pack)


def evidence(pack: CheckedPack) -> Findings:
    if pack.framework is None:
        return
    keys = {publication.key for publication in pack.framework.evidence}
    for section in pack.framework.sections:
        for statement in section.statements:
            missing = [key for key in statement.evidence if key not in keys]
            if missing:
                yield pack.error(
                    "dangling-reference",
                    f"frameworks.{pack.framework.id}.sections.{section.id}.statements.{statement.code}",
                    f"There is no evidence with the key {listed(missing)}.",
                    "Correct the key, or add the publication under `evidence:`.",
                )


def cycles(pack: CheckedPack) -> Findings:
    prerequisites = {item.id: item.after for item in pack.programme.items}
    done: set[str] = set()
    for start in prerequisites:
        if start not in done and (cycle := _cycle(start, prerequisites, done)):
            yield pack.error(
                "prerequisite-cycle",
                f"items.{cycle[0]}.after",
                f"These items wait for one another: {listed(cycle)}.",
                "Remove one of them from `after:`.",
            )


def _cycle(start: str, prerequisites: dict[str, tuple[str, ...]], done: set[str]) -> list[str]:
    """The items of a cycle that can be reached from here. Walks without recursion."""
    trail = [start]
    stack: list[tuple[str, int]] = [(start, 0)]
    while stack:
        name, position = stack.pop()
        following = prerequisites.get(name, ())
        if position == len(following):
            done.add(trail.pop())
            continue
        stack.append((name, position + 1))
        child = following[position]
        if child in trail:
            done.update(trail)
            return trail[trail.index(child) :]
        if child in prerequisites and child not in done:
            stack.append((child, 0))
            trail.append(child)
    return []


def footnotes(pack: CheckedPack) -> Findings:
    programme = pack.programme
    lines = [(f"items.{item.id}", item.line, item.footnotes) for item in programme.items]
    lines += [(f"signposts.{signpost.id}", signpost.line, ()) for signpost in programme.signposts]
    marks_of_footnotes = {footnote.mark for footnote in programme.footnotes}
    used: set[str] = set()
    for where, line, marks in lines:
        marks_here = {*marks, *([line.footnote] if line and line.footnote else [])}
        used |= marks_here
        for mark in sorted(marks_here - marks_of_footnotes):
            yield pack.warning(
                "footnote-unresolved",
                where,
                f"There is no footnote for the mark {mark!r}.",
                "Add the footnote, or remove the mark.",
            )
    for footnote in programme.footnotes:
        if footnote.mark not in used:
            yield pack.warning(
                "footnote-unresolved",
                f"footnotes.{footnote.mark}",
                f"The footnote {footnote.mark!r} on {footnote.as_printed!r} has no mark on any line.",
                "Add the mark to the line it belongs to, or remove the footnote.",
            )
