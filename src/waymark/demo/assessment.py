"""The written assessment of a cohort: its window, who is writing, who has submitted, and how it was marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from waymark.demo.cast import HERE, read_yaml
from waymark.demo.world import DemoProvider
from waymark.ground.cohorts.queries import list_conditions
from waymark.ground.papers.values import Body
from waymark.journey.award import actions as award
from waymark.journey.mark import actions as mark
from waymark.journey.mark import queries as scripts
from waymark.journey.mark.rules import MarkDraft, OmissionJudgement
from waymark.journey.sit import actions as sit
from waymark.journey.sit import queries

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person
    from waymark.journey.sit.models import Sitting, SittingWindow

CLIENT = "demonstration"
RESULT = "https://waymark.example/award/mine/"
NEXT_WINDOW = date(2027, 1, 11)
DEGREES = ("strong", "sound", "borderline", "weak")
POINTS = {
    "strong": (3, 3, 3, 3, 2),
    "sound": (2, 2, 2, 3, 2),
    "borderline": (2, 2, 2, 1, 2),
    "weak": (1, 1, 0, 1, 0),
}


def open_window(demo: DemoProvider, cohort: Cohort, opens_on: date, *, at: datetime) -> SittingWindow:
    assessment = demo.programme.assessment
    return sit.open_window(
        cohort=cohort,
        paper=demo.paper,
        opens_on=opens_on,
        opens_time=assessment.opens_time,
        days=assessment.days,
        closes_time=assessment.closes_time,
        zone=assessment.zone,
        by=demo.staff["lead"],
        at=at,
    )


def answers_of(demo: DemoProvider, degree: str) -> dict[str, str]:
    """A complete set of answers to the provider's paper, by question."""
    answers: dict[str, str] = read_yaml(HERE / "answers" / f"{demo.team.paper}-{degree}.yaml")
    return answers


def sit_down(window: SittingWindow, enrolment: Enrolment, *, at: datetime) -> Sitting:
    return sit.open_sitting(window=window, enrolment=enrolment, declared=True, by=enrolment.person, at=at)


