"""Puts a pack's sections together, from other rooms' queries alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.hours import queries as hours
from waymark.ground.hours.rules import requirement_in_words
from waymark.ground.people.queries import statement_of
from waymark.ground.people.roles import LABELS, Role
from waymark.ground.programmes.queries import framework_of, programme_of
from waymark.journey.award import queries as award
from waymark.journey.improve import queries as improve
from waymark.journey.improve.inspections import words
from waymark.journey.improve.inspections.rules import SectionId, Template, shown_count
from waymark.journey.improve.inspections.sections import Section, Table
from waymark.journey.learn import queries as learn
from waymark.journey.mark import queries as mark
from waymark.journey.reflect import queries as reflect
from waymark.kit.clock import local_day
from waymark.kit.formatting import counted, long_date, share
from waymark.kit.formatting import hours as short_hours

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Question
    from waymark.journey.reflect.queries import QuestionResult


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a pack is about."""

    for_: Person
    cohorts: tuple[Cohort, ...]
    from_on: date
    until_on: date
    at: datetime

    def covers(self, day: date) -> bool:
        return self.from_on <= day <= self.until_on


def sections_of(scope: Scope, template: Template) -> list[Section]:
    """The template's sections in its order. The caller found the cohorts for a lead."""
    return [BUILDERS[section](scope) for section in template.sections]


def _section(section: SectionId, *paragraphs: str, tables: Sequence[Table] = ()) -> Section:
    return Section(
        id=section.value, title=words.SECTIONS[section], paragraphs=paragraphs, tables=tuple(tables)
    )


def _programme(scope: Scope) -> Section:
    tables = []
    for cohort in scope.cohorts:
        programme, framework = programme_of(cohort.programme), framework_of(cohort.programme)
        facts = (
            ("Programme", f"{programme.title}, version {cohort.programme.version}"),
            ("Qualification", programme.qualification),
            ("First day", long_date(cohort.starts_on)),
            ("Length", counted(programme.months, "month", "months")),
            ("Engagement rule", "; ".join(map(requirement_in_words, programme.all_requirements))),
            ("Framework", framework.title),
            *((f"Section {section.number}", section.title) for section in framework.sections),
        )
        tables.append(Table(title=cohort.name, heading=("Fact", "Value"), rows=facts))
    return _section(SectionId.PROGRAMME, tables=tables)


def _calendar(scope: Scope) -> Section:
    tables = []
    for cohort in scope.cohorts:
        programme = programme_of(cohort.programme)
        held = {session.item.id: session.recorded for session in learn.list_sessions(cohort=cohort)}
        rows = tuple(
            (
                programme.item(item.item_id).title,
                long_date(item.on),
                _held(item.item_id, held, is_over=item.ends_at <= scope.at),
            )
            for item in cohorts.list_calendar(cohort_id=cohort.pk)
            if scope.covers(item.on)
        )
        tables.append(Table(title=cohort.name, heading=("Item", "First day", "State"), rows=rows))
    return _section(SectionId.CALENDAR, tables=tables)


def _held(item_id: str, held: dict[str, int], *, is_over: bool) -> str:
    if item_id in held:
        return "Held, with a register" if held[item_id] else ("No register" if is_over else "To come")
    return "Over" if is_over else "Open or to come"


def _staff(scope: Scope) -> Section:
    tables = []
    for cohort in scope.cohorts:
        members = cohorts.list_staff_for(for_=scope.for_, role=Role.LEAD, cohort_slug=cohort.slug)
        rows = tuple(
            (
                member.person.name,
                LABELS[Role(member.role)],
                str(member.person.organisation or "Not known"),
                long_date(member.from_on or local_day(member.at)),
            )
            for member in members
        )
        tables.append(Table(title=cohort.name, heading=("Name", "Role", "Organisation", "Since"), rows=rows))
    return _section(SectionId.STAFF, words.NO_QUALIFICATIONS, tables=tables)


@dataclass(frozen=True, kw_only=True)
class _Attendance:
    reference: str
    attended: int
    held: int
    minutes: int
    """In sessions of the period."""
    planned: int
    earned: int
    """Since the first day."""
    base: int


def _attendance_in(scope: Scope, cohort: Cohort) -> list[_Attendance]:
    """A row for each participant on the programme now, by reference."""
    today = local_day(scope.at, cohorts.zone_of(cohort=cohort))
    people = cohorts.list_participants_for(for_=scope.for_, role=Role.LEAD, cohort=cohort, on=today)
    people = sorted(people, key=lambda person: person.reference)
    sessions = [row for row in learn.list_held_sessions(cohort=cohort, at=scope.at) if scope.covers(row.on)]
    credited = hours.get_minutes_by_enrolment(cohort=cohort)
    engagements = hours.calculate_engagements(
        programme_of(cohort.programme),
        cohorts.list_item_ends(cohort_id=cohort.pk),
        [credited.get(person.enrolment_id, {}) for person in people],
        at=scope.at,
    )
    return [
        _Attendance(
            reference=person.reference,
            attended=sum(bool(session.minutes.get(person.enrolment_id)) for session in sessions),
            held=len(sessions),
            minutes=sum(session.minutes.get(person.enrolment_id, 0) for session in sessions),
            planned=sum(session.planned for session in sessions),
            earned=engagement.earned,
            base=engagement.base,
        )
        for person, engagement in zip(people, engagements, strict=True)
    ]


