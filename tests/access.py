"""The access matrix: every address, who may come there, and a world in which there is something to see.

A row says the roles that may enter, how the address is filled, and, where a thing is one person's own, whose.
An address that has no row fails the test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from waymark.demo import applicants, exam
from waymark.demo.cast import LLSE, UCL, Team
from waymark.demo.past import Past
from waymark.demo.world import House, Names, build_house, enrol, open_cohort, write_parallel
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.papers.actions import save_part
from waymark.ground.papers.models import Paper, Wording
from waymark.ground.papers.parts import digest_of
from waymark.ground.people.actions import give_account
from waymark.ground.people.models import Person
from waymark.ground.people.roles import Role
from waymark.journey.apply import actions as apply
from waymark.journey.apply.models import Application
from waymark.journey.improve.actions import record_issue
from waymark.journey.mark import queries as scripts
from waymark.journey.practise.models import WorkbookEntry
from waymark.journey.sit import actions as sit
from waymark.journey.sit.models import Extension, Sitting, SittingWindow

NOW = datetime(2026, 10, 22, 9, 0, tzinfo=UTC)
FOUNDED = datetime(2025, 1, 15, 9, 0, tzinfo=UTC)
CSV = b"given name,family name,email,trn,school\nNew,Comer,new.comer@school.example,9999999,Some School\n"


@dataclass
class World:
    """One provider with something of every kind in it."""

    house: House
    writing: Cohort
    marked: Cohort
    people: dict[str, Person]
    words: frozenset[str]
    """What only this provider knows: names of its people and cohorts, codes of its scripts."""
    at: dict[str, str | int] = field(default_factory=dict)


def build(team: Team) -> World:
    names = Names()
    if team is UCL:
        for _ in range(40):
            names.next()
    house = build_house(team, at=FOUNDED)
    writing, writers = _cohort(house, names, NOW.date() - timedelta(days=3), "writing")
    marked, finished = _cohort(house, names, NOW.date() - timedelta(days=40), "marked")
    window = exam.open_window(house, writing, NOW.date() - timedelta(days=3), at=FOUNDED)
    sitting = exam.sit_down(window, writers[0], at=NOW - timedelta(days=1))
    exam.write(sitting, exam.answers_of(house, "sound"), at=NOW - timedelta(hours=20))
    extension = _ask_for_time(window, writers[0])
    _sit_and_mark(house, marked, finished)
    coming = open_cohort(house, f"{team.short_name} coming", NOW.date() + timedelta(days=60), at=NOW)
    applicants.apply_some(house, coming, names, at=NOW)
    lead = house.staff["lead"]
    file = apply.upload_enrolment_file(cohort=coming, name="new.csv", data=CSV, by=lead, at=NOW)
    issue = record_issue(cohort=writing, summary="Too little time", evidence="Evaluation", by=lead, at=NOW)
    people = dict(house.staff) | {
        "writer": writers[0].person,
        "other": writers[1].person,
        "done": finished[0].person,
    }
    for person in people.values():
        give_account(person=person)
        person.refresh_from_db()
    entry = WorkbookEntry.objects.filter(enrolment=writers[0]).first()
    assert entry
    bench = next(one for one in scripts.list_scripts_of(for_=house.staff["marker"]))
    fail = next(iter(scripts.list_fails_for(for_=house.staff["senior"])))
    application = Application.objects.filter(cohort=coming).order_by("id")[0]
    draft = _draft(house)
    at: dict[str, str | int] = {
        "programme": team.pack,
        "cohort": writing.slug,
        "marked": marked.slug,
        "coming": coming.slug,
        "enrolment": writers[0].reference,
        "finished": finished[0].reference,
        "file": file.pk,
        "issue": issue.pk,
        "entry": entry.pk,
        "sitting": sitting.code,
        "question": "q1",
        "rev": 1,
        "extension": extension.pk,
        "window": SittingWindow.objects.get(cohort=writing).pk,
        "done": Sitting.objects.get(enrolment=finished[0]).code,
        "paper": draft.pk,
        "part": "q1",
        "criterion": "c1",
        "exhibit": draft.exhibits.get().pk,
        "locked_exhibit": next((one.pk for one in house.paper.exhibits.all()), 0),
        "wording": Wording.objects.filter(paper=draft, part="omissions").get().pk,
        "script": bench.code,
        "fail": fail.code,
        "application": application.reference,
        "session": _first(house, "attended"),
        "study": _first(house, "studied"),
        "page": _first_page(house),
        "questions": _first(house, "answered"),
        "set": house.programme.question_sets[0].id,
        "meeting": _first(house, "met"),
        "coaching": _first(house, "coached"),
    }
    known = {one.person.name for one in [*writers, *finished]} | {one.name for one in house.staff.values()}
    words = known | {
        writing.name,
        marked.name,
        str(at["script"]),
        f"{application.family_name}",
    }
    return World(house=house, writing=writing, marked=marked, people=people, words=frozenset(words), at=at)


def _draft(house: House) -> Paper:
    """A paper being written, with a part saved since."""
    draft, by = write_parallel(house, "llse-b", at=NOW), house.staff["setter"]
    said = {
        "omissions": [{"id": "o1", "says": "It prepares before it delivers.", "why": "It failed without."}]
    }
    base = digest_of({"omissions": []})
    save_part(paper=draft, part="omissions", content=said, base=base, by=by, at=NOW)
    return draft


def _cohort(house: House, names: Names, window: object, name: str) -> tuple[Cohort, list[Enrolment]]:
    starts_on = window - timedelta(days=house.programme.assessment.plan.day)
    at = datetime(starts_on.year, starts_on.month, starts_on.day, 9, tzinfo=UTC) - timedelta(days=30)
    cohort = open_cohort(house, f"{house.team.short_name} {name}", starts_on, at=at)
    people = enrol(house, cohort, names, 4, at=at)
    past = Past(house, cohort, people, until=NOW)
    past.absent = past.late = set()
    past.live()
    return cohort, people


def _ask_for_time(window: SittingWindow, writer: Enrolment) -> Extension:
    """Asked by the writer, with a file, and not decided."""
    return sit.ask_for_time(
        window=window,
        enrolment=writer,
        until_on=window.opens_on + timedelta(days=window.days + 2),
        reason="Ill since Tuesday, and in bed.",
        evidence="A note from the surgery.",
        file=sit.Evidence(name="note.pdf", content_type="application/pdf", data=b"%PDF-1.7 a note"),
        by=writer.person,
        at=NOW - timedelta(hours=3),
    )


def _sit_and_mark(house: House, cohort: Cohort, people: list[Enrolment]) -> None:
    window = exam.open_window(house, cohort, NOW.date() - timedelta(days=40), at=FOUNDED)
    exam.sit_all(house, window, people)
    exam.mark_all(house, cohort, people, leave=1, at=window.closes_before + timedelta(days=1))
    exam.decide_and_release(house, cohort, people[:1], at=window.closes_before + timedelta(days=5))


def _first(house: House, way: str) -> str:
    return next(item.id for item in house.programme.items if item.way == way)


def _first_page(house: House) -> str:
    pages = next(item for item in house.programme.items if item.way == "studied").pages
    return pages[0].id if pages else "whole"


type Fill = Callable[[World], list[str | int]]


@dataclass(frozen=True)
class Row:
    roles: frozenset[Role] | None
    """None: everyone, visitors too."""
    fill: tuple[str, ...] = ()
    """Which things of the world fill the address, in order."""
    owner: str = ""
    """Who must be let in; for a thing that is one person's own, only they."""
    own: bool = False
    public: bool = False
    """Whether what it shows is not any provider's secret."""


