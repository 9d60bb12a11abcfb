"""Queries about late texts: what is to be decided, proposed and decided. Counts and times, never a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from waymark.ground.cohorts import queries as cohorts
from waymark.journey.sit.late_texts.models import LateDecision, LateProposal
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.rules import is_settled
from waymark.journey.sit.writing.models import AlternateVersion, Answer, Sitting
from waymark.kit.words import count_words

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.ground.people.roles import Role


@dataclass(frozen=True, kw_only=True)
class LateText:
    """What arrived within the tolerance after one participant's close: counts and times, no text."""

    sitting_id: int
    name: str
    how: str
    """How the current answers were received: `submitted`, `collected`, or empty if nothing was collected."""
    current_words: int
    late_words: int
    """Of all answers together, if the late texts counted."""
    seconds: int
    """How long after the close the newest one arrived."""
    at: datetime
    """When the newest one arrived."""
    is_settled: bool
    """Whether the participant's close and the tolerance have passed, so that nothing more can arrive."""


def undecided_texts() -> QuerySet[AlternateVersion]:
    """Late texts that two people have not decided about, proposed or not."""
    return AlternateVersion.objects.filter(kind=AlternateVersion.Kind.LATE, decision=None)


def list_late_texts(
    *, window: SittingWindow, at: datetime, proposal: LateProposal | None = None
) -> list[LateText]:
    """The undecided ones, by name: those that an open proposal is about, or those that none is.

    The caller has checked that the viewer may see the window.
    """
    undecided = undecided_texts().filter(answer__sitting__window=window)
    if proposal:
        undecided = undecided.filter(answer__sitting__late_proposals__proposal=proposal)
    else:
        proposed = LateProposal.objects.filter(outcome=None, lines__sitting=OuterRef("answer__sitting"))
        undecided = undecided.filter(~Exists(proposed))
    newest = newest_by_answer(undecided)
    rows = Sitting.objects.filter(answers__in=newest).distinct()
    rows = deadlines.with_own_times(rows).select_related("window", "enrolment__person", "submission")
    sittings = deadlines.give_times(rows.prefetch_related(Prefetch("answers", Answer.objects.defer("text"))))
    sittings = sorted(sittings, key=lambda sitting: sitting.enrolment.person.sort_name)
    return [_late_text(sitting, newest, at=at) for sitting in sittings]


def newest_by_answer(texts: QuerySet[AlternateVersion]) -> dict[int, AlternateVersion]:
    """The text of each answer that arrived last. The others, which may be many and long, are not read."""
    last = dict(texts.order_by("at", "id").values_list("answer_id", "pk"))
    return {text.answer_id: text for text in AlternateVersion.objects.filter(pk__in=last.values())}


def _late_text(sitting: Sitting, newest: dict[int, AlternateVersion], *, at: datetime) -> LateText:
    submission = getattr(sitting, "submission", None)
    answers = list(sitting.answers.all())
    late = {answer.pk: newest[answer.pk] for answer in answers if answer.pk in newest}
    last = max(late.values(), key=lambda text: text.at)
    return LateText(
        sitting_id=sitting.pk,
        name=sitting.enrolment.person.name,
        how=submission.how if submission else "",
        current_words=submission.words if submission else 0,
        late_words=sum(
            count_words(late[answer.pk].text) if answer.pk in late else answer.words for answer in answers
        ),
        seconds=last.seconds_late,
        at=last.at,
        is_settled=is_settled(sitting.times, at=at),
    )


def list_late_decisions(*, window: SittingWindow) -> list[LateDecision]:
    """The decisions about a window's late texts, newest first; one for each text."""
    rows = LateDecision.objects.filter(version__answer__sitting__window=window)
    rows = rows.select_related("version__answer__sitting__enrolment__person", "by", "proposal__by").defer(
        "version__text"
    )
    return list(rows.order_by("-at", "-id"))


def list_own_late_decisions(*, sitting: Sitting) -> list[LateDecision]:
    """The decisions about the writer's own texts, newest first; one for each act of deciding."""
    rows = LateDecision.objects.filter(version__answer__sitting=sitting).select_related(
        "by", "version", "proposal__by"
    )
    decisions = {(decision.at, decision.counts): decision for decision in rows.order_by("-at", "-id")}
    return list(decisions.values())


def list_open_proposals(*, window: SittingWindow) -> list[LateProposal]:
    """Proposals that wait for a second person, oldest first, each with its lines and their participants."""
    rows = LateProposal.objects.filter(window=window, outcome=None).select_related("by")
    return list(rows.prefetch_related("lines__sitting__enrolment__person").order_by("at", "id"))


def list_returned_proposals(*, window: SittingWindow) -> list[LateProposal]:
    """Proposals that a second person sent back, newest first: for those who decide about the same texts again."""
    rows = LateProposal.objects.filter(window=window, outcome__kind="returned")
    rows = rows.select_related("by", "outcome__by").prefetch_related("lines__sitting__enrolment__person")
    return list(rows.order_by("-outcome__at", "-id"))


def get_late_proposal_for(
    *, for_: Person, role: Role, cohort_slug: str, proposal_id: int
) -> LateProposal | None:
    cohort = cohorts.get_cohort_for(for_=for_, role=role, slug=cohort_slug)
    if cohort is None:
        return None
    rows = LateProposal.objects.filter(window__cohort=cohort, pk=proposal_id)
    rows = rows.select_related("window__cohort", "by", "outcome__by")
    return rows.prefetch_related("lines__sitting__enrolment__person").first()


def find_open_proposal(
    *, window: SittingWindow, sitting_ids: Iterable[int], counts: bool, cause: str, by: Person
) -> LateProposal | None:
    """The same proposal about the same participants by the same person, still open: a second click."""
    wanted = set(sitting_ids)
    rows = LateProposal.objects.filter(window=window, outcome=None, counts=counts, cause=cause, by=by)
    for proposal in rows.prefetch_related("lines"):
        if {line.sitting_id for line in proposal.lines.all()} == wanted:
            return proposal
    return None
