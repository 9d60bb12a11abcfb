"""Cohorts that are being taught: registers of 60, the progress of 100, and what a lead reads about everyone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from benchmarks.data import AT_ONCE, add_persons, enrol, open_cohort, signed_in
from benchmarks.people_file import people_csv
from waymark.ground.cohorts.models import CalendarItem
from waymark.ground.hours.models import Credit
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import QuestionKind, Way
from waymark.journey.reflect.models import Answer, AnswerSet

FILES = 32
"""Files of people for each of the two rows."""
FILE_COHORTS = 4
"""Among which the files that are enrolled are divided: a list of cohorts is part of a lead’s pages."""
LEADS = 16
"""One for each connection."""
HUNDRED = 100
REGISTER = 60
REGISTER_COHORTS = 4
CREDITS = 10
ENGAGEMENT_CELL = 'data-label="Engagement"'
QUESTION_SET = "formative-1"
QUESTIONS = 8
FIVE = 5
"""Answers are shown in whole fives."""
MORE_QUESTIONS = """\
          - {id: budget, kind: learning, statement: "7.1", prompt: How confident are you that you could show it?}
          - {id: change, kind: practice, statement: "8.6", prompt: To what extent do your plans link the two?}
"""
"""Added to the pack's question set, so that it has eight."""


SEARCHED = 50_000
"""People among whom a lead searches."""


def with_eight_questions(files: dict[str, str]) -> dict[str, str]:
    """The pack's files, with `MORE_QUESTIONS` in the question set that is measured."""
    before, title, after = files["assumed.yaml"].rpartition(f"- id: {QUESTION_SET}\n")
    heading, questions, rest = after.partition("        questions:\n")
    return files | {"assumed.yaml": f"{before}{title}{heading}{questions}{MORE_QUESTIONS}{rest}"}


def build_teaching(
    *, programme: Any, paper: Any, window: Any, enrolments: list[Any], now: datetime
) -> dict[str, Any]:
    """`window` and `enrolments` are of the cohort that has been marked: everyone is enrolled in it."""
    everyone = window.cohort
    leads = add_persons(everyone.provider, "lead", LEADS, role=Role.LEAD, now=now, accounts=True)
    sessions = signed_in(leads, now=now, are_staff=True)
    _credit(everyone, enrolments, now=now)
    _answer(everyone, enrolments, now=now)
    hundred = _taught_cohort(programme, paper, "Hundred", now=now)
    persons = add_persons(
        everyone.provider, "hundred", HUNDRED, role=Role.PARTICIPANT, now=now, accounts=False
    )
    _credit(hundred, enrol(hundred, persons, now=now), now=now)
    registers = [
        ticket
        for number in range(REGISTER_COHORTS)
        for ticket in _registers(
            _taught_cohort(programme, paper, f"Register {number}", now=now), persons[:REGISTER], now=now
        )
    ]
    csv = f"/sit/cohorts/{everyone.slug}/windows/{window.pk}/participants.csv"
    count = len(enrolments)
    return {
        "progress-100": _pages(sessions, f"/cohorts/{hundred.slug}/progress/", {ENGAGEMENT_CELL: HUNDRED}),
        "progress-all": _pages(sessions, f"/cohorts/{everyone.slug}/progress/", {ENGAGEMENT_CELL: count}),
        "results": _pages(
            sessions,
            f"/reflect/cohorts/{everyone.slug}/results/{QUESTION_SET}/",
            {
                f"These are the first {count // FIVE * FIVE} answers. {count} people are enrolled.": 1,
                "Low is 1 or 2": 1,
            },
        ),
        "people": _searches(everyone.provider, sessions),
        **_files(programme, leads, sessions, now=now),
        "csv": _pages(sessions, csv, {"\r\n": count + 1}),
        "registers": [sessions[place % LEADS] | ticket for place, ticket in enumerate(registers)],
    }


