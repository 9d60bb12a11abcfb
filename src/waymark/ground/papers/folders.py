"""Reads a paper from a folder: `paper.yaml` (questions and scheme, `papers.values.Body`), `case.md` (the case study),
and in `exhibits`, if there is one, the files of the case study.

| Refused                                             | Because                                           |
|-----------------------------------------------------|---------------------------------------------------|
| an id used twice, or not short and plain            | answers and marks are saved under it              |
| a question, criterion, statement or section unknown | no one could follow the reference                 |
| nothing asked, or nothing to mark it by             | a script could not be written, or not be judged   |
| a pass mark outside 0 to 1                          | no one, or everyone, would pass                   |

Other problems found by the blueprint check do not keep a draft out; its errors prevent the paper from being locked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from waymark.ground.papers.blueprint.check import CaseText, check
from waymark.ground.papers.blueprint.requirements import requirements_of
from waymark.ground.papers.exhibits.files import MAX_BYTES
from waymark.ground.papers.values import Body
from waymark.ground.programmes.packs import (
    CannotRead,
    Finding,
    Node,
    Place,
    Severity,
    finding,
    place_by_name,
    read_inside,
    shape,
    yaml_file,
)
from waymark.ground.programmes.values import Framework, Programme
from waymark.kit.words import count_words

PAPER, CASE = "paper.yaml", "case.md"
MAX_TEXT_BYTES = 4_000_000
AN_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
FIX = "See the papers in src/waymark/demo/papers for examples."

type Misfit = tuple[str, str]
"""A dotted place, and the sentence about it."""


class CannotReadFolder(Exception):
    """The folder, or a file in it, cannot be read at all; the message says why."""


@dataclass(frozen=True, kw_only=True)
class LoadedPaper:
    """`body` is None when there are findings; each of them is an error."""

    body: Body | None
    case: str
    findings: tuple[Finding, ...] = ()
    checked: tuple[Finding, ...] = ()
    """Problems found by the blueprint check, each with its place in the files."""
    exhibits: tuple[tuple[str, bytes], ...] = ()
    """Name and bytes of each file of the case study."""


def load_paper_folder(folder: str, programme: Programme, framework: Framework) -> LoadedPaper:
    """The paper as it would be stored; CannotReadFolder if a file is missing or not in UTF-8."""
    paper, case = _text(folder, PAPER), _text(folder, CASE)
    findings = list(yaml_file.unreadable(case, CASE))
    if not case.strip():
        findings.append(_error("empty", Place(CASE, 1, 1), "The case is empty.", "Write the case study."))
    tree, of_paper = yaml_file.read(paper, PAPER)
    body = _body(tree, framework, of_paper) if tree else None
    findings = [*of_paper, *findings]
    if findings or body is None or tree is None:
        return LoadedPaper(body=None, case=case, findings=tuple(findings))
    text, requirements = CaseText(text=case, words=count_words(case)), requirements_of(programme, framework)
    checked = tuple(
        finding(
            problem.code,
            problem.severity,
            _place(tree, problem.part),
            sentence=problem.sentence,
            fix=problem.fix,
        )
        for problem in check(body, case=text, requirements=requirements)
    )
    return LoadedPaper(body=body, case=case, checked=checked, exhibits=_exhibits(Path(folder)))


def _exhibits(folder: Path) -> tuple[tuple[str, bytes], ...]:
    exhibits = folder / "exhibits"
    if not exhibits.is_dir():
        return ()
    names = sorted(path.name for path in exhibits.iterdir() if path.is_symlink() or not path.is_dir())
    return tuple((name, _bytes(folder, f"exhibits/{name}", most=MAX_BYTES)) for name in names)


def _bytes(folder: Path, name: str, *, most: int) -> bytes:
    """The bytes of a file that lies inside the folder; CannotReadFolder for anything else."""
    try:
        return read_inside(folder, name, most=most)
    except CannotRead as refusal:
        if refusal.code == "file-too-large":
            sentence = f"{folder / name} is larger than {most // 1_000_000} MB. Use a smaller file."
            raise CannotReadFolder(sentence) from refusal
        raise CannotReadFolder(f"{folder / name} isn’t read. {refusal} {refusal.fix}") from refusal
    except OSError as problem:
        raise CannotReadFolder(f"{folder / name} cannot be read: {problem.strerror}.") from problem


def _place(tree: Node, part: str) -> Place:
    """Where a part of a paper is in its files; `question:q1` is below `questions`."""
    if part == "case":
        return Place(CASE, 1, 1)
    kind, _, id = part.partition(":")
    below = {
        "question": f"questions.{id}",
        "criterion": f"scheme.criteria.{id}",
        "omissions": "scheme.omissions",
    }
    return place_by_name(tree, below.get(kind, "title" if kind == "details" else kind))


def _text(folder: str, name: str) -> str:
    if "\0" in folder or not Path(folder).is_dir():
        raise CannotReadFolder(
            f"{folder} is not a folder. A paper is a folder with {PAPER} and {CASE} in it."
        )
    path = Path(folder) / name
    try:
        text = _bytes(Path(folder), name, most=MAX_TEXT_BYTES).decode("utf-8")
    except UnicodeDecodeError as problem:
        place = problem.start + 1
        raise CannotReadFolder(
            f"{path} is not in UTF-8 (see byte {place}). Save it as UTF-8 and try again."
        ) from problem
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _body(tree: Node, framework: Framework, findings: list[Finding]) -> Body | None:
    misfits: list[Finding] = []
    body = shape(Body, tree, misfits)
    findings += [replace(misfit, fix=FIX) for misfit in misfits]
    if body is not None:
        findings += [
            _error("wrong-value", place_by_name(tree, where), sentence, FIX)
            for where, sentence in _misfits(body, framework)
        ]
    return body


def _error(code: str, place: Place, sentence: str, fix: str) -> Finding:
    return finding(code, Severity.ERROR, place, sentence=sentence, fix=fix)


def _misfits(body: Body, framework: Framework) -> Iterator[Misfit]:
    for key, most in (("code", 40), ("title", 200)):
        if not 0 < len(text := getattr(body, key).strip()) <= most:
            yield key, f"`{key}` has {len(text)} characters. It must have between 1 and {most}."
    questions = [question.id for question in body.questions]
    criteria = [criterion.id for criterion in body.scheme.criteria]
    yield from _ids("questions", questions)
    yield from _ids("scheme.criteria", criteria)
    if not 0 < body.scheme.pass_mark.numerator <= body.scheme.pass_mark.denominator:
        yield "scheme.pass_mark", "The pass mark must be greater than 0 and no more than 1."
    sections = {section.id for section in framework.sections}
    for question in body.questions:
        yield from _unknown(f"questions.{question.id}.strands", question.strands, sections, "section")
    yield from _criteria(body, framework)
    yield from _unknown("feedback", body.feedback, set(criteria), "criterion")


def _ids(where: str, ids: list[str]) -> Iterator[Misfit]:
    if not ids:
        yield where, f"`{where}` is empty. Add at least one entry."
    for position, id in enumerate(ids):
        if not AN_ID.fullmatch(id):
            yield (
                f"{where}.{id}",
                f"The id `{id[:60]}` must be up to 40 lower-case letters, digits and hyphens.",
            )
        if id in ids[:position]:
            yield f"{where}.{position}", f"The id `{id}` is already used."


def _criteria(body: Body, framework: Framework) -> Iterator[Misfit]:
    questions = {question.id for question in body.questions}
    statements = {statement.code for section in framework.sections for statement in section.statements}
    for criterion in body.scheme.criteria:
        where = f"scheme.criteria.{criterion.id}"
        yield from _unknown(f"{where}.questions", criterion.questions, questions, "question")
        yield from _unknown(f"{where}.statements", criterion.statements, statements, "statement")
        points = [level.points for level in criterion.levels]
        if not points or max(points) == 0:
            yield f"{where}.levels", f"No level of `{criterion.id}` gives any points."
        if len(points) != len(set(points)):
            yield f"{where}.levels", f"Two levels of `{criterion.id}` give the same points."


def _unknown(where: str, names: Iterable[str], known: set[str], kind: str) -> Iterator[Misfit]:
    for name in names:
        if name not in known:
            yield where, f"There is no {kind} `{name[:60]}`."
