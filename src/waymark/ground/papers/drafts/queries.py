"""Questions that only setters ask: a draft, who wrote it, which problems it has, whether it may be locked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from waymark.ground.papers import rules
from waymark.ground.papers.blueprint.check import CaseText, check
from waymark.ground.papers.blueprint.problems import PaperProblem
from waymark.ground.papers.blueprint.requirements import PaperRequirements, requirements_of
from waymark.ground.papers.fingerprints import fingerprint_of
from waymark.ground.papers.models import Exhibit, Paper, ParallelForm, Review, Wording
from waymark.ground.papers.values import Body
from waymark.ground.programmes import queries as programmes
from waymark.ground.programmes.packs import Severity
from waymark.kit.words import count_words

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.models import PublishedProgramme


@dataclass(frozen=True)
class Draft:
    """A paper with everything a setter needs, each read once when first asked for. It may be locked already."""

    paper: Paper

    @cached_property
    def body(self) -> Body:
        return Body.model_validate(self.paper.body)

    @property
    def case(self) -> str:
        return self.paper.case.text

    @property
    def is_locked(self) -> bool:
        return hasattr(self.paper, "lock")

    @cached_property
    def words(self) -> int:
        """How many words the case study has."""
        return count_words(self.case)

    @cached_property
    def exhibits(self) -> list[Exhibit]:
        return list(Exhibit.objects.filter(paper=self.paper).order_by("name"))

    @cached_property
    def fingerprint(self) -> str:
        if self.is_locked:
            return self.paper.lock.fingerprint
        files = [(exhibit.name, exhibit.digest) for exhibit in self.exhibits]
        return fingerprint_of(body=self.paper.body, case=self.case, exhibits=files)

    @cached_property
    def requirements(self) -> PaperRequirements | None:
        return find_requirements(self.paper)

    @cached_property
    def problems(self) -> tuple[PaperProblem, ...]:
        """None for a practice paper, which assesses no one; nor where the provider publishes no such programme:
        `state` then counts that as an error."""
        if self.requirements is None or self.paper.is_practice:
            return ()
        case = CaseText(text=self.case, words=self.words)
        return check(self.body, case=case, requirements=self.requirements)

    @cached_property
    def reviews(self) -> list[Review]:
        return list(Review.objects.filter(paper=self.paper).select_related("by").order_by("id"))

    @cached_property
    def writer_ids(self) -> frozenset[int]:
        """Persons who created the paper or saved any part of it."""
        rows = Wording.objects.filter(paper=self.paper, by__isnull=False)
        ids = [*rows.values_list("by_id", flat=True).distinct(), self.paper.by_id]
        return frozenset(id for id in ids if id is not None)

    @cached_property
    def state(self) -> rules.PaperState:
        errors = sum(problem.severity is Severity.ERROR for problem in self.problems)
        return rules.PaperState(
            fingerprint=self.fingerprint,
            writer_ids=self.writer_ids,
            reviews=tuple(
                rules.ReviewOutcome(
                    reviewer_id=review.by_id, fingerprint=review.fingerprint, approves=review.approves
                )
                for review in self.reviews
            ),
            error_count=errors or (self.requirements is None),
            is_locked=self.is_locked,
        )


def get_draft_for(*, for_: Person, paper_id: int) -> Draft | None:
    """A paper of the viewer's provider, locked or not. The view has checked that the viewer is a setter."""
    rows = Paper.objects.filter(provider_id=for_.provider_id, pk=paper_id)
    paper = rows.select_related("case", "lock__by", "form__series", "by").first()
    return Draft(paper) if paper else None


def get_state(paper: Paper) -> rules.PaperState:
    """The paper's state in the database now, whatever the given object holds."""
    return Draft(_reload(paper)).state


def fingerprint_now(paper: Paper) -> str:
    """The fingerprint of the paper in the database now."""
    return Draft(_reload(paper)).fingerprint


def _reload(paper: Paper) -> Paper:
    return Paper.objects.select_related("case", "lock", "provider").get(pk=paper.pk)


def find_requirements(paper: Paper) -> PaperRequirements | None:
    """From the newest version of its programme that the provider has published."""
    published = _newest_programme(paper)
    if published is None:
        return None
    return requirements_of(programmes.programme_of(published), programmes.framework_of(published))


def _newest_programme(paper: Paper) -> PublishedProgramme | None:
    published = programmes.find_newest(slug=paper.programme_slug)
    return published if published and published.provider_id == paper.provider_id else None


def list_wordings(*, paper: Paper) -> list[Wording]:
    """Every save of the paper, newest first, without its content."""
    rows = Wording.objects.filter(paper=paper).select_related("by").defer("content")
    return list(rows.order_by("-id"))


def get_wording(*, paper: Paper, wording_id: int) -> Wording | None:
    return Wording.objects.filter(paper=paper, pk=wording_id).select_related("by").first()


def find_newest_wording(*, paper: Paper, part: str) -> Wording | None:
    """The save that gave that part its current content; None if it was not saved since the paper was created."""
    rows = Wording.objects.filter(paper=paper, part=part, was_applied=True).select_related("by")
    return rows.order_by("-id").first()


def list_series_for(*, draft: Draft) -> list[Draft]:
    """The papers of the same series by their form letters, this one included; or this one alone."""
    form = getattr(draft.paper, "form", None)
    if form is None:
        return [draft]
    forms = ParallelForm.objects.filter(series_id=form.series_id).select_related(
        "paper__case", "paper__lock", "paper__form__series"
    )
    return [Draft(form.paper) for form in forms.order_by("letter")]
