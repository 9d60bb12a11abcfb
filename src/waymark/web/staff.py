"""Homes of those who teach, coach, set, mark and release: one next thing, then what else there is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.papers import queries as papers_of
from waymark.ground.people.roles import Role
from waymark.journey.award import queries as award
from waymark.journey.coach import queries as coaching
from waymark.journey.learn import queries as learn
from waymark.journey.mark import queries as mark
from waymark.journey.reflect import queries as reflect
from waymark.journey.reflect.rules import MINIMUM_ANSWERS
from waymark.kit.formatting import counted, duration, long_date
from waymark.web.home_page import Line, Page, Section

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.papers.models import Paper
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Item


def facilitator(*, person: Person, at: datetime) -> Page:
    """The last experience first: what was learned, and which registers are still empty."""
    own = cohorts.list_cohorts_for(for_=person, role=Role.FACILITATOR)
    answered = [
        (cohort, open_set)
        for cohort in own
        for open_set in reflect.list_open_question_sets(cohort=cohort, at=at)
        if open_set.respondent_count
    ]
    answered.sort(key=lambda pair: pair[1].opened_at, reverse=True)
    missing = [
        (cohort, session)
        for cohort in own
        for session in learn.list_sessions(cohort=cohort)
        if session.calendar_item.ends_at <= at and not session.recorded
    ]
    missing.sort(key=lambda pair: pair[1].calendar_item.ends_at)
    sections = [
        Section(
            title="Registers to take",
            rows=[_register(cohort, session) for cohort, session in missing[-6:]],
            empty="Every session that is over has its register.",
        ),
        Section(
            title="What was learned, newest first",
            rows=[_result(cohort, open_set) for cohort, open_set in answered[:6]],
            empty="No questions have been answered yet.",
        ),
        Section(
            title="Your cohorts",
            rows=[_cohort_line(cohort) for cohort in own],
            empty="You work with no cohort yet.",
        ),
    ]
    if missing:
        return _take_register(*missing[0], sections=sections)
    shown = next((pair for pair in answered if pair[1].respondent_count >= MINIMUM_ANSWERS), None)
    if shown is None:
        return Page(
            title="No results yet",
            text="Questions open automatically when an experience ends.",
            sections=sections,
        )
    cohort, newest = shown
    url = reverse("reflect:results", args=[cohort.slug, newest.question_set.id])
    text = f"{counted(newest.respondent_count, 'answer', 'answers')} so far, from {cohort.name}."
    return Page(
        title=f"See what participants learned in {newest.experience_title}",
        text=text,
        url=url,
        label="See the results",
        sections=sections,
    )


def _take_register(cohort: Cohort, session: learn.CohortSession, *, sections: list[Section]) -> Page:
    held = f"It was on {long_date(session.calendar_item.on)}, with {cohort.name}."
    return Page(
        title=f"Take the register for {session.item.title}",
        text=f"{held} Hours are added when you save the register.",
        url=reverse("learn:register", args=[cohort.slug, session.item.id]),
        label="Take the register",
        sections=sections,
    )


def _register(cohort: Cohort, session: learn.CohortSession) -> Line:
    url = reverse("learn:register", args=[cohort.slug, session.item.id])
    return Line(
        what=session.item.title, url=url, why=f"{long_date(session.calendar_item.on)}, {cohort.name}."
    )


def _result(cohort: Cohort, open_set: reflect.OpenQuestionSet) -> Line:
    url = reverse("reflect:results", args=[cohort.slug, open_set.question_set.id])
    few = "" if open_set.respondent_count >= MINIMUM_ANSWERS else ", too few to show"
    why = f"{counted(open_set.respondent_count, 'answer', 'answers')}{few}. {cohort.name}."
    return Line(what=open_set.question_set.title, url=url, why=why)


def _cohort_line(cohort: Cohort) -> Line:
    return Line(
        what=cohort.name,
        url=reverse("learn:cohort_sessions", args=[cohort.slug]),
        why="Sessions and registers.",
    )


def coach(*, person: Person, at: datetime) -> Page:
    """Whom to prepare for next."""
    coachees = coaching.list_coachees(for_=person, at=at)
    empty = "No one has been paired with you yet. The programme lead pairs coaches with participants."
    rows = [_coachee(coachee) for coachee in coachees[:12]]
    if len(coachees) > len(rows):
        rows.append(Line(what=f"All {len(coachees)} coachees", url=reverse("coach:coachees")))
    sections = [Section(title="Your coachees", rows=rows, empty=empty)]
    first = next((coachee for coachee in coachees if coachee.next_item and coachee.next_date), None)
    if first is None or first.next_item is None or first.next_date is None:
        return Page(title="You have no sessions to prepare or record", sections=sections)
    enrolment = first.pairing.enrolment
    if first.is_due:
        return Page(
            title=f"Record {first.next_item.title} with {enrolment.person.name}",
            text=f"It was planned for {long_date(first.next_date.on)}. {_adds_hours(first.next_item)}",
            url=reverse("coach:session", args=[enrolment.reference, first.next_item.id]),
            label="Record the session",
            sections=sections,
        )
    return Page(
        title=f"Prepare {first.next_item.title} with {enrolment.person.name}",
        text=f"{long_date(first.next_date.on)}. The preparation sheet is one page: a three-minute read.",
        url=reverse("coach:preparation", args=[enrolment.reference]),
        label="Open the preparation sheet",
        sections=sections,
    )


def _adds_hours(item: Item) -> str:
    return f"Closing the session adds {duration(item.minutes)}." if item.counts else ""


def _coachee(coachee: coaching.Coachee) -> Line:
    enrolment = coachee.pairing.enrolment
    item, date = coachee.next_item, coachee.next_date
    coming = f" Next: {item.title}, {long_date(date.on)}." if item and date else ""
    return Line(
        what=enrolment.person.name,
        url=reverse("coach:preparation", args=[enrolment.reference]),
        why=f"{coachee.sessions_held} of {coachee.sessions_planned} sessions held.{coming}",
    )


def setter(*, person: Person, at: datetime) -> Page:
    """Papers, and whether they are locked."""
    papers = papers_of.list_papers_for(for_=person)
    rows = [_paper(paper) for paper in papers]
    sections = [Section(title="Papers", rows=rows, empty="No paper has been written yet.")]
    being_written = [paper for paper in papers if not hasattr(paper, "lock")]
    if being_written:
        return Page(
            title=f"{counted(len(being_written), 'paper is', 'papers are')} not locked yet",
            text="A paper is locked when the check finds no error and a second setter has reviewed it.",
            url=reverse("papers:paper", args=[being_written[0].pk]),
            label=f"Open {being_written[0].code}",
            sections=sections,
        )
    if not papers:
        return Page(
            title="No paper has been written yet",
            text="Case, questions and mark scheme; then a second setter reviews it.",
            url=reverse("papers:new_paper"),
            label="Write a paper",
        )
    return Page(
        title="Every paper is locked",
        text="A locked paper never changes; its fingerprint says so.",
        url=reverse("papers:papers"),
        label="Look at the papers",
        sections=sections,
    )


def _paper(paper: Paper) -> Line:
    locked = (
        f"Locked. Fingerprint {paper.lock.fingerprint[:16]}…" if hasattr(paper, "lock") else "Not locked yet."
    )
    return Line(what=f"{paper.code}: {paper.title}", url=reverse("papers:paper", args=[paper.pk]), why=locked)


def marker(*, person: Person, at: datetime) -> Page:
    scripts = mark.list_allocated_scripts(for_=person)
    waiting = [one for one in scripts if not one.is_marked]
    if not waiting:
        title = "Every script of yours is marked" if scripts else "No script waits for you"
        return Page(title=title, text="The programme lead allocates scripts after a window has closed.")
    url = reverse("mark:script", args=[waiting[0].code])
    text = f"{len(scripts) - len(waiting)} of {len(scripts)} are marked. Nobody sees your marks until both are in."
    title = f"{counted(len(waiting), 'script waits', 'scripts wait')} for your mark"
    return Page(title=title, text=text, url=url, label="Open the next script")


def senior(*, person: Person, at: datetime) -> Page:
    waiting = mark.list_unconfirmed_fails_for(for_=person)
    if not waiting:
        return Page(
            title="No fail waits for you", text="A fail stands only when a senior marker has confirmed it."
        )
    text = "Until you confirm it, nothing is decided and nobody hears of it."
    title = f"{counted(len(waiting), 'fail waits', 'fails wait')} to be confirmed"
    return Page(title=title, text=text, url=reverse("mark:fails"), label="Read them")


def board(*, person: Person, at: datetime) -> Page:
    waiting = len(award.list_unreleased_for(for_=person))
    if not waiting:
        return Page(title="Nothing waits for release", text="Decisions of the programme lead appear here.")
    text = "Until the board releases them, no participant sees anything."
    title = f"{counted(waiting, 'decision waits', 'decisions wait')} for release"
    return Page(title=title, text=text, url=reverse("award:releases"), label="Look at them")
