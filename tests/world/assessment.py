"""The written assessment of a cohort: its window, who writes and submits, how it was marked, and what was decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from tests.world.papers import POINTS, answers, passage_of
from tests.world.providers import MARKERS, Setup
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.papers.models import Paper
from waymark.ground.people.models import Person
from waymark.journey.award import actions as award
from waymark.journey.award.models import Outcome
from waymark.journey.mark import actions as mark
from waymark.journey.mark import queries as scripts
from waymark.journey.mark.models import Script
from waymark.journey.mark.rules import MarkDraft, OmissionJudgement
from waymark.journey.sit import actions as sit
from waymark.journey.sit import queries
from waymark.journey.sit.models import Sitting, SittingWindow
from waymark.journey.sit.writing.answer_context import list_answer_contexts
from waymark.journey.sit.writing.drafts import receive

CLIENT = "tests"
RESULT = "https://waymark.example/award/mine/"


def open_window(
    setup: Setup, cohort: Cohort, *, at: datetime, opens_on: date | None = None, paper: Paper | None = None
) -> SittingWindow:
    """Where the programme's plan puts it and on the setup's paper, unless it is said otherwise."""
    rules = setup.programme.assessment
    return sit.open_window(
        cohort=cohort,
        paper=paper or setup.paper,
        opens_on=opens_on or cohort.starts_on + timedelta(days=rules.plan.day),
        opens_time=rules.opens_time,
        days=rules.days,
        closes_time=rules.closes_time,
        zone=rules.zone,
        by=setup.staff["lead"],
        at=at,
    )


def start_writing(window: SittingWindow, enrolment: Enrolment, *, at: datetime) -> Sitting:
    return sit.open_sitting(window=window, enrolment=enrolment, declared=True, by=enrolment.person, at=at)


def write(sitting: Sitting, texts: Mapping[str, str], *, at: datetime) -> None:
    """Save each answer in two steps, as somebody who pauses would."""
    for question, text in texts.items():
        for minute, part in enumerate((text[: len(text) // 2], text)):
            save(sitting, question, part, at=at + timedelta(minutes=minute))


def save(
    sitting: Sitting, question: str, text: str, *, at: datetime, client: str = CLIENT, behind: int = 0
) -> None:
    """Save one answer, `behind` so many revisions that this browser window has not seen."""
    answer = next(
        context for context in list_answer_contexts(sitting_id=sitting.pk) if context.question_id == question
    )
    sit.save_answer(answer=answer, text=receive(text), base=answer.rev - behind, client=client, at=at)


def write_notes(sitting: Sitting, text: str, *, at: datetime) -> None:
    sit.save_notes(sitting=sitting, text=receive(text), base=0, at=at)


def submit(sitting: Sitting, *, by: Person, at: datetime) -> None:
    own = queries.get_sitting_for(for_=by, code=sitting.code)
    assert own
    sit.submit(sitting=own, declared=True, by=by, at=at)


def write_and_submit(
    window: SittingWindow, enrolment: Enrolment, texts: Mapping[str, str], *, at: datetime
) -> Sitting:
    """Start, write five minutes later, submit after an hour."""
    sitting = start_writing(window, enrolment, at=at)
    write(sitting, texts, at=at + timedelta(minutes=5))
    submit(sitting, by=enrolment.person, at=at + timedelta(hours=1))
    return sitting


def mark_all(
    setup: Setup,
    cohort: Cohort,
    *,
    at: datetime,
    weak: Collection[Enrolment] = (),
    unmarked: Collection[Enrolment] = (),
) -> None:
    """Prepare and allocate the scripts, and mark all but those of `unmarked`; those of `weak` fail, others pass."""
    lead = setup.staff["lead"]
    mark.prepare_scripts(cohort=cohort, by=lead, at=at)
    mark.allocate_scripts(cohort=cohort, by=lead, at=at)
    rows = Script.objects.filter(cohort=cohort).select_related("submission__sitting__enrolment__person")
    writers = {script.code: script.submission.sitting.enrolment for script in rows}
    left = {enrolment.pk for enrolment in unmarked}
    failing = {enrolment.pk for enrolment in weak}
    for key in MARKERS:
        for item in scripts.list_allocated_scripts(for_=setup.staff[key]):
            writer = writers.get(item.code)
            if writer is not None and writer.pk not in left:
                degree = "weak" if writer.pk in failing else "sound"
                _mark(setup, item.code, key, degree, writer, at=at + timedelta(hours=1))


def _mark(setup: Setup, code: str, key: str, degree: str, writer: Enrolment, *, at: datetime) -> None:
    marker = setup.staff[key]
    script = scripts.get_allocated_script(for_=marker, code=code)
    assert script is not None
    scheme = script.body.scheme
    levels = zip(scheme.criteria, POINTS[degree], strict=True)
    criteria = {criterion.id: points for criterion, points in levels}
    if degree == "weak":
        reason = setup.write("marker's reason", setup.owner(writer).by(key))
        judgement = OmissionJudgement(met=False, passage="", reason=f"{reason}: nothing says it.")
    else:
        judgement = OmissionJudgement(met=True, passage=passage_of(script.answers), reason="")
    omissions = {omission.id: judgement for omission in scheme.omissions}
    draft = MarkDraft(criteria=criteria, omissions=omissions)
    mark.record_mark(script=script, draft=draft, by=marker, at=at)


def confirm_fails(setup: Setup, people: Collection[Enrolment], *, at: datetime) -> None:
    senior, failed = setup.staff["senior"], {enrolment.pk: enrolment for enrolment in people}
    for script in Script.objects.filter(submission__sitting__enrolment__in=failed):
        writer = failed[script.submission.sitting.enrolment_id]
        reason = setup.write("senior's reason", setup.owner(writer).by("senior"))
        mark.confirm_fail(code=script.code, reason=reason, by=senior, at=at)


def decide(
    setup: Setup, people: Collection[Enrolment], *, at: datetime, next_on: date, kind: str = "what comes next"
) -> list[Outcome]:
    """The lead decides each by itself; `kind` of text says what comes next."""
    return [
        award.decide_award(
            enrolment=enrolment,
            by=setup.staff["lead"],
            at=at,
            next_steps=setup.text(kind, enrolment),
            next_on=next_on,
        )
        for enrolment in people
    ]


def release(setup: Setup, outcomes: Collection[Outcome], *, at: datetime) -> None:
    award.release_outcomes(outcomes=outcomes, link=RESULT, by=setup.staff["board"], at=at)


def sound_answers(setup: Setup, enrolment: Enrolment) -> dict[str, str]:
    """A script of which every answer has a text of its writer's own."""
    texts = {}
    for question, text in answers("sound").items():
        first, rest = text.split(". ", 1)
        texts[question] = f"{first}. {setup.text('script', enrolment)} {rest}"
    return texts
