"""What was submitted or collected, for the rooms that come after; a text only without a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from waymark.journey.sit.submission.models import Submission
from waymark.journey.sit.submission.rules import first_words
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.rules import is_settled
from waymark.journey.sit.writing.models import Answer, Sitting
from waymark.kit.words import count_words

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment


@dataclass(frozen=True)
class Reading:
    """A script as markers read it: question id to text up to the limit, and what lies past it."""

    answers: dict[str, str]
    beyond: dict[str, str]
    words: int
    """Of what is read."""


def list_closed_submissions(*, cohort: Cohort, at: datetime) -> list[Submission]:
    """What stands as handed in or collected, of everybody whose own close is past; no text."""
    sittings = Sitting.objects.filter(window__cohort=cohort, window__is_practice=False)
    over = deadlines.over_by(sittings.exclude(submission=None), at=at)
    rows = over.select_related("window", "enrolment", "submission").order_by("submission__id")
    return [sitting.submission for sitting in deadlines.give_times(rows) if is_settled(sitting.times, at=at)]


def is_closed(*, submission: Submission, at: datetime) -> bool:
    """Whether the close of the submission's own sitting is past."""
    return deadlines.over_by(Sitting.objects.filter(submission=submission), at=at).exists()


def reading_of(*, submission: Submission) -> Reading:
    """The first words of the answers in question order, up to the maximum, and the rest."""
    rows = Answer.objects.filter(sitting__submission=submission).order_by("id")
    texts = rows.values_list("question_id", "text")
    cuts = first_words(texts, max_words=submission.of.window.max_words)
    return Reading(
        answers={cut.question_id: cut.read for cut in cuts},
        beyond={cut.question_id: cut.beyond for cut in cuts if cut.beyond.strip()},
        words=sum(count_words(cut.read) for cut in cuts),
    )


def submission_of(*, enrolment: Enrolment) -> Submission | None:
    """The newest one, with sitting and window."""
    rows = Submission.objects.filter(sitting__enrolment=enrolment, sitting__window__is_practice=False)
    rows = rows.select_related("sitting__window")
    return rows.order_by("-at", "-id").first()
