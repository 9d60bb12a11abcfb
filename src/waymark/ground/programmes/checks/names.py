"""Is every name known, and does every title and text say something?

| Code              | Reported when                                                                 |
|-------------------|-------------------------------------------------------------------------------|
| `empty-text`      | a title or another text that is needed is empty, or has only spaces or signs  |
| `title-too-long`  | a title is too long to be shown and stored                                    |
| `unknown-name`    | a declaration or a result for feedback isn't one that Waymark knows           |
| `named-twice`     | a declaration, a result or a condition is named twice                         |
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from waymark.ground.programmes.checks.pack import CheckedPack, Findings
from waymark.ground.programmes.values import DECLARATIONS, RESULTS_WITH_FEEDBACK

MAX_TITLE = 200
_MARKS = {"mark", "footnote", "footnotes"}
_TITLES = {"title", "short_title", "name", "short_name", "qualification", "label"}


def check(pack: CheckedPack) -> Findings:
    yield from texts(pack)
    assessment = pack.programme.assessment
    declarations = [deadline.declaration for deadline in pack.programme.deadlines]
    for position, name in enumerate(declarations):
        yield from known(pack, f"deadlines.{position}.declaration", name, DECLARATIONS, "declaration")
    for name in assessment.detailed_feedback:
        yield from known(
            pack, "assessment.detailed_feedback", name, RESULTS_WITH_FEEDBACK, "result for feedback"
        )
    yield from twice(pack, "deadlines", declarations)
    yield from twice(pack, "assessment.detailed_feedback", assessment.detailed_feedback)
    yield from twice(pack, "assessment.conditions", assessment.conditions)


def known(pack: CheckedPack, where: str, name: str, names: tuple[str, ...], kind: str) -> Findings:
    if name in names:
        return
    close = difflib.get_close_matches(name, names, n=1)
    meant = f"Did you mean `{close[0]}`? " if close else ""
    yield pack.error(
        "unknown-name",
        where,
        f"There is no {kind} `{name}`, so it would have no effect.",
        f"{meant}Use one of these: {', '.join(names)}.",
    )


def twice(pack: CheckedPack, where: str, names: Iterable[str]) -> Findings:
    for name, times in Counter(names).items():
        if times > 1:
            yield pack.warning("named-twice", where, f"`{name}` is named {times} times.", "Name it once.")


def texts(pack: CheckedPack) -> Findings:
    """A study page whose file couldn't be read is empty for that reason, which is reported already."""
    framework = f"frameworks.{pack.framework.id}" if pack.framework else ""
    unread = {(finding.file, finding.line) for finding in pack.loaded.findings}
    for where, name, text in [*_texts(pack.programme, ""), *_texts(pack.framework, framework)]:
        says_something = bool(text.strip()) if name in _MARKS else any(map(str.isalnum, text))
        place = pack.loaded.place(where)
        if not says_something and (place.file, place.line) not in unread:
            yield pack.error(
                "empty-text", where, f"`{where}` is empty.", "Write the text, or remove the key."
            )
        elif name in _TITLES and len(text) > MAX_TITLE:
            yield pack.error(
                "title-too-long",
                where,
                f"`{where}` has {len(text)} characters. The maximum is {MAX_TITLE}.",
                "Shorten it.",
            )


def _texts(value: object, where: str) -> Iterator[tuple[str, str, str]]:
    """Place, key and text of every text that a value needs, and of every text in a list."""
    if not isinstance(value, BaseModel):
        return
    for name, field in type(value).model_fields.items():
        child, here = getattr(value, name), f"{where}.{name}".strip(".")
        if isinstance(child, str) and (field.is_required() or field.default is None):
            yield here, name, child
        elif isinstance(child, BaseModel):
            yield from _texts(child, here)
        elif isinstance(child, tuple):
            yield from _entries(child, here, name)
        elif isinstance(child, dict):
            for key, entry in child.items():
                yield from _texts(entry, f"{here}.{key}")


def _entries(entries: tuple[object, ...], where: str, name: str) -> Iterator[tuple[str, str, str]]:
    for position, entry in enumerate(entries):
        if isinstance(entry, str):
            yield f"{where}.{position}", name, entry
        else:
            yield from _texts(entry, f"{where}.{_name_of(entry, position)}")


def _name_of(entry: object, position: int) -> str:
    names = (getattr(entry, key, None) for key in ("id", "code", "mark", "key", "number"))
    return next((str(name) for name in names if name is not None), str(position))