def _attendance(scope: Scope) -> Section:
    rows = []
    for cohort in scope.cohorts:
        people = _attendance_in(scope, cohort)
        planned, base = sum(row.planned for row in people), sum(row.base for row in people)
        rows.append(
            (
                cohort.name,
                str(len(people)),
                str(people[0].held if people else 0),
                share((sum(row.minutes for row in people), planned)) if planned else "None held",
                share((sum(row.earned for row in people), base)) if base else "None planned",
            )
        )
    heading = (
        "Cohort",
        "Participants",
        "Sessions held",
        "Attended, of minutes held",
        "Hours, of all planned",
    )
    text = "Sessions are those held in this period. Hours are counted from the first day of the programme."
    return _section(
        SectionId.ATTENDANCE,
        text,
        tables=[Table(title="All participants", heading=heading, rows=tuple(rows))],
    )


def _people(scope: Scope) -> Section:
    tables = [
        Table(
            title=cohort.name,
            heading=("Reference", "Sessions attended", "Minutes attended", "Hours", "Engagement"),
            rows=tuple(
                (
                    row.reference,
                    f"{row.attended} of {row.held}",
                    f"{row.minutes:,} of {row.planned:,}",
                    f"{short_hours(row.earned)} of {short_hours(row.base)}",
                    share((row.earned, row.base)) if row.base else "None planned",
                )
                for row in _attendance_in(scope, cohort)
            ),
            of_people=True,
        )
        for cohort in scope.cohorts
    ]
    return _section(SectionId.PEOPLE, tables=tables)


def _evaluation(scope: Scope) -> Section:
    tables = []
    for cohort in scope.cohorts:
        for open_set in reflect.list_open_question_sets(cohort=cohort, at=scope.at):
            if scope.covers(local_day(open_set.opened_at)):
                results = reflect.results_of(cohort=cohort, question_set=open_set.question_set, at=scope.at)
                tables.append(
                    Table(
                        title=f"{cohort.name}: {open_set.question_set.title}, {results.respondent_count} people",
                        heading=("Question", "Low", "Middle", "High"),
                        rows=tuple(_levels([*results.learning_and_practice, *results.usefulness])),
                    )
                )
    return _section(SectionId.EVALUATION, words.ABOUT_ANSWERS, tables=tables)


def _levels(results: Sequence[QuestionResult]) -> Iterator[tuple[str, ...]]:
    for result in results:
        counts = result.counts
        if counts is None:
            yield (_prompt(result.question), "Not shown", "Not shown", "Not shown")
        else:
            yield (_prompt(result.question), str(counts.low), str(counts.middle), str(counts.high))


def _prompt(question: Question) -> str:
    return question.prompt


def _improvements(scope: Scope) -> Section:
    own = {cohort.pk for cohort in scope.cohorts}
    issues = [
        (
            issue.cohort.name,
            issue.summary,
            issue.action.what if issue.action else "No action yet",
            long_date(issue.action.due_on) if issue.action else "",
        )
        for issue in improve.list_issues(for_=scope.for_, role=Role.LEAD)
        if issue.cohort_id in own and scope.covers(local_day(issue.at))
    ]
    changes = [
        (cohort.name, change.we_changed, long_date(local_day(change.at)))
        for cohort in scope.cohorts
        for change in reflect.list_changes(cohort=cohort)
        if scope.covers(local_day(change.at))
    ]
    return _section(
        SectionId.IMPROVEMENTS,
        tables=[
            Table(
                title="Issues and actions", heading=("Cohort", "Issue", "Action", "Due"), rows=tuple(issues)
            ),
            Table(
                title="Changed because of answers",
                heading=("Cohort", "Change", "Recorded"),
                rows=tuple(changes),
            ),
        ],
    )


def _marking(scope: Scope) -> Section:
    rows = []
    for cohort in scope.cohorts:
        scripts = mark.count_scripts(cohort=cohort)
        marked = sum(
            result.marking.state is not mark.MarkingState.WAITING
            for result in mark.list_script_results(cohort=cohort)
        )
        third = len(mark.list_scripts_with_third(cohort=cohort))
        released = award.count_released_in(cohort=cohort)
        rows.append(
            (
                cohort.name,
                str(scripts),
                shown_count(marked, of=scripts),
                shown_count(third, of=scripts),
                shown_count(released, of=scripts),
            )
        )
    heading = ("Cohort", "Scripts", "Marked by two people", "Marked by a third", "Results released")
    return _section(
        SectionId.MARKING,
        "Every script is anonymous and marked by two people who don’t see each other’s marks. A third marks it "
        "if they disagree, and a senior marker confirms each fail.",
        words.SUPPRESSED,
        tables=[Table(title="Scripts", heading=heading, rows=tuple(rows))],
    )


def _appeals(scope: Scope) -> Section:
    return _section(SectionId.APPEALS, words.NO_APPEALS)


def _statements(scope: Scope) -> Section:
    provider = scope.for_.provider
    statement = statement_of(provider=provider)
    return _section(
        SectionId.STATEMENTS,
        f"Accessibility statement, prepared on {long_date(statement.prepared_on)}.",
        statement.problems,
        statement.tested,
        f"The privacy notice of {provider.name} is at /privacy/. The record of processing says what is kept, why and "
        "for how long.",
    )


BUILDERS: dict[SectionId, Callable[[Scope], Section]] = {
    SectionId.PROGRAMME: _programme,
    SectionId.CALENDAR: _calendar,
    SectionId.STAFF: _staff,
    SectionId.ATTENDANCE: _attendance,
    SectionId.PEOPLE: _people,
    SectionId.EVALUATION: _evaluation,
    SectionId.IMPROVEMENTS: _improvements,
    SectionId.MARKING: _marking,
    SectionId.APPEALS: _appeals,
    SectionId.STATEMENTS: _statements,
}