def of(*roles: Role, fill: str = "", owner: str = "", own: bool = False) -> Row:
    return Row(frozenset(roles), tuple(fill.split()), owner, own)


EVERYONE = Row(None, public=True)
P, F, C, M, S, L, B, T = (
    Role.PARTICIPANT,
    Role.FACILITATOR,
    Role.COACH,
    Role.MARKER,
    Role.SENIOR,
    Role.LEAD,
    Role.BOARD,
    Role.SETTER,
)


def public(fill: str = "") -> Row:
    return Row(None, tuple(fill.split()), public=True)


MATRIX: dict[str, Row] = {
    "web:home": EVERYONE,
    "web:route": of(P, owner="writer"),
    "web:hours": of(P, owner="writer"),
    "web:cohort_progress": of(L, F, fill="cohort", owner="lead"),
    "web:participant": of(L, fill="enrolment", owner="lead"),
    "web:ledger": of(L, owner="lead"),
    "web:account": of(*Role, owner="writer"),
    "web:time": EVERYONE,
    "web:accessibility": EVERYONE,
    "web:privacy": EVERYONE,
    "web:healthz": EVERYONE,
    "signin_invitation": public("cohort"),
    "signin_demonstration": EVERYONE,
    "signin_demonstration_session": public("file"),
    "papers:papers": of(T, owner="setter"),
    "papers:new_paper": of(T, owner="setter"),
    "papers:paper": of(T, fill="paper", owner="setter"),
    "papers:preview": of(T, fill="paper", owner="setter"),
    "papers:history": of(T, fill="paper", owner="setter"),
    "papers:wording": of(T, fill="paper wording", owner="setter"),
    "papers:details": of(T, fill="paper", owner="setter"),
    "papers:case": of(T, fill="paper", owner="setter"),
    "papers:omissions": of(T, fill="paper", owner="setter"),
    "papers:new_question": of(T, fill="paper", owner="setter"),
    "papers:question": of(T, fill="paper part", owner="setter"),
    "papers:question_removal": of(T, fill="paper part", owner="setter"),
    "papers:new_criterion": of(T, fill="paper", owner="setter"),
    "papers:criterion": of(T, fill="paper criterion", owner="setter"),
    "papers:criterion_removal": of(T, fill="paper criterion", owner="setter"),
    "papers:exhibits": of(T, fill="paper", owner="setter"),
    "papers:exhibit": of(T, fill="paper exhibit", owner="setter"),
    "papers:exhibit_removal": of(T, fill="paper exhibit", owner="setter"),
    "papers:review": of(T, fill="paper", owner="setter"),
    "papers:lock": of(T, fill="paper", owner="setter"),
    "papers:series": of(T, fill="paper", owner="setter"),
    "apply:programmes": EVERYONE,
    "apply:programme": public("programme"),
    "apply:versions": of(L, fill="programme", owner="lead"),
    "apply:application_start": public("programme coming"),
    "apply:application_check": public("programme coming"),
    "apply:application_submitted": public("programme coming"),
    "apply:application_step": public("programme coming cohort"),
    "apply:cohorts": of(L, owner="lead"),
    "apply:cohort_new": of(L, owner="lead"),
    "apply:cohort": of(L, fill="cohort", owner="lead"),
    "apply:cohort_staff": of(L, fill="cohort", owner="lead"),
    "apply:applications": of(L, fill="coming", owner="lead"),
    "apply:application": of(L, fill="coming application", owner="lead"),
    "apply:acceptance": of(L, fill="coming application", owner="lead"),
    "apply:rejection": of(L, fill="coming application", owner="lead"),
    "apply:enrolment_files": of(L, fill="coming", owner="lead"),
    "apply:enrolment_file": of(L, fill="coming file", owner="lead"),
    "apply:enrolment_file_confirmation": of(L, fill="coming file", owner="lead"),
    "apply:enrolment_file_rows_to_correct": of(L, fill="coming file", owner="lead"),
    "learn:cohort_sessions": of(L, F, fill="cohort", owner="facilitator"),
    "learn:register": of(L, F, fill="cohort session", owner="facilitator"),
    "learn:session": of(P, fill="session", owner="writer"),
    "learn:study": of(P, fill="study", owner="writer"),
    "learn:study_page": of(P, fill="study page", owner="writer"),
    "reflect:questions": of(P, fill="questions", owner="writer"),
    "reflect:changes": of(P, owner="writer"),
    "reflect:all_results": of(L, F, fill="cohort", owner="facilitator"),
    "reflect:results": of(L, F, fill="cohort set", owner="facilitator"),
    "practise:workbook": of(P, owner="writer"),
    "practise:new_entry": of(P, owner="writer"),
    "practise:entry": of(P, fill="entry", owner="writer", own=True),
    "gather:group": of(P, owner="writer"),
    "gather:meeting": of(P, fill="meeting", owner="writer"),
    "gather:groups": of(L, F, fill="cohort", owner="facilitator"),
    "coach:coachees": of(C, owner="coach"),
    "coach:mine": of(P, owner="writer"),
    "coach:pairings": of(L, fill="cohort", owner="lead"),
    "coach:cohort": of(L, F, fill="cohort", owner="lead"),
    "coach:preparation": of(C, fill="enrolment", owner="coach", own=True),
    "coach:session": of(C, fill="enrolment coaching", owner="coach", own=True),
    "coach:entry": of(C, fill="enrolment entry", owner="coach", own=True),
    "sit:before": of(P, owner="writer"),
    "sit:practice": of(P, owner="writer"),
    "sit:practice_restart": of(P, owner="writer"),
    "sit:taking_back": of(P, fill="done", owner="done", own=True),
    "sit:receipts": EVERYONE,
    "sit:keys": EVERYONE,
    "sit:keys_file": EVERYONE,
    "sit:windows": of(L, fill="cohort", owner="lead"),
    "sit:new_window": of(L, fill="cohort", owner="lead"),
    "sit:window": of(L, fill="cohort window", owner="lead"),
    "sit:window_csv": of(L, fill="cohort window", owner="lead"),
    "sit:incidents": of(L, fill="cohort window", owner="lead"),
    "sit:extensions": of(P, owner="writer"),
    "sit:evidence": of(P, L, fill="extension", owner="writer"),
    "sit:asked": of(L, fill="cohort", owner="lead"),
    "sit:extension": of(L, fill="cohort extension", owner="lead"),
    "sit:own_time": of(L, fill="cohort enrolment", owner="lead"),
    "sit:new_extension": of(L, fill="cohort enrolment", owner="lead"),
    "sit:late": of(L, fill="cohort window", owner="lead"),
    "sit:desk": of(P, fill="sitting", owner="writer", own=True),
    "sit:exhibit": of(P, fill="sitting locked_exhibit", owner="writer", own=True),
    "sit:answers": Row(None, ("sitting",), own=True, owner="writer"),
    "sit:revisions": Row(None, ("sitting", "question"), own=True, owner="writer"),
    "sit:worker": EVERYONE,
    "sit:versions": of(P, fill="sitting question", owner="writer", own=True),
    "sit:version": of(P, fill="sitting question rev", owner="writer", own=True),
    "sit:version_choice": of(P, fill="sitting question rev", own=True),
    "sit:word_file": of(P, fill="sitting", owner="writer", own=True),
    "sit:kept": of(P, fill="sitting", owner="writer", own=True),
    "sit:choice": of(P, fill="sitting file", own=True),
    "sit:submission": of(P, fill="sitting", owner="writer", own=True),
    "sit:receipt": of(P, fill="done", owner="done", own=True),
    "sit:receipt_file": of(P, fill="done", owner="done", own=True),
    "sit:receipt_pdf": of(P, fill="done", owner="done", own=True),
    "mark:list": of(M, owner="marker"),
    "mark:script": of(M, fill="script", owner="marker"),
    "mark:marks": of(M, fill="script", owner="marker"),
    "mark:fails": of(S, owner="senior"),
    "mark:fail": of(S, fill="fail", owner="senior"),
    "mark:confirmation": of(S, fill="fail", owner="senior"),
    "mark:progress": of(L, fill="marked", owner="lead"),
    "mark:scripts": of(L, fill="marked", owner="lead"),
    "mark:allocation": of(L, fill="marked", owner="lead"),
    "award:mine": of(P, owner="done"),
    "award:statement": of(P, owner="done", own=True),
    "award:releases": of(B, owner="board"),
    "award:cohort": of(L, fill="marked", owner="lead"),
    "award:decisions": of(L, fill="marked", owner="lead"),
    "award:decision": of(L, fill="finished", owner="lead"),
    "improve:issues": of(L, F, B, owner="lead"),
    "improve:issue_new": of(L, owner="lead"),
    "improve:action": of(L, fill="issue", owner="lead"),
}
OF_THE_LIBRARY = {
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
"""Signing in, by allauth; open to everyone by what they are."""
TEAMS = (LLSE, UCL)
