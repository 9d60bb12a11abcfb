"""Questions about the timed writing. Its writer reads the text, and markers without a name; a lead never does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.roles import Role
from waymark.journey.sit import rules
from waymark.journey.sit.history import chain
from waymark.journey.sit.models import Answer, KeptBeside, Receipt, Sitting, SittingWindow, Submission
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.words import closing
from waymark.journey.sit.writing.own_sitting import get_sitting_for
from waymark.kit.formatting import long_moment, number
from waymark.kit.progress import Status, Step
from waymark.kit.words import count_words

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person

__all__ = [
    "ASSESSMENT", "Reading", "count_undecided", "current_window_of",
    "find_receipt", "find_sitting", "get_kept_beside", "get_sitting_for", "get_window_for", "is_closed",
    "last_close_of", "list_answers", "list_closed_submissions", "list_kept_beside",
    "list_windows_for", "list_windows_of", "papers_of", "progress_of", "reading_of", "submission_of",
    "text_of",
]  # fmt: skip

ASSESSMENT = "assessment"
"""The item id under which this room says how far a participant is; no item of a pack has it."""


def current_window_of(*, enrolment: Enrolment, at: datetime) -> SittingWindow | None:
    """The window that is open for this participant, with their `times`; else the next one; else the last."""
    rows = SittingWindow.objects.filter(cohort_id=enrolment.cohort_id, is_practice=False).order_by("opens_at")
    own = deadlines.own_windows(rows.select_related("cohort"), enrolment=enrolment)
    windows = deadlines.give_window_times(own)
    to_come = [one for one in windows if not rules.is_over(one.times, at=at)]
    return to_come[0] if to_come else windows[-1] if windows else None


def find_sitting(*, window: SittingWindow, enrolment: Enrolment) -> Sitting | None:
    rows = Sitting.objects.filter(window=window, enrolment=enrolment)
    return rows.select_related("window", "submission__receipt").first()


def list_answers(*, sitting: Sitting) -> list[Answer]:
    """In question order, with their text: for the writer's own pages."""
    return list(Answer.objects.filter(sitting=sitting).order_by("id"))


def list_kept_beside(*, sitting: Sitting) -> list[KeptBeside]:
    """The newest hundred texts kept beside the answers of the writer's own sitting, newest first, with the answer."""
    return list(_kept_beside(sitting).order_by("-id")[:100])


def _kept_beside(sitting: Sitting) -> QuerySet[KeptBeside]:
    return KeptBeside.objects.filter(answer__sitting=sitting).select_related("answer", "decision")


def get_kept_beside(*, sitting: Sitting, kept_id: int) -> KeptBeside | None:
    rows = KeptBeside.objects.filter(answer__sitting=sitting, pk=kept_id)
    return rows.select_related("answer").first()


def find_receipt(*, code: str) -> Receipt | None:
    return Receipt.objects.filter(code=code).select_related("submission").first()


# --- for the programme's lead: never the text ----------------------------------------------------------------


def list_windows_for(*, for_: Person, role: Role, cohort_slug: str) -> list[SittingWindow]:
    """Windows of a cohort the viewer may see, newest first, with counts of those who opened and handed in."""
    cohort = cohorts.get_cohort_for(for_=for_, role=role, slug=cohort_slug)
    if cohort is None:
        return []
    rows = SittingWindow.objects.filter(cohort=cohort, is_practice=False)
    rows = rows.select_related("paper").defer("paper__body")
    return list(
        rows.annotate(
            opened=Count("sittings", distinct=True), handed_in=Count("sittings__submission", distinct=True)
        ).order_by("-opens_at")
    )


def get_window_for(*, for_: Person, role: Role, cohort_slug: str, window_id: int) -> SittingWindow | None:
    cohort = cohorts.get_cohort_for(for_=for_, role=role, slug=cohort_slug)
    if cohort is None:
        return None
    rows = SittingWindow.objects.filter(cohort=cohort, pk=window_id, is_practice=False)
    return rows.select_related("cohort__programme", "paper").defer("paper__body").first()


# --- for the rooms that come after ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Reading:
    """A script as markers read it: question id to text up to the limit, and what lies past it."""

    answers: dict[str, str]
    beyond: dict[str, str]
    words: int
    """Of what is read."""


def list_windows_of(*, cohort_id: int) -> list[SittingWindow]:
    """A cohort's windows in order. The caller has proved that the viewer may see the cohort."""
    rows = SittingWindow.objects.filter(cohort_id=cohort_id, is_practice=False)
    return list(rows.order_by("opens_at"))


