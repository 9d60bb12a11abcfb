"""Questions about papers. Nobody but setters reads one before its window opens: the caller proves it did."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from waymark.ground.papers.models import CaseStudy, Paper, PaperLock
from waymark.ground.papers.values import Body

if TYPE_CHECKING:
    from waymark.ground.people.models import Person, Provider


def list_locked_for(*, for_: Person, programme_slug: str) -> list[Paper]:
    """Locked papers of the viewer's provider for a programme; neither body nor case is selected."""
    rows = Paper.objects.filter(
        provider_id=for_.provider_id, programme_slug=programme_slug, lock__isnull=False
    )
    return list(rows.defer("body").order_by("code"))


def list_papers_for(*, for_: Person) -> list[Paper]:
    """Every paper of the viewer's provider with its lock, if it has one: for setters."""
    rows = Paper.objects.filter(provider_id=for_.provider_id).select_related("lock")
    return list(rows.defer("body").order_by("code"))


def get_locked_for(*, for_: Person, paper_id: int) -> Paper | None:
    rows = Paper.objects.filter(provider_id=for_.provider_id, lock__isnull=False, pk=paper_id)
    return rows.defer("body").first()


def find_paper(*, provider: Provider, code: str) -> Paper | None:
    """With its case, and its lock if it has one: for whoever brings the same files again."""
    rows = Paper.objects.filter(provider=provider, code=code).select_related("case", "lock")
    return rows.first()


def body_of_locked(*, fingerprint: str) -> Body:
    """Questions and scheme of the locked paper with this fingerprint; read from the database once."""
    return _body(fingerprint)


def case_of_locked(*, fingerprint: str) -> str:
    """The case in Markdown; read from the database once."""
    return _case(fingerprint)


def fingerprint_of(*, paper_id: int) -> str:
    """The fingerprint under which a paper was locked."""
    return PaperLock.objects.only("fingerprint").get(paper_id=paper_id).fingerprint


@lru_cache(maxsize=64)
def _body(fingerprint: str) -> Body:
    paper = Paper.objects.filter(lock__fingerprint=fingerprint).only("body")[0]
    return Body.model_validate(paper.body)


@lru_cache(maxsize=64)
def _case(fingerprint: str) -> str:
    return CaseStudy.objects.filter(paper__lock__fingerprint=fingerprint)[0].text
