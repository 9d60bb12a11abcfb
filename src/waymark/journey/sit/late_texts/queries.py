"""Questions about late texts: what waits, and what was decided. Counts and moments, never a text."""

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
from waymark.journey.sit.writing.models import Answer, KeptBeside, Sitting
from waymark.kit.words import count_words

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


@dataclass(frozen=True, kw_only=True)
class LateText:
    """What came within the tolerance of one participant's close: counts and moments, and no text."""

    sitting_id: int
    name: str
    how: str
    """What stands now: `submitted`, `collected`, or empty where nothing was collected."""
    stands_words: int
    late_words: int
    """Of the whole script, if the late texts stood."""
    seconds: int
    """Past the close, of the newest."""
    at: datetime
    """When that one arrived."""
    is_settled: bool
    """Whether the participant's own time and its tolerance are over, so that it can be decided once."""


def list_late_texts(*, window: SittingWindow, at: datetime) -> list[LateText]:
    """Undecided ones, by name. The caller has proved that the viewer may see the window."""
    waiting = KeptBeside.objects.filter(
        answer__sitting__window=window, why=KeptBeside.Why.LATE, decision=None
    )
    newest = newest_of_each(waiting)
    rows = Sitting.objects.filter(answers__in=newest).distinct()
    rows = deadlines.with_own_times(rows).select_related("window", "enrolment__person", "submission")
    found = deadlines.give_times(rows.prefetch_related(Prefetch("answers", Answer.objects.defer("text"))))
    return sorted((_late(one, newest, at=at) for one in found), key=lambda one: one.name)


def newest_of_each(texts: QuerySet[KeptBeside]) -> dict[int, KeptBeside]:
    """By answer, the text that came last; of the others, which may be many and long, none is read."""
    last = dict(texts.order_by("at", "id").values_list("answer_id", "pk"))
    return {one.answer_id: one for one in KeptBeside.objects.filter(pk__in=last.values())}


def _late(sitting: Sitting, newest: dict[int, KeptBeside], *, at: datetime) -> LateText:
    submission = getattr(sitting, "submission", None)
    answers = list(sitting.answers.all())
    late = {one.pk: newest[one.pk] for one in answers if one.pk in newest}
    last = max(late.values(), key=lambda one: one.at)
    return LateText(
        sitting_id=sitting.pk,
        name=sitting.enrolment.person.name,
        how=submission.how if submission else "",
        stands_words=submission.words if submission else 0,
        late_words=sum(count_words(late[one.pk].text) if one.pk in late else one.words for one in answers),
        seconds=last.seconds_late,
        at=last.at,
        is_settled=is_settled(sitting.times, at=at),
    )


def list_late_decisions(*, window: SittingWindow) -> list[LateDecision]:
    """What was decided about a window's late texts, newest first; one for each text."""
    rows = LateDecision.objects.filter(kept__answer__sitting__window=window)
    rows = rows.select_related("kept__answer__sitting__enrolment__person", "by").defer("kept__text")
    return list(rows.order_by("-at", "-id"))


def list_own_late_decisions(*, sitting: Sitting) -> list[LateDecision]:
    """About the writer's own texts, newest first; one for each cause."""
    rows = LateDecision.objects.filter(kept__answer__sitting=sitting).select_related("by", "kept")
    found = {(one.at, one.stands): one for one in rows.order_by("-at", "-id")}
    return list(found.values())


def was_decided_alike(*, sitting_ids: Iterable[int], stands: bool, cause: str, by: Person) -> bool:
    """Whether the same person decided just so about all of them: the second click of one decision."""
    wanted = set(sitting_ids)
    rows = LateDecision.objects.filter(
        kept__answer__sitting__in=wanted, stands=stands, cause=cause, by=by
    ).values_list("kept__answer__sitting_id", flat=True)
    return bool(wanted) and set(rows) == wanted
