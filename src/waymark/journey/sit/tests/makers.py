"""Makers for the tests of this room. The cast's window is open: from Monday 19 to Monday 26 October 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from tests.locked import lock_as_it_is
from waymark.ground.cohorts.models import Enrolment
from waymark.ground.papers import actions as papers
from waymark.ground.papers.values import Body
from waymark.ground.people.models import Person
from waymark.ground.people.roles import Role
from waymark.journey.sit import actions, queries
from waymark.journey.sit.models import Answer, Sitting
from waymark.journey.sit.writing.answer_context import list_answer_contexts
from waymark.journey.sit.writing.drafts import receive

CASE = """\
## The Trust of Three Schools

A first paragraph.

A second with <b>tags</b>.

| School | Met |
|---|---|
| One | 8 |
"""
OPENS_ON = date(2026, 10, 19)
CLOSES = datetime(2026, 10, 27, 0, 0, tzinfo=UTC)


def make_body(code="A", **given):
    fields = {
        "code": code,
        "title": "Three schools",
        "case_title": "The Trust of Three Schools",
        "questions": [
            {
                "id": f"q{number}",
                "title": f"Title of question {number}",
                "preamble": "Read the whole case.",
                "sub_questions": ["What do you see?", "How do you know?"],
                "guidance_words": 500,
                "strands": ["implementation"],
                "asks_for": ["identify_problems"],
            }
            for number in (1, 2, 3)
        ],
        "scheme": {"pass_mark": {"numerator": 60, "denominator": 100}, "criteria": [], "omissions": []},
    }
    return Body.model_validate(fields | given)


def make_paper(cast, *, cohort=None, code="A", locked=True):
    cohort = cohort or cast.cohort
    paper = papers.write_paper(
        provider=cohort.provider,
        programme_slug=cohort.programme.slug,
        body=make_body(code),
        case=f"{CASE}\n\nPaper {code} of {cohort.slug}.\n",
        by=None,
        at=cast.at,
    )
    if locked:
        lock_as_it_is(paper, at=cast.at)
    return paper


def make_window(cast, *, cohort=None, paper=None, **given):
    cohort = cohort or cast.cohort
    fields = {
        "opens_on": OPENS_ON,
        "opens_time": time(0, 1),
        "days": 8,
        "closes_time": time(23, 59),
        "zone": "Europe/London",
    }
    return actions.open_window(
        cohort=cohort, paper=paper or make_paper(cast, cohort=cohort), by=None, at=cast.at, **(fields | given)
    )


def make_sitting(cast, who="amina", *, window=None):
    enrolment = getattr(cast, who)
    sitting = actions.open_sitting(
        window=window or make_window(cast),
        enrolment=enrolment,
        declared=True,
        by=enrolment.person,
        at=cast.at,
    )
    return queries.get_sitting_for(for_=enrolment.person, code=sitting.code)


def context_of(sitting, question="q1"):
    return next(
        context for context in list_answer_contexts(sitting_id=sitting.pk) if context.question_id == question
    )


def save(sitting, text, *, question="q1", base=None, client="window1", at: datetime, **more):
    answer = context_of(sitting, question)
    return actions.save_answer(
        answer=answer,
        text=receive(text),
        base=answer.rev if base is None else base,
        client=client,
        at=at,
        **more,
    )


def words(count, word="word"):
    return " ".join([word] * count)


def make_crowd(cast, many, *, window=None):
    """So many more enrolled in the cohort; with a window, each with an open desk in which five words stand."""
    named = [
        Person(provider=cast.llse, given_name="Pat", family_name=f"Number{n:04}", email=f"p{n}@llse.example")
        for n in range(many)
    ]
    persons = Person.objects.bulk_create(named)
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(cohort=cast.cohort, person=person, reference=f"N{person.pk}", at=cast.at)
        for person in persons
    )
    if window is not None:
        sittings = Sitting.objects.bulk_create(
            Sitting(window=window, enrolment=enrolment, code=f"C{enrolment.pk}", declared="x", at=cast.at)
            for enrolment in enrolments
        )
        Answer.objects.bulk_create(
            Answer(sitting=sitting, question_id="q1", text="x", rev=1, words=5, saved_at=cast.at)
            for sitting in sittings
        )
    return enrolments


def submit_as_amina(cast, sitting, **given):
    form = {"declared": True, "by": cast.people["amina"], "at": cast.at}
    return actions.submit(sitting=sitting, **(form | given))


def decide_late(*, sitting_ids, counts, cause, by, at):
    """Proposed by one person and confirmed by another lead or a board member. How many were decided about."""
    window = Sitting.objects.select_related("window__cohort").get(pk=sitting_ids[0]).window
    proposal = actions.propose_late(
        window=window, sitting_ids=sitting_ids, counts=counts, cause=cause, by=by, at=at
    )
    others = Person.objects.filter(provider=by.provider, roles_held__role__in=[Role.LEAD, Role.BOARD])
    second = others.exclude(pk=by.pk).order_by("pk").first()
    actions.confirm_late_proposal(proposal=proposal, by=second, at=at)
    return proposal.lines.count()
