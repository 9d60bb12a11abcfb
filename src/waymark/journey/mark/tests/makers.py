"""Scripts and marks for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from tests.locked import lock_as_it_is
from waymark.ground.papers import actions as papers
from waymark.ground.papers.values import Body, Criterion, Level, Omission, PassMark, Question, Scheme
from waymark.ground.people.models import Person
from waymark.journey.mark import actions, queries
from waymark.journey.mark.models import Allocation, Mark, Script
from waymark.journey.mark.rules import MarkDraft, OmissionJudgement
from waymark.journey.sit.actions import open_window
from waymark.journey.sit.models import Answer, Sitting, SittingWindow, Submission
from waymark.kit.codes import new_code
from waymark.kit.words import count_words

if TYPE_CHECKING:
    from tests.cast import Cast
    from waymark.ground.cohorts.models import Cohort, Enrolment

AFTER = datetime(2026, 10, 28, 9, 0, tzinfo=UTC)
"""The window of Monday 19 to Monday 26 October 2026 is over."""

BODY = Body(
    code="T-A",
    title="A test paper",
    case_title="A trust",
    questions=tuple(
        Question(
            id=f"q{number}",
            title=title,
            preamble="Read the case.",
            sub_questions=("What, and why?",),
            guidance_words=500,
            strands=("implementation",),
            asks_for=("identify_problems",),
        )
        for number, title in [(1, "What is going wrong?"), (2, "What would you do?")]
    ),
    scheme=Scheme(
        pass_mark=PassMark(numerator=60, denominator=100),
        criteria=tuple(
            Criterion(
                id=f"c{number}",
                title=title,
                looks_for="A cause told from its signs.",
                questions=("q1",),
                statements=("8.1",),
                levels=tuple(
                    Level(points=points, label=label, says=f"It is {label.lower()}.")
                    for points, label in enumerate(["None yet", "Emerging", "Secure", "Strong"])
                ),
            )
            for number, title in enumerate(["Finds", "Weighs", "Chooses", "Plans", "Lasts"], start=1)
        ),
        omissions=(
            Omission(id="o1", says="The script prepares before it delivers.", why="It failed without."),
            Omission(id="o2", says="The script says how it would be known.", why="Nobody could tell."),
        ),
    ),
    feedback={
        f"c{number}": {points: f"Feedback on {number} at {points}." for points in range(4)}
        for number in range(1, 6)
    },
)
TEXTS = {
    "q1": "Two things are wrong here.\n\nThe trust looks at one number, and the number hides a gap.",
    "q2": "First we prepare for a whole term. We watch lessons every month to see that it is done.",
}


def make_window(cast: Cast, *, cohort: Cohort | None = None, body: Body = BODY) -> SittingWindow:
    cohort = cohort or cast.cohort
    paper = papers.write_paper(
        provider=cohort.provider,
        programme_slug=cohort.programme.slug,
        body=body,
        case="A case.",
        by=None,
        at=cast.at,
    )
    lock_as_it_is(paper, at=cast.at)
    return open_window(
        cohort=cohort,
        paper=paper,
        opens_on=date(2026, 10, 19),
        opens_time=time(0, 1),
        days=8,
        closes_time=time(23, 59),
        zone="Europe/London",
        by=None,
        at=cast.at,
    )


def make_submission(
    window: SittingWindow,
    enrolment: Enrolment,
    texts: Mapping[str, str] = TEXTS,
    *,
    at: datetime | None = None,
) -> Submission:
    at = at or window.opens_at
    sitting = Sitting.objects.create(
        window=window, enrolment=enrolment, code=new_code(14), declared="v1", at=at
    )
    for question_id, text in texts.items():
        Answer.objects.create(
            sitting=sitting, question_id=question_id, text=text, words=count_words(text), sealed=True
        )
    words = sum(count_words(text) for text in texts.values())
    return Submission.objects.create(sitting=sitting, how="submitted", words=words, at=at)


def make_scripts(cast: Cast, *enrolments: Enrolment, texts: Mapping[str, str] = TEXTS) -> list[Script]:
    """Scripts of LLSE's cohort, allocated to chioma, dev and esther."""
    window = SittingWindow.objects.filter(cohort=cast.cohort).first() or make_window(cast)
    for enrolment in enrolments:
        make_submission(window, enrolment, texts)
    actions.prepare_scripts(cohort=cast.cohort, by=cast.people["grace"], at=AFTER)
    actions.allocate_scripts(cohort=cast.cohort, by=cast.people["grace"], at=AFTER)
    cast.set_time(AFTER)
    wanted = [enrolment.pk for enrolment in enrolments]
    rows = Script.objects.filter(submission__sitting__enrolment_id__in=wanted)
    return list(rows.order_by("submission__sitting__enrolment_id"))


def draft_of(points: int, *, missing: str = "") -> MarkDraft:
    """A whole mark of that many points, spread over the five criteria; `missing` names omissions not found."""
    levels = [points // 5 + (index < points % 5) for index in range(5)]
    return MarkDraft(
        criteria={f"c{number}": level for number, level in enumerate(levels, start=1)},
        omissions={
            key: OmissionJudgement(met=False, reason="I read all of it.")
            if key in missing.split()
            else OmissionJudgement(met=True, passage="The trust looks at one number")
            for key in ("o1", "o2")
        },
    )


def data_of(points: int, *, missing: str = "") -> dict[str, str]:
    """The same as a browser sends it."""
    draft = draft_of(points, missing=missing)
    data = {key: str(level) for key, level in draft.criteria.items()}
    for key, judgement in draft.omissions.items():
        data[f"{key}-met"] = "met" if judgement.met else "not_found"
        data[f"{key}-passage"] = judgement.passage
        data[f"{key}-reason"] = judgement.reason
    return data


def marker_of(script: Script, part: str) -> Person:
    """Who has that part of the script now."""
    rows = Allocation.objects.filter(script=script, part=part, withdrawn_at=None)
    return rows.select_related("marker").get().marker


def make_mark(script: Script, part: str, points: int, *, missing: str = "", at: datetime = AFTER) -> Mark:
    marker = marker_of(script, part)
    allocated = queries.get_allocated_script(for_=marker, code=script.code)
    assert allocated is not None
    return actions.record_mark(script=allocated, draft=draft_of(points, missing=missing), by=marker, at=at)


def make_marks(script: Script, *marks: int | tuple[int, str]) -> None:
    """First, second and perhaps third mark, each in points, or points and missing omissions."""
    for part, mark in zip(("first", "second", "third"), marks, strict=False):
        points, missing = (mark, "") if isinstance(mark, int) else mark
        make_mark(script, part, points, missing=missing)