def write(sitting: Sitting, texts: dict[str, str], *, at: datetime) -> None:
    """Save each answer in two steps, as someone who pauses would."""
    for answer in queries.list_answer_contexts(sitting_id=sitting.pk):
        text = texts.get(answer.question_id, "")
        for rev, part in enumerate((text[: len(text) // 2], text)):
            now = next(
                context
                for context in queries.list_answer_contexts(sitting_id=sitting.pk)
                if context.answer_id == answer.answer_id
            )
            sit.save_answer(
                answer=now,
                text=sit.receive(part),
                base=now.rev,
                client=CLIENT,
                at=at + timedelta(minutes=rev),
            )


def submit(sitting: Sitting, *, by: Person, at: datetime) -> None:
    own = queries.get_sitting_for(for_=by, code=sitting.code)
    assert own
    sit.submit(sitting=own, declared=True, by=by, at=at)


def sit_all(demo: DemoProvider, window: SittingWindow, people: Sequence[Enrolment]) -> None:
    """Everyone writes, and submits on the sixth day, in four degrees of success."""
    for number, enrolment in enumerate(people):
        began = window.opens_at + timedelta(days=2, minutes=7 * number)
        if not _may_sit(enrolment, at=began):
            continue
        sitting = sit_down(window, enrolment, at=began)
        write(sitting, answers_of(demo, DEGREES[number * 3 % 4]), at=began + timedelta(hours=2))
        submit(sitting, by=enrolment.person, at=began + timedelta(days=4))


def mark_all(
    demo: DemoProvider, cohort: Cohort, people: Sequence[Enrolment], *, leave: int, at: datetime
) -> None:
    """Prepare, allocate, mark. The scripts of the last `leave` wait for their markers; some marks split."""
    lead = demo.staff["lead"]
    mark.prepare_scripts(cohort=cohort, by=lead, at=at)
    mark.allocate_scripts(cohort=cohort, by=lead, at=at)
    unmarked = [scripts.get_script_result(enrolment=enrolment) for enrolment in people[-leave:]]
    left = {script.code for script in unmarked if script}
    for key in ("marker", "marker2", "marker3", "marker"):
        marker = demo.staff[key]
        to_mark = [item.code for item in scripts.list_allocated_scripts(for_=marker) if not item.is_marked]
        for number, code in enumerate(code for code in to_mark if code not in left):
            _mark(code, marker, at=at + timedelta(hours=number + 1))


def _mark(code: str, marker: Person, *, at: datetime) -> None:
    script = scripts.get_allocated_script(for_=marker, code=code)
    if script is None or script.is_marked:
        return
    degree, scheme = _degree(script.body, script.answers), script.body.scheme
    points = POINTS[degree]
    if degree == "borderline" and marker.pk % 2:
        points = (1, 2, 1, 2, 2)
    criteria = {criterion.id: level for criterion, level in zip(scheme.criteria, points, strict=True)}
    judgement = _judge_omission(degree, script.answers)
    draft = MarkDraft(criteria=criteria, omissions={omission.id: judgement for omission in scheme.omissions})
    mark.record_mark(script=script, draft=draft, by=marker, at=at)


def _degree(body: Body, answers: dict[str, str]) -> str:
    paper = body.code.lower()
    for degree in DEGREES:
        known: dict[str, str] = read_yaml(HERE / "answers" / f"{paper}-{degree}.yaml")
        if known["q1"].strip()[:60] == answers["q1"].strip()[:60]:
            return degree
    return "sound"


def _judge_omission(degree: str, answers: dict[str, str]) -> OmissionJudgement:
    if degree == "weak":
        return OmissionJudgement(
            met=False, passage="", reason="I read all answers twice and found nothing about this."
        )
    sentence = answers["q3"].replace("**", "").split(". ")[1].strip()
    return OmissionJudgement(met=True, passage=sentence[:160], reason="")


def confirm_fails(demo: DemoProvider, *, keep: int, at: datetime) -> None:
    """The senior marker confirms all fails except those of the `keep` who enrolled last."""
    senior = demo.staff["senior"]
    fails = scripts.list_unconfirmed_fails_for(for_=senior)
    unconfirmed = sorted(fails, key=lambda script: script.enrolment_id)
    for script in unconfirmed[: max(len(unconfirmed) - keep, 0)]:
        mark.confirm_fail(
            code=script.code, reason="Both markers found the same gap, and I agree.", by=senior, at=at
        )


def decide_and_release(
    demo: DemoProvider, cohort: Cohort, known: Sequence[Enrolment], *, at: datetime
) -> None:
    """The lead decides for everyone who is ready; the board releases those whom visitors can be."""
    lead, when = demo.staff["lead"], at + timedelta(days=1)
    award.approve_awards(cohort=cohort, by=lead, at=at)
    next_steps = "You can take the assessment again in the January window, on another paper."
    outcomes = [
        award.decide_award(enrolment=enrolment, by=lead, at=at, next_steps=next_steps, next_on=NEXT_WINDOW)
        for enrolment in known
    ]
    award.release_outcomes(outcomes=outcomes, link=RESULT, by=demo.staff["board"], at=when)


def write_some(
    demo: DemoProvider, window: SittingWindow, people: Sequence[Enrolment], *, now: datetime
) -> list[Sitting]:
    """Half of the cohort has opened the assessment by now, a few have submitted, and one has written too much."""
    opened = []
    began = window.opens_at + timedelta(hours=9)
    whole, second = answers_of(demo, "strong"), answers_of(demo, "sound")
    for number, enrolment in enumerate([*people[:2], *people[4::2]]):
        if not _may_sit(enrolment, at=began):
            continue
        sitting = sit_down(window, enrolment, at=began + timedelta(minutes=11 * number))
        opened.append(sitting)
        if number == 0:
            write(sitting, {"q1": whole["q1"], "q2": whole["q2"]}, at=began + timedelta(days=1))
        elif number == 1:
            write(
                sitting,
                {key: f"{whole[key]}\n\n{second[key][:900]}" for key in whole},
                at=began + timedelta(days=2),
            )
        elif number % 3 == 0:
            write(sitting, answers_of(demo, DEGREES[number % 4]), at=began + timedelta(days=1))
            submit(sitting, by=enrolment.person, at=now - timedelta(hours=number))
        elif number % 3 == 1:
            write(sitting, {"q1": second["q1"]}, at=began + timedelta(days=1, minutes=number))
    return opened


def _may_sit(enrolment: Enrolment, *, at: datetime) -> bool:
    return all(condition.is_met for condition in list_conditions(enrolment=enrolment, at=at))
