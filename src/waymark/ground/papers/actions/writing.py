"""Writing a paper, whole or part by part. Two setters never overwrite each other silently: both wordings are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.papers.models import CaseStudy, Paper, PaperLock, Wording
from waymark.ground.papers.parts import ABSENT, Content, digest_of, next_id, part_of, with_part
from waymark.ground.papers.values import Body, PassMark, Scheme
from waymark.ground.papers.words import reason
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person, Provider


class CannotWrite(Refusal):
    """The paper is locked, or its code is taken."""


@dataclass(frozen=True)
class Saved:
    """Whether the wording stands. If not, it is `kept` beside, and `digest` is that of the one that stands."""

    stands: bool
    part: str
    digest: str
    kept: Wording | None = None


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
    """A whole paper as a draft. Refused where the provider has another of that code."""
    if Paper.objects.filter(provider=provider, code=body.code).exists():
        raise CannotWrite(Reason("code_taken", "Another paper has this code. Choose another."))
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


def begin_paper(
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
) -> Saved:
    """Put a part in place if it still is what the setter began from (`base`, a digest); else keep it beside.

    The same content again is the same save. None takes a question or a criterion out. `question:` and `criterion:`
    alone are new ones, and get the next id.
    """
    held = open_paper(paper)
    body, case = Body.model_validate(held.body), held.case.text
    if part.endswith(":"):
        part, base = _new_part(body, case, part, content), ABSENT
    there = part_of(body, case, part)
    new, text = with_part(body, case, part, content)
    content = part_of(new, text, part)
    if content == there:
        return Saved(True, part, digest_of(there))
    stands = base == digest_of(there)
    if stands:
        _keep(held, new, text)
    elif kept := _kept_already(held, part, content, by):
        return Saved(False, part, digest_of(there), kept)
    row = Wording.objects.create(paper=held, part=part, content=content, stands=stands, by=by, at=at)
    _note("papers.part_saved" if stands else "papers.kept_beside", held, part, by, at)
    return Saved(stands, part, digest_of(content if stands else there), None if stands else row)


def _new_part(body: Body, case: str, kind: str, content: Content | None) -> str:
    """The next free id; or that of the one that says just this, for a form that is sent twice."""
    rows = body.questions if kind == "question:" else body.scheme.criteria
    for row in rows:
        new, text = with_part(body, case, f"{kind}{row.id}", content)
        if part_of(new, text, f"{kind}{row.id}") == part_of(body, case, f"{kind}{row.id}"):
            return f"{kind}{row.id}"
    return f"{kind}{next_id((row.id for row in rows), kind[0])}"


def _note(verb: str, paper: Paper, part: str, by: Person, at: datetime) -> None:
    ledger.record(verb, about=paper, provider_id=paper.provider_id, by=by, at=at, facts={"part": part})


def _keep(paper: Paper, body: Body, case: str) -> None:
    paper.body, paper.title = body.model_dump(mode="json"), body.title
    paper.save(update_fields=["body", "title"])
    if paper.case.text != case:
        paper.case.text = case
        paper.case.save(update_fields=["text"])


def _kept_already(paper: Paper, part: str, content: Content | None, by: Person) -> Wording | None:
    rows = Wording.objects.filter(paper=paper, part=part, stands=False, by=by).order_by("-id")
    return next((row for row in rows if row.content == content), None)


def open_paper(paper: Paper) -> Paper:
    """The paper held for this transaction, with its case. Refused when it is locked."""
    held = Paper.objects.select_for_update().get(pk=paper.pk)
    if PaperLock.objects.filter(paper=held).exists():
        raise CannotWrite(reason("locked"))
    return held
