"""Is the framework covered: by strands, by teaching, by questions, by evidence?

| Code                       | Asks                                                                |
|----------------------------|---------------------------------------------------------------------|
| `strand-without-section`   | does every strand point to a section of the framework?              |
| `section-without-strand`   | is every section at home in a strand?                               |
| `statements-never-taught`  | does an experience teach every statement? (one finding a section)   |
| `section-never-asked`      | does a question ask for something of every section?                 |
| `statements-never-asked`   | does a question ask for every statement? (one finding in all)       |
| `block-not-taught`         | do the items of a block carry all of its statements?                |
| `evidence-missing`         | does every statement name its evidence? (one note a section)        |
"""

from __future__ import annotations

from waymark.ground.programmes.checks.case import Case, Found, listed
from waymark.ground.programmes.values import Framework, Programme


def check(case: Case) -> Found:
    yield from strands(case)
    yield from blocks(case)
    if case.framework is not None:
        yield from sections(case, case.framework)
        yield from taught(case, case.framework)
        yield from asked(case, case.framework)
        yield from evidence(case, case.framework)


def strands(case: Case) -> Found:
    for strand in case.programme.strands:
        if not strand.sections:
            yield case.warning(
                "strand-without-section",
                f"strands.{strand.id}",
                f"The strand {strand.title!r} points to no section of the framework.",
                "Add `sections:`.",
            )


def sections(case: Case, framework: Framework) -> Found:
    homes = {number for strand in case.programme.strands for number in strand.sections}
    for section in framework.sections:
        if section.number in homes:
            continue
        touching = [one.title for one in case.programme.strands if section.number in one.touches]
        though = f" ({listed(touching)} touches it)" if touching else ""
        yield case.warning(
            "section-without-strand",
            "strands",
            f"Section {section.number}, {section.title}, is at home in no strand{though}.",
            "Add it to a strand, or add a strand.",
        )


def taught_codes(programme: Programme) -> set[str]:
    """Every statement that an item or a study page teaches."""
    codes = {code for item in programme.items for code in item.statements}
    return codes | {code for item in programme.items for page in item.pages for code in page.statements}


def asked_codes(programme: Programme) -> set[str]:
    """Every statement that a question asks for."""
    return {one.statement for held in programme.question_sets for one in held.questions if one.statement}


def taught(case: Case, framework: Framework) -> Found:
    codes = taught_codes(case.programme)
    for section in framework.sections:
        missing = [one.code for one in section.statements if one.code not in codes]
        if missing:
            yield case.warning(
                "statements-never-taught",
                f"frameworks.{framework.id}.sections.{section.id}",
                f"{len(missing)} of {len(section.statements)} statements of section {section.number}, "
                f"{section.title}, are never taught: {listed(missing, most=12)}.",
                "Add them to the `statements` of an item or of a study page.",
            )


def asked(case: Case, framework: Framework) -> Found:
    codes = asked_codes(case.programme)
    every = [one.code for section in framework.sections for one in section.statements]
    missing = [code for code in every if code not in codes]
    if missing:
        yield case.warning(
            "statements-never-asked",
            "question_sets",
            f"{len(missing)} of {len(every)} statements are never asked: {listed(missing, most=12)}.",
            "Add questions, or decide that these are not asked.",
        )
    for section in framework.sections:
        if section.statements and not any(one.code in codes for one in section.statements):
            yield case.warning(
                "section-never-asked",
                f"frameworks.{framework.id}.sections.{section.id}",
                f"No question asks for anything of section {section.number}, {section.title}.",
                "Add a question that names one of its statements.",
            )


def blocks(case: Case) -> Found:
    for module in case.programme.modules:
        items = [item for item in case.programme.items if item.module == module.id]
        held = {code for item in items for code in item.statements}
        held |= {code for item in items for page in item.pages for code in page.statements}
        missing = [code for code in module.statements if code not in held]
        if missing:
            yield case.warning(
                "block-not-taught",
                f"modules.{module.id}.statements",
                f"No item of {module.title!r} carries {listed(missing, most=12)}.",
                "Add them to an item of the block, or move them to another block.",
            )


def evidence(case: Case, framework: Framework) -> Found:
    for section in framework.sections:
        missing = [one.code for one in section.statements if not one.evidence]
        if missing:
            yield case.note(
                "evidence-missing",
                f"frameworks.{framework.id}.sections.{section.id}",
                f"{len(missing)} of {len(section.statements)} statements of section {section.number}, "
                f"{section.title}, name no evidence: {listed(missing, most=12)}.",
                "Name a publication whose existence was looked up, or leave it empty.",
            )