def list_closed_submissions(*, cohort: Cohort, at: datetime) -> list[Submission]:
    """What stands as handed in or collected, of everybody whose own close is past; no text."""
    sittings = Sitting.objects.filter(window__cohort=cohort, window__is_practice=False)
    over = deadlines.over_by(sittings.exclude(submission=None), at=at)
    found = over.select_related("window", "enrolment", "submission").order_by("submission__id")
    return [one.submission for one in deadlines.give_times(found) if rules.is_settled(one.times, at=at)]


def is_closed(*, submission: Submission, at: datetime) -> bool:
    """Whether the close of the submission's own sitting is past."""
    return deadlines.over_by(Sitting.objects.filter(submission=submission), at=at).exists()


def last_close_of(*, window: SittingWindow) -> datetime:
    """When the last participant's own time in a window is over."""
    return deadlines.when_all_closed(window=window)


def count_undecided(*, cohort_id: int) -> tuple[int, int]:
    """Extensions, and texts within the tolerance, that nobody has decided about in a cohort's windows."""
    return deadlines.count_undecided(cohort_id=cohort_id)


def reading_of(*, submission: Submission) -> Reading:
    """The first words of the answers in question order, up to the maximum, and the rest."""
    rows = Answer.objects.filter(sitting__submission=submission).order_by("id")
    texts = rows.values_list("question_id", "text")
    cuts = rules.first_words(texts, max_words=submission.of.window.max_words)
    return Reading(
        answers={one.question_id: one.read for one in cuts},
        beyond={one.question_id: one.beyond for one in cuts if one.beyond.strip()},
        words=sum(count_words(one.read) for one in cuts),
    )


def submission_of(*, enrolment: Enrolment) -> Submission | None:
    """The newest one, with sitting and window."""
    rows = Submission.objects.filter(sitting__enrolment=enrolment, sitting__window__is_practice=False)
    rows = rows.select_related("sitting__window")
    return rows.order_by("-at", "-id").first()


def progress_of(*, enrolment: Enrolment, at: datetime) -> tuple[Step, ...]:
    """One step: the written assessment."""
    window = current_window_of(enrolment=enrolment, at=at)
    if window is None:
        return (_step(Status.CANNOT_START, "The dates of the window are not fixed yet."),)
    sitting = find_sitting(window=window, enrolment=enrolment)
    submission = getattr(sitting, "submission", None)
    if submission:
        was = "Submitted" if submission.how == Submission.How.SUBMITTED else "Collected at the close"
        return (_step(Status.SUBMITTED, f"{was}, {number(submission.words)} words."),)
    return (_unfinished(window, sitting, at=at),)


def _unfinished(window: SittingWindow, sitting: Sitting | None, *, at: datetime) -> Step:
    closes = closing(window.times, zone=window.zone)
    if at < window.opens_at:
        return _step(Status.CANNOT_START, f"Opens on {long_moment(window.opens_at, zone=window.zone)}.")
    if rules.is_over(window.times, at=at):
        return _step(Status.WAITING if sitting else Status.CANNOT_START, f"The window closed on {closes}.")
    if rules.is_late(window.times, at=at):
        return _step(
            Status.WAITING, f"The window closed on {closes}. More time is asked for and not decided."
        )
    return _step(Status.IN_PROGRESS if sitting else Status.NOT_STARTED, f"Closes on {closes}.")


def _step(status: Status, why: str) -> Step:
    return Step(item_id=ASSESSMENT, status=status, why=why)


def papers_of(*, person: Person) -> list[dict[str, object]]:
    """Every sitting of a person with its texts, what was kept beside them, and the receipt."""
    rows = Sitting.objects.filter(enrolment__person=person).select_related("submission__receipt", "window")
    return [_paper(sitting) for sitting in rows.order_by("id")]


def _paper(sitting: Sitting) -> dict[str, object]:
    submission = getattr(sitting, "submission", None)
    answers = list_answers(sitting=sitting)
    return {
        "room": "sit",
        "sitting": sitting.code,
        "opened_at": sitting.at,
        "declared": sitting.declared,
        "practice": sitting.window.is_practice,
        "answers": {one.question_id: one.text for one in answers},
        "revisions": [line for one in answers for line in _revisions(one)],
        "kept_beside": [
            {"question": one.answer.question_id, "why": one.why, "at": one.at, "text": one.text}
            for one in _kept_beside(sitting).order_by("id")
        ],
        "how": submission.how if submission else "",
        "handed_in_at": submission.at if submission else None,
        "receipt": submission.receipt.code if submission else "",
    }


def _revisions(answer: Answer) -> list[dict[str, object]]:
    times = {one.rev: one.at for one in chain.list_versions(answer_id=answer.pk)}
    return [
        {"question": answer.question_id, "rev": rev, "at": times[rev], "text": text}
        for rev, text in chain.texts_of(answer_id=answer.pk)
    ]


def text_of(*, answer_id: int) -> str:
    """An answer's text now. The caller has proved whose it is."""
    return Answer.objects.only("text").get(pk=answer_id).text
