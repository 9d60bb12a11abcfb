"""Questions about papers. Only setters read a paper before its window opens: the caller checks that it has.

Other rooms ask about a locked text by its fingerprint. Questions about drafts are in `drafts/queries.py`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from waymark.ground.papers.blueprint.requirements import statements_taught_by
from waymark.ground.papers.drafts.queries import (
    Draft,
    find_requirements,
    fingerprint_now,
    get_draft_for,
    get_state,
    list_series_for,
    list_wordings,
)
from waymark.ground.papers.models import CaseStudy, Exhibit, ExhibitFile, Paper, PaperLock, Review, Wording
from waymark.ground.papers.personal_data import DATA
from waymark.ground.papers.rendering import case_html
from waymark.ground.papers.values import Body
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.people.models import Person, Provider
    from waymark.ground.programmes.values import Programme

__all__ = [
    "Draft",
    "body_of_locked",
    "case_html",
    "case_of_locked",
    "data_of_exhibit",
    "find_paper",
    "find_practice_paper",
    "find_requirements",
    "fingerprint_now",
    "fingerprint_of",
    "get_draft_for",
    "get_exhibit_of_locked",
    "get_locked_for",
    "get_state",
    "list_exhibits_of_locked",
    "list_locked_for",
    "list_paper_workers",
    "list_papers_for",
    "list_parallel_of",
    "list_series_for",
    "list_untaught",
    "list_wordings",
    "personal_data_of",
    "workers_on",
]  # fmt: skip


def list_locked_for(*, for_: Person, programme_slug: str) -> list[Paper]:
    """Locked papers of the viewer's provider for a programme, but no practice papers; their text is not read."""
    rows = Paper.objects.filter(
        provider_id=for_.provider_id, programme_slug=programme_slug, lock__isnull=False, is_practice=False
    )
    return list(rows.defer("body").order_by("code"))


def list_papers_for(*, for_: Person) -> list[Paper]:
    """Every paper of the viewer's provider with its lock and its form in a series, if it has them: for setters."""
    rows = Paper.objects.filter(provider_id=for_.provider_id).select_related("lock", "form__series")
    return list(rows.defer("body").order_by("code"))


def list_drafts_of(*, person: Person) -> list[Paper]:
    """Papers that are not locked and that a person began or wrote part of; their text is not read."""
    rows = Paper.objects.filter(Q(by=person) | Q(wordings__by=person), lock=None).distinct()
    return list(rows.defer("body").order_by("code"))


def get_locked_for(*, for_: Person, paper_id: int) -> Paper | None:
    rows = Paper.objects.filter(provider_id=for_.provider_id, lock__isnull=False, pk=paper_id)
    return rows.defer("body").first()


def find_paper(*, provider: Provider, code: str) -> Paper | None:
    """With its case, and its lock if it has one: for loading the same files again."""
    rows = Paper.objects.filter(provider=provider, code=code).select_related("case", "lock")
    return rows.first()


def find_practice_paper(*, provider_id: int, programme_slug: str) -> Paper | None:
    """The provider's newest locked practice paper for that programme."""
    rows = Paper.objects.filter(
        provider_id=provider_id, programme_slug=programme_slug, is_practice=True, lock__isnull=False
    )
    return rows.defer("body").select_related("lock").order_by("-id").first()


def list_parallel_of(*, paper_id: int) -> list[Paper]:
    """Locked papers of the same series, by their letters: for a later window, or for a resit."""
    rows = Paper.objects.filter(form__series__forms__paper_id=paper_id, lock__isnull=False)
    return list(
        rows.exclude(pk=paper_id).select_related("lock", "form").defer("body").order_by("form__letter")
    )


def list_paper_workers(*, provider_id: int, programme_slug: str) -> set[int]:
    """Ids of everyone who ever wrote part of a paper for that programme, added a file to it or reviewed it.

    Practice papers assess no one, so they don’t count.
    """
    papers = Paper.objects.filter(provider_id=provider_id, programme_slug=programme_slug, is_practice=False)
    return _workers_on(papers)


def workers_on(*, paper_id: int) -> set[int]:
    """Ids of everyone who wrote part of this paper, added a file to it or reviewed it; none for a practice paper."""
    return _workers_on(Paper.objects.filter(pk=paper_id, is_practice=False))


def _workers_on(papers: QuerySet[Paper]) -> set[int]:
    of_these = papers.order_by().values("pk")
    writers = [papers, *(model.objects.filter(paper__in=of_these) for model in (Wording, Exhibit, Review))]
    ids = [rows.order_by().values_list("by_id") for rows in writers]
    return {person_id for (person_id,) in ids[0].union(*ids[1:]) if person_id is not None}


def list_untaught(*, fingerprint: str, programme: Programme) -> list[str]:
    """Codes that the locked paper assesses and this version of the programme never teaches; for opening a window."""
    criteria = body_of_locked(fingerprint=fingerprint).scheme.criteria
    assessed = {code for criterion in criteria for code in criterion.statements}
    return sorted(assessed - statements_taught_by(programme))


def body_of_locked(*, fingerprint: str) -> Body:
    """Questions and scheme of the locked paper with this fingerprint; read from the database once."""
    return _body(fingerprint)


def case_of_locked(*, fingerprint: str) -> str:
    """The case study in Markdown; read from the database once."""
    return _case(fingerprint)


def list_exhibits_of_locked(*, paper_id: int, fingerprint: str) -> tuple[Exhibit, ...]:
    """Files of the case study, without their bytes; read from the database once.

    By the paper too: two providers may have locked the same text, and each serves its own files.
    """
    return _exhibits(paper_id, fingerprint)


def get_exhibit_of_locked(*, paper_id: int, exhibit_id: int) -> Exhibit | None:
    return Exhibit.objects.filter(paper_id=paper_id, paper__lock__isnull=False, pk=exhibit_id).first()


def data_of_exhibit(exhibit: Exhibit) -> bytes:
    """Its bytes. The caller has checked that the viewer may see them."""
    return bytes(ExhibitFile.objects.only("data").get(exhibit_id=exhibit.pk).data)


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


@lru_cache(maxsize=64)
def _exhibits(paper_id: int, fingerprint: str) -> tuple[Exhibit, ...]:
    rows = Exhibit.objects.filter(paper_id=paper_id, paper__lock__fingerprint=fingerprint)
    return tuple(rows.order_by("name"))


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