def _searches(provider: Any, sessions: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Searches of 50,000 people for one of them, by the beginnings of both names; each finds one person."""
    from waymark.ground.people.models import Person

    letters = [first + second for first in "bcdfghklmnprst" for second in "aeiou"]
    names = [first + second for first in letters for second in letters]
    Person.objects.bulk_create(
        (
            Person(
                provider=provider,
                given_name=names[place * 7 % len(names)].title(),
                family_name=f"{names[place % len(names)]}{letters[place // len(names)]}".title(),
                email=f"person-{place}@searched.example",
            )
            for place in range(SEARCHED)
        ),
        batch_size=1_000,
    )
    tickets = []
    for number, session in enumerate(sessions * 8):
        place = number * 997 % SEARCHED
        given, family = (
            names[place * 7 % len(names)],
            f"{names[place % len(names)]}{letters[place // len(names)]}",
        )
        shows = {f"person-{place}@searched.example": 1}
        tickets.append(session | {"path": f"/people/?search={given}+{family}", "shows": shows})
    return tickets


def _files(
    programme: Any, leads: list[Any], sessions: list[dict[str, str]], *, now: datetime
) -> dict[str, Any]:
    """Files of 1,000 people to upload, all for one cohort, and as many that were uploaded, for four."""
    from waymark.ground.cohorts import actions as cohorts
    from waymark.journey.apply import actions as apply

    starts = now.date() + timedelta(days=60)
    opened = [
        cohorts.open_cohort(
            programme=programme, name=f"Files {number}", starts_on=starts, by=leads[0], at=now
        )
        for number in range(1 + FILE_COHORTS)
    ]
    uploads, files = [], []
    for number in range(2 * FILES):
        place = number % LEADS
        cohort = opened[0] if number < FILES else opened[1 + number % FILE_COHORTS]
        path = f"/cohorts/{cohort.slug}/enrolment-files/"
        if number < FILES:
            uploads.append(sessions[place] | {"path": path, "number": number})
            continue
        file = apply.upload_enrolment_file(
            cohort=cohort, name="people.csv", data=people_csv(number), by=leads[place], at=now
        )
        files.append(sessions[place] | {"path": f"{path}{file.pk}/"})
    return {"uploads": uploads, "files": files}


def _pages(sessions: list[dict[str, str]], path: str, shows: dict[str, int]) -> list[dict[str, Any]]:
    return [session | {"path": path, "shows": shows} for session in sessions] * 3


def _taught_cohort(programme: Any, paper: Any, name: str, *, now: datetime) -> Any:
    today = now.date()
    return open_cohort(
        programme, paper, name, starts=today - timedelta(days=800), opens=today - timedelta(days=60), now=now
    ).cohort


def _credit(cohort: Any, enrolments: list[Any], *, now: datetime) -> None:
    items = list(CalendarItem.objects.filter(cohort=cohort).order_by("on", "position")[:CREDITS])
    Credit.objects.bulk_create(
        (
            Credit(
                enrolment=enrolment,
                item_id=item.item_id,
                minutes=20 + (number * 7) % 41,
                source="benchmark",
                source_id=item.pk,
                at=now,
            )
            for number, enrolment in enumerate(enrolments)
            for item in items
        ),
        batch_size=AT_ONCE,
    )


def _answer(cohort: Any, enrolments: list[Any], *, now: datetime) -> None:
    """Everyone's answers to the eight questions, spread over the four levels."""
    programme = programme_of(cohort.programme)
    question_set = programme.question_set(QUESTION_SET)
    assert len(question_set.questions) == QUESTIONS
    item = next(item for item in programme.items if item.question_set == QUESTION_SET)
    answer_sets = AnswerSet.objects.bulk_create(
        (
            AnswerSet(enrolment=enrolment, item_id=item.id, set_id=QUESTION_SET, by=enrolment.person, at=now)
            for enrolment in enrolments
        ),
        batch_size=AT_ONCE,
    )
    Answer.objects.bulk_create(
        (
            _answer_to(answer_set, question, place)
            for number, answer_set in enumerate(answer_sets)
            for place, question in enumerate(question_set.questions, start=number)
        ),
        batch_size=AT_ONCE,
    )


def _answer_to(answer_set: Any, question: Any, place: int) -> Any:
    if question.kind is QuestionKind.WORDS:
        comment = f"I will talk to my colleagues about item {place}." if place % 20 == 0 else ""
        return Answer(answer_set=answer_set, question_id=question.id, comment=comment)
    return Answer(
        answer_set=answer_set,
        question_id=question.id,
        statement=question.statement or "",
        level=1 + place % 4,
    )


def _registers(cohort: Any, persons: list[Any], *, now: datetime) -> list[dict[str, Any]]:
    """A ticket for each session of the cohort; its register is saved again and again, with other minutes."""
    references = [enrolment.reference for enrolment in enrol(cohort, persons, now=now)]
    items = [item for item in programme_of(cohort.programme).items if item.way is Way.ATTENDED]
    return [
        {
            "path": f"/learn/cohorts/{cohort.slug}/sessions/{item.id}/register/",
            "references": references,
            "minutes": item.minutes,
        }
        for item in items
    ]
