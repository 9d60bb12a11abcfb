"""Writing a paper, whole or part by part. Two setters never overwrite each other silently: both versions are saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.papers.drafts.parts import (
    ABSENT,
    Content,
    content_of,
    digest_of,
    next_id,
    replace_part,
)
from waymark.ground.papers.models import CaseStudy, Paper, PaperLock, Wording
from waymark.ground.papers.rules import PaperReason
from waymark.ground.papers.values import Body, PassMark, Scheme
from waymark.ground.papers.words import reasons
from waymark.kit.refusals import Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person, Provider


class CannotWrite(Refusal):
    """The paper is locked, or its code is taken."""


@dataclass(frozen=True)
class SavedPart:
    """What became of a save. If it was not applied, it is the `alternate`; `digest` is that of the current content."""

    was_applied: bool
    part: str
    digest: str
    alternate: Wording | None = None


@transaction.atomic
def write_paper(
    *,
    provider: Provider,
    programme_slug: str,
    body: Body,
    case: str,
    by: Person | None,
    at: datetime,
    is_practice: bool = False,
) -> Paper:
    """A whole paper as a draft. Refused where the provider has another with that code."""
    if Paper.objects.filter(provider=provider, code=body.code).exists():
        raise CannotWrite(*reasons(PaperReason.CODE_TAKEN))
    paper = Paper.objects.create(
        provider=provider,
        code=body.code,
        title=body.title,
        programme_slug=programme_slug,
        is_practice=is_practice,
        body=body.model_dump(mode="json"),
        by=by,
        at=at,
    )
    CaseStudy.objects.create(paper=paper, text=case)
    ledger.record("papers.written", about=paper, provider_id=provider.pk, by=by, at=at)
    return paper


def create_empty_paper(
    *,
    provider: Provider,
    programme_slug: str,
    code: str,
    title: str,
    case_title: str,
    pass_mark: tuple[int, int],
    by: Person,
    at: datetime,
) -> Paper:
    """An empty draft, to be written in the browser."""
    mark = PassMark(numerator=pass_mark[0], denominator=pass_mark[1])
    scheme = Scheme(pass_mark=mark, criteria=(), omissions=())
    body = Body(code=code, title=title, case_title=case_title, questions=(), scheme=scheme)
    return write_paper(provider=provider, programme_slug=programme_slug, body=body, case="", by=by, at=at)


@transaction.atomic
def save_part(
    *, paper: Paper, part: str, content: Content | None, base: str, by: Person, at: datetime
) -> SavedPart:
    """Replace a part if it is still what the setter began from (`base`, a digest); else save it as another version.

    The same content again is the same save. None removes a question or a criterion. `question:` and `criterion:`
    alone are new ones, and get the next id.
    """
    row = lock_open_paper(paper)
    body, case = Body.model_validate(row.body), row.case.text
    if part.endswith(":"):
        part, base = _new_part(body, case, part, content), ABSENT
    current = content_of(body, case, part)
    new_body, new_case = replace_part(body, case, part, content)
    content = content_of(new_body, new_case, part)
    if content == current:
        return SavedPart(True, part, digest_of(current))
    is_applied = base == digest_of(current)
    if is_applied:
        _apply(row, new_body, new_case)
    elif alternate := _find_alternate(row, part, content, by):
        return SavedPart(False, part, digest_of(current), alternate)
    wording = Wording.objects.create(
        paper=row, part=part, content=content, was_applied=is_applied, by=by, at=at
    )
    verb = "papers.part_saved" if is_applied else "papers.kept_beside"
    ledger.record(verb, about=row, provider_id=row.provider_id, by=by, at=at, facts={"part": part})
    if is_applied:
        return SavedPart(True, part, digest_of(content))
    return SavedPart(False, part, digest_of(current), wording)


def _new_part(body: Body, case: str, kind: str, content: Content | None) -> str:
    """The next free id; or the id of the row with exactly this content, for a form that is sent twice."""
    rows = body.questions if kind == "question:" else body.scheme.criteria
    for row in rows:
        part = f"{kind}{row.id}"
        if content_of(*replace_part(body, case, part, content), part) == content_of(body, case, part):
            return part
    return f"{kind}{next_id((row.id for row in rows), kind[0])}"


def _apply(paper: Paper, body: Body, case: str) -> None:
    paper.body, paper.title = body.model_dump(mode="json"), body.title
    paper.save(update_fields=["body", "title"])
    if paper.case.text != case:
        paper.case.text = case
        paper.case.save(update_fields=["text"])


def _find_alternate(paper: Paper, part: str, content: Content | None, by: Person) -> Wording | None:
    """The same content, already saved by this person as another version."""
    rows = Wording.objects.filter(paper=paper, part=part, was_applied=False, by=by).order_by("-id")
    return next((row for row in rows if row.content == content), None)


def lock_open_paper(paper: Paper) -> Paper:
    """The paper with its row locked for this transaction. Refused when the paper is locked for good."""
    row = Paper.objects.select_for_update().get(pk=paper.pk)
    if PaperLock.objects.filter(paper=row).exists():
        raise CannotWrite(*reasons(PaperReason.LOCKED))
    return row
