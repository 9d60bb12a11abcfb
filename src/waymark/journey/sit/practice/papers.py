"""The paper of a practice sitting: the provider's own, or the one that comes with Waymark."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from waymark.ground.papers import actions, queries
from waymark.ground.papers.values import Body

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.papers.models import Paper

FOLDER = Path(__file__).parent / "paper"
CODE_LENGTH = 40


def practice_paper_of(cohort: Cohort, *, at: datetime) -> Paper:
    """The provider's newest practice paper for the programme. If there is none, the default one is locked for them."""
    slug = cohort.programme.slug
    own = queries.find_practice_paper(provider_id=cohort.provider_id, programme_slug=slug)
    return own or _lock_default_paper(cohort, slug, at=at)


def _lock_default_paper(cohort: Cohort, slug: str, *, at: datetime) -> Paper:
    body, case = default_paper()
    code = f"{body.code}-{slug}"[:CODE_LENGTH]
    paper = actions.write_paper(
        provider=cohort.provider,
        programme_slug=slug,
        body=body.model_copy(update={"code": code}),
        case=case,
        by=None,
        at=at,
        is_practice=True,
    )
    actions.lock_paper(paper=paper, by=None, at=at)
    return paper


@lru_cache(maxsize=1)
def default_paper() -> tuple[Body, str]:
    """The practice paper that comes with Waymark, and its case."""
    fields = YAML(typ="safe").load((FOLDER / "paper.yaml").read_text("utf-8"))
    return Body.model_validate(fields), (FOLDER / "case.md").read_text("utf-8")
