"""Questions about the timed writing. Its writer reads the text, and markers without a name; a lead never does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery, Sum

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.hours import queries as hours
from waymark.ground.hours import rules as engagement
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Gate
from waymark.journey.sit import rules
from waymark.journey.sit.models import Answer, KeptBeside, Receipt, Sitting, SittingWindow, Submission
from waymark.journey.sit.own_sitting import get_sitting_for
from waymark.journey.sit.words import closing
from waymark.kit.progress import Status, Step
from waymark.kit.show import long_moment, number
from waymark.kit.words import count_words

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person

__all__ = [
    "ASSESSMENT", "Desk", "Reading", "count_kept_beside", "current_window_of", "find_receipt", "find_sitting",
    "gate_of", "get_kept_beside", "get_sitting_for", "get_window_for", "list_answers", "list_closed_submissions",
    "list_desks_for", "list_kept_beside", "list_windows_for", "list_windows_of", "papers_of", "progress_of",
    "reading_of", "submission_of", "text_of",
]  # fmt: skip

KEPT_BESIDE = """SELECT count(*) FROM sit_keptbeside k JOIN sit_answer a ON a.id = k.answer_id
 WHERE a.sitting_id = %s"""
ASSESSMENT = "assessment"
"""The item id under which this room says how far a participant is; no item of a pack has it."""


def gate_of(*, enrolment: Enrolment, at: datetime) -> engagement.EngagementDecision | None:
    """The engagement rule's answer now, where the programme asks it before the sitting; else None."""
    rule = programme_of(enrolment.cohort.programme).engagement
    if rule.asked_at is not Gate.SITTING:
        return None
    standing = hours.standing_of(enrolment=enrolment, at=at)
    return engagement.decide(earned=standing.earned, of=standing.base, rule=rule)


def current_window_of(*, enrolment: Enrolment, at: datetime) -> SittingWindow | None:
    """The cohort's window that is open; else the next one; else the last."""
    rows = SittingWindow.objects.filter(cohort_id=enrolment.cohort_id).order_by("opens_at")
    windows = list(rows.select_related("cohort"))
    to_come = [one for one in windows if not rules.is_late(one.rules, at=at)]
    return to_come[0] if to_come else windows[-1] if windows else None


def find_sitting(*, window: SittingWindow, enrolment: Enrolment) -> Sitting | None:
    rows = Sitting.objects.filter(window=window, enrolment=enrolment)
    return rows.select_related("window", "submission__receipt").first()


def list_answers(*, sitting: Sitting) -> list[Answer]:
    """In question order, with their text: for the writer's own pages."""
    return list(Answer.objects.filter(sitting=sitting).order_by("id"))


def list_kept_beside(*, sitting: Sitting) -> list[KeptBeside]:
    """Texts kept beside the answers of the writer's own sitting, newest first, with the answer."""
    rows = KeptBeside.objects.filter(answer__sitting=sitting).select_related("answer")
    return list(rows.order_by("-id")[:100])


def get_kept_beside(*, sitting: Sitting, kept_id: int) -> KeptBeside | None:
    rows = KeptBeside.objects.filter(answer__sitting=sitting, pk=kept_id)
    return rows.select_related("answer").first()


def count_kept_beside(*, sitting: Sitting) -> int:
    """Asked by every page of the desk, and so in plain SQL, as in `own_sitting.py`."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT_BESIDE, [sitting.pk])
        count: int = cursor.fetchone()[0]
    return count


def find_receipt(*, code: str) -> Receipt | None:
    return Receipt.objects.filter(code=code).select_related("submission").first()


# --- for the programme's lead: never the text ----------------------------------------------------------------


def list_windows_for(*, for_: Person, role: Role, cohort_slug: str) -> list[SittingWindow]:
    """Windows of a cohort the viewer may see, newest first, with counts of those who opened and handed in."""
    cohort = cohorts.get_cohort_for(for_=for_, role=role, slug=cohort_slug)
    if cohort is None:
        return []
    rows = SittingWindow.objects.filter(cohort=cohort).select_related("paper").defer("paper__body")
    return list(
        rows.annotate(
            opened=Count("sittings", distinct=True), handed_in=Count("sittings__submission", distinct=True)
        ).order_by("-opens_at")
    )


def get_window_for(*, for_: Person, role: Role, cohort_slug: str, window_id: int) -> SittingWindow | None:
    cohort = cohorts.get_cohort_for(for_=for_, role=role, slug=cohort_slug)
    if cohort is None:
        return None
    rows = SittingWindow.objects.filter(cohort=cohort, pk=window_id)
    return rows.select_related("cohort__programme", "paper").defer("paper__body").first()


@dataclass(frozen=True, kw_only=True)
class Desk:
    """How far one participant is; counts and moments, no text."""

    enrolment: Enrolment
    opened_at: datetime | None = None
    words: int = 0
    saved_at: datetime | None = None
    how: str = ""
    handed_in_at: datetime | None = None
    kept_beside: int = 0


def list_desks_for(*, for_: Person, role: Role, window: SittingWindow) -> list[Desk]:
    """Everyone of the window's cohort, by name. The viewer must be one who may see the cohort."""
    enrolments = cohorts.list_enrolments_for(for_=for_, role=role, cohort_slug=window.cohort.slug)
    sittings = {one.enrolment_id: one for one in _counted(window)}
    return [_desk(enrolment, sittings.get(enrolment.pk)) for enrolment in enrolments]


