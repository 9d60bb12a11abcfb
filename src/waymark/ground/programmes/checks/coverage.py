"""Does the programme cover the framework: with strands, teaching, questions and evidence?

| Code                      | Reported when                                                        |
|---------------------------|----------------------------------------------------------------------|
| `strand-without-section`  | a strand refers to no section of the framework                       |
| `section-without-strand`  | a section belongs to no strand                                       |
| `statements-never-taught` | no item or study page teaches a statement (one finding for a section) |
| `section-never-asked`     | no question is about a statement of a section                        |
| `statements-never-asked`  | no question is about a statement (one finding in all)                |
| `block-not-taught`        | the items of a module don't teach all of its statements              |
| `module-empty`            | a module has no items                                                |
| `question-set-unused`     | no item asks the questions of a set                                  |
| `asked-before-taught`     | a question opens before its statement is taught, or it never is      |
| `evidence-missing`        | a statement names no evidence (one note for a section)               |
"""

from __future__ import annotations

from waymark.ground.programmes.checks.pack import CheckedPack, Findings, listed
from waymark.ground.programmes.values import Framework, Item, Programme


def check(pack: CheckedPack) -> Findings:
    yield from strands(pack)
    yield from modules(pack)
    yield from unused_questions(pack)
    if pack.framework is not None:
        yield from sections(pack, pack.framework)
        yield from teaching(pack, pack.framework)
        yield from questions(pack, pack.framework)
        yield from asked_before_taught(pack)
        yield from evidence(pack, pack.framework)


def strands(pack: CheckedPack) -> Findings:
    for strand in pack.programme.strands:
        if not strand.sections:
            yield pack.warning(
                "strand-without-section",
                f"strands.{strand.id}",
                f"The strand {strand.title!r} refers to no section of the framework.",
                "Add `sections:` with the numbers of its sections.",
            )


def sections(pack: CheckedPack, framework: Framework) -> Findings:
    covered = {number for strand in pack.programme.strands for number in strand.sections}
    for section in framework.sections:
        if section.number in covered:
            continue
        touching = [strand.title for strand in pack.programme.strands if section.number in strand.touches]
        also = f", although {listed(touching)} touches it" if touching else ""
        yield pack.warning(
            "section-without-strand",
            "strands",
            f"Section {section.number}, {section.title}, belongs to no strand{also}.",
            "Add its number to a strand’s `sections:`, or add a strand.",
        )


def taught_codes(programme: Programme) -> set[str]:
    """Codes of all statements taught by an item or a study page."""
    return _codes_of_items(programme.items)


def asked_codes(programme: Programme) -> set[str]:
    """Codes of all statements that a question is about."""
    return {
        question.statement
        for question_set in programme.question_sets
        for question in question_set.questions
        if question.statement
    }


def _codes_of_items(items: tuple[Item, ...]) -> set[str]:
    codes = {code for item in items for code in item.statements}
    return codes | {code for item in items for page in item.pages for code in page.statements}


def teaching(pack: CheckedPack, framework: Framework) -> Findings:
    codes = taught_codes(pack.programme)
    for section in framework.sections:
        missing = [statement.code for statement in section.statements if statement.code not in codes]
        if missing:
            yield pack.warning(
                "statements-never-taught",
                f"frameworks.{framework.id}.sections.{section.id}",
                f"{len(missing)} of {len(section.statements)} statements in section {section.number}, "
                f"{section.title}, are never taught: {listed(missing, most=12)}.",
                "Add them to the `statements:` of an item or study page.",
            )


def questions(pack: CheckedPack, framework: Framework) -> Findings:
    codes = asked_codes(pack.programme)
    all_codes = [statement.code for section in framework.sections for statement in section.statements]
    missing = [code for code in all_codes if code not in codes]
    if missing:
        yield pack.warning(
            "statements-never-asked",
            "question_sets",
            f"No question is about {len(missing)} of {len(all_codes)} statements: "
            f"{listed(missing, most=12)}.",
            "Add questions about them, or decide to leave them out.",
        )
    for section in framework.sections:
        if section.statements and not any(statement.code in codes for statement in section.statements):
            yield pack.warning(
                "section-never-asked",
                f"frameworks.{framework.id}.sections.{section.id}",
                f"No question is about section {section.number}, {section.title}.",
                "Add a question with one of its statements.",
            )


def modules(pack: CheckedPack) -> Findings:
    for module in pack.programme.modules:
        items = tuple(item for item in pack.programme.items if item.module == module.id)
        if not items:
            yield pack.warning(
                "module-empty",
                f"modules.{module.id}",
                f"The module {module.title!r} has no items.",
                "Add `module:` to its items, or remove the module.",
            )
            continue
        taught = _codes_of_items(items)
        missing = [code for code in module.statements if code not in taught]
        if missing:
            yield pack.warning(
                "block-not-taught",
                f"modules.{module.id}.statements",
                f"No item in {module.title!r} teaches {listed(missing, most=12)}.",
                "Add them to an item of this module, or move them to another module.",
            )


def unused_questions(pack: CheckedPack) -> Findings:
    used = {item.question_set for item in pack.programme.items}
    for question_set in pack.programme.question_sets:
        if question_set.id not in used:
            yield pack.warning(
                "question-set-unused",
                f"question_sets.{question_set.id}",
                f"No item asks the questions of {question_set.title!r}.",
                "Add `question_set:` to an answered item, or remove the questions.",
            )


def asked_before_taught(pack: CheckedPack) -> Findings:
    """Compares the day on which the questions open with the first day on which an item teaches the statement."""
    first_taught: dict[str, int] = {}
    for item in pack.programme.items:
        for code in _codes_of_items((item,)):
            first_taught[code] = min(item.plan.day, first_taught.get(code, item.plan.day))
    question_sets = {question_set.id: question_set for question_set in pack.programme.question_sets}
    for item in pack.programme.items:
        question_set = question_sets.get(item.question_set or "")
        if question_set is None or question_set.baseline:
            continue
        codes = [question.statement for question in question_set.questions if question.statement]
        later = [code for code in codes if code not in first_taught or first_taught[code] > item.plan.day]
        if later:
            taught = [f"day {first_taught[code]}" if code in first_taught else "no day" for code in later]
            yield pack.warning(
                "asked-before-taught",
                f"question_sets.{question_set.id}",
                f"{question_set.title!r} opens on day {item.plan.day} and asks about {listed(later)}, taught "
                f"only on {listed(taught)}.",
                "Ask later, teach earlier, or write `baseline: true` if it asks beforehand on purpose.",
            )


def evidence(pack: CheckedPack, framework: Framework) -> Findings:
    for section in framework.sections:
        missing = [statement.code for statement in section.statements if not statement.evidence]
        if missing:
            yield pack.note(
                "evidence-missing",
                f"frameworks.{framework.id}.sections.{section.id}",
                f"{len(missing)} of {len(section.statements)} statements in section {section.number}, "
                f"{section.title}, name no evidence: {listed(missing, most=12)}.",
                "Name a publication that you have checked exists, or leave the evidence empty.",
            )
