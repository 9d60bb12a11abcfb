"""Queries about late texts: what is to be decided, and what was decided. Counts and times, never a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet

from waymark.journey.sit.late_texts.models import LateDecision
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.rules import is_settled
from waymark.journey.sit.writing.models import AlternateVersion, Answer, Sitting
from waymark.kit.words import count_words

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


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


def list_late_texts(*, window: SittingWindow, at: datetime) -> list[LateText]:
    """The undecided ones, by name. The caller has checked that the viewer may see the window."""
    undecided = AlternateVersion.objects.filter(
        answer__sitting__window=window, kind=AlternateVersion.Kind.LATE, decision=None
    )
    newest = newest_by_answer(undecided)
    rows = Sitting.objects.filter(answers__in=newest).distinct()
    rows = deadlines.with_own_times(rows).select_related("window", "enrolment__person", "submission")
    sittings = deadlines.give_times(rows.prefetch_related(Prefetch("answers", Answer.objects.defer("text"))))
    return sorted((_late_text(sitting, newest, at=at) for sitting in sittings), key=lambda late: late.name)


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
    rows = rows.select_related("version__answer__sitting__enrolment__person", "by").defer("version__text")
    return list(rows.order_by("-at", "-id"))


def list_own_late_decisions(*, sitting: Sitting) -> list[LateDecision]:
    """The decisions about the writer's own texts, newest first; one for each act of deciding."""
    rows = LateDecision.objects.filter(version__answer__sitting=sitting).select_related("by", "version")
    decisions = {(decision.at, decision.counts): decision for decision in rows.order_by("-at", "-id")}
    return list(decisions.values())


def is_same_decision(*, sitting_ids: Iterable[int], counts: bool, cause: str, by: Person) -> bool:
    """Whether the same person has already made the same decision about all of them: a second click."""
    wanted = set(sitting_ids)
    rows = LateDecision.objects.filter(
        version__answer__sitting__in=wanted, counts=counts, cause=cause, by=by
    ).values_list("version__answer__sitting_id", flat=True)
    return bool(wanted) and set(rows) == wanted
