"""Questions that only setters ask: a paper in the making, who wrote it, what is found in it, may it be locked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from waymark.ground.papers import blueprint, rules
from waymark.ground.papers.fingerprints import fingerprint_of
from waymark.ground.papers.models import Exhibit, Form, Paper, Review, Wording
from waymark.ground.papers.values import Body
from waymark.ground.papers.wanted import Found, Wanted, wanted_by
from waymark.ground.programmes import queries as programmes
from waymark.kit.words import count_words

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.models import PublishedProgramme


@dataclass(frozen=True)
class Draft:
    """A paper with all that a setter needs, read when it is asked for and then kept."""

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
        return count_words(self.case)

    @cached_property
    def exhibits(self) -> list[Exhibit]:
        return list(Exhibit.objects.filter(paper=self.paper).order_by("name"))

    @cached_property
    def fingerprint(self) -> str:
        if self.is_locked:
            return self.paper.lock.fingerprint
        files = [(one.name, one.digest) for one in self.exhibits]
        return fingerprint_of(body=self.paper.body, case=self.case, exhibits=files)

    @cached_property
    def wanted(self) -> Wanted | None:
        return wanted_of(self.paper)

    @cached_property
    def findings(self) -> tuple[Found, ...]:
        """Nothing for a practice paper, which assesses nobody; nor where the provider publishes no such programme:
        then `standing` counts that as an error."""
        if self.wanted is None or self.paper.is_practice:
            return ()
        case = blueprint.Case(text=self.case, words=self.words)
        return blueprint.check(self.body, case=case, wanted=self.wanted)

    @cached_property
    def reviews(self) -> list[Review]:
        return list(Review.objects.filter(paper=self.paper).select_related("by").order_by("id"))

    @cached_property
    def writers(self) -> frozenset[int]:
        rows = Wording.objects.filter(paper=self.paper, by__isnull=False)
        wrote = [*rows.values_list("by_id", flat=True).distinct(), self.paper.by_id]
        return frozenset(one for one in wrote if one is not None)

    @cached_property
    def standing(self) -> rules.Standing:
        return rules.Standing(
            fingerprint=self.fingerprint,
            writers=self.writers,
            reviews=tuple(
                rules.Reviewed(by=one.by_id, fingerprint=one.fingerprint, agrees=one.agrees)
                for one in self.reviews
            ),
            errors=sum(one.severity.value == "error" for one in self.findings) or (self.wanted is None),
            is_locked=self.is_locked,
        )


def get_draft_for(*, for_: Person, paper_id: int) -> Draft | None:
    """A paper of the viewer's provider, locked or not; the view has proved that the viewer is a setter."""
    rows = Paper.objects.filter(provider_id=for_.provider_id, pk=paper_id)
    found = rows.select_related("case", "lock__by", "form__series", "by").first()
    return Draft(found) if found else None


def standing_of(paper: Paper) -> rules.Standing:
    """As it is in the database now, whatever the object that was brought says."""
    return Draft(_fresh(paper)).standing


def fingerprint_now(paper: Paper) -> str:
    return Draft(_fresh(paper)).fingerprint


def _fresh(paper: Paper) -> Paper:
    return Paper.objects.select_related("case", "lock", "provider").get(pk=paper.pk)


def wanted_of(paper: Paper) -> Wanted | None:
    """By the newest version of its programme that the provider has published."""
    published = _newest(paper)
    if published is None:
        return None
    return wanted_by(programmes.programme_of(published), programmes.framework_of(published))


def _newest(paper: Paper) -> PublishedProgramme | None:
    found = programmes.find_newest(slug=paper.programme_slug)
    return found if found and found.provider_id == paper.provider_id else None


def list_wordings(*, paper: Paper) -> list[Wording]:
    """Every save of the paper, newest first, without its content."""
    rows = Wording.objects.filter(paper=paper).select_related("by").defer("content")
    return list(rows.order_by("-id"))


def get_wording(*, paper: Paper, wording_id: int) -> Wording | None:
    return Wording.objects.filter(paper=paper, pk=wording_id).select_related("by").first()


def newest_of(*, paper: Paper, part: str) -> Wording | None:
    """The save of that part that stands, if it was saved since the paper was written."""
    rows = Wording.objects.filter(paper=paper, part=part, stands=True).select_related("by")
    return rows.order_by("-id").first()


def list_series_for(*, draft: Draft) -> list[Draft]:
    """The papers of the same series, form by form, with this one; or this one alone."""
    form = getattr(draft.paper, "form", None)
    if form is None:
        return [draft]
    rows = Form.objects.filter(series_id=form.series_id).select_related(
        "paper__case", "paper__lock", "paper__form__series"
    )
    return [Draft(one.paper) for one in rows.order_by("letter")]