def _counted(window: SittingWindow) -> QuerySet[Sitting]:
    kept = KeptBeside.objects.filter(answer__sitting=OuterRef("pk")).order_by().values("answer__sitting")
    rows = Sitting.objects.filter(window=window).select_related("submission")
    return rows.annotate(
        written=Sum("answers__words"),
        last_saved=Max("answers__saved_at"),
        beside=Subquery(kept.annotate(many=Count("pk")).values("many")),
    )


def _desk(enrolment: Enrolment, sitting: Sitting | None) -> Desk:
    if sitting is None:
        return Desk(enrolment=enrolment)
    submission = getattr(sitting, "submission", None)
    return Desk(
        enrolment=enrolment,
        opened_at=sitting.at,
        words=getattr(sitting, "written", 0) or 0,
        saved_at=getattr(sitting, "last_saved", None),
        how=submission.how if submission else "",
        handed_in_at=submission.at if submission else None,
        kept_beside=getattr(sitting, "beside", 0) or 0,
    )


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
    return list(SittingWindow.objects.filter(cohort_id=cohort_id).order_by("opens_at"))


def list_closed_submissions(*, cohort: Cohort, at: datetime) -> list[Submission]:
    """Everything handed in or collected in windows of the cohort that are over, with the sitting; no text."""
    rows = Submission.objects.filter(sitting__window__cohort=cohort, sitting__window__closes_before__lte=at)
    found = rows.select_related("sitting__window", "sitting__enrolment").order_by("id")
    return [one for one in found if rules.is_late(one.sitting.window.rules, at=at)]


def reading_of(*, submission: Submission) -> Reading:
    """The first words of the answers in question order, up to the maximum, and the rest."""
    rows = Answer.objects.filter(sitting_id=submission.sitting_id).order_by("id")
    texts = rows.values_list("question_id", "text")
    cuts = rules.first_words(texts, max_words=submission.sitting.window.max_words)
    return Reading(
        answers={one.question_id: one.read for one in cuts},
        beyond={one.question_id: one.beyond for one in cuts if one.beyond.strip()},
        words=sum(count_words(one.read) for one in cuts),
    )


def submission_of(*, enrolment: Enrolment) -> Submission | None:
    """The newest one, with sitting and window."""
    rows = Submission.objects.filter(sitting__enrolment=enrolment).select_related("sitting__window")
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
    closes = closing(window.rules, zone=window.zone)
    if at < window.opens_at:
        return _step(Status.CANNOT_START, f"Opens on {long_moment(window.opens_at, zone=window.zone)}.")
    if rules.is_late(window.rules, at=at):
        return _step(Status.WAITING if sitting else Status.CANNOT_START, f"The window closed on {closes}.")
    return _step(Status.IN_PROGRESS if sitting else Status.NOT_STARTED, f"Closes on {closes}.")


def _step(status: Status, why: str) -> Step:
    return Step(item_id=ASSESSMENT, status=status, why=why)


def papers_of(*, person: Person) -> list[dict[str, object]]:
    """Every sitting of a person with its texts, what was kept beside them, and the receipt."""
    rows = Sitting.objects.filter(enrolment__person=person).select_related("submission__receipt", "window")
    return [_paper(sitting) for sitting in rows.order_by("id")]


def _paper(sitting: Sitting) -> dict[str, object]:
    submission = getattr(sitting, "submission", None)
    revisions = Answer.objects.filter(sitting=sitting).values_list(
        "question_id", "revisions__rev", "revisions__at", "revisions__text"
    )
    return {
        "room": "sit",
        "sitting": sitting.code,
        "opened_at": sitting.at,
        "declared": sitting.declared,
        "answers": {one.question_id: one.text for one in list_answers(sitting=sitting)},
        "revisions": [
            dict(zip(("question", "rev", "at", "text"), row, strict=True))
            for row in revisions.exclude(revisions=None).order_by("id", "revisions__rev")
        ],
        "kept_beside": [
            {"question": one.answer.question_id, "why": one.why, "at": one.at, "text": one.text}
            for one in list_kept_beside(sitting=sitting)
        ],
        "how": submission.how if submission else "",
        "handed_in_at": submission.at if submission else None,
        "receipt": submission.receipt.code if submission else "",
    }


def text_of(*, answer_id: int) -> str:
    """An answer's text now. The caller has proved whose it is."""
    return Answer.objects.only("text").get(pk=answer_id).text
